/**
 * What the background remembers while the browser runs: numbers only, in the browser's memory, never on the disk. Whoever needs
 * something longer asks Tenth.
 */

/** The same while this background lives: nobody else writes, and asking the browser takes longer than a signature. @type {Map<string, number|null|undefined>} */
const fresh = new Map();

/** @param {string} key @returns {Promise<number|null|undefined>} undefined: never told */
export async function recall(key) {
  if (!fresh.has(key)) {
    const { [key]: found } = await chrome.storage.session.get(key);
    if (!fresh.has(key)) fresh.set(key, /** @type {number|null|undefined} */ (found)); // it may have been told meanwhile
  }
  return fresh.get(key);
}

/** @param {Record<string, number|null>} numbers */
export function remember(numbers) {
  for (const [key, number] of Object.entries(numbers)) fresh.set(key, number);
  return chrome.storage.session.set(numbers);
}

/** @param {string} key */
export function drop(key) {
  fresh.set(key, undefined);
  return chrome.storage.session.remove(key);
}

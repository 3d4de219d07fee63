/**
 * What the background remembers while the browser runs: numbers only, in the browser's memory, never on the disk. Whoever needs
 * something longer asks Tenth.
 */

/** @param {string} key @returns {Promise<number|null|undefined>} undefined: never told */
export async function recall(key) {
  const { [key]: found } = await chrome.storage.session.get(key);
  return /** @type {number|null|undefined} */ (found);
}

/** @param {Record<string, number|null>} numbers */
export const remember = (numbers) => chrome.storage.session.set(numbers);

/** @param {string} key */
export const drop = (key) => chrome.storage.session.remove(key);

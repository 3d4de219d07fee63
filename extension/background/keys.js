/**
 * Where a paired browser keeps its key: in the extension's own IndexedDB, as a CryptoKey that cannot be read back. Pages and
 * content scripts have no way to it; storage.local, which in Firefox they can read, never holds it.
 *
 * @import { Paired } from "./pairing.js"
 */

const DATABASE = "tenth";
const STORE = "keys";
const AGENT = "agent";

/** What the store holds, once it was read: only this file writes there, and every call needs it. @type {Promise<Paired|null>|null} */
let known = null;

/**
 * Keep the key of the agent this browser was paired with; an earlier one is gone.
 * @param {Paired} paired
 * @returns {Promise<void>}
 */
export const keep = (paired) => written((store) => store.put(paired, AGENT));

/** @returns {Promise<Paired|null>}  null when this browser is not paired */
export function kept() {
  known ??= inStore("readonly", (store) => store.get(AGENT)).then((paired) => paired ?? null);
  known.catch(() => (known = null));
  return known;
}

/** Forget the key: this browser is not paired any more. @returns {Promise<void>} */
export const forget = () => written((store) => store.delete(AGENT));

/** @param {(store: IDBObjectStore) => IDBRequest} act @returns {Promise<void>} */
async function written(act) {
  try {
    await inStore("readwrite", act);
  } finally {
    known = null;
  }
}

/**
 * Do one thing in the store, and wait until it is on the disk.
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest} act
 * @returns {Promise<any>}
 */
async function inStore(mode, act) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = act(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

/** @returns {Promise<IDBDatabase>} */
function open() {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}

/**
 * Where the key of this browser lies: in the extension's own IndexedDB, which no page and no script on a page can open, as a
 * CryptoKey that cannot be read back.
 */

const NAME = "tenth";
const STORE = "keys";
const OURS = "ours";

/** @typedef {{client: string, key: CryptoKey}} Credentials */

/** @returns {Promise<Credentials|null>} */
export const kept = () => within("readonly", (store) => store.get(OURS)).then((found) => found ?? null);

/** @param {Credentials} credentials */
export const keep = (credentials) => within("readwrite", (store) => store.put(credentials, OURS));

export const forget = () => within("readwrite", (store) => store.delete(OURS));

/** @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest} act @returns {Promise<any>} */
async function within(mode, act) {
  const database = await open();
  try {
    return await settled(act(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

/** @returns {Promise<IDBDatabase>} */
function open() {
  const opening = indexedDB.open(NAME, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  return settled(opening);
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function settled(request) {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

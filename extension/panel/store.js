/**
 * Holds the page's state. It changes only through `apply`, with a pure function `(page, ...args) => page`.
 *
 * @import { Page } from "./types.js"
 */

/** @typedef {ReturnType<typeof createStore>} Store */

/** @param {Page} start */
export function createStore(start) {
  let page = start;
  /** @type {Set<(page: Page) => void>} */
  const listeners = new Set();
  return {
    get: () => page,
    /**
     * @template {unknown[]} Args
     * @param {(page: Page, ...args: Args) => Page} change
     * @param {Args} args
     */
    apply(change, ...args) {
      const next = change(page, ...args);
      if (next === page) return;
      page = next;
      for (const listener of listeners) listener(page);
    },
    /** @param {(page: Page) => void} listener */
    subscribe(listener) {
      listeners.add(listener);
    },
  };
}

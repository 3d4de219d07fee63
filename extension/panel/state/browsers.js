/**
 * The sheet of paired browsers: who is paired, the code that lets one more in, and what was last done. Pure changes of the page.
 *
 * @import { Browser, BrowsersLayer, Page } from "../types.js"
 */

/** @type {BrowsersLayer} */
const EMPTY = { kind: "browsers", browsers: null, code: null, left: 0, said: null };

/** @param {Page} page @returns {Page} */
export const opened = (page) => ({ ...page, layer: EMPTY });

/** @param {Page} page @param {Partial<BrowsersLayer>} change @returns {Page} */
function changed(page, change) {
  return page.layer?.kind === "browsers" ? { ...page, layer: { ...page.layer, ...change } } : page;
}

/**
 * What the agent says now. A code that is shown ends when a browser came in by it, or when its time or its tries are over.
 *
 * @param {Page} page
 * @param {Browser[]} browsers
 * @param {number} left seconds for which one more may pair
 * @returns {Page}
 */
export function listed(page, browsers, left) {
  if (page.layer?.kind !== "browsers") return page;
  const { code, browsers: before } = page.layer;
  if (!code || left > 0) return changed(page, { browsers, left });
  const fresh = browsers.find(({ id }) => !before?.some((known) => known.id === id));
  const said = fresh ? `${fresh.name} is paired.` : "That code is used up. Ask for a new one.";
  return changed(page, { browsers, left, code: null, said });
}

/** @param {Page} page @param {string} code @param {number} left @returns {Page} */
export const coded = (page, code, left) => changed(page, { code, left, said: null });

/** @param {Page} page @returns {Page} */
export const uncoded = (page) => changed(page, { code: null, left: 0, said: null });

/** @param {Page} page @param {string} said @returns {Page} */
export const told = (page, said) => changed(page, { said });

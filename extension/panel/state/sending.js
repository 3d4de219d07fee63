/**
 * A push as the lawyer sees it. Pure changes of the page.
 *
 *     idle --Shift+Enter--> looking --> counting 5 4 3 2 1 --> sending --> done --> idle
 *                              |           ^        |
 *                              |   Shift+Enter      +-- z --> idle
 *                              +--> seen --+            Clio shows one of the same length there: the lawyer looks first
 *
 * @import { Already, Page, PushResult } from "../types.js"
 */

export const SECONDS = 5;

/** @param {Page} page @param {string[]} ids @param {Already} already @returns {Page} */
export const counting = (page, ids, already) => ({ ...page, note: null, sending: { phase: "counting", left: SECONDS, ids, already } });

/** @param {Page} page @param {string[]} ids @returns {Page} */
export const looking = (page, ids) => ({ ...page, note: null, sending: { phase: "looking", ids } });

/** @param {Page} page @param {string[]} ids @param {Already} already @returns {Page} */
export const seen = (page, ids, already) => ({ ...page, sending: { phase: "seen", ids, already } });

/** @param {Page} page @returns {Page} */
export function ticked(page) {
  const { sending } = page;
  return sending.phase === "counting" ? { ...page, sending: { ...sending, left: sending.left - 1 } } : page;
}

/** @param {Page} page @param {string[]} ids @returns {Page} */
export const sending = (page, ids) => ({ ...page, sending: { phase: "sending", ids } });

/** @param {Page} page @param {PushResult[]} results @returns {Page} */
export const done = (page, results) => ({ ...page, sending: { phase: "done", results } });

/** @param {Page} page @returns {Page} */
export const idle = (page) => ({ ...page, sending: { phase: "idle" } });

/**
 * Files and text on their way into Tenth, and what the lawyer already knows about them. Pure changes of the page.
 *
 * @import { Known, Page, Problem, TakeIn } from "../types.js"
 */

/** @param {Page} page @param {Partial<TakeIn>} change @returns {Page} */
export const changed = (page, change) => ({ ...page, takein: { ...page.takein, ...change } });

/** @param {Page} page @param {Partial<Known>} known @returns {Page} */
export const knew = (page, known) => changed(page, { known: { ...page.takein.known, ...known } });

/** @param {Page} page @param {number} id @param {string} name @returns {Page} */
export const arriving = (page, id, name) =>
  changed(page, { arriving: [...page.takein.arriving, { id, name, problem: null }] });

/** @param {Page} page @param {number} id @returns {Page} */
export const arrived = (page, id) => changed(page, { arriving: page.takein.arriving.filter((row) => row.id !== id) });

/** @param {Page} page @param {number} id @param {Problem} problem @returns {Page} */
export const turnedAway = (page, id, problem) =>
  changed(page, { arriving: page.takein.arriving.map((row) => (row.id === id ? { ...row, problem } : row)) });

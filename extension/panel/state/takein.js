/**
 * Files and text on their way into Tenth, and what the lawyer already knows about them. Pure changes of the page.
 *
 * @import { Arriving, Known, Page, Problem, TakeIn } from "../types.js"
 */

/** @param {Page} page @param {Partial<TakeIn>} change @returns {Page} */
export const changed = (page, change) => ({ ...page, takein: { ...page.takein, ...change } });

/** @param {Page} page @param {Partial<Known>} known @returns {Page} */
export const knew = (page, known) => changed(page, { known: { ...page.takein.known, ...known } });

/** @param {Page} page @param {number} id @param {string} name @returns {Page} */
export const arriving = (page, id, name) =>
  changed(page, { arriving: [...page.takein.arriving, { id, name, done: 0, problem: null }] });

/** @param {Page} page @param {number} id @returns {Page} */
export const arrived = (page, id) => changed(page, { arriving: page.takein.arriving.filter((row) => row.id !== id) });

/** @param {Page} page @param {number} id @param {Partial<Arriving>} change @returns {Page} */
const row = (page, id, change) =>
  changed(page, { arriving: page.takein.arriving.map((row) => (row.id === id ? { ...row, ...change } : row)) });

/** @param {Page} page @param {number} id @param {number} done the share that has come */
export const progressed = (page, id, done) => row(page, id, { done });

/** @param {Page} page @param {number} id @param {Problem} problem */
export const turnedAway = (page, id, problem) => row(page, id, { problem });

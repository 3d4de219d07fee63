/**
 * What the page asks about recording a call. Pure changes of the page.
 *
 * @import { Capturing, Page } from "../types.js"
 */

/** @type {Capturing} */
const NOTHING = { step: null, notice: "", never: "", who: "", leave: "", copied: false, busy: false, said: "" };

/** Change what is asked; null: nothing is any more. @param {Page} page @param {Partial<Capturing>|null} change @returns {Page} */
export const capturing = (page, change) => ({
  ...page,
  capturing: change && { ...(page.capturing ?? NOTHING), ...change },
});

/**
 * What all fields of a card share.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { Entry } from "../types.js"
 */

/** The cursor enters a field. @param {Event} event @param {Entry} entry @param {string} field @param {Acts} acts */
export function enter(event, entry, field, acts) {
  acts.screen.remember(valueOf(event));
  acts.changing.stand({ entry: entry.id, field });
}

/** @param {Event} event */
export function valueOf({ target }) {
  return /** @type {{value?: string}} */ (target ?? {}).value ?? "";
}

/**
 * The boundary in hand, in words and figures: where it is, a field to say where it shall be, and the two steps.
 *
 * @import { Bound } from "../bounds.js"
 * @import { On } from "./strip.js"
 */
import { sideOf } from "../acts/moving.js";
import { clock, counted, length, seconds } from "../format.js";
import { html } from "../lit.js";
import { letterAt } from "../strip.js";
import { caps } from "./icons.js";

/** @param {Bound} bound @param {On} on */
export function boundRow(bound, { page, view, entries, before, acts }) {
  const move = page.bound?.move;
  const at = (move && view.passages.find((p) => p.id === move.first)?.start_ms) ?? bound.at;
  const words = sideOf(before, bound);
  const step = (/** @type {1|-1} */ by) => () => acts.moving.nudge(by);
  const typed = (/** @type {Event} */ event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    const asked = seconds(field.value);
    field.value = clock(at / 1000);
    if (asked !== null) void acts.moving.to(asked * 1000);
  };
  return html`<div class="bound-row" role="group" aria-label="Boundary">
    <span>${words} at</span><input class="quiet-field" data-field="bound" inputmode="numeric" maxlength="8"
      aria-label="Where ${words}, minutes and seconds into the call" .value=${clock(at / 1000)} @change=${typed}>
    <button class="cap" data-act="bound-earlier" aria-label="One passage earlier" aria-disabled=${!bound.back} @click=${step(-1)}><kbd>,</kbd></button
    ><button class="cap" data-act="bound-later" aria-label="One passage later" aria-disabled=${!bound.forth} @click=${step(1)}><kbd>.</kbd></button>
    <span class="end">${caps("Esc")}</span><span class="sides">${figures(bound, entries)}</span></div>`;
}

/** "A 18 min, 3 units · B 7 min, 2 units" @param {Bound} bound @param {readonly import("../types.js").Entry[]} entries */
function figures(bound, entries) {
  const sides = entries.filter((e) => e.id === bound.left || e.id === bound.right);
  return sides
    .map((e) => `${letterAt(entries.indexOf(e))} ${length(e.seconds ?? 0)}, ${counted(e.units ?? 0, "unit")}`)
    .join(" · ");
}

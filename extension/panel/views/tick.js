/**
 * A tick that only the lawyer may set: time on a closed matter, or on none. The sentence says what it means, then Space.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { TickLayer } from "../types.js"
 */
import { html } from "../lit.js";
import { caps } from "./icons.js";
import { matterName } from "./names.js";

/** @param {TickLayer} layer @param {Acts} acts */
export function tick({ on, matter }, acts) {
  const keys = (/** @type {KeyboardEvent} */ e) => {
    if (e.key === "Enter") e.preventDefault(); // only Space ticks: Enter is pressed too easily
  };
  return html`<div class="picker" data-on=${on}><label class="ticked"><input type="checkbox" data-act="tick" @keydown=${keys} @change=${acts.changing.tick}>
    <span>${
      matter
        ? html`${matterName(matter.display_number)} is closed in Clio, which may not take the time. Record it there all the same`
        : "Without a matter the time stands in Clio on nobody’s bill. Record it so all the same"
    }</span></label>
    <p class="picker-hint">${caps("Space")} tick ${caps("Esc")} back</p></div>`;
}

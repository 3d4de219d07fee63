/**
 * What a fee earner sets for their own days. Private: it stays on this computer, and all of it is off until it is set.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { Settings } from "../day_types.js"
 */
import { html, nothing } from "../lit.js";
import { valueOf } from "./fields.js";

/** @param {Settings} settings @param {Acts} acts */
export function daySettings(settings, acts) {
  const target = (/** @type {Event} */ event) => {
    const units = Number.parseInt(valueOf(event), 10);
    void acts.days.set({ target_units: units > 0 ? Math.min(units, 240) : null });
  };
  return html`<details class="day-settings"><summary>Your day<span class="second">: private, stays on this computer</span></summary>
    <div class="day-fields">
      <label><span>Target, units a day</span><input class="field" type="number" min="1" max="240" inputmode="numeric" data-set="target" .value=${settings.target_units ?? ""} @change=${target}></label>
      <label><span>Remind me once at</span><input class="field" type="time" data-set="reminder" .value=${settings.reminder ?? ""}
        @change=${(/** @type {Event} */ e) => acts.days.set({ reminder: valueOf(e) || null })}></label>
      ${
        settings.watch_only
          ? nothing
          : html`<button class="btn edged" data-act="watch" @click=${() => acts.days.set({ watch_only: true })}>Only watch for a week</button>`
      }</div></details>`;
}

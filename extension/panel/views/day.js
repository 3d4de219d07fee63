/**
 * The day: its strip, what is recorded and waiting, and a row for each thing; a time without a trace is a question.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { Day } from "../day_types.js"
 * @import { Page } from "../types.js"
 */
import { inHours } from "../day.js";
import { counted, unitWord } from "../format.js";
import { html, nothing } from "../lit.js";
import { closing } from "./day_close.js";
import { dayRow } from "./day_row.js";
import { daySettings } from "./day_settings.js";
import { stripOf } from "./day_strip.js";
import { watching } from "./watching.js";

/** @param {Page} page @param {Acts} acts */
export function dayView(page, acts) {
  const { day } = page.days;
  if (!day) return html`<p class="day-none second" role="status">Reading the day</p>`;
  if (page.days.closing) return closing(page, day, acts);
  const rows = [...day.carried, ...day.rows];
  return html`<section class="day-head">${stripOf(day)}${totals(day)}</section>
    ${day.settings.watch_only ? watching(day, acts) : nothing}
    ${
      rows.length
        ? html`<ul class="rows" aria-label="The day, in order">${rows.map((row) => dayRow(page, row, acts))}</ul>`
        : html`<p class="day-none second">Nothing of this day is known yet. Press n to write down what you did.</p>`
    }
    ${daySettings(day.settings, acts)}`;
}

/** @param {Day} day */
export function totals(day) {
  const target = day.settings.target_units;
  const of = Math.max(target ?? 0, day.recorded_units + day.waiting_units, 1);
  const share = (/** @type {number} */ units) => `--n:${units};--of:${of}`;
  const words = `${counted(day.recorded_units, "unit")} recorded and ${day.waiting_units} waiting${target ? `, of ${target}` : ""}`;
  const part = (/** @type {string} */ look, /** @type {string} */ name, /** @type {number} */ units) =>
    html`<div><dt><span class="swatch ${look}" aria-hidden="true"></span>${name}</dt><dd><b>${units}</b> ${unitWord(units, 360)} <span class="second">${inHours(units, day)}</span></dd></div>`;
  return html`<dl class="totals ${target ? "" : "two-of"}">
      ${part("done", "Recorded", day.recorded_units)} ${part("wait", "Waiting", day.waiting_units)}
      ${target ? part("goal", "Target, private", target) : nothing}</dl>
    <div class="bar" role="img" aria-label=${words}><i class="done" .style=${share(day.recorded_units)}></i><i class="wait" .style=${share(day.waiting_units)}></i></div>`;
}

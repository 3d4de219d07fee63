/**
 * The day: its strip, what is recorded and waiting, and a row for each thing; a time without a trace is a question.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { Day } from "../day_types.js"
 * @import { Page } from "../types.js"
 */
import { inHours } from "../day.js";
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
  const words = `${day.recorded_units} units recorded and ${day.waiting_units} waiting${target ? `, of ${target}` : ""}`;
  return html`<dl class="totals ${target ? "" : "two-of"}">
      <div><dt><span class="swatch done" aria-hidden="true"></span>Recorded</dt><dd><b>${day.recorded_units}</b> units <span class="second">${inHours(day.recorded_units, day)}</span></dd></div>
      <div><dt><span class="swatch wait" aria-hidden="true"></span>Waiting</dt><dd><b>${day.waiting_units}</b> units <span class="second">${inHours(day.waiting_units, day)}</span></dd></div>
      ${
        target
          ? html`<div><dt><span class="swatch goal" aria-hidden="true"></span>Target, private</dt><dd><b>${target}</b> units <span class="second">${inHours(target, day)}</span></dd></div>`
          : nothing
      }</dl>
    <div class="bar" role="img" aria-label=${words}><i class="done" .style=${share(day.recorded_units)}></i><i class="wait" .style=${share(day.waiting_units)}></i></div>`;
}

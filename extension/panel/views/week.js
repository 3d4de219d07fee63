/**
 * The week: seven rows of the same strip, each with its units.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { Day } from "../day_types.js"
 * @import { Page } from "../types.js"
 */
import { dayName, inHours } from "../day.js";
import { counted } from "../format.js";
import { html, nothing } from "../lit.js";
import { stripOf } from "./day_strip.js";

/** @param {Page} page @param {Acts} acts */
export function weekView(page, acts) {
  const { week } = page.days;
  if (!week) return html`<p class="day-none second" role="status">Reading the week</p>`;
  const [monday] = week;
  const target = monday?.settings.target_units;
  const done = sum(week, "recorded_units");
  return html`<ul class="week" aria-label="The week, Monday first">${week.map((day) => weekRow(day, acts))}</ul>
    <p class="week-sum"><span class="strong">${counted(done, "unit")} recorded</span>${monday ? `, ${inHours(done, monday)}` : nothing} · ${sum(week, "waiting_units")} waiting
      ${target ? html`<span class="second">· target ${target * 5}, private</span>` : nothing}</p>`;
}

/** @param {Day} day @param {Acts} acts */
function weekRow(day, acts) {
  const { weekday, date } = dayName(day.day);
  const today = day.day === day.today;
  const coming = day.day > day.today;
  const target = day.settings.target_units;
  const end = day.closed ? "closed" : day.left.all ? `${day.left.all} left` : "";
  return html`<li class="week-row ${today ? "today" : ""}" data-day=${day.day}>
    <div class="week-head"><button class="link" @click=${() => acts.days.openDay(day.day)}><span class="strong">${weekday}</span> ${date}</button>
      <span class="week-units">${
        coming && !day.rows.length
          ? html`<span class="quiet">to come</span>`
          : html`${end ? html`<span class="quiet">${end} · </span>` : nothing}<b>${day.recorded_units}</b>${day.waiting_units ? html` <span class="second">+ ${day.waiting_units} waiting</span>` : nothing}${target ? html` <span class="quiet">of ${target}</span>` : nothing}`
      }</span></div>
    ${day.stretches.length ? stripOf(day, true) : html`<div class="week-none" aria-hidden="true"></div>`}</li>`;
}

/** @param {Day[]} week @param {"recorded_units"|"waiting_units"} what */
const sum = (week, what) => week.reduce((units, day) => units + day[what], 0);

/**
 * The status line of the day and the week: which one it is, the one before and after, and what Clio said when.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { Page } from "../types.js"
 */
import { dayName, shortDay } from "../day.js";
import { localTime } from "../format.js";
import { html, nothing } from "../lit.js";

/** @param {Page} page @param {Acts} acts */
export function dayStatus(page, acts) {
  const { day, week, reading } = page.days;
  const of = page.view === "week" ? (week?.[0] ?? null) : day;
  const asOf = of?.as_of ? localTime(Date.parse(of.as_of)) : null;
  const fresh = reading ? "Asking Clio" : of?.problem ? (asOf ? `Offline, as of ${asOf}` : "Clio was not asked") : asOf ? `Synced ${asOf}` : "";
  const step = (/** @type {number} */ by, /** @type {string} */ words, /** @type {string} */ sign) =>
    html`<button class="turn" aria-label=${words} @click=${() => acts.days.step(by)}>${sign}</button>`;
  const unit = page.view === "week" ? "week" : "day";
  const coming = page.view === "day" && of !== null && of.day >= of.today;
  return html`<span class="turning">${step(-1, `The ${unit} before`, "‹")}${name(page)}${coming ? nothing : step(1, `The ${unit} after`, "›")}</span>
    <span class="quiet">${fresh}</span>`;
}

/** @param {Page} page */
function name({ view, days, agent }) {
  if (view === "week" && days.week?.length)
    return html`<span>${shortDay(days.week[0]?.day ?? "")} to <span class="strong">${shortDay(days.week.at(-1)?.day ?? "")}</span></span>`;
  const date = days.date ?? days.day?.day ?? agent?.today;
  if (!date) return html`<span>The day</span>`;
  const { weekday, date: of } = dayName(date);
  return html`<span>${weekday} <span class="strong">${of}</span></span>`;
}

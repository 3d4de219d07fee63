/**
 * Closing the day: what is left of it, and an end for each thing: pushed, put aside with a reason, or parked to another day.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { Day, DayRow } from "../day_types.js"
 * @import { Page } from "../types.js"
 */
import { amountOf, dayBeside, leftOf, leftRows, stateWord, titleOf, whenOf } from "../day.js";
import { html, nothing } from "../lit.js";
import { caps, icon } from "./icons.js";
import { matterName } from "./names.js";
import { valueOf } from "./fields.js";

/** Why something is not billed, in the lawyer's words; the first one waits to be chosen. */
const REASONS = ["Not worth billing", "Recorded elsewhere", "A duplicate", "Somebody else's work", "A break"];

/** @param {Page} page @param {Day} day @param {Acts} acts */
export function closing(page, day, acts) {
  const rows = leftRows(day);
  if (!rows.length)
    return html`<div class="blank"><h2>Nothing is left of this day</h2><p>Each thing of it is in Clio, put aside or parked.</p>
      <button class="btn big main" data-act="close-day" @click=${acts.days.close}>Close the day ${caps("c")}</button></div>`;
  return html`<section class="day-head closing"><h2>${leftOf(day).first}</h2>
      <p class="second">Push each thing, put it aside with a reason, or park it to another day.</p></section>
    <ul class="rows left" aria-label="What is left of the day">${rows.map((row) => leftRow(page, row, acts))}</ul>`;
}

/** @param {Page} page @param {DayRow} row @param {Acts} acts */
function leftRow(page, row, acts) {
  const here = page.days.current === row.key;
  return html`<li class="row ends${here ? " is-focus" : ""}" tabindex="0" data-row=${row.key} data-state=${row.state} aria-current=${here ? "true" : nothing}
    @focusin=${() => acts.days.enter(row.key)}>
    <span class="when">${whenOf(row)}</span>
    <span class="what"><span dir="auto" class="strong">${titleOf(row)}</span><small>${stateWord(row)}${row.matters[0] ? html` · ${matterName(row.matters[0])}` : nothing}</small></span>
    <span class="how">${amountOf(row)}</span>${ends(page, row, acts)}</li>`;
}

/** @param {Page} page @param {DayRow} row @param {Acts} acts */
function ends(page, row, acts) {
  const asked = page.days.asked?.row === row.key ? page.days.asked : null;
  const type = (/** @type {Event} */ event) => acts.days.type(valueOf(event));
  const keep = (/** @type {string} */ words) =>
    html`<button class="btn edged" data-act="keep" @click=${acts.days.keep}>${words} ${caps("Enter")}</button>`;
  if (asked?.how === "note")
    return html`<div class="btns"><input class="field" type="text" maxlength="2000" aria-label="What was it?" dir="auto" .value=${asked.text} @input=${type}>${keep("Keep")}</div>`;
  if (asked?.how === "aside")
    return html`<div class="btns"><select class="field" aria-label="Why it is put aside" @change=${type}>
        <option value="">Why?</option>${REASONS.map((reason) => html`<option value=${reason} ?selected=${asked.text === reason}>${reason}</option>`)}</select>${keep("Put aside")}</div>`;
  if (asked?.how === "park")
    return html`<div class="btns"><input class="field" type="date" aria-label="Parked to" min=${dayBeside(page.agent?.today ?? row.day, 1)} .value=${asked.text} @input=${type}>${keep("Park")}</div>`;
  const asks = row.state === "question";
  const first = asks
    ? html`<button class="btn edged" data-act="note" @click=${() => acts.days.ask(row.key, "note")}>${icon("edit")}Note ${caps("n")}</button>`
    : html`<button class="btn edged" data-act="open" @click=${() => acts.days.open(row.key)}>${row.state === "confirmed" ? "Push" : "Review"} ${caps("Enter")}</button>`;
  return html`<div class="btns">${first}
    <button class="btn" data-act="aside" @click=${() => acts.days.ask(row.key, "aside")}>Put aside</button>
    <button class="btn" data-act="park" @click=${() => acts.days.ask(row.key, "park")}>Park</button></div>`;
}

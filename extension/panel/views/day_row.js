/**
 * One row of the day. A question keeps its height while it is answered: the field stands where the buttons stood.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { DayRow } from "../day_types.js"
 * @import { Page } from "../types.js"
 */
import { amountOf, shortDay, stateWord, titleOf, underOf, whenOf } from "../day.js";
import { counted } from "../format.js";
import { html, nothing } from "../lit.js";
import { caps, icon } from "./icons.js";
import { matterName } from "./names.js";
import { valueOf } from "./fields.js";

/** @param {Page} page @param {DayRow} row @param {Acts} acts */
export function dayRow(page, row, acts) {
  const here = page.days.current === row.key;
  const asks = row.state === "question";
  const look = `row${asks ? " gap" : ""}${here ? " is-focus" : ""}${row.source && !asks ? " leads" : ""}`;
  return html`<li class=${look} tabindex="0" data-row=${row.key} data-state=${row.state} aria-current=${here ? "true" : nothing}
    @focusin=${() => acts.days.enter(row.key)}>
    <span class="when">${whenOf(row)}</span>
    <span class="what ${asks ? "strong" : ""}"><span dir="auto" class=${row.state === "nothing" ? "second" : ""}>${titleOf(row)}</span>
      ${asks ? under(row, asks) : html`<small>${under(row, asks)}</small>`}</span>
    ${
      asks
        ? html`<span class="how second">${amountOf(row)}</span>${answer(page, row, acts)}`
        : html`<span class="how">${amountOf(row)}<small>${state(row, acts)}</small></span>`
    }</li>`;
}

/** What stands under the name: kind, matters, overlaps. @param {DayRow} row @param {boolean} asks */
function under(row, asks) {
  if (asks) return row.kind === "calendar" ? html`<small>Calendar: <bdi>${row.title}</bdi></small>` : nothing;
  const words = underOf(row).join(" · ");
  const from = row.state !== "parked" && row.until ? `, from ${shortDay(row.day)}` : "";
  const [only] = row.matters;
  const many = row.matters.length > 1 ? counted(row.matters.length, "matter") : "";
  return html`${words}${from}${only && !many ? html` · ${matterName(only)}` : many ? ` · ${many}` : nothing}`;
}

/** @param {DayRow} row @param {Acts} acts */
function state(row, acts) {
  const said = ["nothing", "dismissed", "parked"].includes(row.state) && row.said_at;
  if (!said) return html`<span class=${row.state === "matter" ? "says ask" : ""}>${stateWord(row)}</span>`;
  return html`${row.state === "parked" ? stateWord(row) : nothing}
    <button class="link" data-act="again" @click=${() => acts.days.again(row.key)}>Ask again</button>`;
}

/** The buttons of a question, or the field that took their place. @param {Page} page @param {DayRow} row @param {Acts} acts */
function answer(page, row, acts) {
  const asked = page.days.asked;
  if (asked?.row === row.key && asked.how === "note")
    return html`<div class="btns"><input class="field" type="text" maxlength="2000" aria-label="What was it?" autocomplete="off" dir="auto"
        .value=${asked.text} @input=${(/** @type {Event} */ e) => acts.days.type(valueOf(e))}>
      <button class="btn edged" data-act="keep" @click=${acts.days.keep}>Keep ${caps("Enter")}</button></div>`;
  return html`<div class="btns"><button class="btn edged" data-act="note" @click=${() => acts.days.ask(row.key, "note")}>${icon("edit")}Note ${caps("n")}</button>
    <button class="btn" data-act="nothing" @click=${() => acts.days.nothingBillable(row.key)}>Nothing billable ${caps("x")}</button></div>`;
}

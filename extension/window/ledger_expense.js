/**
 * The pane of an expense: what for, how much, whether that includes GST, both sums, the kind, the matter. A sum that a source
 * names is offered with its quote and becomes the amount only when it is chosen.
 *
 * @import { Acts } from "./ledger.js"
 * @import { Line, Page, Pane, Spending } from "./ledger_types.js"
 */
import { day, money } from "../panel/format.js";
import { html, nothing } from "../panel/lit.js";
import { caps, icon } from "../panel/views/icons.js";
import { valueOf } from "./ledger_list.js";
import { matterField } from "./ledger_matter.js";
import { deed, shown } from "./ledger_entry.js";
import { STATES, canCorrect, canUndo, missing, sums, why } from "./ledger_state.js";

/** @type {readonly (readonly [Spending["gst"], string])[]} */
const ASKED = [
  ["included", "Includes GST"],
  ["excluded", "Without GST"],
  ["none", "No GST on it"],
];

/** @param {Page} page @param {Extract<Pane, {kind: "expense"}>} pane @param {Acts} acts */
export function expensePane(page, { form, preview }, acts) {
  const offered = form.form;
  const rate = offered?.gst_rate ?? "0";
  const taxed = Number(rate) > 0;
  const both = sums(form.amount, form.gst, rate);
  const wants = missing(form);
  /** @param {Partial<Spending>} part */
  const put = (part) => acts.typeExpense(part);
  return html`<div class="pane-head"><h2>${form.id ? "Expense" : "New expense"}</h2><span></span>
      <button class="btn square" data-act="close" aria-label="Close" @click=${acts.close}>${icon("close")}</button></div>
    <form class="form" data-expense @submit=${(/** @type {Event} */ e) => (e.preventDefault(), form.there ? acts.compareExpense() : acts.keepExpense())}>
      <label><span>What for</span><input class="field" dir="auto" data-field="narrative" placeholder="ASIC company search" .value=${form.narrative}
        @input=${(/** @type {Event} */ e) => put({ narrative: valueOf(e) })}></label>
      ${offered?.chips.length ? chips(form, offered.chips, acts) : nothing}
      <div class="amount"><label><span>Amount in dollars</span><input class="field" inputmode="decimal" data-field="amount" placeholder="0.00" .value=${form.amount}
        @input=${(/** @type {Event} */ e) => put({ amount: valueOf(e), quote: null })}></label>
        <fieldset><legend>GST</legend>${ASKED.map(
          ([value, words]) => html`<label class="choice"><input type="radio" name="gst" value=${value} .checked=${form.gst === value}
            ?disabled=${!taxed && value !== "none"} @change=${() => put({ gst: value })}>${words}</label>`,
        )}</fieldset></div>
      <dl class="facts both" data-both><div><dt>Ex GST</dt><dd>${both ? money(both.without) : "–"}</dd></div>
        <div><dt>GST${taxed ? ` ${Math.round(Number(rate) * 100)} %` : ""}</dt><dd>${both ? money(both.tax) : "–"}</dd></div>
        <div><dt>Incl. GST</dt><dd>${both ? money(both.with) : "–"}</dd></div></dl>
      ${form.quote ? html`<p class="quote">“${form.quote}”</p>` : nothing}
      <div class="two">
        <label><span>Kind of expense</span><select class="field" data-field="category" @change=${(/** @type {Event} */ e) => put({ category: valueOf(e) })}>
          <option value="" ?selected=${!form.category}>Choose</option>
          ${(offered?.categories ?? []).map((c) => html`<option value=${c.id} ?selected=${form.category === String(c.id)}>${c.name}</option>`)}</select></label>
        <label><span>Day</span><input class="field" type="date" data-field="date" .value=${form.date} @change=${(/** @type {Event} */ e) => put({ date: valueOf(e) })}></label>
      </div>
      ${matterField(page, form.matter, (matter) => put({ matter }), acts)}
    </form>
    ${form.there ? corrects(form, preview, wants, acts) : keeps(form, wants, acts)}`;
}

/** What ends the form of an expense that is in Clio: first both versions, then the change. @param {Spending} form
 * @param {import("./ledger_types.js").Preview|null} preview @param {string} wants @param {Acts} acts */
function corrects(form, preview, wants, acts) {
  const ready = preview !== null && preview.changes.length > 0 && !preview.code;
  return html`${preview ? shown(preview) : html`<p class="small ${wants ? "second" : "quiet"}">${wants || "Only what differs from Clio is changed there."}</p>`}
    <div class="acts">${
      ready
        ? html`<button class="btn main big" data-act="write" @click=${acts.correctExpense}>Correct in Clio</button>`
        : html`<button class="btn main big" data-act="compare" aria-disabled=${Boolean(wants)} @click=${acts.compareExpense}>Compare with Clio</button>`
    }<button class="btn big" data-act="back" @click=${() => acts.open(form.id ?? "")}>Back</button></div>`;
}

/** What ends the form of a draft. @param {Spending} form @param {string} wants @param {Acts} acts */
function keeps(form, wants, acts) {
  return html`<p class="small ${wants ? "second" : "quiet"}">${wants || "What is sent is the sum ex GST; the bill adds the tax."}</p>
    <div class="acts"><button class=${wants ? "btn edged big" : "btn main big"} data-act="keep" aria-disabled=${Boolean(wants)} @click=${acts.keepExpense}>Keep as draft</button>
      ${form.id ? html`<button class="btn big" data-act="discard" @click=${acts.discardExpense}>Discard</button>` : nothing}</div>`;
}

/** @param {Spending} form @param {readonly import("./ledger_types.js").Chip[]} offered @param {Acts} acts */
function chips(form, offered, acts) {
  return html`<div class="chips" role="group" aria-label="Sums that were named">${offered.map(
    (chip) => html`<button type="button" class="chip" data-chip=${chip.amount} aria-pressed=${form.quote === chip.quote} title=${chip.quote}
      @click=${() => acts.typeExpense({ amount: chip.amount, quote: chip.quote })}><b>${money(chip.amount)}</b><span>“${shortened(chip.quote)}”</span></button>`,
  )}</div>`;
}

/** @param {string} text */
const shortened = (text) => (text.length > 64 ? `${text.slice(0, 63).trimEnd()}…` : text);

/** A draft or a sent expense in the pane. @param {Page} page @param {Line} line @param {Acts} acts */
export function spentPane(page, line, acts) {
  const { words, tone, icon: sign } = STATES[line.state];
  const draft = line.state === "draft_here" || line.state === "not_sent";
  const ready = draft && !(line.state === "draft_here" && line.hint);
  return html`<div class="pane-head"><h2>${line.matter ?? "No matter"}</h2><span class="state ${tone}" data-state>${icon(sign)}${words}</span>
      <button class="btn square" data-act="close" aria-label="Close" @click=${acts.close}>${icon("close")}</button></div>
    <p class="small second">${[line.client, day(line.date, page.ledger?.today ?? ""), line.timekeeper].filter(Boolean).join(" · ")}</p>
    <p class="narrative" dir="auto">${line.narrative}</p>
    <dl class="facts both"><div><dt>Ex GST</dt><dd>${money(line.total)}</dd></div>
      <div><dt>Incl. GST</dt><dd>${line.total_with_gst ? money(line.total_with_gst) : "no GST"}</dd></div>
      <div><dt>In Clio</dt><dd>${line.activity_id ?? "not there"}${line.bill ? ` · bill ${line.bill}` : ""}</dd></div></dl>
    ${deed(line, acts)}
    ${why(line) ? html`<p class="says ${line.state === "not_sent" || line.state === "deleted" ? "stop" : "ask"}" data-why>${why(line)}</p>` : nothing}
    <div class="acts">
      ${draft ? html`<button class=${ready ? "btn main big" : "btn edged big"} data-act="push-expense" aria-disabled=${!ready} @click=${() => acts.pushExpense(line)}>Push to Clio</button>
        <button class="btn edged big" data-act="edit-expense" @click=${() => acts.editExpense(line)}>Edit</button>` : nothing}
      ${line.activity_id ? html`<button class="btn main big" data-act="edit-expense" aria-disabled=${!canCorrect(line)} @click=${() => canCorrect(line) && acts.editExpense(line)}>Correct ${canCorrect(line) ? caps("c") : nothing}</button>
        <button class="btn edged big" data-act="undo" aria-disabled=${!canUndo(line)} @click=${() => acts.undo(line)}>Undo ${canUndo(line) ? caps("u") : nothing}</button>` : nothing}
      ${line.state === "unknown" ? html`<button class="btn edged big" data-act="settle" @click=${acts.settle}>Look now</button>` : nothing}</div>`;
}

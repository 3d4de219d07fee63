/**
 * The list: filters, what they come to, and the lines by their days, with an empty row for an expense at the end.
 *
 * @import { Acts } from "./ledger.js"
 * @import { Filters, Line, Page } from "./ledger_types.js"
 */
import { day, money, total } from "../panel/format.js";
import { html, nothing } from "../panel/lit.js";
import { caps, icon } from "../panel/views/icons.js";
import { STATES, byDay, counts, hoursOf } from "./ledger_state.js";

/** @param {Page} page @param {Acts} acts */
export function list(page, acts) {
  const { ledger } = page;
  if (!ledger) return html`<p class="none" role="status">Reading the ledger</p>`;
  return html`${summary(page)}
    <div class="lines" data-lines>
      ${
        ledger.lines.length
          ? byDay(ledger.lines).map(
              ([date, lines]) => html`<section><h2>${day(date, ledger.today)}<span class="quiet">${hoursOf(lines.filter(counts))} h</span></h2>
                <ul>${lines.map((line) => row(page, line, acts))}</ul></section>`,
            )
          : html`<p class="none">${Object.values(page.filters).some(Boolean) ? "Nothing stands so." : "Nothing was sent yet."}</p>`
      }
      <button class="line empty" data-act="new-expense" @click=${() => acts.newExpense()}>${icon("add")}Add an expense ${caps("e")}</button>
    </div>`;
}

/** @param {Page} page @param {Acts} acts */
export function filters({ ledger, filters: now }, acts) {
  /** @param {keyof Filters} name @param {string} label @param {[string, string][]} options */
  const choose = (name, label, options) => html`<label><span>${label}</span>
    <select class="field" data-filter=${name} .value=${now[name]} @change=${(/** @type {Event} */ e) => acts.filter({ [name]: valueOf(e) })}>
      ${options.map(([value, words]) => html`<option value=${value} ?selected=${now[name] === value}>${words}</option>`)}</select></label>`;
  /** @param {"first"|"last"} name @param {string} label */
  const when = (name, label) => html`<label class="when"><span>${label}</span><input class="field" type="date" data-filter=${name}
    .value=${now[name]} @change=${(/** @type {Event} */ e) => acts.filter({ [name]: valueOf(e) })}></label>`;
  return html`<form class="filters" role="search" aria-label="What is shown" @submit=${(/** @type {Event} */ e) => e.preventDefault()}>
    ${choose("matter", "Matter", [["", "All matters"], ...(ledger?.matters ?? []).map((m) => /** @type {[string, string]} */ ([String(m.id), m.matter]))])}
    ${choose("timekeeper", "Fee earner", [["", "Everybody"], ...(ledger?.timekeepers ?? []).map((t) => /** @type {[string, string]} */ ([t, t]))])}
    ${when("first", "From")} ${when("last", "To")}
    ${choose("kind", "Type", [["", "Time and expenses"], ["time", "Time"], ["expense", "Expenses"]])}
    ${choose("state", "State", [["", "Any state"], ...Object.entries(STATES).map(([value, { words }]) => /** @type {[string, string]} */ ([value, words]))])}
  </form>`;
}

/** @param {Page} page */
function summary({ ledger }) {
  const there = (ledger?.lines ?? []).filter(counts);
  const time = there.filter((line) => line.kind === "time");
  const spent = there.filter((line) => line.kind === "expense");
  const amount = total(time.map((line) => line.total));
  const more = (ledger?.found ?? 0) - (ledger?.lines.length ?? 0);
  return html`<dl class="sums">
    <div><dt>In Clio</dt><dd data-sum="count">${there.length}</dd></div>
    <div><dt>Time</dt><dd>${hoursOf(time)} h</dd></div>
    <div><dt>Ex GST</dt><dd>${time.length ? (amount ?? "rates hidden") : "–"}</dd></div>
    <div><dt>Expenses ex GST</dt><dd>${spent.length ? (total(spent.map((line) => line.total)) ?? "–") : "–"}</dd></div>
    ${more > 0 ? html`<div class="end"><dt>Not shown</dt><dd>${more}</dd></div>` : nothing}
  </dl>`;
}

/** @param {Page} page @param {Line} line @param {Acts} acts */
function row(page, line, acts) {
  const { words, tone, icon: sign } = STATES[line.state];
  const current = page.current === line.id;
  const sum = line.charge === "billable" ? money(line.total) : line.charge === "no_charge" ? "no charge" : "not billable";
  return html`<li><button class="line ${current ? "is-current" : ""} ${line.state}" data-line=${line.id} data-state=${line.state}
      aria-current=${current ? "true" : "false"} @click=${() => acts.open(line.id)}>
    <span class="what"><span class="matter">${line.matter ?? "No matter"}</span><span class="about"><bdi>${line.client ?? ""}</bdi></span>
      <span class="narrative" dir="auto">${line.narrative}</span></span>
    <span class="much">${line.hours ? html`<b>${hoursOf([line])} h</b>` : html`<b>Expense</b>`}<span class="second">${sum ?? ""}</span></span>
    <span class="stands"><span class="state ${tone}">${icon(sign)}${words}</span>
      <span class="quiet">${line.bill ? `${line.bill} · ` : ""}${line.activity_id ?? ""}</span></span>
  </button></li>`;
}

/** @param {Event} event */
export const valueOf = (event) => /** @type {HTMLInputElement|HTMLSelectElement|HTMLTextAreaElement} */ (event.target).value;

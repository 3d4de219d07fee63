/**
 * Charged, measured, expected: the same three columns in every card, each figure with where it comes from; the reasons that a
 * bill may be asked for; and the quiet line of particulars below.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { Entry, Page } from "../types.js"
 */
import { clock, day, length, money, unitWord } from "../format.js";
import { html, nothing } from "../lit.js";
import { earnerOf, isEditable } from "../read.js";
import { isTime, isUnits } from "../state/drafts.js";
import { CHARGES, charged, sentence } from "../words.js";
import { enter, valueOf } from "./fields.js";
import { caps } from "./icons.js";

/** @param {Page} page @param {Entry} entry @param {Acts} acts */
export function figures(page, entry, acts) {
  const [made, origin] = expected(entry);
  const how = measured(entry);
  return html`<dl class="figures">
    <div><dt>${units(page, entry, acts)}</dt><dd>${below(entry)}</dd></div>
    <div><dt>${took(entry, acts)}</dt><dd>${how}</dd></div>
    <div><dt class=${entry.push?.total || entry.expected ? "" : "none"}>${made}</dt><dd>${origin}</dd></div></dl>`;
}

/** @param {Page} page @param {Entry} entry @param {Acts} acts */
function units(page, entry, acts) {
  const units = entry.units ?? 0;
  if (entry.status === "pushed") return html`${entry.push?.rounded_hours ?? entry.hours} h`;
  const word = unitWord(units, entry.unit);
  if (!isEditable(entry)) return html`${units} ${word}`;
  const typed = page.drafts.typed[entry.id]?.units ?? (entry.units === null ? "" : String(entry.units));
  const step = (/** @type {1|-1} */ by) => () => acts.changing.step(entry.id, by);
  return html`<span class="units"><input class="quiet-field" inputmode="numeric" maxlength="3" data-field="units"
      aria-label="Units of ${entry.unit / 60} minutes" placeholder="–" aria-invalid=${!isUnits(typed)} .value=${typed}
      @focus=${(/** @type {Event} */ e) => enter(e, entry, "units", acts)}
      @blur=${() => acts.changing.stand(null)}
      @input=${(/** @type {Event} */ e) => acts.changing.type(entry.id, { units: valueOf(e) })}>${word}
    <button class="cap" aria-label="One unit fewer" data-act="fewer" @click=${step(-1)}><kbd>−</kbd></button
    ><button class="cap" aria-label="One unit more" data-act="more-units" @click=${step(1)}><kbd>+</kbd></button></span>`;
}

/** @param {Entry} entry */
function below(entry) {
  const units = entry.units ?? 0;
  const figure =
    entry.status === "pushed"
      ? `${units} ${unitWord(units, entry.unit)}`
      : entry.hours
        ? `${entry.hours} h`
        : "no units yet";
  return `${figure}, ${charged(entry.charge)}`;
}

/** The time worked; while it may be changed, a quiet field. @param {Entry} entry @param {Acts} acts */
function took(entry, acts) {
  const now = entry.seconds === null ? "" : clock(entry.seconds);
  if (!isEditable(entry)) return now || "–";
  const typed = (/** @type {Event} */ event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    if (isTime(field.value)) acts.changing.type(entry.id, { seconds: field.value });
    else field.value = now;
  };
  const back = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape") /** @type {HTMLInputElement} */ (event.target).value = now;
  };
  return html`<input class="quiet-field time" data-field="time" inputmode="numeric" maxlength="8" placeholder="–"
    aria-label="Time worked, minutes and seconds" .value=${now} @keydown=${back} @change=${typed}
    @focus=${(/** @type {Event} */ e) => enter(e, entry, "seconds", acts)} @blur=${() => acts.changing.stand(null)}>`;
}

/** Where the time comes from. @param {Entry} entry */
function measured({ seconds, measured: evidence, units, unit, flags, raised }) {
  if (flags.includes("time_typed")) return evidence === null ? "your time" : `your time; measured ${clock(evidence)}`;
  if (seconds === null) return "not measured";
  const added = (units ?? 0) * unit - seconds;
  if (flags.includes("time_stated")) return "as the text states";
  if (!units || added === 0) return "measured";
  if (raised) return `${length(added)} more than measured`;
  return added > 0 ? `${length(added)} rounding` : `measured, ${length(-added)} not charged`;
}

/** @param {Entry} entry @returns {[string, string]} */
function expected({ status, push, charge, expected: estimate }) {
  if (status === "pushed") {
    const made = money(push?.total);
    return made
      ? [made, charge === "billable" ? "ex GST, by Clio" : `ex GST, ${charged(charge)}`]
      : ["In Clio", "amount not shown to you"];
  }
  if (!estimate) return ["No estimate", "Clio sets the rate"];
  return [`est. ${money(estimate.total)}`, `ex GST, ${charge === "billable" ? estimate.origin : charged(charge)}`];
}

/** Reasons, where one is owed, and the lawyer's own rate. @param {Page} page @param {Entry} entry @param {Acts} acts */
export function reasons(page, entry, acts) {
  if (!isEditable(entry)) return nothing;
  const own = entry.rate !== null || page.opened[`rate/${entry.id}`];
  return [
    entry.charge_asked
      ? html`<p class="asks">${sentence(entry.charge_why ?? "")}
          <button class="btn edged" data-act="charge-so" @click=${() => acts.changing.charge(entry.id)}>${CHARGES[entry.charge]} ${caps("b")}</button></p>`
      : nothing,
    entry.offer
      ? html`<p class="asks">${entry.offer.words}
          <button class="btn edged" data-act="join-offered" @click=${() => acts.reviewing.joinOffered(entry)}>Join</button></p>`
      : nothing,
    entry.raised ? reason(entry, "raised_why", "Why more than was measured", acts) : nothing,
    own ? [reason(entry, "rate", "Own rate an hour", acts), reason(entry, "rate_why", "Why this rate", acts)] : nothing,
  ];
}

/** @param {Entry} entry @param {"raised_why"|"rate"|"rate_why"} field @param {string} words @param {Acts} acts */
function reason(entry, field, words, acts) {
  const now = entry[field] ?? "";
  const said = (/** @type {Event} */ event) => {
    const text = valueOf(event).trim();
    if (field !== "rate") return acts.changing.type(entry.id, { [field]: text });
    if (/^(\d{1,5}(\.\d\d?)?)?$/.test(text)) acts.changing.type(entry.id, { rate: text || null });
    else /** @type {HTMLInputElement} */ (event.target).value = now;
  };
  return html`<label class="reason">${words}<input class="quiet-field" data-field=${field} maxlength="200" .value=${now}
    @focus=${(/** @type {Event} */ e) => enter(e, entry, field, acts)} @blur=${() => acts.changing.stand(null)} @change=${said}></label>`;
}

/** Day, kind of work, how charged. @param {Page} page @param {Entry} entry @param {Acts} acts */
export function particulars(page, entry, acts) {
  const category = page.categories.find((c) => c.id === entry.category_id)?.name;
  const on = page.agent ? day(entry.date, page.agent.today) : entry.date;
  if (!isEditable(entry)) {
    const who = entry.status === "exported" ? entry.timekeeper : earnerOf(page, entry);
    return html`<p class="particulars">${[on, category, who].filter(Boolean).join(" · ")}</p>`;
  }
  const type = acts.changing.type;
  const other = entry.category_id !== null && !category ? entry.category_id : null; // one the mirror does not know
  return html`<div class="particulars">
    <span class="date-field"><input class="quiet-field" type="date" aria-label="Date" data-field="date" .value=${entry.date}
      @focus=${(/** @type {Event} */ e) => enter(e, entry, "date", acts)}
      @blur=${() => acts.changing.stand(null)}
      @change=${(/** @type {Event} */ e) => valueOf(e) && type(entry.id, { date: valueOf(e) })}
      ><span class="date-said" aria-hidden="true">${on}</span></span>
    <select class="quiet-field" aria-label="Activity category" data-field="category"
      @change=${(/** @type {Event} */ e) => type(entry.id, { category_id: Number(valueOf(e)) })}>
      <option value="0" ?selected=${!entry.category_id}>No category</option>
      ${page.categories.map((c) => html`<option value=${c.id} ?selected=${c.id === entry.category_id}>${c.name}</option>`)}
      ${other ? html`<option value=${other} selected>Category ${other}</option>` : nothing}
    </select>
    <label class="tick"><kbd aria-hidden="true">b</kbd><select class="quiet-field" aria-label="How it is charged" data-field="charge"
      @change=${(/** @type {Event} */ e) => acts.changing.charge(entry.id, valueOf(e))}>
      ${Object.entries(CHARGES).map(([way, words]) => html`<option value=${way} ?selected=${way === entry.charge}>${words}</option>`)}
    </select></label>
  </div>`;
}

/**
 * The pane of one entry: where it stands, correcting it, undoing it, and what to do when it was the wrong client's.
 *
 * @import { Acts } from "./ledger.js"
 * @import { Correcting, Differs, Line, Page, Pane } from "./ledger_types.js"
 */
import { day, localTime, money } from "../panel/format.js";
import { html, nothing } from "../panel/lit.js";
import { caps, icon } from "../panel/views/icons.js";
import { valueOf } from "./ledger_list.js";
import { matterField } from "./ledger_matter.js";
import { CHARGES, STATES, canCorrect, canUndo, changeOf, hoursOf, why } from "./ledger_state.js";

/** @param {Page} page @param {Line} line @param {Acts} acts */
export function entryPane(page, line, acts) {
  return html`${head(page, line, acts)}
    <p class="narrative" dir="auto">${line.narrative}</p>
    ${facts(line)} ${deed(line, acts)}
    ${why(line) ? html`<p class="says ${line.state === "deleted" || line.state === "not_sent" ? "stop" : "ask"}" data-why>${why(line)}</p>` : nothing}
    <div class="acts">
      <button class="btn main big" data-act="correct" aria-disabled=${!canCorrect(line)} @click=${() => acts.startCorrecting(line)}>Correct ${canCorrect(line) ? caps("c") : nothing}</button>
      <button class="btn edged big" data-act="undo" aria-disabled=${!canUndo(line)} @click=${() => acts.undo(line)}>Undo ${canUndo(line) ? caps("u") : nothing}</button>
      <button class="btn big end" data-act="wrong" aria-disabled=${line.kind !== "time" || !line.activity_id} @click=${() => acts.startWrong(line)}>Wrong client</button>
    </div>
    <p class="small second">Undo takes the entry and its call log out of Clio while it is unbilled and unchanged. Here it is a draft
      again; pushed again, it is a new entry there.</p>`;
}

/** @param {Page} page @param {Line} line @param {Acts} acts */
function head({ ledger }, line, acts) {
  const { words, tone, icon: sign } = STATES[line.state];
  return html`<div class="pane-head"><h2>${line.matter ?? "No matter"}</h2><span class="state ${tone}" data-state>${icon(sign)}${words}</span>
      <button class="btn square" data-act="close" aria-label="Close" @click=${acts.close}>${icon("close")}</button></div>
    <p class="small second">${[line.client, day(line.date, ledger?.today ?? ""), line.timekeeper].filter(Boolean).join(" · ")}</p>`;
}

/** @param {Line} line */
function facts(line) {
  const seen = line.seen_at ? `${localTime(Date.parse(line.seen_at))}` : "not read back since the push";
  return html`<dl class="facts">
    <div><dt>Charged</dt><dd>${line.hours ? `${hoursOf([line])} h` : ""}${line.charge === "billable" ? "" : ` · ${CHARGES[line.charge].toLowerCase()}`}</dd></div>
    <div><dt>Ex GST</dt><dd>${money(line.total) ?? "not shown to you"}</dd></div>
    <div><dt>In Clio</dt><dd>${line.activity_id ?? "not there"}${line.bill ? ` · bill ${line.bill}` : ""}</dd></div>
    <div><dt>Read back</dt><dd>${seen}</dd></div></dl>`;
}

/** What became of the last correction or undoing, where that needs a word. @param {Line} line @param {Acts} acts */
export function deed({ deed: made }, acts) {
  if (!made || (made.ending === "done" && !made.hint)) return nothing;
  const tone = made.ending === "refused" ? "stop" : "ask";
  return html`<div class="told ${tone}" data-deed=${made.ending ?? "unknown"}><p>${made.hint ?? "It is not known yet what became of it; Tenth looks, and does nothing twice."}</p>
    ${made.theirs.length ? versions(made.theirs, "Clio holds", "You wanted") : nothing}
    ${made.ending === "unknown" || made.ending === null ? html`<button class="btn edged" data-act="settle" @click=${acts.settle}>Look now</button>` : nothing}</div>`;
}

/** Two versions side by side. @param {readonly Differs[]} changes @param {string} was @param {string} now */
export function versions(changes, was, now) {
  return html`<table class="versions"><thead><tr><th></th><th scope="col">${was}</th><th scope="col">${now}</th></tr></thead>
    <tbody>${changes.map((each) => html`<tr><th scope="row">${each.what}</th><td dir="auto">${each.was}</td><td dir="auto"><b>${each.now}</b></td></tr>`)}</tbody></table>`;
}

/** @param {Page} page @param {Line} line @param {Extract<Pane, {kind: "correct"}>} pane @param {Acts} acts */
export function correctPane(page, line, pane, acts) {
  const { form, preview } = pane;
  const ready = preview !== null && preview.changes.length > 0 && !preview.code;
  /** @param {Partial<Correcting>} part */
  const put = (part) => acts.typeCorrection(part);
  return html`${head(page, line, acts)}
    <form class="form" @submit=${(/** @type {Event} */ e) => e.preventDefault()}>
      <label><span>Narrative</span><textarea class="field" rows="4" dir="auto" data-field="narrative" .value=${form.narrative}
        @input=${(/** @type {Event} */ e) => put({ narrative: valueOf(e) })}></textarea></label>
      <div class="three">
        <label><span>Units of ${(line.unit ?? 360) / 60} min</span><input class="field" inputmode="numeric" data-field="units" .value=${form.units} @input=${(/** @type {Event} */ e) => put({ units: valueOf(e).trim() })}></label>
        <label><span>Day</span><input class="field" type="date" data-field="date" .value=${form.date} @change=${(/** @type {Event} */ e) => put({ date: valueOf(e) })}></label>
        <label><span>Charged</span><select class="field" data-field="charge" @change=${(/** @type {Event} */ e) => put({ charge: valueOf(e) })}>
          ${Object.entries(CHARGES).map(([value, words]) => html`<option value=${value} ?selected=${form.charge === value}>${words}</option>`)}</select></label>
      </div>
      ${matterField(page, form.matter, (matter) => put({ matter }), acts)}
      <label><span>Category</span><select class="field" data-field="category" @change=${(/** @type {Event} */ e) => put({ category: valueOf(e) })}>
        ${form.category ? nothing : html`<option value="" selected>None</option>`}
        ${page.categories.map((c) => html`<option value=${c.id} ?selected=${form.category === String(c.id)}>${c.name}</option>`)}</select></label>
      <label><span>Fee earner</span><select class="field" data-field="earner" @change=${(/** @type {Event} */ e) => put({ earner: valueOf(e) })}>
        ${page.earners.some((each) => String(each.id) === form.earner) ? nothing : html`<option value=${form.earner} selected>${line.timekeeper}</option>`}
        ${page.earners.map((each) => html`<option value=${each.id} ?selected=${form.earner === String(each.id)}>${each.name}</option>`)}</select></label>
    </form>
    ${preview ? shown(preview) : html`<p class="small second">Changing matter, category or fee earner makes Clio price the entry anew; a rate typed there is then lost.
      Clio takes no matter and no category away: for that, undo the entry and push its draft again.</p>`}
    <div class="acts">
      ${
        ready
          ? html`<button class="btn main big" data-act="write" @click=${() => acts.correct(line)}>Correct in Clio</button>`
          : html`<button class="btn main big" data-act="compare" aria-disabled=${!Object.keys(changeOf(line, form)).length} @click=${() => acts.compare(line)}>Compare with Clio</button>`
      }
      <button class="btn big" data-act="back" @click=${() => acts.open(line.id)}>Back</button></div>`;
}

/** What a correction would change. @param {import("./ledger_types.js").Preview} preview */
export function shown(preview) {
  if (preview.code) return html`<p class="says stop" data-refusal=${preview.code}>${preview.hint}</p>`;
  if (!preview.changes.length) return html`<p class="says ask">Clio holds it so already: nothing would change.</p>`;
  return html`<div class="told" data-preview>${versions(preview.changes, "In Clio", "Becomes")}
    ${preview.resets_price ? html`<p class="says ask" data-reprice>Clio prices the entry anew: a rate typed there is lost.</p>` : nothing}</div>`;
}

/** @param {Page} page @param {Line} line @param {Extract<Pane, {kind: "wrong"}>} pane @param {Acts} acts */
export function wrongPane(page, line, pane, acts) {
  if (pane.places)
    return html`${head(page, line, acts)}
      <p class=${pane.done ? "says calm" : "says stop"} data-wrong=${pane.done}>${pane.done ? (pane.move ? (pane.hint ?? "It stands on the right matter in Clio.") : "It is out of Clio. The draft waits in the review, to be read and confirmed anew.") : (pane.hint ?? "It could not be put right.")}</p>
      <h3>Where its text went</h3>
      <ul class="places">${pane.places.map((place) => html`<li class=${place.gone ? "gone" : place.here ? "" : "stays"}>${icon(place.gone || place.here ? "check" : "flag")}<span>${place.words}</span>
        <span class="quiet">${place.gone ? "out again" : place.here ? "stays here" : "still there"}</span></li>`)}</ul>
      <p class="small second">What Clio sent by itself meanwhile, such as notices to colleagues, is not known here.</p>
      <div class="acts"><button class="btn edged big" data-act="back" @click=${() => acts.open(line.id)}>Done</button></div>`;
  return html`${head(page, line, acts)}
    <p class="narrative" dir="auto">${line.narrative}</p>
    <form class="form" @submit=${(/** @type {Event} */ e) => e.preventDefault()}>
      <fieldset><legend>How</legend>
        <label class="choice"><input type="radio" name="how" value="out" .checked=${!pane.move} @change=${() => acts.putRight({ move: false })}>Take it out of Clio</label>
        <p class="small second">Nothing of it stays on the wrong file, its call log neither. It becomes a draft here, on the right matter, and goes out
          again only when you confirm it.</p>
        <label class="choice"><input type="radio" name="how" value="move" .checked=${pane.move} ?disabled=${!canCorrect(line)} @change=${() => acts.putRight({ move: true })}>Move it to the right matter</label>
        <p class="small second">It keeps its number and Clio prices it anew, but what Clio keeps of its history stays on the wrong file. Its call log names
          the wrong client's people and is taken out all the same.</p></fieldset>
      ${matterField(page, pane.matter, (matter) => acts.putRight({ matter }), acts, pane.move ? "The right matter" : "The right matter, if you know it")}</form>
    <div class="acts"><button class="btn main big" data-act="take-out" aria-disabled=${pane.move && !pane.matter} @click=${() => (pane.move && !pane.matter ? undefined : acts.wrongClient(line))}>${pane.move ? "Move it in Clio" : "Take it out of Clio"}</button>
      <button class="btn big" data-act="back" @click=${() => acts.open(line.id)}>Back</button></div>`;
}

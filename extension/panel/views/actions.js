/**
 * The last row of a card (28 px): verbs, or the one sentence that stands in their place.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { Entry, Page } from "../types.js"
 */
import { money } from "../format.js";
import { html, nothing } from "../lit.js";
import { isAlike, isRefused, isUnknown, refusalOf, wanted } from "../read.js";
import { charged, sentence } from "../words.js";
import { caps, icon } from "./icons.js";
import { moreMenu } from "./menus.js";

/** @param {Page} page @param {Entry} entry @param {Acts} acts */
export function actions(page, entry, acts) {
  const note = page.note?.on === entry.id ? page.note : null;
  if (entry.status === "pushed") return inClio(entry, acts);
  if (entry.status === "exported") return html`<div class="acts small second">${icon("out")}Written to a file</div>`;
  if (isUnknown(entry)) return unknown(entry, acts);
  if (isRefused(page, entry)) return refused(entry, acts);
  if (entry.status === "confirmed" || entry.status === "kept") return confirmed(page, entry, note, acts);
  return draft(page, entry, note, acts);
}

/** @param {Page} page @param {Entry} entry @param {Page["note"]} note @param {Acts} acts */
function draft(page, entry, note, acts) {
  const held = Boolean(refusalOf(entry));
  const open = page.layer?.kind === "more" && page.layer.on === entry.id;
  return html`<div class="acts">
      <button class=${held ? "btn edged" : "btn main"} data-act="confirm" aria-disabled=${held}
        @click=${() => acts.reviewing.confirm(entry.id)}>Confirm ${caps("Enter")}</button>
      ${note ? said(note, entry, acts) : verbs(entry, acts)}
      <div class="menu-place end">
        <button class="btn square" data-act="more" aria-label="More" aria-haspopup="menu" aria-expanded=${open}
          @click=${() => (open ? acts.changing.close() : acts.changing.more(entry.id))}>${icon("more")}</button>
        ${open ? moreMenu(entry, acts) : nothing}</div></div>`;
}

/** @param {Entry} entry @param {Acts} acts */
function verbs(entry, acts) {
  const edit = () => acts.screen.focusField(`[data-entry="${entry.id}"] textarea`);
  return [
    verb("Edit", "edit", "e", edit),
    verb("Split", "split", "/", () => acts.changing.searchSplit(entry.id)),
    verb("Not work", "discard", "x", () => acts.reviewing.discard(entry.id), "narrow-off"),
  ];
}

/** @param {string} words @param {string} act @param {string} key @param {() => unknown} deed @param {string} [look] */
const verb = (words, act, key, deed, look = "") =>
  html`<button class="btn ${look}" data-act=${act} @click=${deed}>${words} ${caps(key)}</button>`;

/**
 * A refusal by this page or by the agent, in the place of the verbs.
 *
 * @param {NonNullable<Page["note"]>} note
 * @param {Entry} entry
 * @param {Acts} acts
 */
function said(note, entry, acts) {
  const choose = note.tone === "ask" && wanted(entry) === "Choose a matter";
  return html`<span class="small says ${note.tone}">${note.text}</span>
    ${choose ? verb("Search", "choose-matter", "m", () => acts.changing.searchMatter(entry.id)) : nothing}`;
}

/** @param {Page} page @param {Entry} entry @param {Page["note"]} note @param {Acts} acts */
function confirmed(page, entry, note, acts) {
  if (page.sending.phase === "counting") return html`<div class="acts small second">About to be sent</div>`;
  if (page.sending.phase === "sending") return html`<div class="acts small second">On its way to Clio</div>`;
  return html`<div class="acts">${verb("Open again", "reopen", "e", () => acts.reviewing.reopen(entry.id), "edged")}
    ${note ? html`<span class="small says ${note.tone}">${note.text}</span>` : nothing}</div>`;
}

/** @param {Entry} entry @param {Acts} acts */
function inClio({ id, push, hours, charge }, acts) {
  const made = money(push?.total);
  const explained = push?.explained.length ? sentence(push.explained.join("; ")) : "";
  const differs = push?.code ? sentence(push.hint ?? "Clio holds something else than was sent: open it.") : "";
  const parts = [`${push?.rounded_hours ?? hours} h`, made ? `${made} ex GST` : "", charge === "billable" ? "" : charged(charge)];
  const link = push?.link && /^https?:/.test(push.link) ? push.link : null;
  return html`<div class="acts wraps" data-outcome="created"><span class="state ok">${icon("check")}In Clio</span>
    <span class="small second">· ${parts.filter(Boolean).join(" · ")}${link ? " ·" : ""}</span>
    ${link ? html`<a class="link" href=${link} target="_blank" rel="noreferrer">open ${icon("out")}</a>` : nothing}
    <span class="small second">·</span> <button class="link" data-act="ledger" @click=${() => acts.mending.ledger(id)}>correct, undo</button>
    ${
      differs
        ? html`<span class="small says ask" data-code=${push?.code}>${differs}</span>`
        : html`<span class="small second">${explained}</span>`
    }</div>`;
}

/** @param {Entry} entry @param {Acts} acts */
function refused(entry, acts) {
  const closed = entry.push?.code === "matter_closed" && entry.matter_id !== null;
  const matter = { id: entry.matter_id ?? 0, display_number: entry.matter ?? "" };
  const text = entry.push?.hint ? sentence(entry.push.hint) : "Clio did not take it.";
  return html`<div class="acts wraps" data-outcome="refused"><span class="small says stop">Not sent. ${text}</span>
    ${closed ? html`<button class="btn edged" data-act="all-the-same" @click=${() => acts.changing.askTick(entry.id, matter)}>All the same</button>` : nothing}
    ${
      entry.push?.code?.includes("matter")
        ? verb("Choose another", "choose-matter", "m", () => acts.changing.searchMatter(entry.id), "edged end")
        : verb("Open again", "reopen", "e", () => acts.reviewing.reopen(entry.id), "edged end")
    }</div>`;
}

const LOOKING = "Clio did not answer after the entry was sent; Tenth is looking whether it arrived and will not send it twice.";

/** @param {Entry} entry @param {Acts} acts */
function unknown(entry, acts) {
  if (isAlike(entry))
    return html`<div class="acts wraps" data-outcome="alike"><span class="small says ask">The answer was lost, and Clio holds several alike: nothing is sent until you say which is this one.</span>
      ${verb("Say which", "which", "Enter", () => acts.sending.which(entry.id), "main end")}</div>`;
  return html`<div class="acts wraps" data-outcome="unknown">
    <span class="small says ask">${LOOKING}</span>
    <button class="btn edged end" data-act="reconcile" @click=${() => acts.sending.reconcile()}>Look now</button></div>`;
}

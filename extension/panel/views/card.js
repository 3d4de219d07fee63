/**
 * One entry: matter and state, narrative, charged and measured, evidence, candidates, actions. The rows keep their place from
 * draft to "In Clio"; only the lawyer's own typing, or something he opens, makes a card longer.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { Badge } from "../strip.js"
 * @import { Entry, Page } from "../types.js"
 */
import { html, nothing } from "../lit.js";
import { earnerOf, isEditable, isRefused, isSeen, isUnknown, stopOf, wanted } from "../read.js";
import { isDecided, matterOf } from "../strip.js";
import { notes } from "../words.js";
import { actions } from "./actions.js";
import { candidates, evidence } from "./evidence.js";
import { alikePicker } from "./alike.js";
import { earnerPicker } from "./earner_picker.js";
import { enter, valueOf } from "./fields.js";
import { figures, particulars, reasons } from "./figures.js";
import { caps, icon, swatch } from "./icons.js";
import { matterPicker } from "./matter_picker.js";
import { matterName } from "./names.js";
import { remarks } from "./remarks.js";
import { splitPicker } from "./split_picker.js";
import { tick } from "./tick.js";

/** @param {Page} page @param {Entry} entry @param {Badge} badge @param {Acts} acts */
export function card(page, entry, badge, acts) {
  const { layer } = page;
  return html`
    <div class="entry-head">${swatch(badge)}${matter(page, entry, acts)}${state(page, entry)}</div>
    ${layer?.kind === "matter" && layer.on === entry.id ? matterPicker(layer, entry, acts) : nothing}
    ${layer?.kind === "tick" && layer.on === entry.id ? tick(layer, acts) : nothing}
    ${narrative(entry, acts)}
    ${yours(page, entry, acts)}
    ${figures(page, entry, acts)}
    ${reasons(page, entry, acts)}
    ${particulars(page, entry, acts)}
    ${evidence(page, entry, acts)}
    ${candidates(entry, acts)}
    ${layer?.kind === "earner" && layer.on === entry.id ? earnerPicker(page, layer, acts) : nothing}
    ${layer?.kind === "alike" && layer.on === entry.id ? alikePicker(layer, acts) : nothing}
    ${layer?.kind === "split" && layer.on === entry.id ? splitPicker(page, layer, entry, acts) : nothing}
    ${flags(page, entry)} ${remarks(page, entry, acts)} ${actions(page, entry, acts)}`;
}

/**
 * How a card is called by those who listen: "Entry B, 20455-Copper Kettle, Confirmed".
 *
 * @param {Page} page
 * @param {Entry} entry
 * @param {string} letter
 */
export function nameOf(page, entry, letter) {
  const taken = page.selected.includes(entry.id) ? "taken with others" : "";
  return [`Entry ${letter}`, matterOf(entry), stateOf(page, entry).words, taken]
    .filter(Boolean)
    .join(", ");
}

/** @param {Page} page @param {Entry} entry @param {Acts} acts */
function matter(page, entry, acts) {
  const number = entry.waits_for ?? (isDecided(entry) ? entry.matter : null);
  const words = number ? matterName(number) : capital(matterOf(entry));
  const about = isDecided(entry) ? entry.matter_description || entry.client : "";
  const open = page.layer?.kind === "matter" && page.layer.on === entry.id;
  const name = isEditable(entry)
    ? html`<button class="matter" data-act="matter" aria-haspopup="listbox" aria-expanded=${open}
        @click=${() => acts.changing.searchMatter(entry.id)}>${words}</button>`
    : html`<span class="matter">${words}</span>`;
  return html`${name}<span class="about"><bdi>${about ?? ""}</bdi></span>`;
}

/** What the machine wants the lawyer to know of this entry. @param {Page} page @param {Entry} entry */
function flags(page, entry) {
  const all = [...notes(entry.flags), ...ticks(entry), ...whose(page, entry)];
  return all.length ? html`<p class="flags">${icon("flag")}<span>${all.map((one, place) => [place ? " · " : "", one])}</span></p>` : nothing;
}

/** Whose time it is, where that is not plain. @param {Page} page @param {Entry} entry */
function whose(page, entry) {
  const earner = earnerOf(page, entry);
  const other = isEditable(entry) && entry.timekeeper && entry.timekeeper !== earner;
  if (entry.earner_id) return [html`<bdi>${earner}</bdi>’s time, prepared by <bdi>${page.agent?.timekeeper}</bdi>`];
  return other ? [html`Goes out as <bdi>${earner}</bdi>; the source names <bdi>${entry.timekeeper}</bdi> ${caps("f")}`] : [];
}

/** What stands on the lawyer's own tick. @param {Entry} entry */
const ticks = ({ on_closed, no_matter }) =>
  on_closed ? ["Ticked: although the matter is closed"] : no_matter ? ["Ticked: on no matter, so on no bill"] : [];

/** @param {Page} page @param {Entry} entry @returns {{tone: string, sign: string|null, words: string}} */
function stateOf(page, entry) {
  if (entry.status === "pushed") return { tone: "ok", sign: "check", words: "In Clio" };
  if (entry.status === "exported") return { tone: "ok", sign: "check", words: "Exported" };
  if (entry.status === "kept") return { tone: "ok", sign: "check", words: "Kept here" };
  if (isUnknown(entry)) return { tone: "ask", sign: "clock", words: "No answer" };
  if (isRefused(page, entry)) return { tone: "bad", sign: "close", words: "Not sent" };
  if (entry.status === "confirmed") return confirmedState(page, entry);
  if (page.drafts.saving[entry.id]) return { tone: "", sign: null, words: "Saving" };
  const { field } = page.drafts;
  if (field?.entry === entry.id && field.field === "narrative") return { tone: "", sign: "edit", words: "Editing" };
  if (entry.status === "waiting") return { tone: "", sign: "clock", words: "Waits for its matter" };
  const want = wanted(entry);
  if (want) return { tone: "ask", sign: null, words: want };
  if (stopOf(entry)) return { tone: "bad", sign: "close", words: "Change the words" };
  if (!isSeen(page, entry)) return { tone: "", sign: null, words: "Not read yet" };
  return { tone: "ok", sign: "check", words: "Ready" };
}

/** @param {Page} page @param {Entry} entry */
function confirmedState({ sending }, entry) {
  const going = (sending.phase === "counting" || sending.phase === "sending") && sending.ids.includes(entry.id);
  return going ? { tone: "", sign: "clock", words: "Waiting" } : { tone: "ok", sign: "check", words: "Confirmed" };
}

/** @param {Page} page @param {Entry} entry */
function state(page, entry) {
  const { tone, sign, words } = stateOf(page, entry);
  return html`<span class="state ${tone}" data-state>${sign ? icon(sign) : nothing}${words}</span>`;
}

/**
 * Read or edited, the narrative keeps one box; the mirror behind the field gives it its height.
 *
 * @param {Entry} entry
 * @param {Acts} acts
 */
function narrative(entry, acts) {
  if (!isEditable(entry)) return html`<p class="narrative" dir="auto">${entry.narrative}</p>`;
  return html`<div class="narrative-box" data-mirror=${entry.narrative}>
    <textarea class="narrative" rows="1" dir="auto" spellcheck="true" aria-label="Narrative"
      placeholder="What was done, with whom, about what"
      .value=${entry.narrative}
      @focus=${(/** @type {Event} */ e) => enter(e, entry, "narrative", acts)}
      @blur=${() => acts.changing.stand(null)}
      @input=${(/** @type {Event} */ e) => acts.changing.type(entry.id, { narrative: valueOf(e) })}></textarea>
    <span class="narrative-end" data-end .narrative=${entry.narrative}></span></div>`;
}

/** Words typed here that a newer version pushed aside. @param {Page} page @param {Entry} entry @param {Acts} acts */
function yours(page, entry, acts) {
  const words = page.drafts.yours[entry.id];
  if (words === undefined) return nothing;
  return html`<div class="yours" role="group" aria-label="Your words">
    <p><span class="strong">Changed in another window.</span> Yours: <q dir="auto">${words}</q></p>
    <button class="btn edged" data-act="use-yours" @click=${() => acts.reviewing.choose(entry.id, true)}>Use yours</button>
    <button class="btn" data-act="keep-newer" @click=${() => acts.reviewing.choose(entry.id, false)}>Keep the newer</button></div>`;
}

/** @param {string} text */
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * What an entry rests on, and the matters it could belong to.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { Chip } from "../evidence.js"
 * @import { Candidate, Entry, Page, SourceView } from "../types.js"
 */
import { chips } from "../evidence.js";
import { html, nothing } from "../lit.js";
import { isEditable } from "../read.js";
import { asMatter } from "../state/layers.js";
import { caps, icon } from "./icons.js";
import { matterName } from "./names.js";
import { quoted } from "./words_pane.js";

const FIRST = 6; // chips shown before the rest is asked for

/** @param {Page} page @param {Entry} entry @param {Acts} acts */
export function evidence(page, entry, acts) {
  const view = page.views[entry.source];
  const found = chips(entry, view);
  if (!found.length) return nothing;
  const key = `evidence/${entry.id}`;
  const all = page.opened[key] || found.length <= FIRST + 1 ? found : found.slice(0, FIRST);
  const inline = !page.wide && view && page.shown?.entry === entry.id;
  return html`<div class="chips" role="group" aria-label="Evidence">
      ${all.map((c, place) => [chip(page, entry, c, view, acts), place ? nothing : caps("o")])}
      ${all.length < found.length ? more(found.length - all.length, () => acts.reviewing.unfold(key)) : nothing}</div>
    ${inline ? quoted(page, view, acts) : nothing}`;
}

/**
 * @param {Page} page
 * @param {Entry} entry
 * @param {Chip} chip
 * @param {SourceView|undefined} view
 * @param {Acts} acts
 */
function chip(page, entry, chip, view, acts) {
  const sounds = Boolean(view?.source.has_sound && chip.span);
  const shown = page.shown?.entry === entry.id && page.shown.passages.join() === chip.passages.join();
  return html`<button class="chip" data-act="evidence" data-clause=${chip.clause} aria-pressed=${shown}
      @click=${() => acts.listening.open(entry, chip)}>
    <span class="said">${sounds ? "Play" : "Show"}</span>${sounds ? icon(page.playing === chip.key ? "pause" : "play", true) : nothing}
    ${chip.place ? html`<span class="quiet">${chip.place}</span>` : nothing}
    <span>${chip.clause}${chip.quote ? html`: “<bdi>${chip.quote}</bdi>”` : nothing}</span></button>`;
}

/** @param {number} count @param {() => void} show */
const more = (count, show) => html`<button class="chip" data-act="more-evidence" @click=${show}>${count} more</button>`;

/**
 * Candidates stay after the choice, the one passed over goes quiet: nothing below moves.
 *
 * @param {Entry} entry
 * @param {Acts} acts
 */
export function candidates(entry, acts) {
  const open = isEditable(entry);
  if (entry.matter_state === "auto" || !entry.candidates.length) return nothing;
  if (!open && entry.matter_state !== "chosen") return nothing;
  const chosen = entry.matter_state === "chosen" ? entry.matter_id : null;
  return html`<fieldset class="cands" ?disabled=${!open}><legend class="said">Which matter?</legend>
    ${entry.candidates.map((c, place) => candidate(entry, c, place, chosen, acts))}</fieldset>`;
}

/** @param {Entry} entry @param {Candidate} c @param {number} place @param {number|null} chosen @param {Acts} acts */
function candidate(entry, c, place, chosen, acts) {
  const { display_number, description, client } = asMatter(c);
  return html`<label class="cand ${chosen !== null && chosen !== c.matter_id ? "passed" : ""}" data-matter=${c.matter_id}>
    <input type="radio" name="matter-${entry.id}" .checked=${chosen === c.matter_id}
      @change=${() => acts.changing.takeCandidate(entry.id, place)}>
    <span><span class="strong">${matterName(display_number)}</span>
      <bdi class="second narrow-off">${description || client || ""}</bdi></span>
    ${place < 3 && chosen === null ? caps(String(place + 1)) : html`<span></span>`}
    <span class="why">${c.reasons.join("; ")}</span></label>`;
}

/**
 * Where to cut an entry in two: a list of its passages; the cut goes before the marked one, and both lengths are shown.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { Entry, Page, Passage, SplitLayer } from "../types.js"
 */
import { clock, length } from "../format.js";
import { html, nothing } from "../lit.js";
import { workedMs } from "../worked.js";
import { caps } from "./icons.js";
import { steer } from "./steer.js";

/** @param {Page} page @param {SplitLayer} layer @param {Entry} entry @param {Acts} acts */
export function splitPicker(page, layer, entry, acts) {
  const words = page.views[entry.source]?.passages ?? [];
  const all = entry.passages.flatMap((id) => words.find((p) => p.id === id) ?? []);
  const at = all[layer.at];
  const cut = () => at && acts.reviewing.split(entry.id, at.id);
  return html`<div class="picker split" data-on=${entry.id}>
    <p class="strong" id="split-${entry.id}">Where does the second entry begin?</p>
    <ul role="listbox" tabindex="0" aria-labelledby="split-${entry.id}" aria-activedescendant="cut-${entry.id}-${layer.at}"
      @keydown=${(/** @type {KeyboardEvent} */ e) => steer(e, { at: layer.at, count: all.length, first: 1 }, cut, acts, (key) => ({ j: 1, k: -1 })[key] ?? 0)}>
      ${all.map((p, place) => option(p, place, layer, `cut-${entry.id}-${place}`, acts))}
    </ul>
    <div class="split-foot"><span class="second">${lengths(all, layer.at)}</span>
      <button class="btn main" data-act="split-here" @click=${cut}>Split here ${caps("Enter")}</button></div></div>`;
}

/** @param {Passage} passage @param {number} place @param {SplitLayer} layer @param {string} id @param {Acts} acts */
function option(passage, place, layer, id, acts) {
  const part = place < layer.at ? "first" : "second";
  return html`<li role="option" id=${id} class=${part} data-passage=${passage.id}
    aria-selected=${place === layer.at} aria-disabled=${place === 0}
    @click=${() => place && acts.changing.mark(place, Infinity, 1)}>
    <span class="place">${passage.start_ms === null ? `¶ ${place + 1}` : clock(passage.start_ms / 1000)}</span>
    <span dir="auto">${passage.speaker ? html`<b><bdi>${passage.speaker}</bdi></b> ` : nothing}${passage.text}</span></li>`;
}

/** "12:04 and 6:00" @param {readonly Passage[]} all @param {number} at */
function lengths(all, at) {
  const [first, second] = [all.slice(0, at), all.slice(at)].map((part) => Math.round(workedMs(part) / 1000));
  return first && second ? `${length(first)} and ${length(second)}` : "";
}

/**
 * Find any entry by matter or word: a field, and what fits, whatever became of it.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { Entry, FindLayer, Page } from "../types.js"
 */
import { day } from "../format.js";
import { html, nothing } from "../lit.js";
import { valueOf } from "./fields.js";
import { caps } from "./icons.js";
import { matterName } from "./names.js";
import { steer } from "./steer.js";

/** What became of an entry, in a word. @type {Record<import("../types.js").EntryStatus, string>} */
const BECAME = {
  draft: "to review",
  waiting: "waits for its matter",
  confirmed: "confirmed",
  kept: "kept here",
  pushed: "in Clio",
  exported: "exported",
  discarded: "not work",
};

/** @param {Page} page @param {FindLayer} layer @param {Acts} acts */
export function findPicker(page, layer, acts) {
  const { found, at, query } = layer;
  return html`<div class="picker find" data-on="find">
    <input class="field" id="find" role="combobox" aria-label="Find an entry by matter, client or word" placeholder="Matter, client or word"
      autocomplete="off" spellcheck="false" aria-expanded=${found.length > 0} aria-autocomplete="list" aria-controls="found"
      aria-activedescendant=${found.length ? `found-${at}` : ""} .value=${query}
      @input=${(/** @type {Event} */ e) => acts.finding.query(valueOf(e))}
      @keydown=${(/** @type {KeyboardEvent} */ e) => steer(e, { at, count: found.length }, acts.finding.goMarked, acts)}>
    <ul role="listbox" id="found" aria-label="Entries">${found.map((entry, place) => option(page, entry, place, at, acts))}</ul>
    ${found.length ? nothing : html`<p class="none" role="status">${query.trim() ? "No entry has these words" : "Type to find an entry, sent ones too"}</p>`}
    <p class="picker-hint">${caps("↑", "↓")} choose ${caps("Enter")} go there ${caps("Esc")} back</p></div>`;
}

/** @param {Page} page @param {Entry} entry @param {number} place @param {number} at @param {Acts} acts */
function option(page, entry, place, at, acts) {
  const on = page.agent ? day(entry.date, page.agent.today) : entry.date;
  const units = entry.hours ? `${entry.hours} h` : "";
  return html`<li role="option" id="found-${place}" data-found=${entry.id} aria-selected=${place === at}
    @mousedown=${(/** @type {Event} */ e) => e.preventDefault()} @click=${() => acts.finding.go(entry)}>
    <span class="strong">${entry.matter ? matterName(entry.matter) : "No matter yet"}</span>
    <span class="second">${[on, units, BECAME[entry.status]].filter(Boolean).join(" · ")}</span>
    <small dir="auto">${entry.narrative}</small></li>`;
}

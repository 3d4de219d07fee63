/**
 * Search as you type over the matters on this computer; nothing typed here goes to Clio. The candidates come first.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { Choice } from "../state/layers.js"
 * @import { Entry, MatterLayer } from "../types.js"
 */
import { html, nothing } from "../lit.js";
import { choices } from "../state/layers.js";
import { caps } from "./icons.js";
import { matterName } from "./names.js";
import { valueOf } from "./fields.js";

/** @param {MatterLayer} layer @param {Entry|undefined} entry @param {Acts} acts */
export function matterPicker(layer, entry, acts) {
  const all = choices(layer, entry);
  const id = `choice-${layer.on}`;
  return html`<div class="picker" data-on=${layer.on}>
    <input class="field" role="combobox" aria-label="Search a matter by number, client or word" placeholder="Number, client or word"
      autocomplete="off" spellcheck="false" aria-expanded=${all.length > 0} aria-autocomplete="list" aria-controls="${id}-list"
      aria-activedescendant=${all.length ? `${id}-${layer.at}` : ""} .value=${layer.query}
      @input=${(/** @type {Event} */ e) => acts.changing.query(valueOf(e))}
      @keydown=${(/** @type {KeyboardEvent} */ e) => keys(e, layer.at, all.length, acts)}>
    <ul role="listbox" id="${id}-list" aria-label="Matters">
      ${all.map((choice, place) => option(choice, place, layer, `${id}-${place}`, acts))}
    </ul>
    ${all.length ? nothing : html`<p class="none" role="status">${layer.query ? "No such matter on this computer" : "Type to search"}</p>`}
    <p class="picker-hint">${caps("↑", "↓")} choose ${caps("Enter")} take ${caps("Esc")} back</p></div>`;
}

/** @param {KeyboardEvent} event @param {number} at @param {number} count @param {Acts} acts */
function keys(event, at, count, acts) {
  if (event.isComposing) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) acts.changing.mark(at + step, count);
  else if (event.key === "Enter") void acts.changing.takeMarked();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** @param {Choice} choice @param {number} place @param {MatterLayer} layer @param {string} id @param {Acts} acts */
function option({ matter, reason }, place, layer, id, acts) {
  const about = [matter.description, matter.client].filter(Boolean).join(" · ");
  const closed = matter.status === "closed" ? "closed in Clio" : "";
  return html`<li role="option" id=${id} data-matter=${matter.id} aria-selected=${place === layer.at}
    @mousedown=${(/** @type {Event} */ e) => e.preventDefault()} @click=${() => acts.changing.take(matter)}>
    <span class="strong">${matterName(matter.display_number)}</span> <bdi class="second">${about}</bdi>
    ${reason || closed ? html`<small>${[reason, closed].filter(Boolean).join("; ")}</small>` : nothing}</li>`;
}

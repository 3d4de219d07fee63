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
import { steer } from "./steer.js";
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
      @keydown=${(/** @type {KeyboardEvent} */ e) => steer(e, { at: layer.at, count: all.length }, acts.changing.takeMarked, acts)}>
    <ul role="listbox" id="${id}-list" aria-label="Matters">
      ${all.map((choice, place) => option(choice, place, layer, `${id}-${place}`, acts))}
    </ul>
    ${all.some((c) => c.matter) ? nothing : html`<p class="none" role="status">${layer.query ? "No such matter on this computer" : "Type to search"}</p>`}
    <p class="picker-hint">${caps("↑", "↓")} choose ${caps("Enter")} take ${caps("Esc")} back</p></div>`;
}

/** @param {Choice} choice @param {number} place @param {MatterLayer} layer @param {string} id @param {Acts} acts */
function option(choice, place, layer, id, acts) {
  const { matter, reason, wait } = choice;
  const about = matter ? [matter.description, matter.client].filter(Boolean).join(" · ") : "";
  const small = matter
    ? [reason, matter.status === "closed" ? "closed in Clio" : ""].filter(Boolean).join("; ")
    : wait
      ? "Not in Clio yet: looked for after each sync, by exactly this number"
      : "On nobody’s bill until it has one";
  return html`<li role="option" id=${id} data-matter=${matter?.id ?? (wait ? "wait" : "none")} aria-selected=${place === layer.at}
    @mousedown=${(/** @type {Event} */ e) => e.preventDefault()} @click=${() => acts.changing.take(choice)}>
    <span class="strong">${matter ? matterName(matter.display_number) : wait ? html`Wait for ${matterName(wait)}` : "No matter"}</span> <bdi class="second">${about}</bdi>
    ${small ? html`<small>${small}</small>` : nothing}</li>`;
}

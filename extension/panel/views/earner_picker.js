/**
 * Who the fee earner is: whoever is signed in, and the names that sources know.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { EarnerLayer, Entry, Page } from "../types.js"
 */
import { html, nothing } from "../lit.js";
import { caps } from "./icons.js";

/** @param {Page} page @param {EarnerLayer} layer @param {Entry} entry @param {Acts} acts */
export function earnerPicker(page, layer, entry, acts) {
  const names = page.agent?.timekeepers ?? [];
  const take = () => names[layer.at] && acts.changing.takeEarner(names[layer.at] ?? "");
  return html`<div class="picker" data-on=${entry.id}>
    <p class="strong" id="earner-${entry.id}">Fee earner</p>
    <ul role="listbox" tabindex="0" aria-labelledby="earner-${entry.id}" aria-activedescendant="earner-${entry.id}-${layer.at}"
      @keydown=${(/** @type {KeyboardEvent} */ e) => keys(e, layer.at, names.length, acts, take)}>
      ${names.map(
        (name, place) => html`<li role="option" id="earner-${entry.id}-${place}" aria-selected=${place === layer.at}
          @click=${() => acts.changing.takeEarner(name)}><bdi>${name}</bdi>
          ${name === page.agent?.timekeeper ? html`<small>signed in to Clio</small>` : nothing}</li>`,
      )}
    </ul>
    <p class="picker-hint">${caps("↑", "↓")} choose ${caps("Enter")} take ${caps("Esc")} back</p></div>`;
}

/** @param {KeyboardEvent} event @param {number} at @param {number} count @param {Acts} acts @param {() => unknown} take */
function keys(event, at, count, acts, take) {
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  if (step) acts.changing.mark(at + step, count);
  else if (event.key === "Enter") take();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

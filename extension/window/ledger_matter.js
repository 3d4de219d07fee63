/**
 * A field for a matter: type a number, a client or a word; what is found lies below it.
 *
 * @import { Acts } from "./ledger.js"
 * @import { Matter, Page } from "./ledger_types.js"
 */
import { html, nothing } from "../panel/lit.js";
import { valueOf } from "./ledger_list.js";

/** @param {Page} page @param {Matter|null} chosen @param {(matter: Matter) => void} choose @param {Acts} acts @param {string} [label] */
export function matterField({ search }, chosen, choose, acts, label = "Matter") {
  return html`<div class="matter-field"><label><span>${label}</span>
      <input class=${chosen ? "field is-chosen" : "field"} data-field="matter" role="combobox" aria-expanded=${search.found.length > 0} aria-controls="found-matters" autocomplete="off"
        placeholder=${chosen?.display_number || "Number, client or description"} .value=${search.query}
        @input=${(/** @type {Event} */ e) => acts.search(valueOf(e))}></label>
    ${
      search.found.length
        ? html`<ul id="found-matters" class="found">${search.found.map(
            (each) => html`<li><button type="button" data-matter=${each.id} @click=${() => (acts.search(""), choose(each))}>
              <b>${each.display_number}</b><span class="second">${[each.description, each.client].filter(Boolean).join(" · ")}</span></button></li>`,
          )}</ul>`
        : nothing
    }</div>`;
}

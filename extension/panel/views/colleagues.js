/**
 * Colleagues who were on a call, under its cards: each is offered a draft of their own, and none is made unasked.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { Earner, Entry, SourceView } from "../types.js"
 */
import { html, nothing } from "../lit.js";
import { offered } from "../read.js";

/** @param {SourceView|undefined} view @param {readonly Entry[]} entries @param {Acts} acts */
export function colleagues(view, entries, acts) {
  const all = offered(view, entries);
  if (!view || !all.length) return nothing;
  return html`<h3><span>Also on the call</span><span class="quiet">a draft of their own, to review</span></h3><ul>${all.map((one) => line(one, view, acts))}</ul>`;
}

/** @param {Earner} one @param {SourceView} view @param {Acts} acts */
function line({ id, name, position }, { source }, acts) {
  return html`<li><label class="ticked"><input type="checkbox" data-colleague=${id} .checked=${false}
    @change=${() => id !== null && acts.several.draftFor(source.id, id)}><span><bdi>${name}</bdi> <span class="second">${position}</span></span></label></li>`;
}

/**
 * Whose time it is: the firm's people, chosen for the open entries of this call that are the same person's so far.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { EarnerLayer, Page } from "../types.js"
 */
import { html, nothing } from "../lit.js";
import { list } from "./list.js";

/** @param {Page} page @param {EarnerLayer} layer @param {Acts} acts */
export function earnerPicker({ agent }, layer, acts) {
  const earners = agent?.earners ?? [];
  const items = earners.map(({ name, position }) => ({
    name,
    words: html`<bdi>${name}</bdi> <span class="second">${position}</span>
      ${name === agent?.timekeeper ? html`<small>signed in to Clio</small>` : nothing}`,
  }));
  return list(layer, "Whose time is this?", items, (at) => earners[at] && acts.changing.takeEarner(earners[at]), acts);
}

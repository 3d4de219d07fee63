/**
 * Which of several in Clio is the entry whose answer was lost. They have the same words and time, so what tells them apart is when
 * Clio made them.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { AlikeLayer } from "../types.js"
 */
import { length, localTime } from "../format.js";
import { html } from "../lit.js";
import { list } from "./list.js";

/** @param {AlikeLayer} layer @param {Acts} acts */
export function alikePicker(layer, acts) {
  const items = layer.alike.map(({ activity_id, seconds, narrative, created_at }) => ({
    name: "",
    words: html`<span class="strong">Made ${localTime(Date.parse(created_at))}</span> <span class="second">${length(seconds)} · no. ${activity_id}</span><small dir="auto">${narrative}</small>`,
  }));
  const none = { name: "", words: html`<span class="strong">None of them</span><small>It did not arrive; it can be pushed again</small>` };
  const take = (/** @type {number} */ at) => acts.sending.settle(layer.on, layer.alike[at]?.activity_id ?? null);
  return list(layer, "Which of these in Clio is this entry?", [...items, none], take, acts);
}

/**
 * Draws the call strip, its scale and its key. Places are given to the style sheet as custom properties, through the object
 * model: the page's policy allows no style attributes.
 *
 * @import { Strip } from "../strip.js"
 */
import { length } from "../format.js";
import { html } from "../lit.js";
import { swatch } from "./icons.js";
import { matterName } from "./names.js";

/** @param {Strip} strip @param {readonly number[]} marks where the evidence of the card with the focus lies, in ms */
export function stripView(strip, marks) {
  const from = strip.scale[0]?.text ?? "";
  const to = strip.scale.at(-1)?.text ?? "";
  return html`<div class="line" .style=${`--len:${strip.length}`}>
      <ul class="strip" aria-label="Call strip, ${from} to ${to}">
        ${strip.stretches.map(
          (s) => html`<li class="st-${s.look}" .style=${`--from:${s.from};--to:${s.to}`}>
            <span class="said">${s.said}</span><span aria-hidden="true">${s.label}</span></li>`,
        )}
      </ul>
      <div class="marks" aria-hidden="true">${marks.map((at) => html`<span class="mark" .style=${`--at:${at}`}></span>`)}</div>
      <div class="scale" aria-hidden="true">${strip.scale.map(({ at, text }) => html`<span .style=${`--at:${at}`}>${text}</span>`)}</div>
    </div>
    <ul class="key">
      ${strip.key.map(
        (k) =>
          html`<li>${swatch(k)}<span><b>${length(k.seconds)}</b> ${k.name ? matterName(k.words) : k.words}</span></li>`,
      )}
    </ul>`;
}

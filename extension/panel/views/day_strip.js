/**
 * The strip of a day: solid in Clio, upright lines waiting, dashed asked, crossed where two things overlap, a low rule under what
 * Clio holds. What it shows is told in words too.
 *
 * @import { Day } from "../day_types.js"
 */
import { dayStrip } from "../day.js";
import { html, nothing } from "../lit.js";

/** @param {Day} day @param {boolean} [small] without a scale */
export function stripOf(day, small = false) {
  const strip = dayStrip(day);
  if (!strip) return html`<p class="day-none second">Nothing with a time of day yet</p>`;
  return html`<div class="day-line" .style=${`--len:${strip.length}`}>
    <ul class="strip day" aria-label=${strip.said}>
      ${strip.parts.map(
        (part) => html`<li class="st-${part.look}" .style=${`--from:${part.from};--to:${part.to}`} data-part=${part.row ?? ""}
          ><span class="said">${part.said}</span>${part.label ? html`<b aria-hidden="true">${part.label}</b>` : nothing}</li>`,
      )}
      ${strip.parts
        .filter((part) => part.held)
        .map((part) => html`<li class="st-held" aria-hidden="true" .style=${`--from:${part.from};--to:${part.to}`}></li>`)}
    </ul>
    ${small ? nothing : html`<div class="scale" aria-hidden="true">${strip.scale.map((mark) => html`<span .style=${`--at:${mark.at}`}>${mark.text}</span>`)}</div>`}</div>`;
}

/**
 * Draws the call strip: stretches to hover, hear and read, grips to move, the mark of consent, its scale and its key. Places are
 * given to the style sheet as custom properties, through the object model: the page's policy allows no style attributes.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { Bound } from "../bounds.js"
 * @import { Strip, Stretch } from "../strip.js"
 * @import { Entry, Page, SourceView } from "../types.js"
 */
import { sideOf } from "../acts/moving.js";
import { bounds, consentMarks } from "../bounds.js";
import { clock, counted, length } from "../format.js";
import { html, nothing } from "../lit.js";
import { shownKey } from "../strip.js";
import { boundRow } from "./bound_row.js";
import { swatch } from "./icons.js";
import { matterName } from "./names.js";

const MOST_LINES = 4;

/** @typedef {{page: Page, view: SourceView, entries: readonly Entry[], before: readonly Entry[], acts: Acts}} On
 * `before`: the entries as they are without the move under way */

/** @param {Strip} strip @param {readonly number[]} marks where the evidence of the card with the focus lies, in ms @param {On} on */
export function stripView(strip, marks, on) {
  const from = strip.scale[0]?.text ?? "";
  const to = strip.scale.at(-1)?.text ?? "";
  const { page, view, before, acts } = on;
  const all = bounds(view, before);
  const inHand = page.bound?.source === view.source.id ? (all.find((b) => b.first === page.bound?.first) ?? null) : null;
  const over = page.over?.source === view.source.id ? strip.stretches.find((s) => s.from === page.over?.from) : undefined;
  const { lines, more } = shownKey(strip.key);
  return html`<div class="line" .style=${`--len:${strip.length}`} @pointerleave=${() => acts.listening.hover(null)}>
      <ul class="strip" aria-label="Call strip, ${from} to ${to}" @keydown=${walk}>
        ${strip.stretches.map((s, place) => stretch(s, place, on))}
      </ul>
      <div class="marks" aria-hidden="true">${marks.map((at) => html`<span class="mark" .style=${`--at:${at}`}></span>`)}
        ${consentMarks(view).map((at) => html`<span class="consent" .style=${`--at:${at}`}></span>`)}</div>
      <div class="grips" role="group" aria-label="Boundaries">${all.map((bound, place) => grip(bound, bound === inHand, place, strip, on))}</div>
      <div class="scale" aria-hidden="true">${strip.scale.map(({ at, text }) => html`<span .style=${`--at:${at}`}>${text}</span>`)}</div>
      ${over ? words(over, strip, view) : nothing}
    </div>
    ${inHand ? boundRow(inHand, on) : nothing}
    <ul class="key">
      ${lines.map(
        (k) =>
          html`<li>${swatch(k)}<span><b>${length(k.seconds)}</b> ${k.name ? matterName(k.words) : k.words}</span></li>`,
      )}
      ${more ? html`<li class="quiet">and ${counted(more, "more entry", "more entries")}</li>` : nothing}
    </ul>`;
}

/** @param {Stretch} s @param {number} place @param {On} on */
function stretch(s, place, { page, view, acts }) {
  const source = view.source.id;
  const rest = () => acts.listening.hover({ source, from: s.from });
  const inside = view.passages.filter((p) => p.start_ms !== null && p.start_ms >= s.from && p.start_ms < s.to);
  const does = view.source.has_sound ? "Play" : "Show the words of";
  return html`<li class="st-${s.look}" .style=${`--from:${s.from};--to:${s.to}`}><button class="stretch"
      tabindex=${place ? -1 : 0} data-from=${s.from} aria-describedby=${page.over?.source === source && page.over.from === s.from ? `over-${source}` : nothing} ?disabled=${!inside.length}
      @pointerenter=${rest} @focus=${rest} @blur=${() => acts.listening.hover(null)}
      @click=${() => acts.listening.stretch(source, s, inside.map((p) => p.id))}>
      <span class="said">${does} ${s.said}</span><span aria-hidden="true">${s.label}</span></button></li>`;
}

/** Left and right walk along the strip. @param {KeyboardEvent} event */
function walk(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const here = event.target;
  if (!step || !(here instanceof HTMLElement) || !(event.currentTarget instanceof HTMLElement)) return;
  const all = [...event.currentTarget.querySelectorAll("button:not(:disabled)")].filter((b) => b instanceof HTMLElement);
  all[Math.min(all.length - 1, Math.max(0, all.findIndex((b) => b === here) + step))]?.focus();
  event.preventDefault();
}

/** What was said in a stretch, over the scale. @param {Stretch} s @param {Strip} strip @param {SourceView} view */
function words(s, strip, view) {
  const said = view.passages.filter((p) => p.start_ms !== null && p.start_ms >= s.from && p.start_ms < s.to);
  const side = s.from + s.to > strip.length ? "to-end" : "";
  return html`<div class="over ${side}" role="tooltip" id="over-${view.source.id}">
    <p class="strong"><bdi>${s.said}</bdi> · ${length(Math.round((s.to - s.from) / 1000))}</p>
    ${said.slice(0, MOST_LINES).map(
      (p) => html`<p dir="auto">${p.speaker ? html`<b><bdi>${p.speaker}</bdi></b> ` : nothing}${p.text}</p>`,
    )}
    ${said.length > MOST_LINES ? html`<p class="quiet">${said.length - MOST_LINES} more</p>` : nothing}</div>`;
}

/** @param {Bound} bound @param {boolean} held @param {number} place @param {Strip} strip @param {On} on */
function grip(bound, held, place, strip, { page, view, before, acts }) {
  const source = view.source.id;
  const at = held && page.bound?.move ? (startOf(view, page.bound.move.first) ?? strip.length) : bound.at;
  return html`<button class=${held ? "grip held" : "grip"} role="slider" .style=${`--at:${at}`} data-first=${bound.first}
    tabindex=${held || (!page.bound && place === 0) ? 0 : -1} aria-label="Where ${sideOf(before, bound)}"
    aria-valuemin="0" aria-valuemax=${Math.round(strip.length / 1000)} aria-valuenow=${Math.round(at / 1000)}
    aria-valuetext=${clock(at / 1000)}
    @focus=${() => !held && acts.moving.take(source, bound.first)} @click=${() => acts.moving.take(source, bound.first)}
    @keydown=${(/** @type {KeyboardEvent} */ e) => keys(e, acts)}
    @pointerdown=${(/** @type {PointerEvent} */ e) => grab(e, source, bound, acts)}
    @pointermove=${(/** @type {PointerEvent} */ e) => drag(e, strip.length, acts)}
    @pointerup=${(/** @type {PointerEvent} */ e) => letGo(e, acts)}
    @pointercancel=${() => acts.moving.take(source, bound.first)}></button>`;
}

/** @param {SourceView} view @param {string} passage */
const startOf = (view, passage) => view.passages.find((p) => p.id === passage)?.start_ms ?? null;

/** @param {KeyboardEvent} event @param {Acts} acts */
function keys(event, acts) {
  const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
  if (!by) return;
  event.preventDefault();
  void acts.moving.nudge(by);
}

/** @param {PointerEvent} event @param {string} source @param {Bound} bound @param {Acts} acts */
function grab(event, source, bound, acts) {
  if (event.button !== 0 || !(event.currentTarget instanceof HTMLElement)) return;
  event.currentTarget.setPointerCapture(event.pointerId);
  acts.moving.take(source, bound.first);
}

/** @param {PointerEvent} event @param {number} length ms @param {Acts} acts */
function drag(event, length, acts) {
  const grip = event.currentTarget;
  if (!(grip instanceof HTMLElement) || !grip.hasPointerCapture(event.pointerId)) return;
  const line = grip.closest(".line")?.getBoundingClientRect();
  if (line) acts.moving.drag(((event.clientX - line.left) / line.width) * length);
}

/** @param {PointerEvent} event @param {Acts} acts */
function letGo(event, acts) {
  if (event.currentTarget instanceof HTMLElement && event.currentTarget.hasPointerCapture(event.pointerId))
    void acts.moving.drop();
}

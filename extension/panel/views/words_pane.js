/**
 * The words of a source: passages with their place, their speaker and what became of them. Beside the cards on a wide screen,
 * under the call on a narrow one.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { Entry, Page, Passage, SourceView } from "../types.js"
 */
import { clock } from "../format.js";
import { html, nothing } from "../lit.js";
import { current, liveOf } from "../read.js";
import { badges, lookOf, owners } from "../strip.js";
import { origin, whyNotBilled } from "../words.js";
import { icon, swatch } from "./icons.js";
import { matterName } from "./names.js";

/** @param {Page} page @param {SourceView} view @param {Acts} acts */
export function wordsPane(page, view, acts) {
  return html`<header class="pane-head"><h2 id="words-of"><bdi>${view.source.counterpart || view.source.title}</bdi></h2>
      <span class="second">${origin(view.source)}</span></header>
    ${passages(page, view, acts)}`;
}

/** @param {Page} page @param {SourceView} view @param {Acts} acts */
export function passages(page, view, acts) {
  const entries = liveOf(page, view.source.id);
  const [marks, owner] = [badges(entries), owners(entries)];
  const why = new Map(view.not_billed.map((n) => [n.passage, n.why]));
  const here = current(page)?.id;
  /** @type {string|null} */
  let before = null;
  return html`<ol class="passages">${view.passages.map((p) => {
    const entry = owner.get(p.id);
    const kind = entry?.id ?? why.get(p.id) ?? "";
    const label = kind === before ? nothing : tagOf(entry, marks, why.get(p.id));
    before = kind;
    const look = entry ? (marks.get(entry.id)?.look ?? "ask") : lookOf(why.get(p.id));
    const marked = [entry?.id === here && "here", isShown(page, view, p) && "shown", !entry && "rest"].filter(Boolean);
    return html`<li class="passage ls-${look} ${marked.join(" ")}" data-passage=${p.id}>${label}${line(view, p, page, acts)}</li>`;
  })}</ol>${view.echoes?.[0] && html`<details><summary>Echo of the other side</summary>${view.echoes.map((p) => html`${line(view, p, page, acts)}<button class="btn" data-act="no-echo" @click=${() => acts.reviewing.heard(view.source.id, p.id)}>No echo</button>`)}</details>`}`;
}

/** @param {Page} page @param {SourceView} view @param {Passage} passage */
const isShown = (page, view, passage) =>
  page.shown?.source === view.source.id && page.shown.passages.includes(passage.id);

/**
 * Said once, where a stretch begins.
 *
 * @param {Entry|undefined} entry
 * @param {ReturnType<typeof badges>} marks
 * @param {string|undefined} why
 */
function tagOf(entry, marks, why) {
  if (!entry) return html`<p class="tag quiet">${why ? `Not billed: ${whyNotBilled(why)}` : "Not work"}</p>`;
  const mark = marks.get(entry.id) ?? { letter: "?", look: "ask" };
  return html`<p class="tag">${swatch(mark)}${mark.look === "ask" ? "Matter not chosen yet" : matterName(entry.matter)}</p>`;
}

/** @param {SourceView} view @param {Passage} passage @param {Page} page @param {Acts} acts */
function line(view, passage, page, acts) {
  const at = passage.start_ms === null ? "" : clock(passage.start_ms / 1000);
  const playing = page.playing === `${view.source.id}/${passage.id}`;
  const place =
    view.source.has_sound && at
      ? html`<button class="place" data-act="play-passage" aria-label="Play from ${at}"
          @click=${() => acts.listening.passage(view.source.id, passage)}>
          ${icon(playing ? "pause" : "play", true)}${at}</button>`
      : html`<span class="place">${at}</span>`;
  const who = passage.speaker ? html`<b><bdi>${passage.speaker}</bdi></b> ` : nothing;
  const names = view.misheard?.filter((m) => m.passage === passage.id) ?? [];
  return html`<div class="passage-line">${place}<p dir="auto">${who}${passage.text}${names.map((m) => html` <span class="quiet"><bdi>${m.meant}</bdi> · heard “<bdi>${m.heard}</bdi>”</span>`)}</p></div>`;
}

/**
 * The passages of one piece of evidence, inside its card.
 *
 * @param {Page} page
 * @param {SourceView} view
 * @param {Acts} acts
 */
export function quoted(page, view, acts) {
  const chosen = view.passages.filter((p) => page.shown?.passages.includes(p.id));
  return html`<div class="quoted" data-shown>${chosen.map((p) => line(view, p, page, acts))}</div>`;
}

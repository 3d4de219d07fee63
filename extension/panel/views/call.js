/**
 * The head of one source: who, where from, when, its strip, and the sum that must agree with it.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { Entry, Page, SourceSummary } from "../types.js"
 */
import { clock, counted, day, length, timeOfDay, total, unitWord } from "../format.js";
import { afterMove } from "../bounds.js";
import { html, nothing } from "../lit.js";
import { current, isFinished, isOpen, liveOf, moveIn, progressOf, secondsOf } from "../read.js";
import { strip } from "../strip.js";
import { origin, working } from "../words.js";
import { icon } from "./icons.js";
import { stripView } from "./strip.js";
import { passages } from "./words_pane.js";

/** @param {Page} page @param {SourceSummary} source @param {Acts} acts */
export function call(page, source, acts) {
  const open = isOpen(page, source);
  const before = liveOf(page, source.id);
  const view = page.views[source.id];
  const entries = view ? afterMove(view, before, moveIn(page, source.id)) : before;
  const drawn = open && view ? strip(view, entries) : null;
  const read = !page.wide && page.shown?.source === source.id && page.shown.entry === null;
  return html`
    <div class="call-name">
      <h2 id="name-${source.id}"><button class="fold" aria-expanded=${open} data-act="open-source"
        @click=${() => acts.reviewing.open(source.id, !open)}><bdi>${nameOf(source)}</bdi></button></h2>
      <span class="second when">${when(page, source)}</span>
    </div>
    <div class="call-meta">
      <span class="what">${subtitle(source)}</span>
      ${open && view?.passages.length && !page.wide ? readButton(source, acts, read) : nothing}
      <span class="quiet nowrap">${progress(source, progressOf(page, source, entries))}</span>
    </div>
    ${open ? trouble(source, acts) : nothing}
    ${open ? underWay(page, source) : nothing}
    ${drawn && view ? stripView(drawn, marksOf(page, source), { page, view, entries, before, acts }) : nothing}
    ${open && entries.some((e) => e.units) ? sum(entries) : nothing}
    ${read && view ? html`<div class="inline-words">${passages(page, view, acts)}</div>` : nothing}`;
}

/** @param {SourceSummary} source */
const nameOf = (source) => source.counterpart || source.title || origin(source);

/** "Zoom · 10:00–10:31", with the day unless it is today. @param {Page} page @param {SourceSummary} source */
function when(page, source) {
  const from = timeOfDay(source.started_at);
  const to = from && source.length_ms ? timeOfDay(source.started_at, source.length_ms) : null;
  const on = source.date && page.agent ? day(source.date, page.agent.today) : "";
  const time = from ? (to && to !== from ? `${from}–${to}` : from) : "";
  const where = origin(source);
  return [where === nameOf(source) ? "" : where, on === "Today" && time ? "" : on, time].filter(Boolean).join(" · ");
}

/** What the heading does not say: its file or subject, and how its words came about. @param {SourceSummary} source */
function subtitle(source) {
  const title = source.counterpart && source.title ? html`<bdi>${source.title}</bdi>` : nothing;
  const length = source.length_ms && !source.started_at ? clock(source.length_ms / 1000) : "";
  const more = consent(source) || length;
  return html`${title}${title !== nothing && more ? " · " : ""}<bdi>${more}</bdi>`;
}

/** "recorded from 10:02, agreed by M Hale, words by speech.firm.example", of a call. @param {SourceSummary} source */
function consent({ recording, words_by }) {
  const heard = recording && `recorded from ${timeOfDay(recording.began_at)}, agreed by ${recording.agreed_by.join(", ")}`;
  return [heard, words_by && `words by ${words_by}`].filter(Boolean).join(", ");
}

/** @param {SourceSummary} source @param {{left: number, all: number}} of */
function progress(source, { left, all }) {
  if (!all) return isFinished(source) ? "nothing to bill" : "";
  return left ? `${left} of ${all} to review` : `reviewed · ${counted(all, "entry", "entries")}`;
}

/** @param {SourceSummary} source @param {Acts} acts @param {boolean} read */
function readButton(source, acts, read) {
  const toggle = () => (read ? acts.listening.hide() : acts.listening.read(source.id));
  return html`<button class="link" data-act="read" aria-expanded=${read} @click=${toggle}>${read ? "Hide words" : "Words"}</button>`;
}

/** @param {SourceSummary} source @param {Acts} acts */
function trouble({ id, failure }, acts) {
  if (!failure) return nothing;
  const button = (/** @type {string} */ act, /** @type {string} */ path, /** @type {string} */ words) =>
    html`<button class="btn edged" data-act=${act} @click=${() => acts.takingIn.again(path, { source: id })}>${words}</button>`;
  return html`<div class="trouble" data-failure=${failure.code}>
    <p>${icon("close")}<span><span class="strong">${failure.message}</span> ${failure.hint}</span></p>
    ${failure.code.startsWith("speech_server_") ? button("here", "/v1/speech-server/here", "Transcribe here instead") : nothing}
    ${button("try-again", "/v1/sources/again", "Try again")}</div>`;
}

/**
 * A source on its way: what is being done to it, in the place where its strip will be.
 *
 * @param {Page} page
 * @param {SourceSummary} source
 */
function underWay(page, source) {
  if (source.failure || isFinished(source)) return nothing;
  const now = page.agent?.working;
  const words = now ? working(now) : "Waiting its turn";
  const share = now && now.done !== null && now.of ? now.done / now.of : null;
  return html`<div class="under-way"><span>${words}</span>
    ${
      share === null
        ? html`<progress aria-label=${words}></progress>`
        : html`<progress aria-label=${words} max="1" .value=${share}></progress>`
    }</div>`;
}

/** @param {Page} page @param {SourceSummary} source */
function marksOf(page, source) {
  const entry = current(page);
  if (entry?.source !== source.id) return [];
  return entry.evidence.flatMap((e) => (e.start_ms === null ? [] : [e.start_ms]));
}

/**
 * "25 min → 5 units, 5 min rounding": minutes billed, what they become, and what rounding adds.
 *
 * @param {readonly Entry[]} entries
 */
function sum(entries) {
  const measured = entries.every((e) => e.seconds !== null) ? entries.reduce((s, e) => s + (e.seconds ?? 0), 0) : null;
  const unit = entries[0]?.unit ?? 360;
  const units = secondsOf(entries) / unit;
  const added = measured === null ? 0 : units * unit - measured;
  const rounding =
    added > 0 ? `, ${length(added)} rounding` : added < 0 ? `, ${length(-added)} less than measured` : "";
  const pushed = entries.filter((e) => e.status === "pushed");
  const made = pushed.length === entries.length;
  const amount = total(entries.map((e) => (made ? e.push?.total : e.expected?.total)));
  return html`<p class="sum">
    <span><span class="strong">${measured === null ? "" : `${length(measured)} → `}${units} ${unitWord(units, unit)}</span>${rounding}</span>
    <span class="second">${amount && entries.length ? `${made ? "" : "est. "}${amount} ex GST` : ""}</span></p>`;
}

/**
 * The boundaries of a call strip: where one entry ends and another, or unbilled time, begins. Pure. A boundary snaps to
 * passages, cannot pass a mark of consent, and leaves every entry at least one passage.
 *
 * @import { Entry, Passage, SourceView } from "./types.js"
 */
import { workedSeconds } from "./worked.js";

/** @typedef {{at: number, left: string|null, right: string|null, first: string, back: number, forth: number}} Bound
 * `at` in ms; `first` names the passage the right side begins with; `back` and `forth` how many passages it can go each way */
/** @typedef {{source: string, passages: string[], to: string|null, first: string}} Move `first` is where the boundary will be */
/** @typedef {{passage: Passage, owner: string|null}} Owned */

const OPEN = ["draft", "waiting", "confirmed"];
const FIXED = ["consent_notice", "after_refusal", "injection"];
const UNIT_SECONDS = 360;
const LEAD_MS = 20_000; // of a call without a word before it is drawn as such

/**
 * Timed passages as they began, each with the entry it belongs to.
 *
 * @param {SourceView} view @param {readonly Entry[]} entries @returns {Owned[]}
 */
function owned(view, entries) {
  const owner = new Map(entries.flatMap((e) => e.passages.map((p) => /** @type {const} */ ([p, e.id]))));
  return view.passages
    .filter((p) => p.start_ms !== null && p.end_ms !== null)
    .sort((a, b) => (a.start_ms ?? 0) - (b.start_ms ?? 0))
    .map((passage) => ({ passage, owner: owner.get(passage.id) ?? null }));
}

/**
 * Every boundary that can be moved, from left to right.
 *
 * @param {SourceView} view
 * @param {readonly Entry[]} entries the live ones
 * @returns {Bound[]}
 */
export function bounds(view, entries) {
  const all = owned(view, entries);
  return all.flatMap(({ passage, owner }, place) => {
    const before = all[place - 1];
    if (!before || before.owner === owner) return [];
    const [back, forth] = [reach(view, entries, all, place, -1), reach(view, entries, all, place, 1)];
    if (!back && !forth) return [];
    return [{ at: passage.start_ms ?? 0, left: before.owner, right: owner, first: passage.id, back, forth }];
  });
}

/**
 * How many passages the boundary before `place` can take from one side.
 *
 * @param {SourceView} view @param {readonly Entry[]} entries @param {Owned[]} all @param {number} place @param {1|-1} way
 */
function reach(view, entries, all, place, way) {
  const giver = all[way > 0 ? place : place - 1]?.owner ?? null;
  const taker = all[way > 0 ? place - 1 : place]?.owner ?? null;
  const open = (/** @type {string|null} */ id) => id === null || OPEN.includes(entries.find((e) => e.id === id)?.status ?? "");
  if (!open(giver) || !open(taker)) return 0;
  const why = new Map(view.not_billed.map((n) => [n.passage, n.why]));
  const most = giver === null ? Infinity : (entries.find((e) => e.id === giver)?.passages.length ?? 0) - 1;
  let count = 0;
  for (let at = way > 0 ? place : place - 1; all[at] && all[at]?.owner === giver && count < most; at += way) {
    const fixed = FIXED.includes(why.get(all[at]?.passage.id ?? "") ?? "");
    if (giver === null && taker !== null && fixed) break;
    count += 1;
  }
  return count;
}

/**
 * What moving a boundary by so many passages means; null when it stays.
 *
 * @param {SourceView} view @param {readonly Entry[]} entries @param {Bound} bound @param {number} by @returns {Move|null}
 */
export function move(view, entries, bound, by) {
  const steps = Math.max(-bound.back, Math.min(bound.forth, by));
  if (!steps) return null;
  const all = owned(view, entries);
  const place = all.findIndex(({ passage }) => passage.id === bound.first);
  const taken = steps > 0 ? all.slice(place, place + steps) : all.slice(place + steps, place);
  return {
    source: view.source.id,
    passages: taken.map(({ passage }) => passage.id),
    to: steps > 0 ? bound.left : bound.right,
    first: all[place + steps]?.passage.id ?? "",
  };
}

/**
 * The move that brings a boundary as near as it can come to a place.
 *
 * @param {SourceView} view @param {readonly Entry[]} entries @param {Bound} bound @param {number} ms @returns {Move|null}
 */
export function moveTo(view, entries, bound, ms) {
  const all = owned(view, entries);
  const place = all.findIndex(({ passage }) => passage.id === bound.first);
  let best = 0;
  for (let by = -bound.back; by <= bound.forth; by += 1)
    if (distance(all, place + by, ms) < distance(all, place + best, ms)) best = by;
  return move(view, entries, bound, best);
}

/** @param {Owned[]} all @param {number} place @param {number} ms */
function distance(all, place, ms) {
  const at = all[place]?.passage.start_ms ?? all.at(-1)?.passage.end_ms ?? 0;
  return Math.abs(at - ms);
}

/**
 * The entries as a move would leave them, with the time and units they would have.
 *
 * @param {SourceView} view @param {readonly Entry[]} entries @param {Move|null} move @returns {readonly Entry[]}
 */
export function afterMove(view, entries, move) {
  if (!move) return entries;
  const gone = new Set(move.passages);
  const next = entries.map((e) => {
    const kept = e.passages.filter((p) => !gone.has(p));
    return { ...e, passages: e.id === move.to ? [...kept, ...move.passages] : kept };
  });
  return next.map((entry, place) => {
    if (entry.passages.length === entries[place]?.passages.length) return entry;
    const claimed = [...of(view, next.filter((e) => e !== entry)), ...idle(view, next)];
    const seconds = workedSeconds(of(view, [entry]), claimed);
    return { ...entry, seconds, units: seconds ? Math.max(1, Math.ceil(seconds / UNIT_SECONDS)) : entry.units };
  });
}

/** What no entry has though it is no silence: time on hold or without sound, and what the lawyer took out. @param {SourceView} view @param {readonly Entry[]} entries */
function idle(view, entries) {
  const kept = new Set([...entries.flatMap((e) => e.passages), ...view.not_billed.flatMap((n) => (["hold", "no_sound"].includes(n.why) ? [] : n.passage))]);
  return view.passages.filter((p) => !kept.has(p.id));
}

/** @param {SourceView} view @param {readonly Entry[]} entries */
function of(view, entries) {
  const ids = new Set(entries.flatMap((e) => e.passages));
  return view.passages.filter((p) => ids.has(p.id));
}

/**
 * Where consent stands in the strip: nothing crosses it. Where the recording or its words begin, else after the notice; and
 * at a refusal.
 *
 * @param {SourceView} view @returns {number[]} ms
 */
export function consentMarks(view) {
  const why = new Map(view.not_billed.map((n) => [n.passage, n.why]));
  const all = owned(view, []).map(({ passage }) => ({ ...passage, why: why.get(passage.id) }));
  const began = all[0]?.start_ms ?? 0;
  const { recording, started_at } = view.source;
  const agreed = recording ? Date.parse(recording.began_at) - Date.parse(started_at ?? "") : began;
  const notice = recording || began > LEAD_MS ? agreed : all.filter((p) => p.why === "consent_notice").at(-1)?.end_ms;
  const refusal = all.find((p) => p.why === "after_refusal")?.start_ms;
  return [notice, refusal].flatMap((ms) => (ms === undefined || ms === null ? [] : [ms]));
}

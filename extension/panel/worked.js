/**
 * How long the passages of an entry are together, as the agent counts it (agent/domain/worked.py; both pass the same vectors).
 * The agent's own figure is what is billed; this one shows where a boundary would lead before it is let go.
 *
 * @import { Passage } from "./types.js"
 */

/** @typedef {{from: number, to: number}} Interval */
/** @typedef {Interval & {number: number}} Placed */

const JOINED_GAP_MS = 30_000;

/** @param {readonly Passage[]} passages @returns {Placed[]} only those that have a time, as they began */
function placed(passages) {
  return passages
    .flatMap((p) =>
      p.start_ms === null || p.end_ms === null ? [] : [{ from: p.start_ms, to: p.end_ms, number: Number(p.id.slice(1)) }],
    )
    .sort((a, b) => a.from - b.from || a.number - b.number);
}

/** @param {readonly Interval[]} intervals @returns {Interval[]} sorted, without overlaps */
function union(intervals) {
  /** @type {Interval[]} */
  const whole = [];
  for (const { from, to } of [...intervals].sort((a, b) => a.from - b.from)) {
    const last = whole.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else whole.push({ from, to });
  }
  return whole;
}

/** @param {readonly Interval[]} intervals */
const sum = (intervals) => intervals.reduce((total, { from, to }) => total + to - from, 0);

/** The union of the passages' intervals: two people talking at once count once.
 * @param {readonly Passage[]} passages @returns {number} ms */
export const workedMs = (passages) => sum(union(placed(passages)));

/**
 * Whole seconds worked over `passages`, short silences joined; null when they carry no times. `claimed` are the passages of the
 * other entries: time that one of them began first is its own, and a silence in which one lies is nobody's.
 *
 * @param {readonly Passage[]} passages
 * @param {readonly Passage[]} claimed
 * @returns {number|null}
 */
export function workedSeconds(passages, claimed) {
  const [mine, others] = [placed(passages), placed(claimed)];
  if (!mine.length) return null;
  const own = union(mine.flatMap((p) => without(p, others.filter((o) => isEarlier(o, p)))));
  const taken = union(others);
  const gaps = own
    .slice(1)
    .map((next, place) => ({ from: own[place]?.to ?? 0, to: next.from }))
    .filter((gap) => gap.to - gap.from <= JOINED_GAP_MS)
    .filter((gap) => !taken.some((t) => gap.from <= t.to && t.from <= gap.to));
  return Math.floor((sum(union([...own, ...gaps])) + 500) / 1000);
}

/** @param {Placed} one @param {Placed} other */
const isEarlier = (one, other) => one.from < other.from || (one.from === other.from && one.number < other.number);

/** What is left of a passage when earlier ones are taken out. @param {Placed} passage @param {readonly Placed[]} earlier */
function without({ from, to }, earlier) {
  /** @type {Interval[]} */
  const left = [];
  let start = from;
  for (const taken of union(earlier)) {
    if (taken.from > start) left.push({ from: start, to: Math.min(taken.from, to) });
    start = Math.max(start, taken.to);
    if (start >= to) return left.filter((piece) => piece.to > piece.from);
  }
  return [...left, { from: start, to }];
}

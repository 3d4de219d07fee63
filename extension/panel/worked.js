/**
 * How long the passages of an entry are together: the union of their intervals, in ms, so that two people talking at once
 * count once. Pure. The agent's own figure is what is billed; this one draws pictures and previews.
 *
 * @import { Passage } from "./types.js"
 */

/** @typedef {{from: number, to: number}} Interval */

/** @param {readonly Passage[]} passages @returns {Interval[]} only those that have a time, earliest first */
export function intervals(passages) {
  return passages
    .flatMap((p) => (p.start_ms === null || p.end_ms === null ? [] : [{ from: p.start_ms, to: p.end_ms }]))
    .sort((a, b) => a.from - b.from);
}

/** @param {readonly Passage[]} passages @returns {number} ms */
export function workedMs(passages) {
  let sum = 0;
  let end = -Infinity;
  for (const { from, to } of intervals(passages)) {
    if (to <= end) continue;
    sum += to - Math.max(from, end);
    end = to;
  }
  return sum;
}

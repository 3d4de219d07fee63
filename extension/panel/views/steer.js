/**
 * The keys of every list to choose from: arrows move the mark, Enter takes.
 *
 * @import { Acts } from "../acts/all.js"
 */

/**
 * @param {KeyboardEvent} event
 * @param {{at: number, count: number, first?: number}} list
 * @param {() => unknown} take
 * @param {Acts} acts
 * @param {(key: string) => number} [other] where any other key leads, from where the mark is; nothing happens for 0
 */
export function steer(event, { at, count, first = 0 }, take, acts, other = () => 0) {
  if (event.isComposing || event.ctrlKey || event.metaKey) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key] ?? other(event.key);
  if (step) acts.changing.mark(at + step, count, first);
  else if (event.key === "Enter") take();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

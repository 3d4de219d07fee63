/**
 * Which command a key press means while the day or the week is shown. Pure, like keys.js.
 *
 * @import { View } from "./day_types.js"
 * @import { Place, Press } from "./keys.js"
 */

/**
 * @typedef {"day-note"|"day-nothing"|"day-keep"|"day-back"|"day-next"|"day-previous"|"day-open"|"day-before"|"day-after"
 *   |"day-close"|"review"|"day"|"week"|"clock"|"keys"|"stop"|"push"} DayCommand
 */

/** @type {Record<string, DayCommand>} */
const KEYS = {
  n: "day-note",
  x: "day-nothing",
  j: "day-next",
  k: "day-previous",
  "[": "day-before",
  "]": "day-after",
  c: "day-close",
  d: "day",
  w: "week",
  r: "review",
  t: "clock",
  "?": "keys",
  Escape: "day-back",
};

/**
 * @param {Press} press
 * @param {Place} place
 * @param {{counting: boolean, view: View}} now
 * @returns {DayCommand|null}
 */
export function dayCommand(press, place, now) {
  if (press.altKey || press.ctrlKey || press.metaKey || press.isComposing) return null;
  if (place === "text" || place === "line") {
    if (press.key === "Escape") return "day-back";
    return press.key === "Enter" && !press.shiftKey ? "day-keep" : null;
  }
  if (now.counting && ["z", "Escape"].includes(press.key)) return "stop";
  if (press.key === "Enter") {
    if (press.shiftKey) return "push";
    return place === "button" ? null : "day-open";
  }
  return Object.hasOwn(KEYS, press.key) ? (KEYS[press.key] ?? null) : null;
}

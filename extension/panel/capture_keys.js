/**
 * What may be done about recording the call that is going on, step by step, and by which key. Pure: the page in, a list out. The
 * first of each list is the main one.
 *
 * @import { Place, Press } from "./keys.js"
 * @import { Page } from "./types.js"
 */
import { isCovered } from "./state/shell.js";

/** @typedef {"notice"|"never"|"gone"|"objected"|"asks"|"on"|"over"|"clock"|"offered"} Step */
/**
 * @typedef {"told"|"copy"|"clockOnly"|"close"|"granted"|"discard"|"withdraw"|"keep"|"stop"|"object"|"pause"|"joined"|"gone"
 *   |"stopClock"|"open"|"note"|"say"|"never"} Deed
 */

/** @type {Record<Step, [Deed, string, string][]>} */
const STEPS = {
  notice: [["told", "Enter", "Told and agreed"], ["copy", "c", "Copy"], ["clockOnly", "t", "They say no: clock only"], ["close", "Escape", "Not this call"]],
  never: [["clockOnly", "Enter", "Clock only"], ["close", "Escape", "Not this call"]],
  gone: [["discard", "Enter", "Delete the recording"], ["close", "Escape", "Keep it"]],
  objected: [["withdraw", "Enter", "Delete all of it"], ["keep", "k", "Keep what was agreed to"]],
  asks: [["told", "Enter", "Told and agreed"], ["object", "w", "They object"], ["stop", "s", "Stop"]],
  on: [["stop", "s", "Stop"], ["pause", "p", "Pause"], ["joined", "a", "Someone joined"], ["object", "w", "Someone objects"], ["gone", "x", "Discard"]],
  over: [["stop", "s", "Stop"], ["gone", "x", "Discard"]],
  offered: [["open", "C", "Capture this call"], ["clockOnly", "", "Clock only"], ["never", "", "Not this call"]],
  clock: [["stopClock", "t", "Stop"], ["note", "n", "Note"], ["open", "C", "Capture this call"]],
};

/** Where the lawyer stands; null where nothing of a call is to be done. @param {Page} page @returns {Step|null} */
export function stepOf(page) {
  const { capturing, agent } = page;
  if (capturing?.step) return capturing.step;
  const call = isCovered(page) && agent?.call;
  if (!call) return agent?.offer && !agent.call ? "offered" : null;
  if (!call.stage) return "clock";
  return call.asks ? "asks" : ["recording", "paused"].includes(call.stage) ? "on" : "over";
}

/** @param {Page} page @returns {[Deed, string, string][]} what may be done now: the deed, its key, its words */
export function deedsOf(page) {
  const step = stepOf(page);
  if (!step) return [];
  const [first, ...more] = STEPS[step];
  if (step === "offered" && page.agent?.offer?.what === "clock") return more;
  if (step === "never" && page.capturing?.leave.trim()) return [["granted", "Enter", "Go on with leave"], ...more];
  return [first, ...more].flatMap((deed) => (deed ? [[deed[0], deed[1], wordsOf(deed, page)]] : []));
}

/** @param {[Deed, string, string]} deed @param {Page} page */
function wordsOf([deed, , words], { agent, capturing }) {
  if (deed === "pause" && agent?.call?.stage === "paused") return "Go on";
  return deed === "copy" && capturing?.copied ? "Copied" : words;
}

/**
 * Which deed a key press means, null for none: the press is then the review's.
 *
 * @param {Press} press @param {Place} place @param {Page} page @returns {Deed|null}
 */
export function deedBy({ key, altKey, ctrlKey, metaKey, isComposing }, place, page) {
  if (altKey || ctrlKey || metaKey || isComposing) return null;
  const typing = place === "text" || place === "line";
  if (!typing && !page.capturing?.step) {
    if (key === "C") return "open";
    if (key === "s" && !page.agent?.call) return "say";
  }
  if (typing ? !page.capturing?.step && !page.agent?.call?.asks : key === "Enter" && place === "button") return null;
  return deedsOf(page).find(([, by]) => by === key && (!typing || by.length > 1))?.[0] ?? null;
}

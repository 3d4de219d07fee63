/**
 * What those who listen are told when the page changes by itself: the state of the line to Tenth and to Clio, a remark, work that
 * is done. Pure: two pages in, one sentence out, and none when nothing of it changed. What the lawyer does is said by the acts.
 *
 * @import { Page, SourceSummary } from "./types.js"
 * @import { Trouble } from "./sentences.js"
 */
import { counted } from "./format.js";
import { isFinished } from "./read.js";
import { clioLine, sentenceOf } from "./sentences.js";
import { isCovered } from "./state/shell.js";

/** @param {Page} before @param {Page} after @param {boolean} extension @returns {string|null} */
export function announcement(before, after, extension) {
  const all = [link(before, after, extension), clio(before, after), remark(before, after), ...arrived(before, after)];
  return all.filter(Boolean).join(" ") || null;
}

/** @param {Page} before @param {Page} after @param {boolean} extension */
function link(before, after, extension) {
  const [was, is] = [before.link.state, after.link.state];
  if (was === is || is === "opening" || (is === "ok" && was === "opening")) return null;
  if (is === "ok") return "Tenth answers again.";
  const { title, text } = sentenceOf(/** @type {Trouble} */ (is), extension);
  return `${title}. ${text}`;
}

/** Its words hold the time, which passes: what counts is what is in the way. @param {Page} page */
function wayOf({ agent }) {
  if (!agent) return null;
  const { connected, problem, signing_in: signingIn } = agent.clio;
  if (signingIn) return "signing in";
  return problem?.code ?? (connected ? "" : "signed out");
}

/** @param {Page} before @param {Page} after */
function clio(before, after) {
  const [was, is] = [wayOf(before), wayOf(after)];
  if (is === null || was === is || (was === null && is === "")) return null;
  const line = clioLine(after, Date.now());
  return line ? `${line.strong} ${line.text}`.trim() : "Clio can be reached.";
}

/** @param {Page} before @param {Page} after */
const remark = ({ note: was }, { note: is }) => (is && is !== was ? is.text : null);

/** @param {Page} before @param {Page} after */
function arrived(before, after) {
  if (isCovered(after)) return []; // a call runs: nobody's name is said
  const known = new Map((before.agent?.sources ?? []).map((source) => [source.id, source]));
  const done = (/** @type {SourceSummary} */ s) => isFinished(s) && known.has(s.id) && !isFinished(known.get(s.id) ?? s);
  return (after.agent?.sources ?? [])
    .filter(done)
    .map((s) => `${s.counterpart || s.title}: ${s.to_review ? `${counted(s.to_review, "entry", "entries")} to review` : "nothing to bill"}.`);
}

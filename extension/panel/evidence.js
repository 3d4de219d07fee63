/**
 * What an entry rests on, as chips: one for each clause, with its place in the sound or the text. Pure.
 *
 * @import { Entry, Evidence, Passage, SourceView } from "./types.js"
 */
import { clock } from "./format.js";

/** @typedef {{from: number, to: number}} Span in ms */
/** @typedef {{key: string, clause: string, quote: string, place: string, passages: string[], span: Span|null}} Chip */

export const LONGEST_CLIP = 30_000; // ms, what the agent gives at most

/** @param {Entry} entry @param {SourceView|undefined} view @returns {Chip[]} */
export function chips(entry, view) {
  return inOrder(entry.evidence).map((evidence, index) => {
    const span = spanOf(evidence);
    return {
      key: `${entry.id}/${index}`,
      clause: evidence.clause,
      quote: evidence.clause === "matter" ? shortened(evidence.quote) : "",
      place: span ? clock(span.from / 1000) : placeInText(evidence.passages, view),
      passages: evidence.passages,
      span,
    };
  });
}

/** What names the matter first, then as it was said or written. @param {readonly Evidence[]} all */
function inOrder(all) {
  const place = (/** @type {Evidence} */ e) => e.start_ms ?? Number(/\d+$/.exec(e.passages[0] ?? "")?.[0] ?? 0);
  const naming = (/** @type {Evidence} */ e) => Number(e.clause !== "matter");
  return [...all].sort((a, b) => naming(a) - naming(b) || place(a) - place(b));
}

/** @param {Evidence} evidence */
function spanOf({ start_ms: from, end_ms: to }) {
  return from === null || to === null ? null : { from, to: Math.min(to, from + LONGEST_CLIP) };
}

/** The stretch of one passage, at most as long as one clip. @param {Passage} passage */
export function spanOfPassage({ start_ms, end_ms }) {
  return spanOf({ clause: "", passages: [], quote: "", start_ms, end_ms });
}

/** "¶ 4": the fourth paragraph. @param {string[]} ids @param {SourceView|undefined} view */
function placeInText(ids, view) {
  const place = view?.passages.findIndex((p) => p.id === ids[0]) ?? -1;
  return place < 0 ? "" : `¶ ${place + 1}`;
}

/** At most forty characters, cut between words. @param {string} quote */
function shortened(quote) {
  if (quote.length <= 40) return quote;
  const cut = quote.slice(0, 40);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), 24)).replace(/[\s,;:.–-]+$/, "")} …`;
}

/**
 * Which chip `o` plays: the first, then one further each time.
 *
 * @param {readonly Chip[]} all
 * @param {string|null} last key of the one played last
 */
export function nextChip(all, last) {
  const at = all.findIndex((chip) => chip.key === last);
  return all[(at + 1) % all.length];
}

/**
 * The call strip: what each stretch of a call became. Pure geometry; `views/strip.js` draws it.
 *
 * Every timed passage belongs to one entry or to none. Neighbours of one kind become one stretch, from the start of the first
 * to the end of the last, so silence inside a subject is not drawn as a hole. The key counts the passages themselves.
 *
 * @import { Entry, Passage, SourceView } from "./types.js"
 */
import { clock, number, length as spell, timeOfDay } from "./format.js";
import { whyNotBilled } from "./words.js";
import { workedMs } from "./worked.js";

/** @typedef {"a"|"b"|"c"|"d"|"ask"|"rest"|"none"} Look fill, pattern and height of a stretch */
/** @typedef {{letter: string, look: Look}} Badge how one entry is marked on its card, in the strip and beside its words */
/** @typedef {{from: number, to: number, look: Look, entry: string|null, said: string, label: string}} Stretch */
/** @typedef {{look: Look, letter: string, seconds: number, words: string, name: boolean}} KeyLine */
/** @typedef {{length: number, stretches: Stretch[], scale: {at: number, text: string}[], key: KeyLine[]}} Strip */

/** @type {readonly Look[]} */
const MATTERS = ["a", "b", "c", "d"];
const JOIN_MS = 3000; // a pause this short, or a hundredth of the call, does not break a stretch
const STEPS = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600].map((seconds) => seconds * 1000);

const MOST_LINES = 8; // of the key

/** Before the first word nothing can be billed: there is nothing to show for it. */
const BEFORE = { look: /** @type {const} */ ("none"), entry: null, said: "before the first word" };

const NONE = "no matter";

/** Whether the matter of an entry is beyond doubt or the lawyer's own choice, which may be none at all. @param {Entry} entry */
export const isDecided = ({ no_matter, matter_id, matter_state }) =>
  no_matter || (matter_id !== null && ["auto", "chosen"].includes(matter_state));

/**
 * Give every entry its letter (by place) and look (by matter); undecided ones ask.
 *
 * @param {readonly Entry[]} entries
 * @returns {Map<string, Badge>}
 */
export function badges(entries) {
  /** @type {(number|null)[]} */
  const matters = [];
  return new Map(
    entries.map((entry, place) => {
      if (!isDecided(entry)) return [entry.id, { letter: "?", look: "ask" }];
      if (!matters.includes(entry.matter_id)) matters.push(entry.matter_id);
      const look = MATTERS[matters.indexOf(entry.matter_id) % MATTERS.length] ?? "a";
      return [entry.id, { letter: letterAt(place), look }];
    }),
  );
}

/** @param {number} place */
export const letterAt = (place) => String.fromCharCode(65 + (place % 26));

/**
 * The strip of one source, or null when its passages carry no times.
 *
 * @param {SourceView} view
 * @param {readonly Entry[]} entries the live ones, in order
 * @returns {Strip|null}
 */
export function strip(view, entries) {
  const timed = view.passages.filter((p) => p.start_ms !== null && p.end_ms !== null);
  if (!timed.length) return null;
  const length = Math.max(view.source.length_ms ?? 0, ...timed.map((p) => p.end_ms ?? 0));
  const marks = badges(entries);
  const owner = owners(entries);
  const why = new Map(view.not_billed.map((n) => [n.passage, n.why]));
  const join = Math.max(JOIN_MS, length / 100);
  const first = Math.min(...timed.map((p) => p.start_ms ?? 0));
  const silent = first > join ? [{ ...BEFORE, from: 0, to: first }] : [];
  const runs = [...silent, ...joined(timed, join, (p) => kindOf(p, { owner, why, marks }))];
  const stretches = runs.map((run) => ({
    ...run,
    label: labelOf(run, length, marks),
    said: `${spoken(view, run.from)} to ${spoken(view, run.to)}, ${run.said}`,
  }));
  const lines = key(view, entries, { owner, why, marks });
  if (silent.length) lines.push({ look: "none", letter: "", seconds: Math.round(first / 1000), words: BEFORE.said, name: false });
  return { length, stretches, scale: scale(view, length), key: lines };
}

/** Which entry holds each passage. @param {readonly Entry[]} entries */
export function owners(entries) {
  return new Map(entries.flatMap((entry) => entry.passages.map((p) => /** @type {const} */ ([p, entry]))));
}

/** @typedef {{owner: Map<string, Entry>, why: Map<string, string>, marks: Map<string, Badge>}} Sorting */

/** @param {Passage} passage @param {Sorting} sorting @returns {Omit<Stretch, "from"|"to"|"label">} */
function kindOf(passage, { owner, why, marks }) {
  const entry = owner.get(passage.id);
  if (entry) {
    const look = marks.get(entry.id)?.look ?? "ask";
    return { look, entry: entry.id, said: matterOf(entry) };
  }
  const reason = why.get(passage.id);
  return { look: lookOf(reason), entry: null, said: whyNotBilled(reason ?? "not_work") };
}

/**
 * Where no word may be used the strip is hatched; other time that is not billed lies low.
 *
 * @param {string|undefined} why
 * @returns {Look}
 */
export const lookOf = (why) => (why === "after_refusal" || why === "no_sound" ? "none" : "rest");

/** The matter of an entry, or what stands in its place. @param {Entry} entry */
export const matterOf = (entry) => (isDecided(entry) ? (entry.matter ?? NONE) : undecided(entry));

/** @param {Entry} entry */
export function undecided(entry) {
  const many = entry.candidates.length;
  if (!many) return entry.matter_state === "new_enquiry" ? "new enquiry" : "no matter yet";
  return many === 1 ? "one candidate" : `${["two", "three", "four"][many - 2] ?? many} candidates`;
}

/**
 * @param {readonly Passage[]} timed
 * @param {number} join ms
 * @param {(p: Passage) => Omit<Stretch, "from"|"to"|"label">} kind
 */
function joined(timed, join, kind) {
  /** @type {Omit<Stretch, "label">[]} */
  const runs = [];
  for (const passage of [...timed].sort((a, b) => (a.start_ms ?? 0) - (b.start_ms ?? 0))) {
    const next = { ...kind(passage), from: passage.start_ms ?? 0, to: passage.end_ms ?? 0 };
    const last = runs.at(-1);
    const same = last && last.entry === next.entry && last.said === next.said;
    if (same && next.from - last.to <= join) last.to = Math.max(last.to, next.to);
    else runs.push(next);
  }
  return runs;
}

/**
 * As much as fits: "A · 20417", "A", or nothing.
 *
 * @param {Omit<Stretch, "label">} run
 * @param {number} length
 * @param {Map<string, Badge>} marks
 */
function labelOf(run, length, marks) {
  const letter = run.entry && marks.get(run.entry)?.letter;
  const share = (run.to - run.from) / length;
  if (!letter || share < 0.05) return "";
  if (share < 0.2 || run.said === NONE) return letter;
  return `${letter} · ${letter === "?" ? spell((run.to - run.from) / 1000) : number(run.said)}`;
}

/** @param {SourceView} view @param {number} ms */
function spoken(view, ms) {
  return timeOfDay(view.source.started_at, ms) ?? clock(ms / 1000);
}

/**
 * Up to five labelled places: times of day on whole minutes of a long call, else places in the sound.
 *
 * @param {SourceView} view
 * @param {number} length
 */
function scale(view, length) {
  const byDay = view.source.started_at !== null && length >= 300_000;
  const text = (/** @type {number} */ ms) => (byDay ? spoken(view, ms) : clock(ms / 1000));
  const step = STEPS.find((s) => length / s <= 4) ?? length;
  const at = [0];
  for (let ms = step; ms < length * 0.88; ms += step) at.push(ms);
  return [...at, length].map((ms) => ({ at: ms, text: text(ms) }));
}

/** @param {SourceView} view @param {readonly Entry[]} entries @param {Sorting} sorting @returns {KeyLine[]} */
function key(view, entries, { owner, why, marks }) {
  const lines = entries.map((entry) => {
    const { letter, look } = marks.get(entry.id) ?? { letter: "?", look: /** @type {const} */ ("ask") };
    const decided = look !== "ask";
    return { look, letter, seconds: entry.seconds ?? 0, words: matterOf(entry), name: decided };
  });
  const left = view.passages.filter((p) => !owner.has(p.id));
  let counted = view.passages.filter((p) => owner.has(p.id)); // talk over somebody's billed words is theirs
  for (const look of /** @type {const} */ (["rest", "none"])) {
    const of = left.filter((p) => lookOf(why.get(p.id)) === look);
    const seconds = Math.round((workedMs([...counted, ...of]) - workedMs(counted)) / 1000);
    counted = [...counted, ...of];
    if (seconds) lines.push({ look, letter: "", seconds, words: reasons(of, why), name: false });
  }
  return lines;
}

/**
 * The key as it is shown: of very many entries the first few, so that their cards stay in sight; what is in none always.
 *
 * @param {readonly KeyLine[]} lines
 * @returns {{lines: KeyLine[], more: number}}
 */
export function shownKey(lines) {
  const shown = lines.filter((line, place) => place < MOST_LINES || !line.letter);
  return { lines: shown, more: lines.length - shown.length };
}

/** "hold, recording notice and small talk". @param {readonly Passage[]} passages @param {Map<string, string>} why */
function reasons(passages, why) {
  const all = [...new Set(passages.map((p) => whyNotBilled(why.get(p.id) ?? "not_work")))];
  return all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
}

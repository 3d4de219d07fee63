/**
 * A day as it is drawn: the strip's places, looks and words, and what each row says. Pure.
 *
 * @import { Day, DayRow, Stretch } from "./day_types.js"
 */
import { clock, counted, hours, number, timeOfDay } from "./format.js";
import { rowsOf, waits } from "./state/view.js";

/** @typedef {"a"|"wait"|"ask"|"gap"|"rest"|"twice"|"run"} DayLook fill and pattern of a part of the day */
/** @typedef {{from: number, to: number, look: DayLook, held: boolean, label: string, said: string, row: string|null}} Part */
/** @typedef {{length: number, parts: Part[], scale: {at: number, text: string}[], said: string}} DayStrip places in minutes */

const MARGIN = 10; // minutes that the strip shows beside the first and the last thing, up to whole tens
const STEPS = [10, 20, 30, 60, 120, 180, 240, 360];

const WEEKDAY = new Intl.DateTimeFormat("en-AU", { weekday: "long", timeZone: "UTC" });
const DATE = new Intl.DateTimeFormat("en-AU", { day: "numeric", month: "long", timeZone: "UTC" });
const SHORT = new Intl.DateTimeFormat("en-AU", { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" });

/** "Friday" and "20 November". @param {string} date YYYY-MM-DD */
export function dayName(date) {
  const at = new Date(`${date}T00:00Z`);
  return { weekday: WEEKDAY.format(at), date: DATE.format(at) };
}

/** "Fri 20 Nov". @param {string} date */
export const shortDay = (date) => SHORT.format(new Date(`${date}T00:00Z`)).replaceAll(",", "");

/** The day `by` days away. @param {string} date @param {number} by */
export function dayBeside(date, by) {
  return new Date(Date.parse(`${date}T00:00Z`) + by * 86_400_000).toISOString().slice(0, 10);
}

/** The next day that is no weekend. @param {string} date */
export function nextWorkday(date) {
  let next = dayBeside(date, 1);
  while ([0, 6].includes(new Date(`${next}T00:00Z`).getUTCDay())) next = dayBeside(next, 1);
  return next;
}

/** The strip of a day, null when nothing in it has a time. @param {Day} day @returns {DayStrip|null} */
export function dayStrip(day) {
  const [first, last] = [day.stretches[0], day.stretches.at(-1)];
  if (!first || !last) return null;
  const start = Math.floor((minuteOf(first.start) - 1) / MARGIN) * MARGIN;
  const end = Math.ceil((start + minutesBetween(first.start, last.end) + (minuteOf(first.start) - start)) / MARGIN) * MARGIN;
  const length = Math.max(MARGIN, end - start);
  const rows = new Map(rowsOf(day).map((row) => [row.key, row]));
  const at = (/** @type {string} */ moment) => minutesBetween(first.start, moment) + minuteOf(first.start) - start;
  const parts = day.stretches.flatMap((stretch) => partOf(stretch, rows, length, at) ?? []);
  return { length, parts, scale: scaleOf(start, length), said: `The day, ${wall(start)} to ${wall(start + length)}` };
}

/**
 * @param {Stretch} stretch
 * @param {Map<string, DayRow>} rows
 * @param {number} length
 * @param {(moment: string) => number} at
 * @returns {Part|null} null for a short time without a trace: nobody's business
 */
function partOf(stretch, rows, length, at) {
  const [from, to] = [at(stretch.start), at(stretch.end)];
  const times = `${timeOfDay(stretch.start)} to ${timeOfDay(stretch.end)}`;
  if (stretch.gap) return { from, to, look: "gap", held: false, label: "?", said: `${times}, open question`, row: gapOf(stretch, rows) };
  const row = rows.get(stretch.rows[0] ?? "");
  if (!row) return null;
  const others = stretch.rows.slice(1).flatMap((key) => rows.get(key) ?? []);
  const held = row.state === "recorded";
  if (others.length) {
    const both = [row, ...others].map((each) => kindWord(each).toLowerCase()).join(" and ");
    return { from, to, look: "twice", held, label: "", said: `${times}, ${both} overlap, counted once`, row: row.key };
  }
  const look = lookOf(row);
  const wide = (to - from) / length > 0.06;
  const label = look === "gap" || look === "ask" ? "?" : look === "wait" && wide && row.units ? String(row.units) : "";
  return { from, to, look, held, label, said: `${times}, ${kindWord(row).toLowerCase()}, ${stateWord(row)}`, row: row.key };
}

/** The row of a question about a time without a trace. @param {Stretch} stretch @param {Map<string, DayRow>} rows */
function gapOf(stretch, rows) {
  return [...rows.values()].find((row) => row.kind === "gap" && row.start === stretch.start)?.key ?? null;
}

/** @param {DayRow} row @returns {DayLook} */
function lookOf({ state }) {
  if (state === "question") return "gap";
  if (state === "matter") return "ask";
  if (state === "recorded") return "a";
  if (state === "running") return "run";
  return ["review", "confirmed", "working"].includes(state) ? "wait" : "rest";
}

/** @param {number} start minutes of the day @param {number} length */
function scaleOf(start, length) {
  const step = STEPS.find((each) => length / each <= 4) ?? 480;
  const at = [0];
  for (let place = Math.ceil(start / step) * step - start; place < length * 0.9; place += step)
    if (place > length * 0.1) at.push(place);
  return [...at, length].map((place) => ({ at: place, text: wall(start + place) }));
}

/** Minutes of the day as a clock reads them: 500 -> "8:20". @param {number} minutes */
const wall = (minutes) => `${Math.floor(minutes / 60) % 24}:${String(((minutes % 60) + 60) % 60).padStart(2, "0")}`;

/** Minutes since midnight, as the time itself reads. @param {string} moment */
function minuteOf(moment) {
  const found = /T(\d\d):(\d\d)/.exec(moment);
  return found ? Number(found[1]) * 60 + Number(found[2]) : 0;
}

/** @param {string} from @param {string} to */
const minutesBetween = (from, to) => (Date.parse(to) - Date.parse(from)) / 60_000;

const KINDS = {
  call: "Call",
  transcript: "Call",
  email: "E-mail",
  document: "Document",
  clock: "Clock only",
  note: "Note",
  calendar: "Calendar",
  clio: "Typed in Clio",
  running: "The clock runs",
  gap: "No trace",
  nothing: "Nothing billable",
};

/** @param {DayRow} row */
export const kindWord = (row) => (row.form === "call_clock" ? "Call, clock only" : KINDS[row.kind]);

/** "8:40–9:04", or "no time" for what has none. @param {DayRow} row */
export const whenOf = (row) => (row.start && row.end ? `${timeOfDay(row.start)}–${timeOfDay(row.end)}` : "no time");

/** What a row is called. @param {DayRow} row */
export function titleOf(row) {
  if (row.kind === "gap" && row.state === "question") return "What was this?";
  if (row.state === "nothing" && !row.title) return "Nothing billable";
  return row.title || (row.state === "parked" ? "A time without a trace" : kindWord(row));
}

/** What stands under a row's name, without its matter. @param {DayRow} row @returns {string[]} */
export function underOf(row) {
  if (row.state === "nothing" && row.said_at) return [`You said so at ${timeOfDay(row.said_at)}`, row.reason].filter(Boolean);
  const twice = row.twice.map((part) => `${timeOfDay(part.start)}–${timeOfDay(part.end)} overlaps, counted once`);
  const also = row.also ? [`in the calendar: ${row.also}`] : [];
  return [kindWord(row), ...also, ...twice];
}

/** "4 units", "42 min", or "". @param {DayRow} row */
export function amountOf(row) {
  if (row.state === "running") return clock(row.seconds);
  if (row.state === "question" || (row.state === "parked" && !row.units)) return `${Math.round(row.seconds / 60)} min`;
  return row.units ? counted(row.units, "unit") : "";
}

/** Where a row stands. @param {DayRow} row */
export function stateWord(row) {
  if (row.gone) return "no longer in Clio";
  if (row.state === "recorded") return row.typed_there && row.kind !== "clio" ? "In Clio, typed there" : "In Clio";
  if (row.state === "parked") return row.until ? `parked to ${shortDay(row.until)}` : "parked";
  if (row.state === "dismissed") return row.reason || "put aside";
  if (row.state === "nothing") return row.kind === "nothing" ? "" : "nothing billable";
  return WORDS[row.state];
}

const WORDS = {
  question: "open question",
  matter: "needs a matter",
  review: "to review",
  confirmed: "confirmed",
  working: "being read",
  running: "running",
};

/** "6 left before the day closes", and of what. @param {Day} day */
export function leftOf({ left, closed, carried }) {
  if (closed) return { first: "The day is closed", second: "Nothing of it waits" };
  if (!left.all) return { first: "Nothing is left of this day", second: "It can be closed" };
  const parts = [
    left.questions ? counted(left.questions, "question") : "",
    left.to_review ? `${left.to_review} to review` : "",
    left.to_push ? `${left.to_push} to push` : "",
    carried.length ? `${carried.length} parked to here` : "",
  ];
  return { first: `${left.all} left before the day closes`, second: parts.filter(Boolean).join(" · ") };
}

/** What is left, in the order of the day. @param {Day} day */
export const leftRows = (day) => [...day.carried, ...day.rows.filter(waits)];

/** "1.8 h". @param {number} units @param {Day} day */
export const inHours = (units, { settings }) => `${hours(units, settings.unit)} h`;

/** "+2", "−1", "the same". @param {number} units */
export function differenceWord(units) {
  if (!units) return "the same";
  return units > 0 ? `+${units}` : `−${-units}`;
}

/** The number of a matter, for a narrow place. @param {string} display */
export const shortMatter = number;

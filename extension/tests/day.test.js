/** The day as it is drawn, and its keys: pure, so no browser is needed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { amountOf, dayBeside, dayStrip, differenceWord, leftOf, nextWorkday, stateWord, titleOf, underOf } from "../panel/day.js";
import { dayCommand } from "../panel/day_keys.js";
import { answering, askedRow, dayRead, looked, noDays, turned } from "../panel/state/view.js";

const at = (time) => `2026-11-20T${time}:00+11:00`;

const aRow = (over = {}) => ({
  key: "source:a",
  day: "2026-11-20",
  kind: "call",
  form: "sound",
  state: "review",
  title: "Marcus Hale",
  also: null,
  start: at("09:00"),
  end: at("09:30"),
  seconds: 1800,
  units: 5,
  matters: [],
  source: "a",
  entries: ["e1"],
  to_review: 1,
  confirmed: 0,
  typed_there: false,
  gone: false,
  twice: [],
  said_at: null,
  reason: "",
  until: null,
  ...over,
});

const aGap = (over = {}) =>
  aRow({ key: "gap:1", kind: "gap", state: "question", title: "", units: 0, start: at("09:30"), end: at("10:00"), source: null, ...over });

const aDay = (rows, stretches, over = {}) => ({
  day: "2026-11-20",
  today: "2026-11-20",
  as_of: null,
  problem: null,
  stretches,
  rows,
  carried: [],
  recorded_units: 0,
  waiting_units: 5,
  left: { questions: 0, to_review: 1, to_push: 0, all: 1 },
  closed: false,
  pairs: [],
  settings: {},
  ...over,
});

const stretch = (from, to, rows, gap = false) => ({ start: at(from), end: at(to), rows, gap });

test("the strip has each stretch where it stands, asked, waiting, held or twice", () => {
  const rows = [
    aRow(),
    aGap(),
    aRow({ key: "calendar:1", kind: "calendar", state: "recorded", start: at("10:00"), end: at("11:00") }),
    aRow({ key: "source:b", kind: "email", start: at("10:40"), end: at("11:00") }),
  ];
  const strip = dayStrip(
    aDay(rows, [
      stretch("09:00", "09:30", ["source:a"]),
      stretch("09:30", "10:00", [], true),
      stretch("10:00", "10:40", ["calendar:1"]),
      stretch("10:40", "11:00", ["calendar:1", "source:b"]),
    ]),
  );
  assert.ok(strip);
  assert.deepEqual(
    strip.parts.map((p) => [p.from, p.to, p.look, p.held, p.row]),
    [
      [10, 40, "wait", false, "source:a"],
      [40, 70, "gap", false, "gap:1"],
      [70, 110, "a", true, "calendar:1"],
      [110, 130, "twice", true, "calendar:1"],
    ],
  );
  assert.equal(strip.parts[3]?.said, "10:40 to 11:00, calendar and e-mail overlap, counted once");
  assert.equal(strip.said, "The day, 8:50 to 11:00");
  assert.equal(strip.scale[0]?.text, "8:50");
});

test("a short time without a trace is not drawn, and a day without times has no strip", () => {
  const strip = dayStrip(aDay([aRow()], [stretch("09:00", "09:30", ["source:a"]), stretch("09:30", "09:35", [])]));
  assert.equal(strip?.parts.length, 1);
  assert.equal(dayStrip(aDay([aRow({ start: null, end: null })], [])), null);
});

test("rows say what they are, what they hold and where they stand", () => {
  assert.equal(titleOf(aGap()), "What was this?");
  assert.equal(amountOf(aGap()), "30 min");
  assert.equal(amountOf(aRow()), "5 units");
  assert.equal(stateWord(aRow({ state: "recorded", typed_there: true, kind: "calendar" })), "In Clio, typed there");
  assert.equal(stateWord(aRow({ state: "recorded", gone: true })), "no longer in Clio");
  assert.equal(stateWord(aRow({ state: "parked", until: "2026-11-23" })), "parked to Mon 23 Nov");
  const said = aRow({ kind: "nothing", state: "nothing", title: "", said_at: at("12:34"), reason: "lunch" });
  assert.deepEqual([titleOf(said), ...underOf(said)], ["Nothing billable", "You said so at 12:34", "lunch"]);
  assert.deepEqual(underOf(aRow({ twice: [stretch("09:10", "09:20", [])] })), ["Call", "9:10–9:20 overlaps, counted once"]);
});

test("what is left is said in one line", () => {
  const left = { questions: 2, to_review: 3, to_push: 1, all: 6 };
  assert.deepEqual(leftOf(aDay([], [], { left })), {
    first: "6 left before the day closes",
    second: "2 questions · 3 to review · 1 to push",
  });
  assert.equal(leftOf(aDay([], [], { left: { ...left, all: 0 } })).first, "Nothing is left of this day");
  assert.equal(leftOf(aDay([], [], { closed: true })).first, "The day is closed");
});

test("days are counted by the calendar, whatever the clock does", () => {
  assert.equal(dayBeside("2026-04-05", 1), "2026-04-06"); // clocks go back in Sydney
  assert.equal(dayBeside("2026-01-01", -1), "2025-12-31");
  assert.equal(nextWorkday("2026-11-20"), "2026-11-23");
  assert.deepEqual([2, 0, -1].map(differenceWord), ["+2", "the same", "−1"]);
});

const press = (key, over = {}) => ({ key, shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, ...over });
const now = { counting: false, view: /** @type {const} */ ("day") };

test("in the day n is the note, x nothing billable; in a field letters are letters", () => {
  assert.equal(dayCommand(press("n"), "page", now), "day-note");
  assert.equal(dayCommand(press("x"), "button", now), "day-nothing");
  assert.equal(dayCommand(press("x"), "line", now), null);
  assert.equal(dayCommand(press("Enter"), "line", now), "day-keep");
  assert.equal(dayCommand(press("Escape"), "line", now), "day-back");
  assert.equal(dayCommand(press("Enter"), "page", now), "day-open");
  assert.equal(dayCommand(press("Enter"), "button", now), null);
  assert.equal(dayCommand(press("n", { ctrlKey: true }), "page", now), null);
  assert.equal(dayCommand(press("z"), "page", { ...now, counting: true }), "stop");
  assert.equal(dayCommand(press("constructor"), "page", now), null);
});

const aPage = () => /** @type {any} */ ({ view: "review", layer: null, days: noDays(), shell: {}, agent: null });

test("a day that is read puts the lawyer on its first question and keeps what is being typed", () => {
  const day = aDay([aRow(), aGap()], []);
  let page = dayRead(looked(aPage(), "day"), day);
  assert.equal(page.days.current, "gap:1");
  page = answering(askedRow(page, { row: "gap:1", how: "note", text: "" }), "lease");
  page = dayRead(page, day);
  assert.equal(page.days.asked?.text, "lease");
  page = dayRead(page, aDay([aRow()], []));
  assert.deepEqual([page.days.asked, page.days.current], [null, "source:a"]);
});

test("turning to another day lets go of what was asked", () => {
  const page = turned(askedRow(aPage(), { row: "gap:1", how: "note", text: "x" }), "2026-11-19");
  assert.deepEqual([page.days.asked, page.days.date], [null, "2026-11-19"]);
});

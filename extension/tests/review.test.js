/** state/review.js and read.js: what counts as read, what is taken together, whose time it is. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { seconds } from "../panel/format.js";
import { isSeen, refusalOf, selected, shown } from "../panel/read.js";
import { isTime, typed, unsaved } from "../panel/state/drafts.js";
import { bounded, extended, hovered, saw, toggled, unselected } from "../panel/state/review.js";
import { aPage, anEntry } from "./made.js";

const ALL = ["a", "b", "c", "d"].map((id) => anEntry({ id }));
const page = (over) => aPage(ALL, over);

test("a narrative counts as read only in the words it has now", () => {
  const read = saw(page(), "a", ALL[0].narrative);
  assert.equal(isSeen(read, ALL[0]), true);
  assert.equal(isSeen(read, { ...ALL[0], narrative: "Telephone  conference " }), true, "spaces are not words");
  assert.equal(isSeen(read, { ...ALL[0], narrative: "Changed in another window" }), false);
  assert.equal(isSeen(page(), ALL[0]), false);
  assert.equal(isSeen(page(), { ...ALL[0], narrative: "" }), false);
});

test("what stops an entry is said in its own words, after what is missing", () => {
  const stop = { code: "machine", severity: "stop", text: "“as recorded” has no place on a bill." };
  assert.equal(refusalOf(anEntry()), null);
  assert.equal(refusalOf(anEntry({ lint: [{ ...stop, severity: "look" }] })), null);
  assert.equal(refusalOf(anEntry({ lint: [stop] })), stop.text);
  assert.equal(refusalOf(anEntry({ lint: [stop], units: null })), "enter the units first.");
});

test("entries are taken together in the order of the page", () => {
  const two = toggled(toggled(page(), ALL, "c"), ALL, "a");
  assert.deepEqual(two.selected, ["a", "c"]);
  assert.deepEqual(toggled(two, ALL, "c").selected, ["a"]);
  assert.deepEqual(extended(page({ current: "c" }), ALL, "b").selected, ["b", "c"]);
  assert.deepEqual(extended(two, ALL, "b").selected, ["a", "b", "c"]);
  assert.deepEqual(unselected(two).selected, []);
  const gone = { ...two, entries: { ...two.entries, a: { ...two.entries.a, status: "discarded" } } };
  assert.deepEqual(
    selected(gone).map((e) => e.id),
    ["c"],
  );
});

test("a boundary in hand puts the hovered words away", () => {
  const over = hovered(page(), { source: "c1", from: 5 });
  assert.equal(hovered(over, { source: "c1", from: 5 }), over);
  assert.equal(bounded(over, { source: "c1", first: "s2", move: null }).over, null);
});

test("a time is read as clocks write it, or in minutes", () => {
  assert.deepEqual(["18:04", "1:02:05", "18", "18 min", "0:59"].map(seconds), [1084, 3725, 1080, 1080, 59]);
  for (const odd of ["", "18:4", "18:60", "-1", "a", "1:2:3:4"]) assert.equal(seconds(odd), null);
  assert.deepEqual(["", "18:04", "0", "x"].map(isTime), [true, true, false, false]);
});

test("the lawyer's own time stands over the measured one, and units follow unless typed", () => {
  const entry = anEntry({ id: "a", seconds: 1084, units: 4 });
  const own = shown(typed(page(), "a", { seconds: "25:00" }), entry);
  assert.deepEqual([own.seconds, own.measured, own.units, own.flags], [1500, 1084, 5, ["time_typed"]]);
  const stays = shown(typed(page(), "a", { seconds: "25:00" }), { ...entry, flags: ["units_typed"] });
  assert.equal(stays.units, 4);
  const back = shown(typed(page(), "a", { seconds: "" }), own);
  assert.deepEqual([back.seconds, back.measured, back.flags], [1084, null, []]);
});

test("half a time is not sent", () => {
  assert.deepEqual(unsaved(typed(page(), "a", { seconds: "18:" }), "a"), {});
  assert.deepEqual(unsaved(typed(page(), "a", { seconds: "18:04" }), "a"), { seconds: "18:04" });
});

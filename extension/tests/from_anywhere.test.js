/** acts/finding.js, acts/clock.js and read.js: what the menu offers works from every view, and a folded source tells the truth. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createAsking } from "../panel/acts/asking.js";
import { createClock } from "../panel/acts/clock.js";
import { createFinding } from "../panel/acts/finding.js";
import { progressOf } from "../panel/read.js";
import { createStore } from "../panel/store.js";
import { aPage, aScreen, aSource, aTransport, anEntry } from "./made.js";

const looking = { look: async () => undefined, load: async () => undefined };

/** A page in the day's view, and what can be done there. */
function theDay(over) {
  const store = createStore(aPage([anEntry()], { view: "day", ...over }));
  const parts = { asking: createAsking({ transport: aTransport({}), store }), store, looking, screen: aScreen() };
  return { store, finding: createFinding(parts), clock: createClock(parts) };
}

test("an entry found from the day is shown in the review", async () => {
  const { store, finding } = theDay();
  finding.open();
  await finding.go(store.get().entries.e1);
  assert.deepEqual([store.get().view, store.get().current, store.get().layer], ["review", "e1", null]);
});

test("a note begun in the menu closes the menu", () => {
  const { store, clock } = theDay({ layer: { kind: "menu" } });
  clock.note();
  assert.deepEqual([store.get().days.noting, store.get().layer], ["", null]);
});

test("a folded source counts what Tenth says, not what was read here before another window changed it", () => {
  const entries = [anEntry(), anEntry({ id: "e2" })];
  const source = aSource({ to_review: 0, entries: 2, stage: "reviewed" });
  assert.deepEqual(progressOf(aPage(entries), source, entries), { left: 0, all: 2 });
  assert.deepEqual(progressOf(aPage(entries, { opened: { c1: true } }), source, entries), { left: 2, all: 2 });
  assert.deepEqual(progressOf(aPage([]), aSource({ to_review: 1, entries: 3 }), []), { left: 1, all: 3 });
});

/** state/drafts.js and read.js: what is typed is neither lost nor moved under the cursor. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { discardedOf, entriesOf, isOpen, isRefused, shown, wanted, wordsAtRisk } from "../panel/read.js";
import { forgot, overtaken, saved, stood, typed, unsaved } from "../panel/state/drafts.js";
import { choices, found } from "../panel/state/layers.js";
import { aPage, aSource, anEntry } from "./made.js";

const FIELD = { entry: "e1", field: "narrative" };

test("what is typed is shown at once and is not saved yet", () => {
  const page = typed(aPage(), "e1", { narrative: "New words", units: "12" });
  assert.equal(shown(page, page.entries.e1).narrative, "New words");
  assert.equal(shown(page, page.entries.e1).hours, "1.2");
  assert.deepEqual(unsaved(page, "e1"), { narrative: "New words", units: "12" });
});

test("units that are no count are kept in the field and never sent", () => {
  for (const units of ["", "0", "1.5", "-1", "x"]) assert.deepEqual(unsaved(typed(aPage(), "e1", { units }), "e1"), {});
});

test("a saved narrative stays as typed while the cursor is in it, and becomes the agent's own afterwards", () => {
  let page = stood(typed(aPage(), "e1", { narrative: "two  spaces" }), FIELD);
  page = saved(page, anEntry({ version: 2, narrative: "two spaces" }), { narrative: "two  spaces" });
  assert.equal(shown(page, page.entries.e1).narrative, "two  spaces");
  assert.deepEqual(unsaved(page, "e1"), {});
  page = stood(page, null);
  assert.equal(shown(page, page.entries.e1).narrative, "two spaces");
});

test("words typed while a save was under way are still to be saved", () => {
  let page = typed(aPage(), "e1", { narrative: "one" });
  page = typed(page, "e1", { narrative: "one two" });
  page = saved(page, anEntry({ version: 2, narrative: "one" }), { narrative: "one" });
  assert.deepEqual(unsaved(page, "e1"), { narrative: "one two" });
});

test("a newer version elsewhere is shown, with the typed words beside it", () => {
  const page = overtaken(typed(aPage(), "e1", { narrative: "mine" }), "e1", [
    anEntry({ version: 5, narrative: "theirs" }),
  ]);
  assert.equal(shown(page, page.entries.e1).narrative, "theirs");
  assert.equal(page.drafts.yours.e1, "mine");
});

test("the same words typed twice are no conflict", () => {
  const page = overtaken(typed(aPage(), "e1", { narrative: "same" }), "e1", [
    anEntry({ version: 5, narrative: "same" }),
  ]);
  assert.deepEqual(page.drafts.yours, {});
});

test("half a number left behind is dropped", () => {
  const page = stood(typed(stood(aPage(), { entry: "e1", field: "units" }), "e1", { units: "" }), null);
  assert.equal(shown(page, page.entries.e1).units, 3);
});

test("one field can be taken back alone", () => {
  const page = forgot(typed(aPage(), "e1", { units: "9", narrative: "kept" }), "e1", "units");
  assert.deepEqual(unsaved(page, "e1"), { narrative: "kept" });
});

test("unsaved words are named as at risk, saved ones are not", () => {
  const page = typed(aPage(), "e1", { narrative: "at risk" });
  assert.deepEqual(wordsAtRisk(page), ["at risk"]);
  assert.deepEqual(wordsAtRisk(saved(stood(page, FIELD), anEntry({ version: 2 }), { narrative: "at risk" })), []);
});

test("what a bill still needs, in the order in which it is asked", () => {
  assert.equal(wanted(anEntry({ matter_state: "suggest" })), "Choose a matter");
  assert.equal(wanted(anEntry({ narrative: " " })), "Write the narrative");
  assert.equal(wanted(anEntry({ units: null })), "Enter the units");
  assert.equal(wanted(anEntry()), null);
});

test("entries stand in the order of their passages, by number and not by letter", () => {
  const page = aPage([anEntry({ id: "late", passages: ["s10"] }), anEntry({ id: "early", passages: ["s9"] })]);
  assert.deepEqual(
    entriesOf(page, "c1").map((e) => e.id),
    ["early", "late"],
  );
});

test("an entry joined into another does not lie among the discarded", () => {
  const page = aPage([
    anEntry({ passages: ["s1", "s2"] }),
    anEntry({ id: "joined", status: "discarded", passages: ["s2"] }),
    anEntry({ id: "not-work", status: "discarded", passages: ["s3"] }),
  ]);
  assert.deepEqual(
    discardedOf(page, "c1").map((e) => e.id),
    ["not-work"],
  );
});

test("a source closes when nothing in it waits, unless it was worked on here or opened by hand", () => {
  const quiet = aSource({ to_review: 0 });
  const page = aPage([anEntry({ status: "pushed" })]);
  assert.equal(isOpen(page, quiet), false);
  assert.equal(isOpen({ ...page, touched: { c1: true } }, quiet), true);
  assert.equal(isOpen({ ...page, opened: { c1: true } }, quiet), true);
  assert.equal(isOpen(aPage([anEntry({ status: "confirmed" })]), quiet), true);
  assert.equal(isOpen(page, aSource({ to_review: 0, stage: "transcribed" })), true);
});

test("a refusal ends when the entry is changed", () => {
  const entry = anEntry({ status: "confirmed", push: { outcome: "refused" } });
  const page = aPage([entry]);
  assert.equal(isRefused(page, entry), true);
  assert.equal(isRefused(saved(page, entry, { units: "4" }), entry), false);
});

test("the matter search offers fitting candidates first and no matter twice", () => {
  const matter = (id, display_number) => ({
    id,
    display_number,
    description: "",
    client: "",
    status: "open",
    practice_area: null,
  });
  const entry = anEntry({
    candidates: [
      { matter_id: 2, display_number: "2-Hale", description: null, client: null, probability: 1, reasons: ["why"] },
    ],
  });
  const layer = {
    kind: "matter",
    on: "e1",
    query: "",
    found: [matter(1, "1-Fern"), matter(2, "2-Hale")],
    foundFor: "",
    at: 0,
  };
  assert.deepEqual(
    choices(layer, entry).map((c) => [c.matter?.id, c.reason]),
    [
      [2, "why"],
      [1, null],
      [undefined, null],
    ],
  );
  assert.deepEqual(
    choices({ ...layer, query: "fern", found: [matter(1, "1-Fern")] }, entry).map((c) => c.matter?.id ?? c.wait),
    [1, "fern", undefined],
  );
});

test("a number that no matter has can be waited for; one that is there, or nothing, cannot", () => {
  const there = { id: 1, display_number: "1-Fern", description: "", client: "", status: "open", practice_area: null };
  const waits = (query, entry = anEntry()) =>
    choices({ kind: "matter", on: "e1", query, found: [there], foundFor: query, at: 0 }, entry).map((c) => c.wait);
  assert.deepEqual(waits(" 2-New "), [undefined, "2-New", undefined]);
  assert.deepEqual(waits("1-Fern"), [undefined, undefined]);
  assert.deepEqual(waits(""), [undefined, undefined]);
  assert.deepEqual(waits("2-New", null), [undefined], "what is taken in waits for nothing");
});

test("what is found later does not move the mark from where the lawyer put it", () => {
  const matter = (id) => ({ id, display_number: `${id}-Fern`, description: "", client: "", status: "open", practice_area: null });
  const layer = { kind: "matter", on: "e1", query: "", found: [], foundFor: null, at: 0 };
  const page = aPage([anEntry({ candidates: [] })], { layer });
  const none = found(page, "", [matter(1), matter(2)]);
  assert.equal(none.layer.at, 0, "where nobody moved it, it stands on the first");
  const moved = found({ ...page, layer: { ...layer, query: "9", at: 1 } }, "9", [matter(1), matter(2)]);
  assert.equal(choices(moved.layer, page.entries.e1)[moved.layer.at].matter, null);
});

/** evidence.js: one chip for each clause, with its place, and never more sound than the agent gives. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { chips, nextChip } from "../panel/evidence.js";
import { aPassage, aView, anEntry } from "./made.js";

const piece = (over) => ({
  clause: "rent",
  passages: ["s2"],
  start_ms: 190_000,
  end_ms: 270_000,
  quote: "The rent is six thousand",
  ...over,
});

test("a place in the sound is a clock, a place in a text is its paragraph", () => {
  const view = aView([aPassage(1, 0, 1), aPassage(2, 1, 2)]);
  const place = (over) => chips(anEntry({ evidence: [piece(over)] }), view)[0].place;
  assert.equal(place({}), "3:10");
  assert.equal(place({ start_ms: null, end_ms: null }), "¶ 2");
});

test("the matter comes first, then the rest as it was said", () => {
  const evidence = [
    piece({ clause: "b", start_ms: 9 }),
    piece({ clause: "matter", start_ms: 99 }),
    piece({ clause: "a", start_ms: 1 }),
  ];
  assert.deepEqual(
    chips(anEntry({ evidence }), undefined).map((c) => c.clause),
    ["matter", "a", "b"],
  );
});

test("a clip is thirty seconds at most", () => {
  assert.deepEqual(chips(anEntry({ evidence: [piece()] }), undefined)[0].span, { from: 190_000, to: 220_000 });
});

test("only the matter is quoted, cut between words", () => {
  const quote = "Let us begin with the lease of the shop, that is file two zero four one seven";
  const [matter, rent] = chips(anEntry({ evidence: [piece({ clause: "matter", quote }), piece()] }), undefined);
  assert.equal(matter.quote, "Let us begin with the lease of the …");
  assert.equal(rent.quote, "");
});

test("asking again goes on to the next piece, and round", () => {
  const all = chips(anEntry({ evidence: [piece(), piece()] }), undefined);
  assert.equal(nextChip(all, null), all[0]);
  assert.equal(nextChip(all, "e1/0"), all[1]);
  assert.equal(nextChip(all, "e1/1"), all[0]);
  assert.equal(nextChip([], null), undefined);
});

/** bounds.js and worked.js: boundaries snap, keep their sides alive, and show the time the agent will count. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { afterMove, bounds, consentMarks, move, moveTo } from "../panel/bounds.js";
import { workedSeconds } from "../panel/worked.js";
import { aPassage, aSource, aView, anEntry } from "./made.js";

const PASSAGES = [0, 30, 200, 390, 450, 570].map((from, n, all) => aPassage(n + 1, from, all[n + 1] ?? 600));
const A = anEntry({ id: "a", passages: ["s2", "s3"], seconds: 360 });
const B = anEntry({ id: "b", passages: ["s5", "s6"], seconds: 150 });
const VIEW = aView(PASSAGES, [
  { passage: "s1", why: "consent_notice" },
  { passage: "s4", why: "hold" },
]);
const at = (entries, first, view = VIEW) => bounds(view, entries).find((b) => b.first === first);

test("the page counts time as the agent does", () => {
  const vectors = JSON.parse(readFileSync(new URL("../../tests/data/worked_vectors.json", import.meta.url), "utf8"));
  const made = (all) => all.map(([n, from, to]) => ({ ...aPassage(n, 0, 0), start_ms: from, end_ms: to }));
  for (const { says, own, claimed, seconds } of vectors)
    assert.equal(workedSeconds(made(own), made(claimed)), seconds, says);
});

test("a boundary lies wherever an entry begins or ends", () => {
  assert.deepEqual(
    bounds(VIEW, [A, B]).map(({ at, left, right }) => [at / 1000, left, right]),
    [
      [30, null, "a"],
      [390, "a", null],
      [450, null, "b"],
    ],
  );
});

test("it takes what lies between, and never the last passage of an entry", () => {
  assert.deepEqual([at([A, B], "s4").back, at([A, B], "s4").forth], [1, 1]);
  assert.deepEqual([at([A, B], "s5").back, at([A, B], "s5").forth], [1, 1]);
});

test("the consent notice is given to nobody, and its mark stays", () => {
  assert.equal(at([A, B], "s2").back, 0);
  assert.deepEqual(consentMarks(VIEW), [30_000]);
  const refused = aView(PASSAGES, [{ passage: "s4", why: "after_refusal" }]);
  assert.equal(at([A], "s4", refused).forth, 0);
  assert.deepEqual(consentMarks(refused), [390_000]);
});

test("of a captured call consent stands where its recording began", () => {
  const recording = { began_at: "2026-11-20T10:00:20+11:00", agreed_by: ["M Hale"] };
  assert.deepEqual(consentMarks(aView(PASSAGES.slice(1), [], aSource({ recording }))), [20_000]);
});

test("what was sent keeps its time", () => {
  assert.equal(bounds(VIEW, [{ ...A, status: "pushed" }]).length, 0);
  const sent = [A, { ...B, passages: ["s4", "s5"], status: "pushed" }];
  assert.equal(at(sent, "s4"), undefined);
});

test("a move names the passages, who takes them, and where the boundary will be", () => {
  const bound = at([A, B], "s4");
  assert.deepEqual(move(VIEW, [A, B], bound, 1), { source: "c1", passages: ["s4"], to: "a", first: "s5" });
  assert.deepEqual(move(VIEW, [A, B], bound, -9), { source: "c1", passages: ["s3"], to: null, first: "s3" });
  assert.equal(move(VIEW, [A, B], bound, 0), null);
});

test("a place between two passages snaps to the nearer", () => {
  const bound = at([A, B], "s4");
  assert.equal(moveTo(VIEW, [A, B], bound, 440_000).first, "s5");
  assert.equal(moveTo(VIEW, [A, B], bound, 400_000), null);
  assert.equal(moveTo(VIEW, [A, B], bound, 0).first, "s3");
});

test("units follow while the boundary is on its way", () => {
  const moved = afterMove(VIEW, [A, B], move(VIEW, [A, B], at([A, B], "s5"), -1));
  assert.deepEqual(
    moved.map((e) => [e.id, e.seconds, e.units]),
    [
      ["a", 360, 3],
      ["b", 210, 1],
    ],
  );
  assert.equal(afterMove(VIEW, [A, B], null)[0], A);
});

test("nothing is lost and nothing is given twice, wherever a boundary goes", () => {
  for (const bound of bounds(VIEW, [A, B]))
    for (let by = -3; by <= 3; by += 1) {
      const after = afterMove(VIEW, [A, B], move(VIEW, [A, B], bound, by));
      const all = after.flatMap((e) => e.passages);
      assert.equal(new Set(all).size, all.length);
      assert.ok(after.every((e) => e.passages.length));
    }
});

test("time on hold, and what was taken out, is no silence of the entry around it", () => {
  const short = [1, 2, 3, 4, 5].map((n) => aPassage(n, n * 10, n * 10 + 9));
  const around = anEntry({ id: "a", passages: ["s1", "s2", "s4"], seconds: 28 });
  const after = (why) => {
    const view = aView(short, [{ passage: "s5", why: "small_talk" }, ...(why ? [{ passage: "s3", why }] : [])]);
    return afterMove(view, [around], { source: "c1", passages: ["s5"], to: "a", first: "s5" })[0]?.seconds;
  };
  assert.deepEqual(["hold", null, "small_talk"].map(after), [38, 38, 49]);
});

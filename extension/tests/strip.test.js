/** strip.js shows what each stretch of a call became, and its key agrees with it to the second. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { badges, shownKey, strip, undecided } from "../panel/strip.js";
import { workedMs } from "../panel/worked.js";
import { aPassage, aSource, aView, anEntry } from "./made.js";

const A = anEntry({ id: "a", passages: ["s2", "s3"], seconds: 360 });
const B = anEntry({
  id: "b",
  passages: ["s5"],
  seconds: 120,
  matter_id: null,
  matter: null,
  matter_state: "suggest",
  candidates: [{}, {}],
});
const PASSAGES = [
  aPassage(1, 0, 30),
  aPassage(2, 30, 200),
  aPassage(3, 202, 390),
  aPassage(4, 390, 450),
  aPassage(5, 450, 570),
];
const VIEW = aView(PASSAGES, [
  { passage: "s1", why: "consent_notice" },
  { passage: "s4", why: "hold" },
]);

test("neighbours of one entry are one stretch; what is not billed lies low; the undecided asks", () => {
  const { stretches } = strip(VIEW, [A, B]);
  assert.deepEqual(
    stretches.map((s) => [s.from / 1000, s.to / 1000, s.look]),
    [
      [0, 30, "rest"],
      [30, 390, "a"],
      [390, 450, "rest"],
      [450, 570, "ask"],
    ],
  );
  assert.equal(stretches[1].said, "10:00 to 10:06, 20417-Copper Kettle");
  assert.equal(stretches[1].label, "A · 20417");
});

test("the key counts what the stretches show", () => {
  const { key } = strip(VIEW, [A, B]);
  assert.deepEqual(
    key.map((k) => [k.letter, k.seconds, k.words]),
    [
      ["A", 360, "20417-Copper Kettle"],
      ["?", 120, "two candidates"],
      ["", 90, "recording notice and hold"],
    ],
  );
});

test("talk over billed words is not counted a second time", () => {
  const view = aView([aPassage(1, 0, 60), aPassage(2, 50, 90)], [{ passage: "s2", why: "small_talk" }]);
  const { key } = strip(view, [anEntry({ id: "a", passages: ["s1"], seconds: 60 })]);
  assert.deepEqual(
    key.map((k) => k.seconds),
    [60, 30],
  );
});

test("a call whose words begin late says so, and nothing of it is billed", () => {
  const { stretches, key } = strip(aView([aPassage(1, 120, 600)]), [anEntry({ passages: ["s1"], seconds: 480 })]);
  assert.deepEqual([stretches[0].look, stretches[0].to, key.at(-1).words], ["none", 120_000, "before the first word"]);
});

test("a passage nobody owns is drawn as not work, not left out", () => {
  const { stretches } = strip(VIEW, [A]);
  assert.equal(stretches.at(-1).said, "10:07 to 10:09, not work");
});

test("after a refusal to be recorded the strip is hatched", () => {
  assert.equal(
    strip(aView([aPassage(1, 0, 60)], [{ passage: "s1", why: "after_refusal" }]), []).stretches[0].look,
    "none",
  );
});

test("a source without times has no strip", () => {
  assert.equal(strip(aView([aPassage(1, 0, 1, { start_ms: null, end_ms: null })]), [A]), null);
});

test("the scale has at most six places and ends where the call ends", () => {
  for (const length of [20, 187, 600, 1860, 3600, 3 * 3600]) {
    const { scale } = strip(aView([aPassage(1, 0, length)], [], aSource({ length_ms: length * 1000 })), []);
    assert.ok(scale.length <= 6, `${length} s has ${scale.length}`);
    assert.equal(scale.at(-1).at, length * 1000);
  }
});

test("letters follow the place, looks follow the matter", () => {
  const marks = badges([A, B, anEntry({ id: "c", matter_id: 8 }), anEntry({ id: "d", matter_id: 7 })]);
  assert.deepEqual(
    [...marks.values()].map((m) => m.letter + m.look),
    ["Aa", "?ask", "Cb", "Da"],
  );
});

test("doubt is said in words", () => {
  assert.equal(undecided(anEntry({ candidates: [] })), "no matter yet");
  assert.equal(undecided(anEntry({ candidates: [], matter_state: "new_enquiry" })), "new enquiry");
});

test("two people talking at once count once", () => {
  assert.equal(workedMs([aPassage(1, 0, 10), aPassage(2, 5, 12), aPassage(3, 20, 21), aPassage(4, 6, 8)]), 13_000);
});

test("an entry on no matter by the lawyer's tick is decided, and its stretch carries its letter alone", () => {
  const none = { ...B, no_matter: true };
  const { stretches, key } = strip(VIEW, [A, none]);
  const { label, said, look } = stretches.find((s) => s.entry === "b");
  assert.deepEqual([label, look], ["B", "b"]);
  assert.match(said, /no matter$/);
  assert.equal(key.find((line) => line.letter === "B").words, "no matter");
});

test("a stretch without sound is hatched and says so", () => {
  const view = aView([aPassage(1, 0, 60), aPassage(2, 60, 120, { text: "" })], [{ passage: "s2", why: "no_sound" }]);
  const { stretches } = strip(view, [anEntry({ passages: ["s1"], seconds: 60 })]);
  assert.deepEqual(stretches.map(({ look }) => look), ["a", "none"]);
  assert.match(stretches[1].said, /no sound kept$/);
});

test("the key of very many entries shows the first few and how many more, and always what is in none", () => {
  const line = (letter) => ({ look: letter ? "a" : "rest", letter, seconds: 360, words: "hold", name: Boolean(letter) });
  const key = [..."ABCDEFGHIJ", ""].map(line);
  const { lines, more } = shownKey(key);
  assert.deepEqual(lines.map(({ letter }) => letter), [..."ABCDEFGH", ""]);
  assert.equal(more, 2);
  assert.deepEqual(shownKey(key.slice(0, 4)), { lines: key.slice(0, 4), more: 0 });
});

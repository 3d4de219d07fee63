/** window/capture_words.js: one situation, one view, and names as they are typed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { announcement, askedFor, elapsed, kindOf, loudness, namesIn, roomSaid, sentence, sentences, whoseMicrophone } from "../window/capture_words.js";

const NONE = { capture: null, notice: "", never: null, room: true };
const CALL = { id: "c", since: "2026-05-19T00:00:00+00:00", began_at: "", stage: "recording", agreed_by: ["M Hale"], waiting_for: [], trouble: null };
const told = (change) => ({ ...NONE, capture: { ...CALL, ...change } });

for (const [situation, leave, kind] of [
  [NONE, false, "ask"],
  [{ ...NONE, never: "this is a hearing" }, false, "refused"],
  [{ ...NONE, never: "this is a hearing" }, true, "ask"],
  [told({}), false, "recording"],
  [told({ stage: "paused" }), false, "paused"],
  [told({ stage: "paused", waiting_for: [""] }), false, "waiting"],
  [told({ stage: "ended", waiting_for: [""] }), false, "stopped"],
  [told({ stage: "broke_off" }), false, "stopped"],
])
  test(`${kind} (${situation.capture?.stage ?? situation.never}, leave ${leave})`, () => assert.equal(kindOf(situation, leave), kind));

test("names are told apart as people type them", () => {
  assert.deepEqual(namesIn(" M  Hale, T Nguyen and Grace Lindell & Co Sec;  "), ["M Hale", "T Nguyen", "Grace Lindell", "Co Sec"]);
  assert.deepEqual(namesIn("Andrea Sanders"), ["Andrea Sanders"]);
  assert.deepEqual(namesIn(" , "), []);
});

test("a consent is a sentence for each", () => {
  assert.deepEqual(sentences(["M Hale", "T Nguyen"], "said yes on the call"), ["M Hale, said yes on the call", "T Nguyen, said yes on the call"]);
});

test("refusals, waiting and time are read aloud", () => {
  assert.equal(sentence("this is a hearing: nothing is recorded there."), "This is a hearing: nothing is recorded there.");
  assert.equal(askedFor(["", "T Nguyen"]), "T Nguyen");
  assert.equal(askedFor([""]), "Someone");
  assert.equal(elapsed("2026-05-19T00:00:00+00:00", Date.parse("2026-05-19T00:03:07Z")), "3:07");
  assert.equal(elapsed("2026-05-19T00:00:10+00:00", Date.parse("2026-05-19T00:00:00Z")), "0:00");
});

test("a meter is empty in a quiet room and full at the loudest", () => {
  assert.deepEqual([null, -96, -60, -30, 0].map(loudness), [0, 0, 0, 50, 100]);
});

test("what the microphone is stays the device's to say until the lawyer says otherwise", () => {
  assert.deepEqual([roomSaid(true, true), roomSaid(false, false)], [null, null]);
  assert.deepEqual([roomSaid(true, false), roomSaid(false, true)], [true, false]);
  assert.match(whoseMicrophone(true), /In the room/);
  assert.match(whoseMicrophone(false), /you alone/);
});

test("what changed is said once", () => {
  assert.equal(announcement(null, "recording"), "");
  assert.equal(announcement("recording", "recording"), "");
  assert.match(announcement("recording", "waiting"), /No sound is kept/);
});

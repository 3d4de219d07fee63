/** acts/listening.js: a clip plays from a blob that is let go of as soon as it has played, was stopped, or could not be played. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createListening } from "../panel/acts/listening.js";

/** @type {string[]} */
let alive = [];
/** @type {any} */
let audio = null;
let refuses = false;
/** @type {{path: string, body: any}[]} */
let asked = [];

class FakeAudio extends EventTarget {
  src = "";

  constructor() {
    super();
    audio = this;
  }
  async play() {
    if (refuses) throw new Error("no sound here");
  }
  pause() {}
  load() {}
}

beforeEach(() => {
  [alive, audio, refuses, asked] = [[], null, false, []];
  const url = /** @type {any} */ (URL);
  url.createObjectURL = (/** @type {Blob} */ blob) => (alive.push(`blob:${blob.type}/${alive.length}`), alive.at(-1));
  url.revokeObjectURL = (/** @type {string} */ gone) => (alive = alive.filter((each) => each !== gone));
  /** @type {any} */ (globalThis).Audio = FakeAudio;
});

function listening() {
  /** @type {any} */
  let page = { playing: null, shown: null, views: {}, wide: true, sending: {} };
  const store = { get: () => page, apply: (/** @type {any} */ step, /** @type {any} */ with_) => (page = step(page, with_)) };
  const asking = {
    ask: async (/** @type {string} */ path, /** @type {any} */ body) => {
      asked.push({ path, body });
      return { media_type: "audio/wav", data: btoa("RIFF") };
    },
  };
  return { acts: createListening(/** @type {any} */ ({ asking, store })), page: () => page };
}

const passage = { id: "s1", text: "", speaker: null, start_ms: 1000, end_ms: 61_000 };
const soon = () => new Promise((done) => setTimeout(done));

test("a passage plays from a blob, at most half a minute of it, and the blob goes when it has ended", async () => {
  const { acts, page } = listening();
  acts.passage("call", passage);
  await soon();
  assert.deepEqual(asked, [{ path: "/v1/sources/clip", body: { source: "call", start_ms: 1000, end_ms: 31_000 } }]);
  assert.equal(audio.src, "blob:audio/wav/0");
  assert.equal(alive.length, 1);
  audio.dispatchEvent(new Event("ended"));
  assert.deepEqual(alive, []);
  assert.equal(page().playing, null);
});

test("it goes when the sound is stopped, when another plays, and when it cannot be played", async () => {
  const { acts } = listening();
  acts.passage("call", passage);
  await soon();
  acts.stop();
  assert.deepEqual(alive, []);
  acts.passage("call", passage);
  await soon();
  acts.passage("call", { ...passage, id: "s2" });
  await soon();
  assert.equal(alive.length, 1);
  acts.stop();
  refuses = true;
  acts.passage("call", passage);
  await soon();
  assert.deepEqual(alive, []);
});

test("a clip that comes after it was stopped makes no blob", async () => {
  const { acts } = listening();
  acts.passage("call", passage);
  acts.stop();
  await soon();
  assert.equal(audio?.src, "", "nothing was put into it");
  assert.deepEqual(alive, []);
});

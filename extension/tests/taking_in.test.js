/** acts/taking_in.js: files go to Tenth one after the other, a long one in pieces, and a memo is one file's word alone. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createAsking } from "../panel/acts/asking.js";
import { createTakingIn } from "../panel/acts/taking_in.js";
import { createStore } from "../panel/store.js";
import { aPage, aTransport, refusal } from "./made.js";

const TAKE_IN = "/v1/sources/take-in";
const PIECE = 4 * 1024 * 1024;

function atWork(answers = {}) {
  const store = createStore(aPage());
  const transport = aTransport({
    [TAKE_IN]: () => ({ source: "s1" }),
    [`${TAKE_IN}/begin`]: () => ({ upload: "u1" }),
    [`${TAKE_IN}/piece`]: () => ({}),
    [`${TAKE_IN}/whole`]: () => ({ source: "s1" }),
    ...answers,
  });
  const said = [];
  const takingIn = createTakingIn({
    asking: createAsking({ transport, store }), store,
    looking: { look: async () => {} }, screen: { say: (words) => said.push(words) },
  });
  return { takingIn, asked: transport.asked, store, said };
}

const bytesOf = (...parts) => Buffer.concat(parts.map((data) => Buffer.from(data, "base64")));

test("a short file goes at once", async () => {
  const { takingIn, asked, said } = atWork();
  await takingIn.files([new File(["words"], "note.txt")]);
  const [[path, body]] = asked;
  assert.deepEqual([path, body.name, body.data, body.memo], [TAKE_IN, "note.txt", btoa("words"), false]);
  assert.deepEqual(said, ["note.txt taken in.", "1 file taken in."]);
});

test("a long one goes in pieces, and they are the file", async () => {
  const all = new Uint8Array(2 * PIECE + 1000).map((_, at) => at % 251);
  const { takingIn, asked } = atWork();
  await takingIn.files([new File([all], "hearing.m4a")]);
  assert.deepEqual(asked.map(([path]) => path.slice(TAKE_IN.length)), ["/begin", "/piece", "/piece", "/whole"]);
  const [first, second, third, whole] = asked.map(([, body]) => body);
  assert.equal(first.size, all.length);
  assert.deepEqual([second.at, third.at], [PIECE, 2 * PIECE]);
  assert.deepEqual([second, third, whole].map(({ upload }) => upload), ["u1", "u1", "u1"]);
  assert.ok(bytesOf(first.data, second.data, third.data).equals(Buffer.from(all)));
  assert.equal(whole.name, "hearing.m4a");
});

test("how far it is can be seen, and while it is read nobody can say", async () => {
  const seen = [];
  const { takingIn, store } = atWork({ [`${TAKE_IN}/whole`]: () => seen.push("whole") });
  store.subscribe(({ takein: { arriving } }) => seen.push(...arriving.map(({ done }) => done)));
  await takingIn.files([new File([new Uint8Array(2 * PIECE)], "hearing.m4a")]);
  assert.deepEqual(seen, [0, 0, 0.5, 0, "whole"]);
});

test("a piece that is refused stops the file and says why; the next file still comes", async () => {
  const { takingIn, asked, store } = atWork({ [`${TAKE_IN}/piece`]: () => { throw refusal("sound_not_kept"); } });
  await takingIn.files([new File([new Uint8Array(3 * PIECE)], "hearing.m4a"), new File(["words"], "note.txt")]);
  assert.deepEqual(asked.map(([path]) => path.slice(TAKE_IN.length)), ["/begin", "/piece", ""]);
  const [{ name, problem }] = store.get().takein.arriving;
  assert.deepEqual([name, problem.code], ["hearing.m4a", "sound_not_kept"]);
});

test("a memo is said of these files, and of none after them", async () => {
  const { takingIn, asked } = atWork();
  takingIn.know({ memo: true });
  await takingIn.files([new File(["one"], "memo.m4a"), new File([new Uint8Array(PIECE + 1)], "long.m4a")]);
  await takingIn.files([new File(["two"], "call.m4a")]);
  assert.deepEqual(asked.filter(([, { name }]) => name).map(([, { name, memo }]) => [name, memo]), [
    ["memo.m4a", true], ["long.m4a", true], ["call.m4a", false],
  ]);
});

test("a memo that was turned away is still one", async () => {
  const { takingIn, store } = atWork({ [TAKE_IN]: () => { throw refusal("sound_broken"); } });
  takingIn.know({ memo: true });
  await takingIn.files([new File(["one"], "memo.m4a")]);
  assert.equal(store.get().takein.known.memo, true);
});

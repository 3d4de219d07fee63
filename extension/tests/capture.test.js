/** capture_keys.js and acts/capture.js: recording a call by keys, consent first, and never by a key that came too early. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createCapture } from "../panel/acts/capture.js";
import { deedBy, deedsOf, stepOf } from "../panel/capture_keys.js";
import { capturing } from "../panel/state/capturing.js";
import { told } from "../panel/state/desk.js";
import { createStore } from "../panel/store.js";
import { aPage, aScreen, aTransport, anAgentState, refusal } from "./made.js";
import { createAsking } from "../panel/acts/asking.js";

const CALL = { since: "2026-11-20T10:00:00+11:00", matter_id: null, recording: true, stage: "recording", asks: false, trouble: null };
const NOTICE = { capture: null, notice: "I would like to record this call.", never: null };
const press = (key) => ({ key, shiftKey: false, altKey: false, ctrlKey: false, metaKey: false });
const during = (over = {}) => aPage([], { agent: anAgentState({ call: { ...CALL, ...over } }) });
const deed = (page, key, place = "page") => deedBy(press(key), place, page);

/** The acts over a table of answers; whatever is told changes the call that the next look finds. */
function atWork(page, answers) {
  const store = createStore(page);
  const transport = aTransport(answers);
  const screen = aScreen();
  const asking = createAsking({ transport, store });
  const copied = [];
  const acts = createCapture({
    asking, store, screen, clock: {}, looking: { look: async () => {} }, mending: { copy: async (words) => copied.push(...words) }, saying: {},
  });
  return { acts, store, screen, copied, asked: transport.asked };
}

test("one key asks, one key says that all were told and agreed", async () => {
  const { acts, store, screen, asked } = atWork(aPage(), { "/v1/capture/get": () => NOTICE, "/v1/capture/start": () => ({}) });
  assert.equal(deed(store.get(), "C"), "open");
  await acts.open();
  assert.equal(stepOf(store.get()), "notice");
  assert.deepEqual(screen.said, [NOTICE.notice]);
  assert.equal(deed(store.get(), "Enter"), "told");
  await acts.told();
  assert.deepEqual(asked[1], ["/v1/capture/start", { said: ["Everyone on the call, said yes on the call"], leave: "", on_screen: null }]);
  assert.equal(store.get().capturing, null);
});

test("the matter on screen is told, so that its names are heard", async () => {
  const page = aPage();
  const { acts, asked } = atWork({ ...page, shell: { ...page.shell, matter: 7 } }, { "/v1/capture/get": () => NOTICE, "/v1/capture/start": () => ({}) });
  await acts.open();
  await acts.told();
  assert.equal(asked[1][1].on_screen, 7);
});

test("who agreed is kept by name, several apart, and a comma in a name separates nothing else", async () => {
  const { acts, asked } = atWork(aPage(), { "/v1/capture/get": () => NOTICE, "/v1/capture/start": () => ({}) });
  await acts.open();
  acts.put({ who: "M Hale, T Nguyen" });
  await acts.told();
  assert.deepEqual(asked[1][1].said, ["M Hale; T Nguyen, said yes on the call"]);
});

test("a key pressed before the notice is there is nobody's consent", async () => {
  const { acts, store, asked } = atWork(aPage(), { "/v1/capture/get": () => NOTICE });
  const opening = acts.open();
  assert.equal(store.get().capturing.busy, true);
  await acts.told();
  await opening;
  assert.deepEqual(asked.map(([path]) => path), ["/v1/capture/get"]);
});

test("the notice is copied as it stands", async () => {
  const { acts, store, copied } = atWork(aPage(), { "/v1/capture/get": () => NOTICE });
  await acts.open();
  assert.equal(deed(store.get(), "c"), "copy");
  await acts.copy();
  assert.deepEqual(copied, [NOTICE.notice]);
  assert.ok(deedsOf(store.get()).some(([, , words]) => words === "Copied"));
});

test("a hearing is offered the clock, and goes on with leave only", async () => {
  const never = "this is a hearing: nothing is recorded there without leave";
  const { acts, store, asked } = atWork(aPage(), {
    "/v1/capture/get": () => ({ ...NOTICE, never }), "/v1/clock/start": () => ({}), "/v1/capture/start": () => ({}),
  });
  await acts.open();
  assert.equal(stepOf(store.get()), "never");
  assert.equal(deed(store.get(), "Enter"), "clockOnly");
  assert.equal(deed(store.get(), "Enter", "line"), "clockOnly");
  acts.put({ leave: "Judge Wells" });
  assert.equal(deed(store.get(), "Enter", "line"), "granted");
  acts.granted();
  assert.equal(stepOf(store.get()), "notice");
  await acts.told();
  assert.equal(asked.at(-1)[1].leave, "leave granted by Judge Wells");
});

test("people who say no leave the clock", async () => {
  const { acts, store, asked } = atWork(aPage(), { "/v1/capture/get": () => NOTICE, "/v1/clock/start": () => ({}) });
  await acts.open();
  assert.equal(deed(store.get(), "t"), "clockOnly");
  await acts.clockOnly();
  assert.deepEqual(asked[1], ["/v1/clock/start", { call: true }]);
});

test("what stood in the way is said, and the notice stays", async () => {
  const { acts, store } = atWork(aPage(), {
    "/v1/capture/get": () => NOTICE, "/v1/capture/start": () => { throw refusal("no_microphone"); },
  });
  await acts.open();
  await acts.told();
  assert.equal(store.get().capturing.said, "No_microphone. hint of no_microphone");
  assert.equal(stepOf(store.get()), "notice");
});

test("while it records: pause, somebody joined, stop, objection, discard; letters while typing are letters", () => {
  const page = during();
  const keys = { p: "pause", a: "joined", s: "stop", w: "object", x: "gone", Enter: null, z: null };
  for (const [key, meant] of Object.entries(keys)) assert.equal(deed(page, key), meant);
  for (const key of ["p", "a", "s", "w", "x", "Enter", "Escape"]) assert.equal(deed(page, key, "line"), null);
  assert.equal(deed({ ...page, shell: { ...page.shell, all: true } }, "s"), null);
});

test("somebody who joined: one key says that they agreed too", async () => {
  const { acts, store, asked } = atWork(during({ stage: "paused", asks: true }), { "/v1/capture/tell": () => ({}) });
  assert.equal(deed(store.get(), "Enter"), "told");
  assert.equal(deed(store.get(), "Enter", "line"), "told");
  await acts.told();
  assert.deepEqual(asked[0], ["/v1/capture/tell", { what: "agreed", who: "Whoever joined", how: "said yes on the call" }]);
});

test("an objection stops the sound with its key; all is deleted unless what was agreed to is kept", async () => {
  const { acts, store, asked } = atWork(during(), { "/v1/capture/tell": () => ({}) });
  await acts.object();
  assert.deepEqual(asked[0][1], { what: "pause" });
  assert.equal(deed(store.get(), "Enter"), "withdraw");
  assert.equal(deed(store.get(), "k"), "keep");
  await acts.withdraw();
  assert.deepEqual(asked[1][1], { what: "withdrawn" });
  await acts.keep();
  assert.deepEqual(asked[2][1], { what: "withdrawn", keep: true });
});

test("nothing is deleted by one key", async () => {
  const { acts, store, asked } = atWork(during(), {});
  acts.gone();
  assert.deepEqual(asked, []);
  assert.equal(deed(store.get(), "Escape"), "close");
});

test("a recording that ended by itself can still be handed over or thrown away", () =>
  assert.deepEqual(deedsOf(during({ stage: "ended" })).map(([deed]) => deed), ["stop", "gone"]));

test("what is asked goes when it is answered", () =>
  assert.equal(capturing(capturing(aPage(), { step: "gone" }), null).capturing, null));

test("a key pressed as soon as the call is there is not lost", () => {
  const waits = capturing(aPage(), { step: "notice", busy: true });
  assert.equal(told(waits, 2, anAgentState()).capturing.busy, true);
  const there = told(waits, 3, anAgentState({ call: CALL }));
  assert.equal(there.capturing, null);
  assert.equal(deed(there, "p"), "pause");
});

test("a call that was noticed is offered once more here, and a program that nobody knows the clock only", () => {
  const offered = (what) => aPage([], { agent: anAgentState({ offer: { what, label: "Zoom" } }) });
  assert.deepEqual(deedsOf(offered("capture")).map(([deed]) => deed), ["open", "clockOnly", "never"]);
  assert.deepEqual(deedsOf(offered("clock")).map(([deed]) => deed), ["clockOnly", "never"]);
  assert.equal(deed(offered("capture"), "Enter"), null);
  assert.equal(stepOf(aPage()), null);
});

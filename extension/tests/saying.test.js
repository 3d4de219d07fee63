/** acts/saying.js: as long as a key is held Tenth hears the lawyer, and it ends however quickly the key goes up. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createAsking } from "../panel/acts/asking.js";
import { createSaying } from "../panel/acts/saying.js";
import { deedBy } from "../panel/capture_keys.js";
import { createStore } from "../panel/store.js";
import { aPage, aTransport, anAgentState, refusal } from "./made.js";

function atWork(answers) {
  const store = createStore(aPage());
  const transport = aTransport(answers);
  const saying = createSaying({ asking: createAsking({ transport, store }), store, looking: { look: async () => {} } });
  return { saying, asked: transport.asked, note: () => store.get().note };
}

const HEARD = { "/v1/say/start": () => ({ source: "c1" }), "/v1/say/stop": () => ({ source: "c1" }) };

test("held, it is about the call that the lawyer stands on; let go, its words come", async () => {
  const { saying, asked, note } = atWork(HEARD);
  saying.hold();
  saying.hold();
  await saying.letGo();
  assert.deepEqual(asked, [["/v1/say/start", { source: "c1" }], ["/v1/say/stop", {}]]);
  assert.equal(note().text, "Heard. Its words come into the call.");
});

test("a key that was not held ends nothing", async () => {
  const { saying, asked } = atWork(HEARD);
  await saying.letGo();
  assert.deepEqual(asked, []);
});

test("why nothing can be heard now is said", async () => {
  const { saying, note } = atWork({ ...HEARD, "/v1/say/start": () => { throw refusal("held"); }, "/v1/say/stop": () => ({ source: null }) });
  saying.hold();
  await saying.letGo();
  assert.deepEqual(note(), { tone: "stop", text: "Held. hint of held", on: null });
});

test("no letter of a word, and no key during a call, is held", () => {
  const press = { key: "s", altKey: false, ctrlKey: false, metaKey: false };
  assert.equal(deedBy(press, "page", aPage()), "say");
  assert.equal(deedBy(press, "text", aPage()), null);
  const call = { since: "2026-11-20T10:00:00+11:00", matter_id: null, recording: false, stage: null, asks: false, trouble: null };
  assert.equal(deedBy(press, "page", aPage([], { agent: anAgentState({ call }) })), null);
});

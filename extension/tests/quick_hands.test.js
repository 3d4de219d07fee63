/** acts/moving.js and acts/browsers.js: what is pressed before the answer came is done after it, and no code outlives its sheet. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createAsking } from "../panel/acts/asking.js";
import { createBrowsers } from "../panel/acts/browsers.js";
import { createMoving } from "../panel/acts/moving.js";
import { createSaving } from "../panel/acts/saving.js";
import { createStore } from "../panel/store.js";
import { aPage, aPassage, aScreen, aTransport, aView, anEntry, refusal } from "./made.js";

globalThis.location = { protocol: "http:" }; // pairing is the own window's

const MINUTES = [0, 1, 2, 3, 4].map((n) => aPassage(n + 1, n * 60, (n + 1) * 60));

/** A call of five minutes, the middle three of them an entry's, with an agent that keeps the rule of versions. */
function aCall() {
  let entry = anEntry({ passages: ["s2", "s3", "s4"] });
  const transport = aTransport({
    "/v1/entries/assign": ({ passages, to, versions: [{ version }] }) => {
      if (version !== entry.version) throw refusal("version_conflict");
      const kept = entry.passages.filter((p) => !passages.includes(p));
      entry = { ...entry, passages: to ? [...kept, ...passages].sort() : kept, version: version + 1 };
      return { entries: [entry] };
    },
  });
  const store = createStore(aPage([entry], { views: { c1: aView(MINUTES, []) } }));
  const asking = createAsking({ transport, store });
  const looking = { refresh: async () => undefined };
  const moving = createMoving({ asking, store, saving: createSaving({ asking, store }), looking, screen: aScreen() });
  moving.take("c1", "s2");
  return { moving, entry: () => entry };
}

test("two presses before the first is answered move the boundary twice", async () => {
  const { moving, entry } = aCall();
  moving.nudge(1);
  await moving.nudge(1);
  assert.deepEqual(entry().passages, ["s4"]);
});

test("there and back before the first is answered ends where it began", async () => {
  const { moving, entry } = aCall();
  moving.nudge(1);
  await moving.nudge(-1);
  assert.deepEqual(entry().passages, ["s2", "s3", "s4"]);
});

test("a sheet closed while its code is on the way leaves no code alive", async () => {
  let alive = false;
  const transport = aTransport({
    "/v1/browsers/list": () => ({ browsers: [], pairing: alive ? 120 : 0 }),
    "/v1/pair/open": () => ((alive = true), { code: "7K3M 9QTX", seconds: 120 }),
    "/v1/pair/close": () => ((alive = false), {}),
  });
  const store = createStore(aPage([]));
  const browsers = createBrowsers({ asking: createAsking({ transport, store }), store, screen: aScreen() });
  await browsers.open();
  const shown = browsers.pair();
  assert.equal(alive, true);
  await browsers.close();
  await shown;
  assert.equal(alive, false);
});

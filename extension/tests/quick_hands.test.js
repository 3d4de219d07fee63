/** acts/moving.js, browsers.js and commands.js: what is pressed before the answer came is done after it, and no code outlives its sheet. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createAsking } from "../panel/acts/asking.js";
import { createCommands } from "../panel/acts/commands.js";
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

/** A page whose every deed is written down, and whose confirming waits until it is let go. */
function aPageOfDeeds() {
  const did = [];
  let letGo = () => {};
  const wait = new Promise((done) => (letGo = done));
  const deeds = (name) => new Proxy({}, { get: (_, deed) => () => (did.push(`${name}.${String(deed)}`), deed === "confirm" ? wait : undefined) });
  const acts = new Proxy({}, { get: (_, name) => deeds(String(name)) });
  return { commands: createCommands(acts, createStore(aPage([anEntry()], { current: anEntry().id }))), did, letGo };
}

const settled = () => new Promise((done) => setTimeout(done));

for (const [opens, deed] of [["matter", "changing.searchMatter"], ["edit", "screen.focusField"]])
  test(`letters typed for a field that ${opens} has not opened yet are no commands`, async () => {
    const { commands, did, letGo } = aPageOfDeeds();
    for (const command of ["confirm", opens, "edit", "discard", "confirm"]) commands(command);
    letGo();
    await settled();
    assert.deepEqual(did, ["reviewing.confirm", deed]);
    commands("discard");
    await settled();
    assert.deepEqual(did, ["reviewing.confirm", deed, "reviewing.discard"]);
  });

test("the field to find an entry opens at once, so that what is typed is in it", () => {
  const { commands, did } = aPageOfDeeds();
  for (const command of ["confirm", "find"]) commands(command);
  assert.deepEqual(did, ["finding.open"]);
});

test("other commands pressed before the answer came are all done after it", async () => {
  const { commands, did, letGo } = aPageOfDeeds();
  for (const command of ["confirm", "next", "discard"]) commands(command);
  letGo();
  await settled();
  assert.deepEqual(did, ["reviewing.confirm", "reviewing.move", "reviewing.discard"]);
});

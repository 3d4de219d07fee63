/** acts/saving.js and acts/looking.js: each step knows the version before it, nothing typed is lost, and looks are spaced. */

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { createAsking } from "../panel/acts/asking.js";
import { createLooking, pause } from "../panel/acts/looking.js";
import { QUIET_MS, createSaving } from "../panel/acts/saving.js";
import { createSeveral } from "../panel/acts/several.js";
import { createSending, outcome } from "../panel/acts/sending.js";
import { createStore } from "../panel/store.js";
import { aPage, aScreen, aSource, aTransport, anAgentState, anEntry, refusal } from "./made.js";

/** An agent with one entry that keeps the rule of versions. */
function desk(over = {}) {
  let entry = anEntry();
  const answers = {
    "/v1/entries/revise": ({ version, entry: _, ...fields }) => {
      if (version !== entry.version) throw refusal("version_conflict");
      entry = { ...entry, ...fields, version: version + 1 };
      return { entry };
    },
    "/v1/entries/confirm": ({ version }) => {
      if (version !== entry.version) throw refusal("version_conflict");
      entry = { ...entry, status: "confirmed", version: version + 1 };
      return { entry };
    },
    "/v1/entries/list": () => ({ entries: [entry] }),
    "/v1/push/preview": () => ({ beside: [], timer: null }),
    ...over,
  };
  const transport = aTransport(answers);
  const store = createStore(aPage());
  const asking = createAsking({ transport, store, now: () => 0 });
  const saving = createSaving({ asking, store });
  return {
    transport,
    store,
    asking,
    saving,
    change: (fields) => (entry = { ...entry, ...fields, version: entry.version + 1 }),
    entry: () => entry,
  };
}

test("typing is saved once, a moment after the last key", async (t) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  t.after(() => mock.timers.reset());
  const { saving, transport } = desk();
  saving.type("e1", { narrative: "a" });
  mock.timers.tick(QUIET_MS - 1);
  saving.type("e1", { narrative: "ab" });
  mock.timers.tick(QUIET_MS);
  await saving.all();
  assert.deepEqual(transport.asked, [["/v1/entries/revise", { entry: "e1", version: 1, narrative: "ab" }]]);
});

test("a confirmation right after typing saves first and confirms that version", async () => {
  const { saving, transport, entry } = desk();
  saving.type("e1", { units: "5" });
  await saving.act("/v1/entries/confirm", "e1");
  assert.deepEqual(
    transport.asked.map(([path, body]) => [path, body.version]),
    [
      ["/v1/entries/revise", 1],
      ["/v1/entries/confirm", 2],
    ],
  );
  assert.equal(entry().units, 5);
});

test("a decision made twice before the first is answered is made once", async () => {
  const { saving, transport, store } = desk();
  await Promise.all([saving.act("/v1/entries/confirm", "e1"), saving.act("/v1/entries/confirm", "e1")]);
  assert.equal(transport.asked.length, 1);
  assert.equal(store.get().note, null);
});

test("a conflict shows the newer entry and keeps the typed words", async () => {
  const { saving, store, change } = desk();
  change({ narrative: "theirs" });
  saving.type("e1", { narrative: "mine" });
  await saving.save("e1");
  assert.equal(store.get().entries.e1.narrative, "theirs");
  assert.equal(store.get().drafts.yours.e1, "mine");
});

test("a change the agent refuses is taken back and says why; words are never taken back", async () => {
  const { saving, store } = desk({
    "/v1/entries/revise": () => {
      throw refusal("used_wrongly");
    },
  });
  saving.type("e1", { date: "1926-11-20", narrative: "words" });
  await saving.save("e1");
  assert.deepEqual(store.get().drafts.typed.e1, { narrative: "words" });
  assert.equal(store.get().note.text, "Not saved: hint of used_wrongly");
});

test("words typed while nobody answers stay, and are saved by the next save", async () => {
  let down = true;
  const made = desk();
  const revise = made.transport.call;
  made.transport.call = async (path, body) => {
    if (down) throw refusal("agent_down", "agent-down");
    return revise(path, body);
  };
  made.saving.type("e1", { narrative: "kept" });
  await made.saving.save("e1");
  assert.equal(made.store.get().link.state, "agent-down");
  assert.equal(made.store.get().drafts.typed.e1.narrative, "kept");
  down = false;
  await made.saving.all();
  assert.equal(made.entry().narrative, "kept");
  assert.equal(made.store.get().link.state, "ok");
});

test("a list begun before a change is read again, so that it cannot bring the old entry back", async () => {
  const made = desk();
  let lists = 0;
  made.transport.call = async (path, body) => {
    if (path === "/v1/sources/get") {
      lists += 1;
      const entries = [made.entry()];
      if (lists === 1) await made.saving.act("/v1/entries/confirm", "e1");
      return { source: aSource(), passages: [], not_billed: [], entries };
    }
    made.change({ status: "confirmed" });
    return { entry: made.entry() };
  };
  const looking = createLooking({ asking: made.asking, store: made.store, hidden: () => true });
  await looking.load(aSource());
  assert.equal(lists, 2);
  assert.equal(made.store.get().entries.e1.status, "confirmed");
});

test("looks are a second apart while something runs, two at rest, and end when only the lawyer can help", () => {
  const page = aPage();
  assert.equal(pause(page), 2_000);
  assert.equal(pause({ ...page, agent: anAgentState({ working: { what: "pushing", done: null, of: null } }) }), 1000);
  assert.equal(pause({ ...page, agent: anAgentState({ sources: [aSource({ stage: "recorded" })] }) }), 1000);
  assert.equal(pause({ ...page, link: { ...page.link, state: "agent-down" } }), 1000);
  for (const state of ["unpaired", "imposter", "forbidden"])
    assert.equal(pause({ ...page, link: { ...page.link, state } }), null);
});

test("a hidden page does not look by itself", async (t) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  t.after(() => mock.timers.reset());
  for (const [hidden, looks] of [
    [true, 1],
    [false, 2],
  ]) {
    const { transport, store, asking } = desk({
      "/v1/state": () => {
        if (transport.asked.length > 1) throw refusal("unpaired", "unpaired"); // ends the looking
        return { version: 1, unchanged: true };
      },
    });
    await createLooking({ asking, store, hidden: () => hidden }).look();
    mock.timers.tick(10_000);
    await new Promise(setImmediate);
    assert.equal(transport.asked.length, looks);
  }
});

test("a push sends what was counted down, without what was reopened meanwhile", async (t) => {
  mock.timers.enable({ apis: ["setInterval"] });
  t.after(() => mock.timers.reset());
  const made = desk({
    "/v1/push": ({ entries }) => ({ results: entries.map((entry) => ({ entry, outcome: "created", total: null })) }),
  });
  const two = [anEntry({ status: "confirmed" }), anEntry({ id: "e2", status: "confirmed" })];
  made.store.apply(() => aPage(two));
  const looking = { refresh: async () => {}, look: async () => {} };
  const sending = createSending({ ...made, looking, screen: aScreen() });
  await sending.push();
  mock.timers.tick(4000);
  assert.deepEqual(made.transport.asked, [["/v1/push/preview", { entries: ["e1", "e2"] }]]);
  made.store.apply((page) => ({ ...page, entries: { ...page.entries, e2: { ...two[1], status: "draft" } } }));
  mock.timers.tick(1000);
  await new Promise(setImmediate);
  assert.deepEqual(made.transport.asked.slice(1), [["/v1/push", { entries: ["e1"] }]]);
});

/** A page with one confirmed entry, whose Clio answers a look as it is told to. */
function looked(preview) {
  const made = desk({ "/v1/push/preview": preview });
  made.store.apply(() => aPage([anEntry({ status: "confirmed" })]));
  return { ...made, sending: createSending({ ...made, looking: {}, screen: aScreen() }) };
}
const there = { entries: ["e1"], matter: "1", date: "2026-11-20", who: "Tom", seconds: 1440, narrative: "", differs: true };

test("time of another length in Clio is listed while it counts, and stops nothing", async (t) => {
  mock.timers.enable({ apis: ["setInterval"] });
  t.after(() => mock.timers.reset());
  const { sending, store } = looked(() => ({ beside: [there], timer: { since: "2026-11-20T09:00:00Z", matter: null } }));
  await sending.push();
  const now = store.get().sending;
  assert.deepEqual([now.phase, now.left, now.already.beside[0].who], ["counting", 5, "Tom"]);
  sending.stop();
});

test("an entry of the same length in Clio is a likely double: nothing goes until the lawyer pushes once more", async (t) => {
  mock.timers.enable({ apis: ["setInterval"] });
  t.after(() => mock.timers.reset());
  const { sending, store, transport } = looked(() => ({ beside: [there, { ...there, differs: false }], timer: null }));
  await sending.push();
  assert.equal(store.get().sending.phase, "seen");
  mock.timers.tick(60_000);
  assert.equal(store.get().sending.phase, "seen", "it waits for the lawyer");
  await sending.push();
  assert.equal(store.get().sending.phase, "counting");
  assert.deepEqual(
    transport.asked.map(([path]) => path),
    ["/v1/push/preview"],
  );
  sending.stop();
});

test("a look that fails, or that is stopped, sends nothing", async () => {
  const failed = looked(() => {
    throw refusal("unreachable");
  });
  await failed.sending.push();
  assert.equal(failed.store.get().sending.phase, "idle");
  assert.match(failed.store.get().note.text, /^Nothing was sent\./);
  const stopped = looked(() => {
    stopped.sending.stop();
    return { beside: [], timer: null };
  });
  await stopped.sending.push();
  assert.equal(stopped.store.get().sending.phase, "idle");
});

test("without a sign-in to Clio nothing is counted down", async () => {
  const made = desk();
  made.store.apply(() =>
    aPage([anEntry({ status: "confirmed" })], { agent: anAgentState({ clio: { connected: false, problem: null } }) }),
  );
  await createSending({ ...made, looking: {}, screen: aScreen() }).push();
  assert.equal(made.store.get().sending.phase, "idle");
});

test("the result counts every entry once", () => {
  assert.equal(
    outcome([{ outcome: "created" }, { outcome: "refused" }, { outcome: "unknown" }, { outcome: null }]),
    "1 in Clio, 1 not sent, 2 answers missing",
  );
});

test("what a shut door kept here goes through as soon as it is open", async (t) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  t.after(() => mock.timers.reset());
  let shut = true;
  const { saving, asking, store, entry, transport } = desk({ "/v1/state": () => ({ unchanged: true }) });
  const through = transport.call;
  transport.call = (path, body) => (shut ? Promise.reject(refusal("agent_down", "agent-down")) : through(path, body));
  saving.type("e1", { narrative: "typed while nobody listened" });
  await saving.save("e1");
  assert.equal(store.get().link.state, "agent-down");
  assert.equal(entry().narrative, "Telephone conference");
  shut = false;
  await asking.ask("/v1/state", {});
  await saving.all();
  assert.equal(entry().narrative, "typed while nobody listened");
  assert.deepEqual(transport.asked.filter(([path]) => path === "/v1/entries/revise").length, 1);
});

test("a countdown that the computer slept through is stopped and nothing is sent", async (t) => {
  mock.timers.enable({ apis: ["setInterval", "Date"] });
  t.after(() => mock.timers.reset());
  const { store, asking, saving, transport } = desk();
  store.apply((page) => ({ ...page, entries: { e1: anEntry({ status: "confirmed" }) } }));
  const looking = createLooking({ asking, store, hidden: () => true });
  let now = 0;
  const sending = createSending({ asking, store, saving, looking, screen: aScreen(), now: () => now });
  await sending.push();
  assert.equal(store.get().sending.phase, "counting");
  now += 8 * 3_600_000;
  mock.timers.tick(1000);
  assert.equal(store.get().sending.phase, "idle");
  assert.match(store.get().note.text, /^Stopped: this computer slept\./);
  mock.timers.tick(10_000);
  assert.deepEqual(
    transport.asked.map(([path]) => path),
    ["/v1/push/preview"],
  );
});

test("a share in the panel is half, and an odd unit stays", async () => {
  const { store, asking, saving, transport } = desk({ "/v1/entries/share": () => ({ entries: [] }), "/v1/entries/list": () => ({ entries: [] }) });
  store.apply(() => aPage([anEntry({ units: 5 })]));
  const several = createSeveral({ asking, store, saving, looking: {}, screen: aScreen() });
  await several.share("e1", { id: 9 });
  const shares = transport.asked.filter(([path]) => path === "/v1/entries/share").map(([, body]) => body.shares.map((s) => s.units));
  assert.deepEqual(shares, [[3, 2]]);
});

/** background/numbers.js: the tab hears of a call as soon as Tenth knows it, and asking often costs an answer of a few bytes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { createNumbers } from "../background/numbers.js";

const STATE = { counts: { draft: 2, confirmed: 1 }, call: null, sources: [{ title: "Marcus Hale" }] };
const SINCE = "2026-05-19T10:00:00+10:00";

/** A Tenth that answers as the real one does: the whole only when something changed. */
function tenth() {
  const made = {
    now: { version: 7, state: STATE },
    /** @type {string|null} why it does not answer */
    away: null,
    /** @type {unknown[]} */
    asked: [],
    async call(path, body) {
      assert.equal(path, "/v1/state");
      made.asked.push(body.since);
      if (made.away) return { state: made.away };
      const unchanged = body.since === made.now.version;
      return { state: "ok", answer: { version: made.now.version, unchanged, state: unchanged ? null : made.now.state } };
    },
  };
  return made;
}

test("what was heard stands until something changes, and only then is the whole sent again", async () => {
  const there = tenth();
  const numbers = createNumbers(there.call);
  for (let time = 0; time < 3; time += 1) assert.deepEqual(await numbers.ask(), { count: 2, call: null });
  there.now = { version: 8, state: { ...STATE, call: { since: SINCE, matter_id: 3, recording: true } } };
  assert.deepEqual(await numbers.ask(), { count: 2, call: { since: SINCE } });
  assert.deepEqual(there.asked, [null, 7, 7, 7]);
});

test("a Tenth that went away has no numbers, and is asked for the whole when it comes back", async () => {
  const there = tenth();
  const numbers = createNumbers(there.call);
  await numbers.ask();
  there.away = "agent-down";
  assert.deepEqual(await numbers.ask(), { count: null, call: null });
  there.away = null;
  assert.deepEqual(await numbers.ask(), { count: 2, call: null });
  assert.deepEqual(there.asked, [null, 7, null]);
});

test("what a page of the panel was told, the tab need not ask for again", async () => {
  const there = tenth();
  const numbers = createNumbers(there.call);
  numbers.hear(await there.call("/v1/state", { since: null }));
  assert.deepEqual(await numbers.ask(), { count: 2, call: null });
  assert.deepEqual(there.asked, [null, 7]);
});

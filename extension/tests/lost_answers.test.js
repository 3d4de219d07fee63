/** acts/saving.js: a save that was made and whose answer never came is not taken for another window's. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createAsking } from "../panel/acts/asking.js";
import { createSaving } from "../panel/acts/saving.js";
import { createStore } from "../panel/store.js";
import { aPage, aTransport, anEntry, refusal } from "./made.js";

/** An agent that keeps the rule of versions, and whose first answer to a save is lost. `meanwhile` is another window's hand. */
function desk(meanwhile = {}) {
  let entry = anEntry();
  let lost = false;
  const transport = aTransport({
    "/v1/entries/revise": ({ version, narrative }) => {
      if (version !== entry.version) throw refusal("version_conflict");
      entry = { ...entry, narrative: narrative.trim(), version: version + 1 };
      if (lost) return { entry };
      lost = true;
      if (meanwhile.narrative) entry = { ...entry, ...meanwhile, version: entry.version + 1 };
      throw refusal("agent_down", "agent-down");
    },
    "/v1/entries/list": () => ({ entries: [entry] }),
  });
  const store = createStore(aPage());
  const saving = createSaving({ asking: createAsking({ transport, store, now: () => 0 }), store });
  return { store, saving, entry: () => entry };
}

test("what was typed since is saved on top of it", async () => {
  const { saving, store, entry } = desk();
  saving.type("e1", { narrative: "First half " });
  await saving.save("e1");
  saving.type("e1", { narrative: "First half and second half" });
  await saving.all();
  assert.equal(entry().narrative, "First half and second half");
  assert.deepEqual(store.get().drafts.yours, {});
  assert.equal(store.get().note, null);
});

test("it does not hide what another window wrote since", async () => {
  const { saving, store, entry } = desk({ narrative: "theirs" });
  saving.type("e1", { narrative: "mine" });
  await saving.save("e1");
  saving.type("e1", { narrative: "mine, longer" });
  await saving.all();
  assert.equal(entry().narrative, "theirs");
  assert.equal(store.get().drafts.yours.e1, "mine, longer");
});

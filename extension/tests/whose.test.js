/** Whose time goes out, what a push adds to clients' files, and what is asked when several are alike. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { earnerOf, isAlike, logLines, offered } from "../panel/read.js";
import { aPage, aSource, anAgentState, anEntry } from "./made.js";

test("an entry goes out as who is signed in, whatever its source says, unless somebody was chosen", () => {
  const page = aPage();
  assert.equal(earnerOf(page, anEntry({ timekeeper: "Tom Okafor" })), "Ruth Calder");
  assert.equal(earnerOf(page, anEntry({ timekeeper: "Tom Okafor", earner_id: 8 })), "Tom Okafor");
});

test("a push adds one line for each matter of a call that has none yet, and none while the setting is off", () => {
  const entries = [
    anEntry(),
    anEntry({ id: "e2" }),
    anEntry({ id: "e3", matter_id: 8 }),
    anEntry({ id: "e4", matter_id: null }),
    anEntry({ id: "e5", source: "m1" }),
  ];
  const sources = [aSource(), aSource({ id: "m1", kind: "email" })];
  const on = (over) => aPage(entries, { agent: anAgentState({ call_logs: true, sources, ...over }) });
  assert.equal(logLines(on(), entries), 2);
  assert.equal(logLines(on({ sources: [aSource({ logged: [8] })] }), entries), 1);
  assert.equal(logLines(on({ call_logs: false }), entries), 0);
});

test("only several alike are a question; any other lost answer is looked for", () => {
  const lost = (code) => anEntry({ status: "confirmed", push: { outcome: "unknown", code } });
  assert.equal(isAlike(lost("several_alike")), true);
  assert.equal(isAlike(lost("looking")), false);
  assert.equal(isAlike(anEntry({ push: { outcome: "created", code: "several_alike" } })), false);
});

test("a colleague is offered a draft until there is one", () => {
  const view = { colleagues: [{ id: 8, name: "Tom Okafor", position: "" }] };
  assert.equal(offered(view, [anEntry()]).length, 1);
  assert.equal(offered(view, [anEntry({ earner_id: 8 })]).length, 0);
});

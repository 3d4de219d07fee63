/** announce.js: what changed is put into one sentence, and what did not change into none. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { announcement } from "../panel/announce.js";
import { linked, noted, told } from "../panel/state/desk.js";
import { aPage, aSource, anAgentState } from "./made.js";

const clio = (over = {}) => anAgentState({ clio: { ...anAgentState().clio, signing_in: false, ...over } });
const pageWith = (over) => told(aPage(), 2, clio(over));
const link = (page, state) => linked(page, state, null, 0);
const heard = (before, after, extension = false) => announcement(before, after, extension);

test("a change of the line is said, the same state again is not", () => {
  const page = aPage();
  const down = link(page, "agent-down");
  assert.match(heard(page, down), /^Tenth is not running\. Start Tenth/);
  assert.equal(heard(down, link(down, "agent-down")), null);
  assert.equal(heard(down, link(down, "ok")), "Tenth answers again.");
});

test("the first answer is no news", () => {
  const opening = aPage([], { link: { state: "opening", problem: null, seen: null }, agent: null });
  assert.equal(heard(opening, link(opening, "ok")), null);
  assert.equal(heard(opening, told(opening, 1, clio())), null);
});

test("an extension that is not known is told to pair", () => {
  const page = aPage();
  assert.match(heard(page, link(page, "unpaired"), true), /^Pair this browser once\./);
  assert.match(heard(page, link(page, "unpaired"), false), /^Open this page again from Tenth\./);
});

test("Clio away, signing in, and back are three sentences; the passing of time is none", () => {
  const away = pageWith({ problem: { code: "unreachable", hint: "" }, as_of: "2026-11-20T00:00:00Z" });
  assert.match(heard(pageWith(), away), /^Offline\. Matters as of \d+:\d\d/);
  const later = pageWith({ problem: { code: "unreachable", hint: "" }, as_of: "2026-11-20T01:00:00Z" });
  assert.equal(heard(away, later), null);
  const signingIn = pageWith({ problem: { code: "sign_in_revoked", hint: "" }, signing_in: true });
  assert.match(heard(away, signingIn), /^Sign in on Clio’s page/);
  assert.equal(heard(signingIn, pageWith()), "Clio can be reached.");
});

test("a remark is said when it is made, not when it goes", () => {
  const remarked = noted(aPage(), { tone: "ask", text: "Choose a matter first.", on: "e1" });
  assert.equal(heard(aPage(), remarked), "Choose a matter first.");
  assert.equal(heard(remarked, noted(remarked, null)), null);
});

test("a source whose words are read is said with what it holds", () => {
  const page = told(aPage(), 2, anAgentState({ sources: [aSource({ stage: "transcribed", to_review: 0 })] }));
  const done = told(page, 3, anAgentState({ sources: [aSource({ to_review: 2 })] }));
  assert.equal(heard(page, done), "Marcus Hale: 2 entries to review.");
});

test("while a call runs nobody's name is said", () => {
  const call = { since: "2026-11-20T10:00:00+11:00", matter_id: null, recording: true };
  const page = told(aPage(), 2, anAgentState({ call, sources: [aSource({ stage: "transcribed", to_review: 0 })] }));
  assert.equal(heard(page, told(page, 3, anAgentState({ call, sources: [aSource({ to_review: 2 })] }))), null);
});

/** state/shell.js and home.js: where the page lies, what is on screen, and what may be seen while a call runs. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { matterInLink } from "../panel/clio_link.js";
import { homeOf } from "../panel/home.js";
import { inOrder, sources } from "../panel/read.js";
import { placedAnew, told } from "../panel/state/desk.js";
import { isAbout, isCovered, knew, onScreen, uncovered } from "../panel/state/shell.js";
import { aPage, aSource, anAgentState, anEntry } from "./made.js";

const CALL = { since: "2026-11-20T10:00:00+11:00", matter_id: null, recording: false };
const first = anEntry({ id: "e1", source: "c1", matter_id: 7 });
const second = anEntry({ id: "e2", source: "c2", matter_id: 8, candidates: [{ matter_id: 8, reasons: [] }, { matter_id: 9, reasons: [] }] });
const agent = (over = {}) =>
  anAgentState({ sources: [aSource(), aSource({ id: "c2", started_at: "2026-11-19T10:00:00+11:00" })], call: null, ...over });
const page = (over = {}) => aPage([first, second], { agent: agent(over) });

test("the page knows where it lies", () => {
  for (const [protocol, hash, home] of [
    ["http:", "#launch=1", "window"],
    ["chrome-extension:", "#frame", "frame"],
    ["moz-extension:", "#side", "side"],
    ["chrome-extension:", "", "tab"],
  ])
    assert.equal(homeOf({ protocol, hash }), home);
});

test("a pasted link names a matter in every region, and nothing else does", () => {
  for (const region of ["au.", "eu.", "ca.", ""])
    assert.equal(matterInLink(` https://${region}app.clio.com/nc/#/matters/123/notes\n`), 123);
  assert.equal(matterInLink("https://au.app.clio.com/matters/123"), 123);
  for (const other of [
    "https://au.app.clio.com/nc/#/contacts/123",
    "https://evil.example/https://au.app.clio.com/nc/#/matters/123",
    "https://au.app.clio.com.evil.example/nc/#/matters/123",
    "http://au.app.clio.com/nc/#/matters/123",
    "https://au.app.clio.com/nc/#/matters/123 and more words",
    "123",
  ])
    assert.equal(matterInLink(other), null, other);
});

test("what the matter on screen is in comes first, and its entry is stood on", () => {
  assert.deepEqual(sources(page()).map((s) => s.id), ["c1", "c2"]);
  const turned = placedAnew(onScreen(page(), 8, true));
  assert.deepEqual(sources(turned).map((s) => s.id), ["c2", "c1"]);
  assert.equal(turned.current, "e2");
});

test("a candidate is enough, and a choice of the lawyer moves nothing", () => {
  assert.equal(isAbout(onScreen(page(), 9, true), "c2"), true);
  const chosen = aPage([anEntry({ matter_id: 9, matter_state: "chosen" })], { agent: agent() });
  assert.equal(isAbout(onScreen(chosen, 9, true), "c1"), false);
});

test("words about a matter that is no longer on screen are dropped", () => {
  const seen = onScreen(page(), 8, true);
  assert.equal(knew(seen, 7, { id: 7 }).shell.known, null);
  assert.equal(onScreen(knew(seen, 8, { id: 8 }), 7, true).shell.known, null);
});

test("while a call runs only the matter on screen may be seen, and no candidate of another", () => {
  assert.equal(isCovered(page()), false);
  const calling = page({ call: CALL });
  assert.deepEqual(inOrder(calling), []);
  assert.deepEqual(inOrder(onScreen(calling, 8, true)).map((e) => [e.id, e.candidates]), [["e2", []]]);
  assert.equal(inOrder(uncovered(calling, true)).length, 2);
});

test("a new call covers the page again and closes what lay open", () => {
  const open = { ...uncovered(page({ call: CALL }), true), layer: { kind: "keys" } };
  const same = told(open, 2, agent({ call: CALL }));
  assert.deepEqual([same.shell.all, same.layer?.kind], [true, "keys"]);
  const next = told(open, 3, agent({ call: { ...CALL, since: "2026-11-20T11:00:00+11:00" } }));
  assert.deepEqual([next.shell.all, next.layer], [false, null]);
});

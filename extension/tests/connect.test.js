/** window/connect_words.js: one situation, one sentence, and nothing said twice. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { announcement, kindOf, mattersOf, signedInAs, titleOf } from "../window/connect_words.js";

const NOBODY = {
  connected: false, user: null, firm: "", host: null, place: null, client_id: null, matters: 0, as_of: null, reading: false,
  waits: false, waits_for_code: false, trouble: null, not_shown: [],
};
const RUTH = { ...NOBODY, connected: true, user: "Ruth Calder", firm: "Kestrel Lane Lawyers", place: "Australia and New Zealand", matters: 8223 };
const trouble = (code) => ({ code, hint: `Do something about ${code}.` });
const connection = (standing, practice = false) => ({ practice, guide: { redirect_uri: "", approval: "", places: [], permissions: [] }, standing });

for (const [standing, kind, title] of [
  [NOBODY, "none", "Not connected yet"],
  [{ ...NOBODY, waits: true }, "waits", "Waiting for you on Clio’s page"],
  [{ ...NOBODY, waits: true, waits_for_code: true }, "code", "Paste the code that Clio shows"],
  [{ ...RUTH, reading: true }, "reading", "Connected"],
  [RUTH, "connected", "Connected"],
  [{ ...NOBODY, trouble: trouble("sign_in_declined") }, "trouble", "Not connected"],
  [{ ...RUTH, trouble: trouble("sign_in_revoked") }, "out", "Signed out"],
  [{ ...RUTH, trouble: trouble("unreachable") }, "connected", "Connected"],
  [{ ...RUTH, waits: true }, "waits", "Waiting for you on Clio’s page"],
])
  test(`${kind}: ${title}`, () => {
    assert.equal(kindOf(standing), kind);
    assert.equal(titleOf(standing), title);
  });

test("who is signed in, for which firm, and where", () => {
  assert.equal(signedInAs(connection(RUTH)), "Signed in as Ruth Calder at Kestrel Lane Lawyers (Australia and New Zealand).");
  assert.equal(signedInAs(connection({ ...RUTH, firm: "", place: null }, true)), "Signed in as Ruth Calder (practice Clio).");
});

test("how many matters, and how old they are", () => {
  assert.equal(mattersOf({ ...RUTH, reading: true }), "Reading your firm’s matters; 8,223 so far.");
  assert.equal(mattersOf({ ...RUTH, matters: 0, reading: true }), "Reading your firm’s matters.");
  assert.equal(mattersOf(RUTH), "Matters not read yet.");
  assert.match(mattersOf({ ...RUTH, as_of: "2026-11-20T09:41:00+11:00" }), /^8,223 matters, as of \d{1,2}:\d\d\.$/);
});

test("what changed is said once", () => {
  assert.equal(announcement(null, connection(RUTH)), "");
  assert.equal(announcement(RUTH, connection(RUTH)), "");
  assert.match(announcement({ ...NOBODY, waits: true }, connection({ ...RUTH, reading: true })), /^Signed in as Ruth/);
  assert.match(announcement({ ...NOBODY, waits: true }, connection({ ...NOBODY, trouble: trouble("sign_in_declined") })), /sign_in_declined/);
  assert.equal(announcement(RUTH, connection(NOBODY)), "Not connected yet");
});

/** background/messages.js: who may ask what, by what the browser says of the sender and by nothing else. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { mayAsk } from "../background/messages.js";

const OWN = "chrome-extension://abc/";
const PANEL = { url: `${OWN}panel/index.html#frame`, tab: { id: 7 }, frameId: 3 };
const CLIO = { url: "https://au.app.clio.com/nc/", tab: { id: 7 }, frameId: 0 };

for (const to of ["agent", "pair", "forget", "where", "close"]) {
  test(`a page of ours may ask for ${to}, Clio's page may not`, () => {
    assert.equal(mayAsk({ to }, PANEL, OWN), true);
    assert.equal(mayAsk({ to }, CLIO, OWN), false);
  });
}

for (const to of ["route", "tab"]) {
  test(`Clio's page may say ${to}, from its top frame only`, () => {
    assert.equal(mayAsk({ to }, CLIO, OWN), true);
    assert.equal(mayAsk({ to }, { ...CLIO, frameId: 2 }, OWN), false);
    assert.equal(mayAsk({ to }, { url: CLIO.url, frameId: 0 }, OWN), false);
  });
}

test("an address that only looks like ours is not ours", () => {
  for (const url of [undefined, "", "chrome-extension://abcd/x", `https://evil.example/${OWN}`, "chrome-extension://ab/"])
    assert.equal(mayAsk({ to: "agent" }, { ...CLIO, url }, OWN), false);
});

test("what is no message gets nothing", () => {
  for (const message of [null, undefined, "agent", 7, {}, { to: 7 }, { to: "constructor" }, { from: "shell" }])
    assert.equal(mayAsk(message, PANEL, OWN), false);
});

/** outside.js opens pages of Clio and of this computer, and nothing that would run here. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { createOutside } from "../panel/outside.js";

const opened = (address) => {
  const seen = [];
  globalThis.open = (...given) => void seen.push(given[0]);
  createOutside().openTab(address);
  return seen.length === 1;
};

for (const address of ["https://au.app.clio.com/oauth/authorize?state=x", "http://127.0.0.1:47990/oauth/authorize"])
  test(`${address} is opened`, () => assert.ok(opened(address)));

for (const address of ["javascript://127.0.0.1/%0aalert(1)", "data:text/html,x", "http://127.0.0.1.evil.example:1/", "http://clio.example/", "file://127.0.0.1/x"])
  test(`${address} is not`, () => assert.ok(!opened(address)));

test("the control: by its host name alone the first of them would be this computer's", () => {
  assert.equal(new URL("javascript://127.0.0.1/%0aalert(1)").hostname, "127.0.0.1");
});

/** content/route.js: the matter is read from the address alone, in every form Clio's routes have. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import vm from "node:vm";

/** A classic script, run as the browser runs it. */
const world = vm.createContext({ URL });
vm.runInContext(readFileSync(fileURLToPath(new URL("../content/route.js", import.meta.url)), "utf8"), world);
const matterInAddress = (address) => world.matterInAddress(address);

const CLIO = "https://au.app.clio.com";

for (const [address, matter] of [
  ["/nc/#/matters/123", 123],
  ["/nc/#/matters/1658470111/activities", 1658470111],
  ["/nc/#/matters/123?tab=notes", 123],
  ["/nc/matters/123", 123],
  ["/matters/123/documents", 123],
  ["/nc/#/matters", null],
  ["/nc/#/matters/new", null],
  ["/nc/#/matters/12a", null],
  ["/nc/#/contacts/123", null],
  ["/nc/#/activities?matter=/matters/5", null],
  ["/nc/?back=/matters/5", null],
  ["/nc/#/x/matters/5", null],
  [`/nc/#/matters/${"9".repeat(16)}`, null],
  ["/", null],
])
  test(`${address} shows ${matter ?? "no matter"}`, () => assert.equal(matterInAddress(CLIO + address), matter));

/** acts/changing.js and read.js: how an entry is charged, and what it wants for that. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createChanging } from "../panel/acts/changing.js";
import { shown, wanted } from "../panel/read.js";
import { typed } from "../panel/state/drafts.js";
import { createStore } from "../panel/store.js";
import { charged } from "../panel/words.js";
import { aPage, aScreen, anEntry } from "./made.js";

/** What the key makes of an entry. */
function pressed(over, way) {
  const store = createStore(aPage([anEntry(over)]));
  const said = [];
  const saving = { type: (id, fields) => said.push(fields), save: async () => {} };
  createChanging({ asking: {}, store, saving, screen: aScreen(), several: {} }).charge("e1", way);
  return said[0]?.charge;
}

test("the key goes round the ways a client may be charged; any way is chosen from the list", () => {
  assert.equal(pressed({ charge: "billable" }), "not_billable");
  assert.equal(pressed({ charge: "not_billable" }), "no_charge");
  assert.equal(pressed({ charge: "no_charge" }), "billable");
  assert.equal(pressed({ charge: "education" }), "billable");
  assert.equal(pressed({ charge: "billable" }, "pro_bono"), "pro_bono");
});

test("where the matter is asked about, the key takes what is offered", () => {
  assert.equal(pressed({ charge: "not_billable", charge_asked: true }), "not_billable");
});

test("what was sent keeps its way of charging", () => {
  assert.equal(pressed({ status: "pushed" }), undefined);
  assert.equal(pressed({ status: "kept" }), undefined);
});

test("an entry says what it wants: how it is charged, why more than measured, why this rate", () => {
  assert.equal(wanted(anEntry()), null);
  assert.equal(wanted(anEntry({ charge_asked: true })), "Say how it is charged");
  assert.equal(wanted(anEntry({ raised: true })), "Say why more than measured");
  assert.equal(wanted(anEntry({ raised: true, raised_why: "read on paper" })), null);
  assert.equal(wanted(anEntry({ rate: "500.00" })), "Say why this rate");
  assert.equal(wanted(anEntry({ rate: "500.00", rate_why: "agreed" })), null);
});

test("a way of charging that was chosen here is no question any more", () => {
  const entry = anEntry({ charge: "not_billable", charge_asked: true, charge_why: "a flat fee matter" });
  const page = typed(aPage([entry]), "e1", { charge: "billable" });
  assert.equal(wanted(shown(page, entry)), null);
});

test("ways of charging read short in a line", () => {
  assert.equal(charged("no_charge"), "no charge");
  assert.equal(charged("pro_bono"), "firm time: pro bono");
});

/** window/ledger_state.js: what the ledger page asks for, sends and says, and both sums of an expense. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";

import { EVERYTHING, STATES, asked, byDay, canCorrect, canUndo, changeOf, entered, formOf, hoursOf, missing, spending, sums, why } from "../window/ledger_state.js";

/** @param {object} [fields] */
const aLine = (fields = {}) => ({
  id: "e1", kind: "time", activity_id: 900, version: 2, source: "s", date: "2026-05-19", matter_id: 7, matter: "00007-Hale",
  client: "Marcus Hale", timekeeper: "Ruth Calder", earner_id: 345678, unit: 360, narrative: "Attendance", units: 3, hours: "0.3", total: "126.00",
  total_with_gst: null, charge: "billable", category_id: null, state: "unbilled", code: null, hint: null, bill: null, etag: '"a"',
  seen_at: null, sent_at: null, batch: null, deed: null, ...fields,
});

test("empty filters let everything pass, others are sent as the agent reads them", () => {
  assert.deepEqual(asked(EVERYTHING), { matter_id: null, timekeeper: null, first: null, last: null, kind: null, states: null });
  const some = asked({ ...EVERYTHING, matter: "7", state: "draft", first: "2026-05-01" });
  assert.deepEqual([some.matter_id, some.states, some.first], [7, ["draft"], "2026-05-01"]);
});

test("lines stand under their days, in their order, with their hours", () => {
  const lines = [aLine(), aLine({ id: "e2", hours: "0.10" }), aLine({ id: "e3", date: "2026-05-18", hours: null })];
  assert.deepEqual(byDay(lines).map(([day, group]) => [day, group.map((line) => line.id)]), [["2026-05-19", ["e1", "e2"]], ["2026-05-18", ["e3"]]]);
  assert.equal(hoursOf(lines), "0.4");
});

test("only what stands on no bill is corrected, and only what is unchanged is undone", () => {
  const may = Object.keys(STATES).map((state) => [state, canCorrect(aLine({ state })), canUndo(aLine({ state }))]);
  assert.deepEqual(may.filter(([, correct, undo]) => correct || undo), [["unbilled", true, true], ["changed", true, false]]);
  assert.equal(canCorrect(aLine({ kind: "expense" })), true);
});

test("why not is said, with the bill's number", () => {
  assert.match(why(aLine({ state: "draft", bill: "INV-7" })), /INV-7.*off that draft/);
  assert.match(why(aLine({ state: "billed", bill: "INV-7" })), /INV-7/);
  assert.equal(why(aLine()), "");
});

test("only what was changed in the form is sent", () => {
  const line = aLine();
  assert.deepEqual(changeOf(line, formOf(line)), {});
  const form = { ...formOf(line), narrative: "Other", units: "2", charge: "no_charge", matter: { id: 8, display_number: "x" }, category: "5", earner: "9" };
  assert.deepEqual(changeOf(line, form), { narrative: "Other", units: 2, charge: "no_charge", matter_id: 8, category_id: 5, earner_id: 9 });
  assert.deepEqual(changeOf(line, { ...formOf(line), units: "" }), {});
});

test("both sums are those that the agent works out", async () => {
  for (const [amount, gst, rate, without, whole] of [
    ["110", "included", "0.10", "100.00", "110.00"],
    ["22.50", "included", "0.10", "20.45", "22.50"],
    ["115", "included", "0.15", "100.00", "115.00"],
    ["100", "excluded", "0.15", "100.00", "115.00"],
    ["$1,250", "none", "0.10", "1250.00", "1250.00"],
  ])
    assert.deepEqual([sums(amount, gst, rate)?.without, sums(amount, gst, rate)?.with], [without, whole]);
  assert.equal(sums("22.50", "", "0.10"), null, "GST was not asked yet");
  assert.equal(sums("12,50", "none", "0.10"), null);
});

test("an expense wants words, an amount and an answer about its GST", () => {
  const blank = spending("2026-05-19", aLine());
  assert.deepEqual([blank.matter?.id, blank.source, blank.gst], [7, "s", ""]);
  assert.match(missing(blank), /what/);
  const named = { ...blank, narrative: "ASIC search" };
  assert.match(missing(named), /amount/);
  assert.match(missing({ ...named, amount: "22.50" }), /GST/);
  assert.equal(missing({ ...named, amount: "22.50", gst: "included" }), "");
  assert.equal(entered({ ...named, amount: " 22.50 ", gst: "included", category: "41" }).category_id, 41);
});

test("no word of the page becomes markup, and nothing is fetched from elsewhere", async () => {
  for (const name of ["ledger.js", "ledger_list.js", "ledger_entry.js", "ledger_expense.js", "ledger_batches.js", "ledger_matter.js", "ledger.html"]) {
    const text = await readFile(new URL(`../window/${name}`, import.meta.url), "utf8");
    assert.doesNotMatch(text, /innerHTML|unsafeHTML|https?:\/\/(?!www\.w3\.org)/, name);
  }
});

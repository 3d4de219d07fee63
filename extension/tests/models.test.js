/** window/models_words.js: what a model is good for here, how far it is, and what is said when something has ended. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { announcement, computerOf, doingOf, errorsOf, fitOf, marksOf, size } from "../window/models_words.js";

const SMALL = { name: "small.en", says: "", repository: "", bytes: 486_098_641, memory_mb: 1500, errors: [8.26, 17.4, 12.5], fit: "live", expect: "Estimate.", here: false, come: 0 };
const SHELF = { models: [SMALL], memory_bytes: 8e9, cores: 8, cuda: 0, free_bytes: 5e10, live: null, later: null, suggested: "small.en", suggested_later: "large-v3", doing: null, trouble: null };

test("sizes are rounded as a reader would", () => {
  assert.deepEqual([size(486_098_641), size(1_620_000_000), size(10)], ["486 MB", "1.6 GB", "1 MB"]);
});

test("a model says what it is good for on this computer", () => {
  assert.equal(fitOf(SMALL), "Words come while they speak");
  assert.match(fitOf({ ...SMALL, fit: "later" }), /night/);
  assert.match(fitOf({ ...SMALL, fit: "no" }), /memory/);
  assert.equal(fitOf({ ...SMALL, fit: null }), "Your firm’s own");
});

test("one is suggested while none is here, and used ones say so", () => {
  assert.deepEqual(marksOf(SMALL, SHELF), ["Suggested for this computer"]);
  assert.deepEqual(marksOf({ ...SMALL, name: "large-v3" }, SHELF), ["Suggested for the night"]);
  assert.deepEqual(marksOf({ ...SMALL, here: true }, { ...SHELF, live: "small.en", later: "small.en" }), ["Hears calls", "Hears again at night"]);
  assert.deepEqual(marksOf({ ...SMALL, name: "tiny.en" }, SHELF), []);
});

test("mistakes are said in words, and unknown ones are not made up", () => {
  assert.equal(errorsOf(SMALL), "8 in 100 words wrong on average, 17 in meetings, 13 in business calls");
  assert.equal(errorsOf({ ...SMALL, errors: [] }), "Not known");
});

test("what is under way says how far it is", () => {
  assert.equal(doingOf({ what: "download", name: "x", done: 243e6, of: 486e6 }), "Downloading: 50 % of 486 MB.");
  assert.equal(doingOf({ what: "import", name: "x", done: 0, of: 0 }), "Copying.");
  assert.match(doingOf({ what: "measure", name: "x", done: 0, of: 0 }), /practice call/);
});

test("this computer is told as far as it is known", () => {
  assert.deepEqual(computerOf(SHELF).map(([, value]) => value), ["8.0 GB", "8", "none that speech models can use", "50.0 GB"]);
  assert.deepEqual(computerOf({ ...SHELF, memory_bytes: null, cuda: 1 }).map(([, value]) => value).slice(0, 3), ["not known", "8", "one that speech models can use"]);
});

test("the end of a download is said once, and so is what went wrong", () => {
  const doing = { ...SHELF, doing: { what: "download", name: "small.en", done: 1, of: 2 } };
  const here = { ...SHELF, models: [{ ...SMALL, here: true, expect: "Measured." }] };
  assert.equal(announcement(doing, here), "small.en is here. Measured.");
  assert.equal(announcement(here, here), "");
  assert.equal(announcement(doing, doing), "");
  assert.equal(announcement(doing, { ...SHELF, trouble: { code: "no_room", hint: "Make room." } }), "Make room.");
});

test("no word of the page becomes markup, and nothing is fetched from elsewhere", async () => {
  for (const name of ["models.js", "models_list.js", "models_heard.js", "models_words.js", "models.html"]) {
    const text = await readFile(new URL(`../window/${name}`, import.meta.url), "utf8");
    assert.doesNotMatch(text, /innerHTML|unsafeHTML|https?:\/\/(?!www\.w3\.org)/, name);
  }
});

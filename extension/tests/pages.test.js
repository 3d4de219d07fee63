/** pages/naming.js and words.js: what a browser is called, and that every state has its sentence. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { sentenceOf } from "../panel/sentences.js";
import { browserName } from "../pages/naming.js";
import { SENTENCES, paired } from "../pages/words.js";

for (const [agent, name] of [
  ["Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36", "Chrome on Linux"],
  ["Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0", "Edge on Windows"],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:153.0) Gecko/20100101 Firefox/153.0", "Firefox on Mac"],
  ["something else", "Browser"],
])
  test(`${name} is named`, () => assert.equal(browserName(agent), name));

test("every state has a sentence, and a reason why pairing failed", () => {
  for (const state of Object.keys(SENTENCES)) {
    assert.ok(SENTENCES[state].title && SENTENCES[state].text.endsWith("."), state);
    assert.ok(paired({ state }).endsWith("."), state);
  }
  const problem = { code: "x", message: "The code is wrong.", hint: "Two tries are left." };
  assert.equal(paired({ state: "error", problem }), "Not paired. The code is wrong. Two tries are left.");
});

/** The words of a file of the extension. @param {string} name */
const wordsOf = (name) => readFile(new URL(`../${name}`, import.meta.url), "utf8");

test("where a code is found is said by the menu's own name for it, on every page the same", async () => {
  const way = SENTENCES.unpaired.text;
  assert.match(way, /^Choose Browsers in the menu of Tenth’s window/);
  assert.ok((await wordsOf("panel/views/menus.js")).includes('item("Browsers"'));
  assert.deepEqual([SENTENCES.forbidden.text, sentenceOf("unpaired", true).text], [way, way]);
  for (const page of ["pages/pair.html", "pages/pair.js", "pages/words.js", "background/pairing.js"])
    assert.doesNotMatch(await wordsOf(page), /[Cc]hoose (?!Browsers in the menu of Tenth’s window)/, page);
});

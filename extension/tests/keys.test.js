/** keys.js: which command a press means, and that a letter typed into words is never one. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { command, placeOf } from "../panel/keys.js";

const press = (key, over = {}) => ({ key, shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, ...over });
const QUIET = { counting: false };

test("the keys of the review", () => {
  const of = (key, over) => command(press(key, over), "page", QUIET);
  assert.equal(of("Enter"), "confirm");
  assert.equal(of("Enter", { shiftKey: true }), "push");
  assert.equal(of("A", { shiftKey: true }), "confirm-all");
  assert.equal(of("a"), null);
  assert.equal(of("1"), "first");
  assert.equal(of("+", { shiftKey: true }), "more");
  assert.equal(of("?", { shiftKey: true }), "keys");
});

test("no letter is a command while words are typed", () => {
  for (const place of ["text", "line"])
    for (const key of ["A", "a", "e", "m", "1", "+", "b", "/", "x", "o", "z", "j", "k", "?"])
      assert.equal(command(press(key), place, QUIET), null);
});

test("Enter ends an edit and Shift with Enter breaks the line", () => {
  assert.equal(command(press("Enter"), "text", QUIET), "end-edit");
  assert.equal(command(press("Enter", { shiftKey: true }), "text", QUIET), null);
  assert.equal(command(press("Escape"), "text", QUIET), "old-words");
});

test("an input method's Enter is its own", () =>
  assert.equal(command(press("Enter", { isComposing: true }), "text", QUIET), null));

test("Enter on a button presses the button, and pushing is possible from it", () => {
  assert.equal(command(press("Enter"), "button", QUIET), null);
  assert.equal(command(press("Enter", { shiftKey: true }), "button", QUIET), "push");
});

test("while five seconds run, z stops the push instead of undoing", () => {
  assert.equal(command(press("z"), "page", { counting: true }), "stop");
  assert.equal(command(press("z"), "page", QUIET), "undo");
});

test("the browser's own combinations stay the browser's", () => {
  for (const held of ["altKey", "ctrlKey", "metaKey"])
    assert.equal(command(press("z", { [held]: true }), "page", QUIET), null);
});

test("names of built-in object parts are no commands", () =>
  assert.equal(command(press("constructor"), "page", QUIET), null));

test("where the cursor stands", () => {
  const element = (localName, type) => ({ localName, getAttribute: () => type ?? null });
  assert.equal(placeOf(element("textarea")), "text");
  assert.equal(placeOf(element("input", "date")), "line");
  assert.equal(placeOf(element("input", "radio")), "choice");
  assert.equal(placeOf(element("button")), "button");
  assert.equal(placeOf(element("article")), "page");
  assert.equal(placeOf(null), "page");
});

/**
 * Everything that reaches the page from outside its own controls: keys, dropped files, pasted text, coming back into view, going away.
 *
 * @import { Acts } from "./acts/all.js"
 * @import { Command } from "./keys.js"
 * @import { DayCommand } from "./day_keys.js"
 * @import { Sight } from "./sight.js"
 * @import { Store } from "./store.js"
 */
import { deedBy } from "./capture_keys.js";
import { dayCommand } from "./day_keys.js";
import { command, placeOf } from "./keys.js";
import { closed } from "./state/layers.js";
import { isCovered } from "./state/shell.js";
import { viewOf } from "./state/view.js";
import { isAtHand, wordsAtRisk } from "./read.js";

/** What may be done while a call runs and most of the page is covered: what touches the card in sight alone, and makes no sound.
 * @type {readonly string[]} */
const WHILE_COVERED = [
  "confirm", "edit", "more", "fewer", "billable", "next", "previous", "stop", "keys", "end-edit", "old-words", "back",
  "note", "clock",
];

/** What lets words leave the desk: taken by no key while something lies over the docked panel. @type {readonly string[]} */
const DECIDES = ["confirm", "confirm-all", "push"];

/** @param {{store: Store, acts: Acts, commands: (command: Command|DayCommand) => void, sight: Sight}} parts */
export function listen({ store, acts, commands, sight }) {
  /** @param {Command|DayCommand} meant */
  const decided = (meant) => (sight.isClear() || !DECIDES.includes(meant) ? commands(meant) : acts.shelling.warn());
  document.addEventListener("click", (event) => onClick(event, acts, sight), { capture: true });
  document.addEventListener("keydown", (event) => onCall(event, store, acts, sight) || onKey(event, store, decided));
  document.addEventListener("keyup", (event) => event.key === "s" && void acts.saying.letGo());
  window.addEventListener("blur", () => void acts.saying.letGo());
  document.addEventListener("pointerdown", (event) => onPointer(event, store));
  document.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    if (!store.get().takein.over) acts.takingIn.change({ over: true });
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) acts.takingIn.change({ over: false });
  });
  document.addEventListener("drop", (event) => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    acts.takingIn.change({ over: false, open: true });
    void acts.takingIn.files([...event.dataTransfer.files]);
  });
  document.addEventListener("paste", (event) => onPaste(event, acts));
  sight.watch((seen) => {
    if (!seen) return void acts.saving.all();
    void acts.shelling.look();
    void acts.looking.look();
  });
  window.addEventListener("pagehide", () => void acts.saving.all());
  window.addEventListener("beforeunload", (event) => {
    if (wordsAtRisk(store.get()).length) event.preventDefault();
  });
}

/**
 * A key about the call that is going on; true when it was one, and the review's keys wait.
 *
 * @param {KeyboardEvent} event @param {Store} store @param {Acts} acts @param {Sight} sight
 */
function onCall(event, store, acts, sight) {
  const page = store.get();
  if (event.defaultPrevented || !isAtHand(page) || page.layer || page.sending.phase === "counting") return false;
  const here = document.activeElement;
  if (["text", "line"].includes(placeOf(here)) && !here?.closest(".capture")) return false;
  const deed = deedBy(event, placeOf(here), page);
  if (!deed) return Boolean(page.capturing?.busy);
  event.preventDefault();
  if (!event.repeat && !page.capturing?.busy) void (sight.isClear() ? acts.capture[deed]() : acts.shelling.warn());
  return true;
}

/** @param {KeyboardEvent} event @param {Store} store @param {(command: Command|DayCommand) => void} commands */
function onKey(event, store, commands) {
  const page = store.get();
  if (event.defaultPrevented || page.link.state === "opening") return;
  if (["keys", "browsers"].includes(page.layer?.kind ?? "")) return;
  if (!isAtHand(page)) return onKeyWhileShut(event, commands);
  const meant = meantBy(event, page);
  if (!meant || (event.repeat && !["next", "previous", "more", "fewer", "day-next", "day-previous"].includes(meant))) return;
  event.preventDefault();
  if (!isCovered(page) || WHILE_COVERED.includes(meant)) commands(meant);
}

/** A press through something that lies over the docked panel is nobody's decision. @param {MouseEvent} event @param {Acts} acts @param {Sight} sight */
function onClick(event, acts, sight) {
  if (sight.isClear()) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  acts.shelling.warn();
}

/** @param {KeyboardEvent} event @param {import("./types.js").Page} page */
function meantBy(event, page) {
  const place = placeOf(document.activeElement);
  const counting = ["counting", "looking"].includes(page.sending.phase);
  const view = viewOf(page);
  return view === "review" ? command(event, place, { counting }) : dayCommand(event, place, { counting, view });
}

/** A sentence stands in place of the drafts: Enter is its one action. @param {KeyboardEvent} event @param {(command: Command) => void} commands */
function onKeyWhileShut(event, commands) {
  const meant = command(event, placeOf(document.activeElement), { counting: false });
  if (meant === "confirm") /** @type {HTMLElement|null} */ (document.querySelector("[data-act=mend]"))?.click();
  else if (meant === "keys" || meant === "back") commands(meant);
  else return;
  event.preventDefault();
}

/** A press outside what lies open closes it. @param {PointerEvent} event @param {Store} store */
function onPointer({ target }, store) {
  const { layer } = store.get();
  if (!layer || layer.kind === "keys" || layer.kind === "browsers" || !(target instanceof Element)) return;
  if (!target.closest(".picker, .menu, [aria-expanded=true]")) store.apply(closed);
}

/** @param {ClipboardEvent} event @param {Acts} acts */
function onPaste(event, acts) {
  if (["text", "line"].includes(placeOf(document.activeElement)) || !event.clipboardData) return;
  const files = [...event.clipboardData.files];
  const words = event.clipboardData.getData("text/plain");
  if (!files.length && !words.trim()) return;
  event.preventDefault();
  if (files.length) void acts.takingIn.files(files);
  else if (!acts.shelling.paste(words)) acts.takingIn.offer(words);
}

/**
 * The keys of the ledger page: move, correct, undo, add an expense, go back. While a field has the focus, letters are letters.
 *
 * @import { Acts } from "./ledger.js"
 * @import { Line, Page } from "./ledger_types.js"
 */
import { placeOf } from "../panel/keys.js";
import { canCorrect, canUndo } from "./ledger_state.js";

/** @param {KeyboardEvent} event @param {Page} page @param {(id: string) => Line|null} lineOf @param {Acts} acts */
export function keysOf(event, page, lineOf, acts) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing || event.repeat) return;
  const at = placeOf(document.activeElement);
  if (event.key === "Escape") return back(event, page, acts);
  if (at === "text" || at === "line" || at === "choice") return;
  const line = page.current ? lineOf(page.current) : null;
  const deed = deedOf(event.key, page, line, acts);
  if (!deed) return;
  event.preventDefault();
  deed();
}

/** @param {string} key @param {Page} page @param {Line|null} line @param {Acts} acts @returns {(() => unknown)|null} */
function deedOf(key, page, line, acts) {
  if (key === "e") return () => acts.newExpense();
  if (key === "j" || key === "k") return () => move(page, key === "j" ? 1 : -1, acts);
  if (key === "c" && line && canCorrect(line)) return () => (line.kind === "expense" ? acts.editExpense(line) : acts.startCorrecting(line));
  if (key === "u" && line && canUndo(line)) return () => acts.undo(line);
  if (key === "l") return () => acts.lookAgain();
  return null;
}

/** @param {Page} page @param {1|-1} step @param {Acts} acts */
function move({ ledger, current }, step, acts) {
  const lines = ledger?.lines ?? [];
  const at = lines.findIndex((line) => line.id === current);
  const next = lines[at < 0 ? (step > 0 ? 0 : lines.length - 1) : Math.min(Math.max(at + step, 0), lines.length - 1)];
  if (!next) return;
  acts.open(next.id);
  document.querySelector(`[data-line="${CSS.escape(next.id)}"]`)?.scrollIntoView({ block: "nearest" });
}

/** @param {KeyboardEvent} event @param {Page} page @param {Acts} acts */
function back(event, { pane }, acts) {
  event.preventDefault();
  if (pane.kind === "correct" || pane.kind === "wrong") acts.open(pane.id);
  else acts.close();
}

/**
 * Which command a key press means. Pure: what was pressed and where the cursor stands in, a command's name out.
 * While a text field has the focus, letters are letters.
 */

/** @typedef {"text"|"line"|"button"|"choice"|"page"} Place narrative; one-line field; button or link; radio or list; anywhere else */
/**
 * @typedef {"confirm"|"confirm-all"|"push"|"stop"|"edit"|"matter"|"first"|"second"|"third"|"more"|"fewer"|"billable"|"split"
 *   |"discard"|"play"|"undo"|"next"|"previous"|"keys"|"end-edit"|"old-words"|"back"|"earner"|"lint"|"find"|"select"|"extend-next"
 *   |"extend-previous"|"next-bound"|"previous-bound"|"bound-later"|"bound-earlier"|"day"|"week"|"note"|"clock"} Command
 */
/** @typedef {{key: string, shiftKey: boolean, altKey: boolean, ctrlKey: boolean, metaKey: boolean, isComposing?: boolean}} Press */

/** @type {Record<string, Command>} */
const ANYWHERE = {
  A: "confirm-all",
  e: "edit",
  m: "matter",
  1: "first",
  2: "second",
  3: "third",
  "+": "more",
  "=": "more",
  "-": "fewer",
  b: "billable",
  "/": "split",
  x: "discard",
  o: "play",
  z: "undo",
  j: "next",
  k: "previous",
  J: "extend-next",
  K: "extend-previous",
  " ": "select",
  f: "earner",
  l: "lint",
  g: "find",
  "[": "previous-bound",
  "]": "next-bound",
  ",": "bound-earlier",
  ".": "bound-later",
  d: "day",
  w: "week",
  n: "note",
  t: "clock",
  "?": "keys",
  Escape: "back",
};

/**
 * @param {Press} press
 * @param {Place} place
 * @param {{counting: boolean}} now
 * @returns {Command|null}
 */
export function command(press, place, now) {
  if (press.altKey || press.ctrlKey || press.metaKey || press.isComposing) return null;
  if (place === "text" || place === "line") return whileTyping(press, place);
  if (now.counting && ["z", "Escape"].includes(press.key)) return "stop";
  if (press.key === "Enter") {
    if (press.shiftKey) return "push";
    return place === "button" ? null : "confirm";
  }
  if (press.key === " " && place !== "page") return null;
  return Object.hasOwn(ANYWHERE, press.key) ? (ANYWHERE[press.key] ?? null) : null;
}

/** @param {Press} press @param {"text"|"line"} place @returns {Command|null} */
function whileTyping({ key, shiftKey }, place) {
  if (key === "Escape") return "old-words";
  if (key === "Enter" && !(shiftKey && place === "text")) return "end-edit";
  return null;
}

/** Where the cursor stands. @param {Element|null} element @returns {Place} */
export function placeOf(element) {
  if (!element) return "page";
  const name = element.localName;
  if (name === "textarea") return "text";
  if (name === "select") return "line";
  if (name === "input") return /^(radio|checkbox|file)$/.test(element.getAttribute("type") ?? "") ? "choice" : "line";
  return name === "button" || name === "a" || name === "summary" ? "button" : "page";
}

/** Everything `?` shows: the caps and what they do. @type {readonly [string, string[], string][]} */
export const SHEET = [
  ["Decide", ["Enter"], "confirm and move on"],
  ["Decide", ["A"], "confirm all that is ready in this call"],
  ["Decide", ["x"], "not work"],
  ["Decide", ["z"], "undo, or stop a push"],
  ["Decide", ["Shift", "Enter"], "push what is confirmed"],
  ["Change", ["e"], "edit the narrative; with no entry in hand: an expense"],
  ["Change", ["m"], "matter: search, wait for one, or none"],
  ["Change", ["1", "2", "3"], "take a candidate"],
  ["Change", ["+", "-"], "one unit more or fewer"],
  ["Change", ["b"], "how it is charged"],
  ["Change", ["f"], "fee earner"],
  ["Change", ["/"], "split"],
  ["Time", ["[", "]"], "choose a boundary of the call strip"],
  ["Time", [",", "."], "move it, a passage at a time"],
  ["Several", ["Space"], "take this entry with others, or not"],
  ["Several", ["J", "K"], "take the next, the previous one too"],
  ["Several", ["Enter"], "confirm them"],
  ["Several", ["m"], "one matter for them"],
  ["Several", ["x"], "none of them is work"],
  ["Look", ["o"], "play the evidence"],
  ["Look", ["l"], "what there is to say of the words"],
  ["Look", ["j", "k"], "next, previous entry"],
  ["Look", ["g"], "find any entry"],
  ["Look", ["d"], "the day"],
  ["Look", ["w"], "the week"],
  ["Look", ["?"], "these keys"],
  ["Time", ["t"], "start or stop the clock of the matter, or of a promise"],
  ["Time", ["n"], "note, for now or for a question of the day"],
  ["Time", ["C"], "capture this call, or its clock alone"],
  ["Time", ["s"], "held after a call: say what it was"],
  ["In the day", ["x"], "nothing billable"],
  ["In the day", ["[", "]"], "the day before, the day after"],
  ["In the day", ["c"], "close the day"],
  ["In the day", ["r"], "back to the review"],
  ["While editing", ["Enter"], "end the edit"],
  ["While editing", ["Shift", "Enter"], "new line"],
  ["While editing", ["Esc"], "old words back"],
];

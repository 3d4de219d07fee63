/**
 * What each key command does. `keys.js` decides which command a press is; this file is where the hands are. Commands wait for
 * the one before, so that keys pressed faster than Tenth answers mean what they would have meant pressed slowly. What follows one
 * that opens a field belongs into that field: until it is there, no letter is taken for a command.
 *
 * @import { Acts } from "./all.js"
 * @import { Command } from "../keys.js"
 * @import { DayCommand } from "../day_keys.js"
 * @import { Store } from "../store.js"
 */
import { current, isAlike, isEditable, selected } from "../read.js";
import { dayCommands } from "./day_commands.js";
import { forgot } from "../state/drafts.js";
import { closed, laid } from "../state/layers.js";

/** After these the lawyer types. @type {readonly (Command|DayCommand)[]} */
const TYPED_INTO = ["edit", "matter", "earner", "split", "note"];

/** @param {Acts} acts @param {Store} store @returns {(command: Command|DayCommand) => void} */
export function createCommands(acts, store) {
  const { reviewing, changing, sending, listening, moving, several, finding, screen, shelling } = acts;

  /** @param {(id: string) => unknown} deed */
  const here = (deed) => () => {
    const at = current(store.get())?.id;
    return at ? deed(at) : undefined;
  };

  function edit() {
    const entry = current(store.get());
    if (!entry) return acts.mending.ledger("new-expense");
    if (isEditable(entry)) return screen.focusField(`[data-entry="${entry.id}"] textarea`);
    if (entry.status === "confirmed")
      return reviewing.reopen(entry.id).then(() => screen.focusField(`[data-entry="${entry.id}"] textarea`));
  }

  /** Enter on a card: its one question, else that it is confirmed. @param {string} id */
  function decide(id) {
    const entry = store.get().entries[id];
    return entry && isAlike(entry) ? sending.which(id) : reviewing.confirm(id);
  }

  /** Whether a decision is about several. */
  const areSeveral = () => store.get().selected.length > 0;

  /** Esc closes what lies open, lets go of what is in hand, then of the result of a push, then of the docked panel. */
  function back() {
    const { layer, sending: now, shown, over, bound, selected: taken } = store.get();
    if (layer) {
      store.apply(closed);
      return screen.focusAfter(layer);
    }
    if (over) return listening.hover(null);
    if (bound) return moving.letGo();
    if (taken.length) return several.none();
    if (now.phase === "done" || now.phase === "seen") return sending.dismiss();
    if (shown) return listening.hide();
    return shelling.close();
  }

  function endEdit() {
    const at = store.get().drafts.field?.entry;
    changing.stand(null);
    if (at) screen.focusCard(at);
    else screen.blur();
  }

  function oldWords() {
    const { drafts, layer } = store.get();
    if (layer) return back();
    if (drafts.field) putBack(store, acts, drafts.field);
    endEdit();
  }

  /** @type {Record<Command|DayCommand, () => unknown>} */
  const does = {
    confirm: () => (areSeveral() ? several.confirm(selected(store.get())) : here(decide)()),
    "confirm-all": several.confirmAll,
    push: sending.push,
    stop: sending.stop,
    edit,
    matter: here(changing.searchMatter),
    first: here((id) => changing.takeCandidate(id, 0)),
    second: here((id) => changing.takeCandidate(id, 1)),
    third: here((id) => changing.takeCandidate(id, 2)),
    more: here((id) => changing.step(id, 1)),
    fewer: here((id) => changing.step(id, -1)),
    billable: here(changing.charge),
    split: here(changing.searchSplit),
    discard: () => (areSeveral() ? several.discard() : here(reviewing.discard)()),
    play: () => {
      const entry = current(store.get());
      if (entry) listening.next(entry);
    },
    undo: reviewing.undo,
    next: () => reviewing.move(1),
    previous: () => reviewing.move(-1),
    keys: () => store.apply(laid, { kind: "keys" }),
    earner: here(changing.searchEarner),
    lint: here(reviewing.remarks),
    find: finding.open,
    select: here(several.toggle),
    "extend-next": () => several.extend(1),
    "extend-previous": () => several.extend(-1),
    "next-bound": () => moving.choose(1),
    "previous-bound": () => moving.choose(-1),
    "bound-later": () => moving.nudge(1),
    "bound-earlier": () => moving.nudge(-1),
    "end-edit": endEdit,
    "old-words": oldWords,
    back,
    ...dayCommands(acts, store),
  };
  let line = Promise.resolve();
  let opening = 0;
  return (command) => {
    if (command === "stop") return sending.stop(); // never waits its turn
    if (opening) return;
    if (command === "find") return finding.open(); // nor does this: it is about no entry in hand
    const opens = Number(TYPED_INTO.includes(command));
    opening += opens;
    line = line
      .then(() => /** @type {void|Promise<void>} */ (does[command]()))
      .catch(() => undefined)
      .finally(() => (opening -= opens));
  };
}

/**
 * Esc in a field: the words as they were when the cursor entered it, in the agent too.
 *
 * @param {Store} store
 * @param {Acts} acts
 * @param {{entry: string, field: string}} field
 */
function putBack(store, acts, { entry, field }) {
  const old = acts.screen.before();
  if (old === null || field === "date") return store.apply(forgot, entry, field);
  const typed = store.get().drafts.typed[entry];
  if (typed && field in typed) acts.saving.type(entry, { [field]: old });
}

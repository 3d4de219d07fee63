/**
 * Moves time between the entries of a call: a boundary is taken in hand by its grip, its keys or its field, goes from passage to
 * passage, and the agent measures both sides anew. While it is on its way the page shows what the agent will say.
 *
 * @import { Bound, Move } from "../bounds.js"
 * @import { Entry, SourceView } from "../types.js"
 * @import { Asking } from "./asking.js"
 * @import { Looking } from "./looking.js"
 * @import { Saving } from "./saving.js"
 * @import { Screen } from "../screen.js"
 * @import { Store } from "../store.js"
 */
import { bounds, move, moveTo } from "../bounds.js";
import { counted, length } from "../format.js";
import { current, liveOf } from "../read.js";
import { held, noted, touched } from "../state/desk.js";
import { bounded } from "../state/review.js";
import { isCovered } from "../state/shell.js";
import { letterAt } from "../strip.js";
import { problemOf } from "./asking.js";

/** @typedef {ReturnType<typeof createMoving>} Moving */
/** @typedef {{view: SourceView, entries: Entry[], all: Bound[]}} Ground */

/** @param {{asking: Asking, store: Store, saving: Saving, looking: Looking, screen: Screen}} parts */
export function createMoving({ asking, store, saving, looking, screen }) {
  /** @type {Promise<unknown>} */
  let line = Promise.resolve();

  /** One move after the other: each is planned on the ground the one before it left. @param {() => unknown} task */
  function inTurn(task) {
    line = line.then(task, task);
    return line;
  }

  /** @param {string|undefined} source @returns {Ground|null} */
  function ground(source) {
    const page = store.get();
    const view = source && page.views[source];
    if (!view || isCovered(page)) return null;
    const entries = liveOf(page, view.source.id);
    return { view, entries, all: bounds(view, entries) };
  }

  /** The boundary in hand, with all it stands among. */
  function inHand() {
    const { bound } = store.get();
    const on = ground(bound?.source);
    const at = on?.all.find((b) => b.first === bound?.first);
    return on && at ? { ...on, at } : null;
  }

  /** Take a boundary in hand. @param {string} source @param {string} first */
  const take = (source, first) => store.apply(bounded, { source, first, move: null });

  /** `[` and `]`: the boundary before or after the one in hand, in the call the lawyer stands in. @param {1|-1} by */
  function choose(by) {
    const on = ground(current(store.get())?.source);
    if (!on?.all.length) return screen.say("No boundary of this can be moved.");
    const at = on.all.findIndex((b) => b.first === store.get().bound?.first);
    const next = on.all[at < 0 ? (by > 0 ? 0 : on.all.length - 1) : Math.min(on.all.length - 1, Math.max(0, at + by))];
    if (next) take(on.view.source.id, next.first);
    if (next) screen.say(`${sideOf(on.entries, next)} at ${length(Math.round(next.at / 1000))}.`);
  }

  /** Move the boundary in hand by so many passages. @param {number} by */
  function nudge(by) {
    return inTurn(() => {
      const on = inHand();
      return on ? settle(on, move(on.view, on.entries, on.at, by)) : choose(by < 0 ? -1 : 1);
    });
  }

  /** Move the boundary in hand as near to a place as it can come. @param {number} ms */
  function to(ms) {
    return inTurn(() => {
      const on = inHand();
      return on && settle(on, moveTo(on.view, on.entries, on.at, ms));
    });
  }

  /** A grip is held at a place: show it there, change nothing yet. @param {number} ms */
  function drag(ms) {
    const on = inHand();
    const { bound } = store.get();
    if (on && bound) store.apply(bounded, { ...bound, move: moveTo(on.view, on.entries, on.at, ms) });
  }

  /** The grip is let go where it was shown. */
  function drop() {
    const on = inHand();
    const planned = store.get().bound?.move ?? null;
    return on && planned ? settle(on, planned) : undefined;
  }

  const letGo = () => store.apply(bounded, null);

  /** @param {Ground & {at: Bound}} on @param {Move|null} planned */
  async function settle({ entries, at }, planned) {
    if (!planned) return screen.say("It can go no further.");
    store.apply(bounded, { source: planned.source, first: at.first, move: planned });
    const sides = entries.filter((e) => e.id === planned.to || e.passages.some((p) => planned.passages.includes(p)));
    try {
      await Promise.all(sides.map((e) => saving.save(e.id)));
      const versions = sides.map(({ id }) => ({ entry: id, version: store.get().entries[id]?.version ?? 0 }));
      const body = { source: planned.source, passages: planned.passages, to: planned.to, versions };
      const answer = await asking.change("/v1/entries/assign", body);
      store.apply(touched, planned.source);
      store.apply(held, answer.entries);
      store.apply(bounded, planned.first ? { source: planned.source, first: planned.first, move: null } : null);
      screen.say(told(liveOf(store.get(), planned.source), answer.entries));
    } catch (error) {
      store.apply(bounded, { source: planned.source, first: at.first, move: null });
      const problem = problemOf(error);
      store.apply(noted, { tone: "ask", text: problem.hint, on: null });
      if (problem.code === "version_conflict") await looking.refresh().catch(() => undefined);
    }
  }

  return { choose, nudge, to, take, drag, drop, letGo };
}

/** "A 18 min, 3 units; B 7 min, 2 units." @param {readonly Entry[]} all @param {readonly Entry[]} changed */
function told(all, changed) {
  const one = (/** @type {Entry} */ e) => {
    const letter = letterAt(all.findIndex(({ id }) => id === e.id));
    return `${letter} ${length(e.seconds ?? 0)}, ${counted(e.units ?? 0, "unit")}`;
  };
  return `${changed.map(one).join("; ")}.`;
}

/**
 * "A begins", "A ends": what lies at a boundary, by the letters of the cards.
 *
 * @param {readonly Entry[]} entries @param {{left: string|null, right: string|null}} bound
 */
export function sideOf(entries, { left, right }) {
  const letter = (/** @type {string|null} */ id) => letterAt(entries.findIndex((e) => e.id === id));
  if (right && left) return `${letter(left)} gives way to ${letter(right)}`;
  return right ? `${letter(right)} begins` : `${letter(left)} ends`;
}

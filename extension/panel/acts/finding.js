/**
 * Finds any entry by matter or word, drafts, sent ones and those put aside, and goes there. What is typed stays on this computer.
 *
 * @import { Entry } from "../types.js"
 * @import { Asking } from "./asking.js"
 * @import { Looking } from "./looking.js"
 * @import { Screen } from "../screen.js"
 * @import { Store } from "../store.js"
 */
import { held, opened, stoodOn } from "../state/desk.js";
import { isCovered } from "../state/shell.js";
import { asked, closed, foundEntries, laid } from "../state/layers.js";
import { looked } from "../state/view.js";

/** @typedef {ReturnType<typeof createFinding>} Finding */

const FOUND = 12;
const QUIET_MS = 120;

/** @param {{asking: Asking, store: Store, looking: Looking, screen: Screen}} parts */
export function createFinding({ asking, store, looking, screen }) {
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;

  function open() {
    if (isCovered(store.get())) return screen.say("While a call runs only the matter on screen is shown.");
    store.apply(laid, { kind: "find", query: "", found: [], foundFor: "", at: 0 });
    screen.focusField("#find");
  }

  /** @param {string} query */
  function query(query) {
    store.apply(asked, query);
    clearTimeout(timer);
    timer = setTimeout(() => void look(query), QUIET_MS);
  }

  /** @param {string} query */
  async function look(query) {
    await asking.attempt(async () => {
      const { entries } = await asking.ask("/v1/entries/find", { query, limit: FOUND });
      store.apply(foundEntries, query, entries);
    });
  }

  /** Go to the entry under the mark, once the list belongs to what was typed. */
  async function goMarked() {
    const { layer } = store.get();
    if (layer?.kind === "find" && layer.foundFor !== layer.query) {
      clearTimeout(timer);
      await look(layer.query);
    }
    const now = store.get().layer;
    const entry = now?.kind === "find" ? now.found[now.at] : undefined;
    if (entry) await go(entry);
  }

  /** Open the source of an entry and stand on it. @param {Entry} entry */
  async function go(entry) {
    store.apply(looked, "review");
    store.apply(closed);
    store.apply(opened, entry.source, true);
    store.apply(held, [entry]);
    const source = store.get().agent?.sources.find((s) => s.id === entry.source);
    if (source) await looking.load(source).catch(() => undefined);
    if (entry.status === "discarded") return screen.focusField(`[data-discarded="${entry.id}"] button`);
    store.apply(stoodOn, entry.id);
    screen.focusCard(entry.id);
  }

  return { open, query, goMarked, go };
}

/**
 * The one action of each sentence: what brings the page out of a state that the lawyer can end.
 *
 * @import { Outside } from "../outside.js"
 * @import { Looking } from "./looking.js"
 * @import { Asking } from "./asking.js"
 * @import { Screen } from "../screen.js"
 * @import { Store } from "../store.js"
 */
import { noted } from "../state/desk.js";
import { problemOf } from "./asking.js";

/** @typedef {ReturnType<typeof createMending>} Mending */

/** @param {{asking: Asking, store: Store, looking: Looking, screen: Screen, outside: Outside}} parts */
export function createMending({ asking, store, looking, screen, outside }) {
  /** @param {() => Promise<unknown>} deed */
  async function tried(deed) {
    try {
      await deed();
    } catch (error) {
      store.apply(noted, { tone: "ask", text: problemOf(error).hint, on: "clio" });
    }
    await looking.look();
  }

  return {
    /** Whether this page belongs to an extension, which can be paired. */
    extension: outside.extension,
    look: looking.look,
    sync: looking.sync,
    pair: outside.openPairing,
    /** Sign in on Clio's own page, in a tab of its own; the agent waits for the browser to come back. */
    signIn: () =>
      tried(async () => outside.openTab((await asking.ask("/v1/clio/sign-in", {})).authorise_url)),
    /** The page that leads through connecting, in Tenth's own window. */
    connect: () => tried(() => asking.ask("/v1/window/show", { page: "connect" })),
    unlock: () => tried(() => asking.ask("/v1/unlock", {})),
    allow: () => tried(outside.askForClio),
    /** The ledger in Tenth's own window, at an entry when one is named. @param {string|null} [entry] */
    ledger: (entry = null) =>
      asking
        .ask("/v1/window/show", { page: "ledger", entry })
        .catch((error) => store.apply(noted, { tone: "ask", text: problemOf(error).hint, on: null })),
    /** Put words that could not be saved where they can be pasted from. @param {readonly string[]} words */
    async copy(words) {
      await navigator.clipboard.writeText(words.join("\n\n"));
      screen.say("Copied.");
    },
  };
}

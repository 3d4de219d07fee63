/**
 * Saying it: while a key is held, Tenth hears the lawyer's own microphone. Nothing is heard here, and nothing while a call goes on.
 *
 * @import { Asking } from "./asking.js"
 * @import { Looking } from "./looking.js"
 * @import { Store } from "../store.js"
 */
import { noted } from "../state/desk.js";
import { current } from "../read.js";
import { sentence } from "../words.js";
import { problemOf } from "./asking.js";

/** @typedef {ReturnType<typeof createSaying>} Saying */

/** @param {{asking: Asking, store: Store, looking: Looking}} parts */
export function createSaying({ asking, store, looking }) {
  /** @type {Promise<unknown>|null} the key that is held, and how its beginning went */
  let held = null;

  const say = (/** @type {"calm"|"stop"} */ tone, /** @type {string} */ text) => store.apply(noted, { tone, text, on: null });

  async function begin() {
    const { agent } = store.get();
    const at = current(store.get())?.source;
    const call = agent?.sources.find((s) => s.id === at && (s.kind === "call" || s.form === "call_clock"));
    await asking.ask("/v1/say/start", { source: call?.id ?? null });
    if (held) say("calm", "Say what the call was, at most a minute; let go of s when done.");
  }

  return {
    hold() {
      held ??= begin().catch((error) => {
        const { message, hint } = problemOf(error);
        say("stop", `${sentence(message)} ${hint}`);
      });
    },
    /** What was said goes on to its words, whichever key or window ended it. */
    async letGo() {
      const began = held;
      held = null;
      if (!began) return;
      await began;
      const { source } = await asking.ask("/v1/say/stop", {}).catch(() => ({ source: null }));
      if (source) say("calm", "Heard. Its words come into the call.");
      await looking.look();
    },
  };
}

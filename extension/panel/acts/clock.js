/**
 * The clock and the note for now. A clock knows the time and nothing else: no sound is touched here.
 *
 * @import { Asking } from "./asking.js"
 * @import { Looking } from "./looking.js"
 * @import { Screen } from "../screen.js"
 * @import { Store } from "../store.js"
 */
import { current } from "../read.js";
import { isDecided } from "../strip.js";
import { closed } from "../state/layers.js";
import { notingNow } from "../state/view.js";

/** @typedef {ReturnType<typeof createClock>} Clock */

/** @param {{asking: Asking, store: Store, looking: Looking, screen: Screen}} parts */
export function createClock({ asking, store, looking, screen }) {
  /** Start a matter's clock, or stop it when it is the one that runs. @param {number|null} matter @param {string} [what] */
  async function toggle(matter, what = "") {
    const running = store.get().agent?.clock;
    if (running && running.matter_id === matter) return stop();
    await tell("/v1/clock/start", { matter_id: matter, what: what.slice(0, 200) }, "The clock runs.");
  }

  /** The clock of the promise or the card the lawyer stands on; with neither, or one without a matter, a clock for whatever it
   * will be. A call's clock is never exchanged for another by one key. */
  function here() {
    const page = store.get();
    if (page.agent?.call) return stop();
    if (screen.pressBeside("[data-promise]", "[data-act=start-clock]")) return undefined;
    const entry = page.view === "review" ? current(page) : null;
    if (!entry && page.agent?.clock) return stop();
    return toggle(entry && isDecided(entry) ? entry.matter_id : null);
  }

  const stop = () => tell("/v1/clock/stop", {}, "The clock has stopped. Its time is a draft.");

  /** @param {string} path @param {object} body @param {string} said */
  async function tell(path, body, said) {
    if (await asking.attempt(() => asking.change(path, body))) screen.say(said);
    await looking.look();
  }

  /** Put the cursor where a note for now is typed. */
  function note() {
    store.apply(closed);
    store.apply(notingNow, store.get().days.noting ?? "");
    screen.focusField("#noting input");
  }

  /** @param {string} text */
  const type = (text) => store.apply(notingNow, text);

  const leave = () => {
    store.apply(notingNow, null);
    screen.blur();
  };

  /** Keep the note: with its time while the clock runs, else as time typed by hand. */
  async function keep() {
    const text = store.get().days.noting?.trim();
    if (!text) return leave();
    await asking.attempt(async () => {
      const { source } = await asking.change("/v1/notes/add", { text });
      leave();
      screen.say(source ? "Kept as a draft." : "Noted with its time.");
    });
    await looking.look();
  }

  return { toggle, here, stop, note, type, keep, leave };
}

/**
 * Recording the call that is going on, consent first. The sound itself never comes here: Tenth hears it, this page says what to do.
 *
 * @import { Asking } from "./asking.js"
 * @import { Clock } from "./clock.js"
 * @import { Looking } from "./looking.js"
 * @import { Mending } from "./mending.js"
 * @import { Saying } from "./saying.js"
 * @import { Screen } from "../screen.js"
 * @import { Store } from "../store.js"
 */
import { capturing } from "../state/capturing.js";
import { closed } from "../state/layers.js";
import { uncovered } from "../state/shell.js";
import { sentence } from "../words.js";
import { problemOf } from "./asking.js";

const EVERYONE = "Everyone on the call";
const SAID_YES = "said yes on the call";
const TELL = "/v1/capture/tell";

/** @param {{asking: Asking, store: Store, looking: Looking, screen: Screen, clock: Clock, mending: Mending, saying: Saying}} parts */
export function createCapture({ asking, store, looking, screen, clock, mending, saying }) {
  const put = (/** @type {Parameters<typeof capturing>[1]} */ change) => store.apply(capturing, change);
  const close = () => put(null);

  /** One thing after another: until it is known what came of it, keys mean nothing. @param {() => Promise<unknown>} deed */
  async function busy(deed) {
    if (store.get().capturing?.busy) return;
    put({ busy: true, said: "" });
    try {
      await deed();
    } catch (error) {
      const { message, hint } = problemOf(error);
      put({ said: `${sentence(message)} ${hint}` });
    }
    if (store.get().capturing) put({ busy: false });
  }

  /** @param {string} path @param {object} body @param {string} said what those who listen are told */
  const tell = (path, body, said) =>
    busy(async () => {
      await asking.change(path, body);
      await looking.look();
      close();
      screen.say(said);
    });

  /** @param {string} what @param {string} said @param {object} [more] */
  const happened = (what, said, more) => tell(TELL, { what, ...more }, said);

  function open() {
    store.apply(closed);
    if (store.get().agent?.call?.stage) return store.apply(uncovered, false); // what may be done stands there
    return busy(async () => {
      const { notice, never } = await asking.ask("/v1/capture/get", {});
      put({ step: never ? "never" : "notice", notice, never: never ?? "" });
      screen.say(never ?? notice);
      screen.focusField(".capture button");
    });
  }

  function told() {
    const { capturing: asked, agent, shell } = store.get();
    const who = asked?.who.trim();
    if (agent?.call?.asks) return happened("agreed", "Recording.", { who: who || "Whoever joined", how: SAID_YES });
    const said = [`${who ? who.replaceAll(",", ";") : EVERYONE}, ${SAID_YES}`];
    return tell("/v1/capture/start", { said, leave: asked?.leave.trim() && `leave granted by ${asked.leave}`, on_screen: shell.matter }, "Recording.");
  }

  return {
    put,
    close,
    open,
    told,
    granted: () => put({ step: "notice" }),
    copy: () => {
      put({ copied: true });
      return mending.copy([store.get().capturing?.notice ?? ""]);
    },
    clockOnly: () => (store.get().agent?.call ? close() : tell("/v1/clock/start", { call: true }, "The clock runs.")),
    pause: () =>
      store.get().agent?.call?.stage === "paused" ? happened("resume", "Recording.") : happened("pause", "Paused."),
    joined: () => happened("joined", "Paused until they say yes."),
    /** The sound stops with the key; what becomes of it is asked then. */
    object: async () => {
      await happened("pause", "Paused.");
      put({ step: "objected" });
    },
    withdraw: () => happened("withdrawn", "Deleted. The clock goes on."),
    keep: () => happened("withdrawn", "No more sound is kept.", { keep: true }),
    gone: () => put({ step: "gone" }),
    never: () => happened("not_this_call", "Not this call."),
    discard: () => happened("discard", "Deleted. The clock goes on."),
    stop: () => tell("/v1/capture/stop", {}, "Stopped."),
    stopClock: clock.stop,
    note: clock.note,
    say: saying.hold,
  };
}

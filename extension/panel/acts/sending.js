/**
 * Pushes what is confirmed: five seconds in sight, then one request, then what Clio made of each. Never sends what the lawyer
 * did not see counted down, and moves the focus only when all of it is known.
 *
 * @import { PushResult } from "../types.js"
 * @import { Asking } from "./asking.js"
 * @import { Looking } from "./looking.js"
 * @import { Saving } from "./saving.js"
 * @import { Screen } from "../screen.js"
 * @import { Store } from "../store.js"
 */
import { counted } from "../format.js";
import { canPush, reviewable, sendable } from "../read.js";
import { noted, touched } from "../state/desk.js";
import { notRevised } from "../state/drafts.js";
import { SECONDS, counting, done, idle, sending, ticked } from "../state/sending.js";
import { problemOf } from "./asking.js";

/** @typedef {ReturnType<typeof createSending>} Sending */

const SECOND_MS = 1000;
const SLEPT_MS = 4000;

/** @param {{asking: Asking, store: Store, saving: Saving, looking: Looking, screen: Screen, now?: () => number}} parts */
export function createSending({ asking, store, saving, looking, screen, now = Date.now }) {
  /** @type {ReturnType<typeof setInterval>|undefined} */
  let clock;
  let tickedAt = 0;

  /** Start the five seconds, when there is something to send and somewhere to send it. A confirmation on its way counts. */
  async function push() {
    await saving.all();
    const page = store.get();
    const ids = sendable(page).map((e) => e.id);
    if (!["idle", "done"].includes(page.sending.phase) || !ids.length || !canPush(page)) return;
    for (const entry of sendable(page)) store.apply(touched, entry.source);
    store.apply(counting, ids);
    screen.say(`Sending ${ids.length} in ${SECONDS} seconds. Z stops it.`);
    tickedAt = now();
    clock = setInterval(tick, SECOND_MS);
  }

  function tick() {
    const slept = now() - tickedAt > SLEPT_MS;
    tickedAt = now();
    if (slept) return sleptThrough();
    store.apply(ticked);
    const count = store.get().sending;
    if (count.phase !== "counting") return clearInterval(clock);
    if (count.left > 0) return;
    clearInterval(clock);
    void send(count.ids);
  }

  /** The seconds were not in sight: what would be sent now is not what the lawyer watched. */
  function sleptThrough() {
    if (store.get().sending.phase !== "counting") return;
    clearInterval(clock);
    store.apply(idle);
    store.apply(noted, { tone: "ask", text: "Stopped: this computer slept. Nothing was sent.", on: null });
  }

  function stop() {
    if (store.get().sending.phase !== "counting") return;
    clearInterval(clock);
    store.apply(idle);
    screen.say("Stopped. Nothing was sent.");
  }

  /** @param {string[]} counted what the lawyer saw; what was reopened meanwhile is left out */
  async function send(counted) {
    const still = new Set(sendable(store.get()).map((e) => e.id));
    const ids = counted.filter((id) => still.has(id));
    if (!ids.length) return store.apply(idle);
    store.apply(sending, ids);
    try {
      await saving.all();
      const { results } = await asking.change("/v1/push", { entries: ids });
      store.apply(notRevised, ids);
      await looking.refresh();
      store.apply(done, results);
      screen.say(outcome(results));
      rest(ids);
    } catch (error) {
      store.apply(idle);
      store.apply(noted, { tone: "stop", text: problemOf(error).hint, on: null });
    }
    await looking.look();
  }

  /** What is left to do takes the focus: the first promise of what was sent, or Done when nothing waits. @param {string[]} ids */
  function rest(ids) {
    const { entries, views, drafts, sending: now } = store.get();
    if (drafts.field || now.phase !== "done") return;
    const sources = new Set(ids.flatMap((id) => entries[id]?.source ?? []));
    const owed = [...sources].find((source) => views[source]?.promises.length);
    if (owed) screen.focusField(`[data-source="${owed}"] [data-promise] button`);
    else if (!Object.values(entries).some(reviewable)) screen.focusField("[data-act=done]");
  }

  /** Look in Clio for entries whose answer was lost. */
  async function reconcile() {
    try {
      await asking.change("/v1/reconcile", {});
      await looking.refresh();
    } catch (error) {
      store.apply(noted, { tone: "stop", text: problemOf(error).hint, on: null });
    }
  }

  return { push, stop, reconcile, dismiss: () => store.apply(idle) };
}

/** "2 in Clio, 1 not sent, 1 without an answer." @param {readonly PushResult[]} results */
export function outcome(results) {
  const of = (/** @type {PushResult["outcome"]} */ what) => results.filter((r) => r.outcome === what).length;
  const unknown = results.length - of("created") - of("refused");
  const parts = [
    of("created") ? `${of("created")} in Clio` : "",
    of("refused") ? `${of("refused")} not sent` : "",
    unknown ? `${counted(unknown, "answer")} missing` : "",
  ];
  return parts.filter(Boolean).join(", ");
}

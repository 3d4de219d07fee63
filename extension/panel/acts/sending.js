/**
 * Pushes what is confirmed: first a look at what Clio already shows there, then five seconds in sight, then one request, then what
 * Clio made of each. Never sends what the lawyer did not see counted down, and moves the focus only when all of it is known.
 *
 * Three keys stay three: time of another length that Clio shows on that matter and day is ordinary, so it is listed while the
 * seconds run, which `z` stops, and asks for nothing. An entry of the same length there is most likely the same work, typed in by
 * hand or sent by the other person on the call: a client billed twice costs more than one key, so then the lawyer is asked.
 *
 * @import { Already, PushResult } from "../types.js"
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
import { closed, laid } from "../state/layers.js";
import { SECONDS, counting, done, idle, looking as lookingFirst, seen, sending, ticked } from "../state/sending.js";
import { problemOf } from "./asking.js";

/** @typedef {ReturnType<typeof createSending>} Sending */

const SECOND_MS = 1000;
const SLEPT_MS = 4000;

/** @param {{asking: Asking, store: Store, saving: Saving, looking: Looking, screen: Screen, now?: () => number}} parts */
export function createSending({ asking, store, saving, looking, screen, now = Date.now }) {
  /** @type {ReturnType<typeof setInterval>|undefined} */
  let clock;
  let tickedAt = 0;

  /**
   * Look what Clio shows there, when there is something to send and somewhere to send it; then start the five seconds, with what
   * was found in sight. A likely double waits until the lawyer pushes once more. A confirmation on its way counts.
   */
  async function push() {
    await saving.all();
    const page = store.get();
    const ids = sendable(page).map((e) => e.id);
    if (page.sending.phase === "seen") return count(page.sending.ids.filter((id) => ids.includes(id)), page.sending.already);
    if (!["idle", "done"].includes(page.sending.phase) || !ids.length || !canPush(page)) return;
    for (const entry of sendable(page)) store.apply(touched, entry.source);
    store.apply(lookingFirst, ids);
    try {
      const already = await asking.ask("/v1/push/preview", { entries: ids });
      if (store.get().sending.phase !== "looking") return;
      if (!doubles(already)) return count(ids, already);
      store.apply(seen, ids, already);
      screen.say(perhapsTwice(already));
    } catch (error) {
      store.apply(idle);
      store.apply(noted, { tone: "stop", text: `Nothing was sent. ${problemOf(error).hint}`, on: null });
    }
  }

  /** @param {string[]} ids @param {Already} already */
  function count(ids, already) {
    if (!ids.length) return store.apply(idle);
    store.apply(counting, ids, already);
    screen.say(`Sending ${ids.length} in ${SECONDS} seconds. Z stops it.${already.beside.length ? ` ${already.beside.length} already in Clio.` : ""}`);
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
    if (!["counting", "looking"].includes(store.get().sending.phase)) return;
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
    const sent = await asking.attempt(async () => {
      await saving.all();
      const { results } = await asking.change("/v1/push", { entries: ids });
      store.apply(notRevised, ids);
      await looking.refresh();
      store.apply(done, results);
      screen.say(outcome(results));
      rest(ids);
    });
    if (!sent) store.apply(idle);
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
  const reconcile = () => asking.attempt(() => asking.change("/v1/reconcile", {}).then(looking.refresh));

  /** Ask which of several alike in Clio is the entry whose answer was lost. @param {string} id */
  const which = (id) =>
    asking.attempt(async () => {
      const { alike } = await asking.ask("/v1/push/alike", { entry: id });
      store.apply(laid, { kind: "alike", on: id, alike, at: 0 });
      screen.focusField(`[data-on="${id}"] [role=listbox]`);
    });

  /** The lawyer says which one it is, or (null) that none is. Nothing is sent by it. @param {string} id @param {number|null} activity */
  async function settle(id, activity) {
    store.apply(closed);
    await asking.attempt(() => asking.change("/v1/push/answer", { entry: id, activity_id: activity }).then(looking.refresh));
    screen.focusCard(id);
  }

  return { push, stop, reconcile, which, settle, dismiss: () => store.apply(idle) };
}

/** How many in Clio are as long as one that is to be sent. @param {Already} already */
const doubles = ({ beside }) => beside.filter((one) => !one.differs).length;

/** "Perhaps twice: 1 entry". @param {Already} already */
export const perhapsTwice = (already) => `Perhaps twice: ${counted(doubles(already), "entry", "entries")}`;

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

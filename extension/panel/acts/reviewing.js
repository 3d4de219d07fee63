/**
 * The lawyer's decisions about entries: confirm, reopen, discard, split, join, undo, and where the focus goes after each.
 *
 * @import { Entry } from "../types.js"
 * @import { Saving } from "./saving.js"
 * @import { Looking } from "./looking.js"
 * @import { Asking } from "./asking.js"
 * @import { Screen } from "../screen.js"
 * @import { Store } from "../store.js"
 */
import { inOrder, isEditable, isSeen, liveOf, refusalOf, reviewable, shown, wanted } from "../read.js";
import { held, noted, opened, stoodOn, touched } from "../state/desk.js";
import { chosenBetween, typed } from "../state/drafts.js";
import { closed } from "../state/layers.js";
import { saw as sawWords } from "../state/review.js";
import { idle } from "../state/sending.js";
import { problemOf } from "./asking.js";

/** @typedef {ReturnType<typeof createReviewing>} Reviewing */

/** @param {{asking: Asking, store: Store, saving: Saving, looking: Looking, screen: Screen}} parts */
export function createReviewing({ asking, store, saving, looking, screen }) {
  /** @param {string} id @returns {Entry|null} with what has been typed over it */
  function entryOf(id) {
    const page = store.get();
    const entry = page.entries[id];
    return entry ? shown(page, entry) : null;
  }

  /** Put the focus on an entry's card, unless somebody types already what they look for. @param {string|null} id */
  function stand(id) {
    store.apply(stoodOn, id);
    if (id && store.get().layer?.kind !== "find") screen.focusCard(id);
  }

  /** The focus came into a card by itself: a click, Tab. @param {string} id */
  const enter = (id) => store.apply(stoodOn, id);

  /** Go `by` entries down (or up) from where the lawyer stands. @param {1|-1} by */
  function move(by) {
    const all = inOrder(store.get());
    const at = all.findIndex((e) => e.id === store.get().current);
    const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))];
    if (next) stand(next.id);
  }

  /** The next entry that wants a decision after this one, else the one before it, else none. @param {string} id */
  function after(id) {
    const all = inOrder(store.get());
    const at = all.findIndex((e) => e.id === id);
    return [...all.slice(at + 1), ...all.slice(0, Math.max(0, at))].find(reviewable)?.id ?? null;
  }

  /** @param {string} id */
  async function confirm(id) {
    const entry = entryOf(id);
    if (!entry || !isEditable(entry)) return;
    const why = refusalOf(entry);
    if (why) return refuse(id, `Not confirmed: ${lower(why)}`, wanted(entry) ? "ask" : "stop");
    if (!isSeen(store.get(), entry)) {
      if (!screen.shows(id)) {
        screen.reveal(id);
        return refuse(id, "Not confirmed: read it to the end, then press Enter.", "ask");
      }
      saw(id);
    }
    const next = after(id);
    if (!(await saving.act("/v1/entries/confirm", id))) return;
    if (store.get().sending.phase === "done") store.apply(idle);
    screen.say(`Confirmed, ${entry.hours ?? ""} hours.`);
    stand(next ?? id);
  }

  /** @param {string} id @param {string} text @param {"ask"|"stop"} tone */
  const refuse = (id, text, tone) => store.apply(noted, { tone, text, on: id });

  /** The last line of an entry's narrative is on screen. @param {string} id */
  function saw(id) {
    const entry = entryOf(id);
    if (entry && isEditable(entry)) store.apply(sawWords, id, entry.narrative);
  }

  /** @param {string} id */
  async function reopen(id) {
    if (await saving.act("/v1/entries/reopen", id)) screen.say("Open again.");
    stand(id);
  }

  /** @param {string} id */
  async function discard(id) {
    const entry = entryOf(id);
    if (!entry || ["pushed", "exported", "discarded"].includes(entry.status)) return;
    const all = inOrder(store.get()).filter((e) => e.id !== id);
    const next = after(id) ?? all[0]?.id ?? null;
    if (!(await saving.act("/v1/entries/discard", id))) return;
    screen.say("Not work. Z brings it back.");
    stand(next);
  }

  /** @param {string} id */
  async function restore(id) {
    if (await saving.act("/v1/entries/restore", id)) stand(id);
  }

  /** @param {string} id @param {string} at the passage the second part begins with */
  async function split(id, at) {
    store.apply(closed);
    if (await saving.act("/v1/entries/split", id, { at })) screen.say("Split in two.");
    stand(id);
  }

  /** Join an entry with its neighbour in the same source. @param {string} id @param {1|-1} side */
  async function join(id, side) {
    store.apply(closed);
    const other = neighbour(id, side);
    if (!other) return;
    await saving.save(other.id);
    if (await saving.act("/v1/entries/merge", id, { other: other.id })) screen.say("Joined.");
    stand(id);
  }

  /** Short entries of a day as one. @param {Entry} entry */
  const joinOffered = ({ offer }) =>
    change("/v1/entries/join", () => ({ entries: (offer?.entries ?? []).map(seen) }), "Joined. Z takes it back.");

  /** @param {string} id */
  const seen = (id) => ({ entry: id, version: store.get().entries[id]?.version ?? 0 });

  /** @param {string} id @param {1|-1} side @returns {Entry|null} the neighbour it can be joined with */
  function neighbour(id, side) {
    const source = entryOf(id)?.source;
    const all = source ? liveOf(store.get(), source) : [];
    const other = all[all.findIndex((e) => e.id === id) + side];
    return other && ["draft", "waiting", "confirmed"].includes(other.status) ? other : null;
  }

  /** Take back the last change, whatever it was. */
  async function undo() {
    try {
      await saving.all();
      const { entries } = await asking.change("/v1/entries/undo", {});
      for (const entry of entries) store.apply(touched, entry.source);
      store.apply(held, entries);
      await looking.look();
      screen.say("Taken back.");
      const back = entries.find((/** @type {Entry} */ e) => e.status !== "discarded");
      if (back) stand(back.id);
    } catch (error) {
      const { hint, state } = problemOf(error);
      if (state === "error" || state === "ok") store.apply(noted, { tone: "ask", text: hint, on: null });
    }
  }

  /** Decide between the words typed here and the newer ones. @param {string} id @param {boolean} mine */
  function choose(id, mine) {
    const words = store.get().drafts.yours[id];
    store.apply(chosenBetween, id);
    if (mine && words !== undefined) {
      store.apply(typed, id, { narrative: words });
      void saving.save(id);
    }
    stand(id);
  }

  /** Nothing of a source is to be billed: all of it that was not sent is put aside, as one change. @param {string} source */
  function discardSource(source) {
    store.apply(closed);
    store.apply(touched, source);
    return change("/v1/sources/discard", () => ({ source }), "Nothing of it is work. Z brings it back.");
  }

  /** What was put aside as an echo was said here. @param {string} source @param {string} passage */
  const heard = (source, passage) => change("/v1/sources/show", () => ({ source, passage }), "It is among the words.");

  /** A change of more than one entry. @param {string} path @param {() => object} body @param {string} words */
  const change = (path, body, words) =>
    asking.attempt(async () => {
      await saving.all();
      await asking.change(path, body());
      screen.say(words);
      await looking.look();
    });

  /** `l`: all there is to say of an entry's words, or one count again. @param {string} id */
  function remarks(id) {
    const key = `lint/${id}`;
    const entry = entryOf(id);
    if (!entry?.lint.length) return screen.say("Nothing to say of these words.");
    store.apply(opened, key, !store.get().opened[key]);
    if (store.get().opened[key]) screen.say(entry.lint.map((r) => r.text).join(" "));
  }

  /** Show what a card holds back at first. @param {string} key */
  const unfold = (key) => store.apply(opened, key, true);

  /** Show or fold a source. @param {string} id @param {boolean} open */
  async function open(id, open) {
    store.apply(opened, id, open);
    const source = store.get().agent?.sources.find((s) => s.id === id);
    if (open && source && !store.get().views[id]) await looking.load(source).catch(() => undefined);
  }

  return {
    stand,
    enter,
    move,
    confirm,
    saw,
    reopen,
    discard,
    restore,
    split,
    join,
    neighbour,
    undo,
    choose,
    discardSource,
    joinOffered,
    open,
    unfold,
    heard,
    remarks,
  };
}

/** @param {string} text */
const lower = (text) => text.charAt(0).toLowerCase() + text.slice(1);

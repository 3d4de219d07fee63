/**
 * Decisions about several entries at once: confirmed, moved to one matter, put aside. One change, one undo; what cannot be done
 * to one of them is left and said.
 *
 * @import { Entry, Matter } from "../types.js"
 * @import { Asking } from "./asking.js"
 * @import { Looking } from "./looking.js"
 * @import { Saving } from "./saving.js"
 * @import { Screen } from "../screen.js"
 * @import { Store } from "../store.js"
 */
import { counted } from "../format.js";
import { current, inOrder, isEditable, isSeen, liveOf, refusalOf, reviewable, selected } from "../read.js";
import { held, noted, stoodOn, touched } from "../state/desk.js";
import { extended, saw, toggled, unselected } from "../state/review.js";
import { idle } from "../state/sending.js";
import { problemOf } from "./asking.js";

/** @typedef {ReturnType<typeof createSeveral>} Several */

const UNREAD = "not read to the end yet.";

/** @param {{asking: Asking, store: Store, saving: Saving, looking: Looking, screen: Screen}} parts */
export function createSeveral({ asking, store, saving, looking, screen }) {
  /** What is typed is saved, and these are as they stand then. @param {readonly Entry[]} entries */
  async function asSeen(entries) {
    await Promise.all(entries.map((e) => saving.save(e.id)));
    const now = entries.flatMap(({ id }) => store.get().entries[id] ?? []);
    return now.map(({ id, version }) => ({ entry: id, version }));
  }

  /** @param {"confirm"|"discard"|"matter"} deed @param {readonly Entry[]} entries @param {Matter|null} matter
   * @returns {Promise<{done: Entry[], left: string[]}>} */
  async function batch(deed, entries, matter) {
    const seen = await asSeen(entries);
    if (!seen.length) return { done: [], left: [] };
    const answer = await asking.change("/v1/entries/batch", { deed, entries: seen, matter_id: matter?.id ?? null });
    for (const { source } of entries) store.apply(touched, source);
    store.apply(held, answer.entries);
    const left = answer.left.map((/** @type {{code: string, why: string}} */ one) =>
      one.code === "version_conflict" ? "changed in another window." : one.why,
    );
    if (left.length) await looking.refresh();
    return { done: answer.entries, left };
  }

  /**
   * @param {"confirm"|"discard"|"matter"} deed
   * @param {readonly Entry[]} entries
   * @param {{words: string, left?: string[], matter?: Matter|null}} how
   */
  async function act(deed, entries, { words, left: before = [], matter = null }) {
    try {
      const { done, left } = await batch(deed, entries, matter);
      const all = [...before, ...left];
      const said = done.length ? `${counted(done.length, "entry", "entries")} ${words}.` : "";
      const rest = all.length ? `${all.length} left: ${[...new Set(all.map(lower))].join(" ")}` : "";
      const text = [said, rest].filter(Boolean).join(" ") || "Nothing here is ready yet.";
      if (all.length || !done.length) store.apply(noted, { tone: "ask", text, on: null });
      else screen.say(text);
    } catch (error) {
      store.apply(noted, { tone: "stop", text: problemOf(error).hint, on: null });
    }
    store.apply(unselected);
  }

  /** Confirm those of them that are ready and were read. @param {readonly Entry[]} entries */
  async function confirm(entries) {
    for (const entry of entries) if (screen.shows(entry.id)) store.apply(saw, entry.id, entry.narrative);
    const open = entries.filter(isEditable);
    const why = (/** @type {Entry} */ e) => refusalOf(e) ?? (isSeen(store.get(), e) ? null : UNREAD);
    const left = open.flatMap((e) => why(e) ?? []);
    await act(
      "confirm",
      open.filter((e) => !why(e)),
      { words: "confirmed", left },
    );
    if (store.get().sending.phase === "done") store.apply(idle);
    const next = inOrder(store.get()).find(reviewable);
    if (next) stand(next.id);
  }

  /** @param {string} id */
  function stand(id) {
    store.apply(stoodOn, id);
    screen.focusCard(id);
  }

  /** Half of an entry for another matter; `tenth share` takes any shares that come to the whole. @param {string} id
   * @param {Matter} matter */
  async function share(id, matter) {
    const { units, matter_id } = store.get().entries[id] ?? {};
    const rest = Math.floor((units ?? 0) / 2);
    if (!units || !rest) return store.apply(noted, { tone: "ask", text: "One unit cannot be shared.", on: id });
    const shares = [
      { matter_id, units: units - rest },
      { matter_id: matter.id, units: rest },
    ];
    if (await saving.act("/v1/entries/share", id, { shares })) screen.say("Shared.");
    stand(id);
  }

  /** Take the one stood on, and the next (or the one before), going there. @param {1|-1} by */
  function extend(by) {
    const all = inOrder(store.get());
    const at = all.findIndex((e) => e.id === store.get().current);
    const next = all[at + by];
    if (!next) return;
    store.apply(extended, all, next.id);
    stand(next.id);
    tell();
  }

  /** @param {string} id */
  function toggle(id) {
    store.apply(toggled, inOrder(store.get()), id);
    tell();
  }

  /** Everything from the one stood on to this one. @param {string} id */
  function through(id) {
    store.apply(extended, inOrder(store.get()), id);
    tell();
  }

  const tell = () => screen.say(`${counted(store.get().selected.length, "entry", "entries")} taken together.`);

  return {
    confirm,
    share,
    extend,
    toggle,
    through,
    none: () => store.apply(unselected),
    /** `A`: all that is ready in the call the lawyer stands in. */
    confirmAll() {
      const source = current(store.get())?.source;
      return source ? confirm(liveOf(store.get(), source).filter(reviewable)) : undefined;
    },
    /** None of those taken together is work. */
    async discard() {
      await act("discard", selected(store.get()), { words: "put aside; z brings them back" });
      const next = inOrder(store.get()).find(reviewable);
      if (next) stand(next.id);
    },
    /** One person's time: all of these. @param {readonly Entry[]} entries @param {{id: number, name: string}} earner */
    setEarner: (entries, { id, name }) =>
      asking.attempt(async () => {
        const seen = await asSeen(entries);
        store.apply(held, (await asking.change("/v1/entries/earner", { entries: seen, earner_id: id })).entries);
        screen.say(`${name}’s time: ${counted(seen.length, "entry", "entries")} of this call.`);
      }),
    /** Draft a colleague's own entries of a call. @param {string} source @param {number} earner */
    draftFor: (source, earner) =>
      asking.attempt(async () => {
        const { entries } = await asking.change("/v1/sources/draft-for", { source, earner_id: earner });
        store.apply(touched, source);
        store.apply(held, entries);
        if (entries[0]) stand(entries[0].id);
      }),
    /** One matter for all taken together. @param {Matter} matter */
    setMatter: (matter) =>
      act("matter", selected(store.get()), { words: `on ${matter.display_number}`, matter }),
  };
}

/** @param {string} text */
const lower = (text) => text.charAt(0).toLowerCase() + text.slice(1);

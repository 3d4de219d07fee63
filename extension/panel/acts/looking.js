/**
 * Looks at the agent now and then: every second while something runs or is wrong, every two when at rest, never while the
 * page is hidden. A call may begin anywhere, and this page must show nothing of it on a shared screen; an answer that nothing changed
 * is tiny. What is open is read again when the agent says that something changed.
 *
 * @import { Page, SourceSummary } from "../types.js"
 * @import { Asking } from "./asking.js"
 * @import { Store } from "../store.js"
 */
import { isFinished, isOpen, sources } from "../read.js";
import { categorised, held, linked, placed, told, viewed } from "../state/desk.js";
import { problemOf } from "./asking.js";

/** @typedef {ReturnType<typeof createLooking>} Looking */

const BUSY_MS = 1000;
const REST_MS = 2_000;

/** How long until the next look; null when only the lawyer can help. @param {Page} page @returns {number|null} */
export function pause(page) {
  if (["unpaired", "imposter", "forbidden", "revoked"].includes(page.link.state)) return null;
  const unfinished = page.agent?.sources.some((s) => !s.failure && !isFinished(s));
  const busy = page.agent?.working || page.agent?.clio.signing_in || unfinished;
  return page.link.state !== "ok" || busy ? BUSY_MS : REST_MS;
}

/** @param {{asking: Asking, store: Store, hidden: () => boolean}} parts */
export function createLooking({ asking, store, hidden }) {
  const { ask } = asking;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  /** @type {Promise<void>|null} */
  let running = null;
  let again = false;
  /** @type {Map<string, string>} at which reading of a source its words were read */
  const read = new Map();

  /**
   * Look now; while a look is under way, once more after it, for it may have begun too early.
   *
   * @returns {Promise<void>}
   */
  function look() {
    clearTimeout(timer);
    if (running) again = true;
    else
      running = looks()
        .finally(() => (running = null))
        .then(plan);
    return running ?? Promise.resolve();
  }

  async function looks() {
    do {
      again = false;
      await once();
    } while (again);
  }

  function plan() {
    clearTimeout(timer);
    const wait = pause(store.get());
    if (wait !== null && !hidden()) timer = setTimeout(look, wait);
  }

  async function once() {
    try {
      const answer = await ask("/v1/state", { since: store.get().version });
      if (!answer.unchanged) {
        store.apply(told, answer.version, answer.state);
        await refresh();
      }
    } catch (error) {
      const problem = problemOf(error);
      if (problem.state === "error" || problem.state === "ok") store.apply(linked, "error", problem, Date.now());
    }
  }

  /** Read again what is open. */
  async function refresh() {
    /** @type {Set<string>} */
    const loaded = new Set();
    const loadOpen = () =>
      Promise.all(
        sources(store.get())
          .filter((s) => isOpen(store.get(), s) && !loaded.has(s.id))
          .map((s) => loaded.add(s.id) && load(s)),
      );
    const [waiting] = await Promise.all([
      Promise.all(["confirmed", "waiting"].map((status) => ask("/v1/entries/list", { status, source: null }))),
      loadOpen(),
    ]);
    const others = waiting.flatMap((answer) => answer.entries).filter((e) => !loaded.has(e.source));
    store.apply(held, others);
    await loadOpen(); // what is open because something of it waits
    store.apply(placed);
    if (!store.get().categories.length) store.apply(categorised, (await ask("/v1/categories/list", {})).categories);
  }

  /** Read one source, its words only when they may be new. @param {SourceSummary} source @returns {Promise<void>} */
  async function load(source) {
    const before = asking.changes();
    const known = store.get().views[source.id] && read.get(source.id) === source.reading;
    const answer = known
      ? await ask("/v1/entries/list", { status: null, source: source.id })
      : await ask("/v1/sources/get", { source: source.id });
    if (asking.changes() !== before) return load(source);
    read.set(source.id, source.reading);
    if (known) store.apply(held, answer.entries, source.id);
    else store.apply(viewed, answer);
  }

  /** Have Tenth read the matters from Clio again, and look what came of it. */
  async function sync() {
    await ask("/v1/sync", {}).catch(() => undefined); // what went wrong stands in the state
    await look();
  }

  return { look, load, refresh, sync };
}

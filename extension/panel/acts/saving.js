/**
 * Brings what the lawyer types to the agent, where drafts live: a moment after the last key, or at once when asked. All that
 * happens to one entry happens in one line, so that each step knows the version the step before it left.
 *
 * @import { Entry, Fields } from "../types.js"
 * @import { Asking } from "./asking.js"
 * @import { Store } from "../store.js"
 */
import { seconds } from "../format.js";
import { held, noted, touched } from "../state/desk.js";
import { forgot, overtaken, saved, saving, typed, unsaved } from "../state/drafts.js";
import { isEditable } from "../read.js";
import { problemOf } from "./asking.js";

/** @typedef {ReturnType<typeof createSaving>} Saving */

export const QUIET_MS = 400;

/** @param {{asking: Asking, store: Store}} parts */
export function createSaving({ asking, store }) {
  /** @type {Map<string, Promise<unknown>>} */
  const lines = new Map();
  /** @type {Map<string, ReturnType<typeof setTimeout>>} */
  const timers = new Map();
  /** What was sent and never answered: the agent may have it all the same. @type {Map<string, {version: number, fields: Fields}>} */
  const unanswered = new Map();

  /**
   * Do something to one entry after everything already under way for it.
   *
   * @template T
   * @param {string} entry
   * @param {() => Promise<T>} task
   * @returns {Promise<T>}
   */
  function inLine(entry, task) {
    const next = (lines.get(entry) ?? Promise.resolve()).then(task, task);
    lines.set(
      entry,
      next.catch(() => undefined),
    );
    return next;
  }

  /** Hold what was typed and save it soon. @param {string} entry @param {Fields} fields */
  function type(entry, fields) {
    store.apply(typed, entry, fields);
    clearTimeout(timers.get(entry));
    timers.set(
      entry,
      setTimeout(() => void save(entry), QUIET_MS),
    );
  }

  /**
   * Save now what is not saved yet. Resolves when nothing is under way for the entry.
   *
   * @param {string} entry
   * @returns {Promise<void>}
   */
  function save(entry) {
    clearTimeout(timers.get(entry));
    return inLine(entry, async () => {
      const fields = unsaved(store.get(), entry);
      const known = store.get().entries[entry];
      if (!known || !Object.keys(fields).length) return;
      store.apply(saving, entry, true);
      try {
        await revise(known, fields);
      } finally {
        store.apply(saving, entry, false);
      }
    });
  }

  /** @param {Entry} known @param {Fields} fields */
  async function revise(known, fields) {
    try {
      const body = { entry: known.id, version: known.version, ...wire(fields) };
      const answer = await asking.change("/v1/entries/revise", body);
      store.apply(saved, answer.entry, fields);
      store.apply(touched, known.source);
    } catch (error) {
      await refused(known, fields, problemOf(error));
    }
  }

  /** @param {Entry} known @param {Fields} fields @param {import("../types.js").Problem & {state: string}} problem */
  async function refused(known, fields, problem) {
    if (problem.code === "version_conflict") return giveWay(known.id, known.source);
    if (problem.state !== "error" && problem.state !== "ok") {
      unanswered.set(known.id, { version: known.version, fields });
      return; // the door is shut: the words stay here and are saved later
    }
    for (const field of Object.keys(fields)) if (field !== "narrative") store.apply(forgot, known.id, field);
    store.apply(noted, { tone: "stop", text: `Not saved: ${problem.hint}`, on: known.id });
  }

  /**
   * The entry changed in another window: show it as it is there, and keep the words typed here. When all that changed is what
   * was sent from here and not answered, it was no other window: what was typed since is saved on top of it.
   *
   * @param {string} entry
   * @param {string} source
   */
  async function giveWay(entry, source) {
    const { entries } = await asking.ask("/v1/entries/list", { status: null, source });
    const now = /** @type {Entry[]} */ (entries).find(({ id }) => id === entry);
    const lost = unanswered.get(entry);
    unanswered.delete(entry);
    if (now && lost && now.version === lost.version + 1 && has(now, lost.fields)) {
      store.apply(saved, now, lost.fields);
      const fields = unsaved(store.get(), entry);
      if (Object.keys(fields).length) await revise(now, fields);
      return;
    }
    store.apply(overtaken, entry, entries);
    if (!store.get().drafts.yours[entry])
      store.apply(noted, { tone: "ask", text: "Changed in another window a moment ago; look again.", on: entry });
  }

  /**
   * Change an entry by a call that answers with it.
   *
   * @param {string} path
   * @param {string} id
   * @param {object} [more]
   * @returns {Promise<any>}
   */
  async function act(path, id, more = {}) {
    const meant = standing(store.get().entries[id]);
    await save(id);
    return inLine(id, async () => {
      const entry = store.get().entries[id];
      if (!entry || standing(entry) !== meant) return null; // pressed twice: the first has done it
      try {
        const answer = await asking.change(path, { entry: id, version: entry.version, ...more });
        store.apply(touched, entry.source);
        store.apply(held, answer.entries ?? [answer.entry]);
        return answer;
      } catch (error) {
        const problem = problemOf(error);
        if (problem.code === "version_conflict") await giveWay(id, entry.source);
        else store.apply(noted, { tone: "stop", text: problem.hint, on: id });
        return null;
      }
    });
  }

  /** Save everything typed anywhere, and wait for all that is under way. */
  async function all() {
    await Promise.all(Object.keys(store.get().drafts.typed).map(save));
    await Promise.all(lines.values());
  }

  /** What a shut door kept here goes through as soon as it is open again. */
  let door = store.get().link.state;
  store.subscribe(({ link }) => {
    const opened = door !== "ok" && link.state === "ok";
    door = link.state;
    if (opened) void all();
  });

  return { type, save, act, all };
}

/** A draft and one that waits for its matter are open alike. @param {Entry|undefined} entry */
const standing = (entry) => (entry && isEditable(entry) ? "open" : entry?.status);

/** Whether an entry is as these fields ask; the agent tidies blanks. @param {Entry} entry @param {Fields} fields */
function has(entry, fields) {
  const { narrative } = fields;
  const tidied = (/** @type {string} */ text) => text.trim().replace(/\s+/g, " ");
  const now = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (entry));
  return (
    (narrative === undefined || tidied(narrative) === tidied(entry.narrative)) &&
    Object.entries(wire(fields)).every(([name, value]) => name === "narrative" || now[name] === value)
  );
}

/** @param {Fields} fields @returns {Record<string, unknown>} as the door names them */
function wire({ units, matter, seconds: time, ...same }) {
  return {
    ...same,
    ...(time === undefined ? {} : { seconds: seconds(time) }),
    ...(units === undefined ? {} : { units: Number(units) }),
    ...(matter ? { matter_id: matter.id } : {}),
  };
}

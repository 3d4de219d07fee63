/**
 * Asks the agent and keeps the page's link state true. A proven refusal belongs to the one who asked; anything that means
 * "nobody there" or "not ours" belongs to the whole page as well.
 *
 * @import { LinkState, Problem, Transport } from "../types.js"
 * @import { Store } from "../store.js"
 */
import { linked, noted } from "../state/desk.js";

/** @typedef {ReturnType<typeof createAsking>} Asking */

/** States that say something about the door itself, not about one request. @type {readonly string[]} */
const DOOR = ["agent-down", "slow", "unpaired", "imposter", "forbidden", "locked", "revoked"];

/** @param {unknown} error @returns {Problem & {state: LinkState}} what can be shown of any failure */
export function problemOf(error) {
  const { code, message, hint, state } = /** @type {Partial<Problem & {state: LinkState}>} */ (error ?? {});
  const at = code === "keyring_locked" ? "locked" : (state ?? "error"); // it concerns everything, whoever asked
  return { code: code ?? "page", message: message ?? "", hint: hint ?? "Try again.", state: at };
}

/** @param {{transport: Transport, store: Store, now?: () => number}} parts */
export function createAsking({ transport, store, now = Date.now }) {
  let changes = 0;

  /** @param {string} path @param {object} body @returns {Promise<any>} rejects with whatever the transport threw */
  async function ask(path, body) {
    try {
      const answer = await transport.call(path, body);
      if (store.get().link.state !== "ok") store.apply(linked, "ok", null, now());
      return answer;
    } catch (error) {
      const problem = problemOf(error);
      if (DOOR.includes(problem.state)) store.apply(linked, problem.state, problem, now());
      throw error;
    }
  }

  /**
   * Do something, and say in the foot what stood in its way. Resolves with whether it was done.
   *
   * @param {() => Promise<unknown>} task
   */
  async function attempt(task) {
    try {
      await task();
      return true;
    } catch (error) {
      store.apply(noted, { tone: "stop", text: problemOf(error).hint, on: null });
      return false;
    }
  }

  return {
    ask,
    attempt,
    /**
     * Ask for something that changes entries; a list begun before it is then known to be stale.
     *
     * @param {string} path
     * @param {object} body
     */
    async change(path, body) {
      try {
        return await ask(path, body);
      } finally {
        changes += 1;
      }
    },
    /** How many changes have ended so far. */
    changes: () => changes,
  };
}

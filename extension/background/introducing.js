/**
 * Pairing with whichever Tenth on this computer waits for a browser. Other people's may listen on the ports before it, and
 * programs that are none: each is asked in turn, and proves nothing to any of them but that it would have to know the code.
 *
 * @import { Reply } from "./messages.js"
 * @import { Fetch } from "./post.js"
 * @import { Paired } from "./pairing.js"
 */
import { AgentProblem } from "../panel/agent.js";
import { pair } from "./pairing.js";
import { PORTS, post } from "./post.js";

const PATIENCE_MS = 8_000;

/** What may be only this port's answer; the more telling one is reported when no port does better. */
const NOT_THIS_ONE = ["agent_down", "slow", "forbidden", "imposter", "pairing_closed"];

/**
 * @param {{code: string, name: string}} asked
 * @param {{fetch: Fetch, origin: string, keep: (paired: Paired, port: number) => Promise<void>}} around
 * @returns {Promise<Reply>}
 */
export async function introduce({ code, name }, { fetch, origin, keep }) {
  /** @type {AgentProblem|null} */
  let told = null;
  for (const port of PORTS) {
    try {
      const send = (/** @type {string} */ path, /** @type {object} */ body) =>
        post(fetch, port, { path, body, patience: PATIENCE_MS });
      await keep(await pair({ post: send, code, name, origin }), port);
      return { state: "ok" };
    } catch (error) {
      if (!(error instanceof AgentProblem)) throw error;
      const rank = NOT_THIS_ONE.indexOf(error.code);
      if (rank < 0) return failed(error);
      if (!told || rank > NOT_THIS_ONE.indexOf(told.code)) told = error;
    }
  }
  return told ? failed(told) : { state: "agent-down" };
}

/** @param {AgentProblem} problem @returns {Reply} */
const failed = ({ state, code, message, hint }) => ({ state, problem: { code, message, hint } });

/**
 * Pairing from this browser: goes along Tenth's few ports until one of them waits for a browser, and pairs with that one. A program
 * that answers on another port learns nothing that it could use, and is passed by.
 */
import { AgentProblem, PATIENCE_MS, problem } from "../panel/agent.js";
import { PORTS } from "./door.js";
import { pair } from "./pairing.js";

/** @typedef {import("./pairing.js").Paired} Paired */
/** @typedef {(url: string, init: RequestInit) => Promise<Response>} Fetch */

/** Refusals that only the Tenth that waits can give: nobody further on is asked. */
const FINAL = new Set(["no_code", "wrong_code", "pairing_busy"]);
/** Which refusal a person should hear of, when several answer: the last one here. @type {import("./messages.js").State[]} */
const WEIGHT = ["agent-down", "slow", "forbidden", "imposter", "error"];

/**
 * Throws AgentProblem when no Tenth took this browser.
 * @param {{code: string, name: string}} typed
 * @param {{fetch: Fetch, origin: string}} around
 * @returns {Promise<Paired & {port: number}>}
 */
export async function introduce({ code, name }, { fetch, origin }) {
  /** @type {AgentProblem|undefined} */
  let told;
  for (const port of PORTS) {
    try {
      return { ...(await pair({ post: postTo(port, fetch), code, name, origin })), port };
    } catch (error) {
      if (!(error instanceof AgentProblem) || FINAL.has(error.code)) throw error;
      if (!told || WEIGHT.indexOf(error.state) > WEIGHT.indexOf(told.state)) told = error;
    }
  }
  throw told;
}

/** @param {number} port @param {Fetch} fetch @returns {import("./pairing.js").Post} */
function postTo(port, fetch) {
  return async (path, body) => {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    try {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
        signal,
        cache: "no-store",
        credentials: "omit",
        redirect: "error",
        referrerPolicy: "no-referrer",
      });
      return { status: response.status, said: await response.json().catch(() => null) };
    } catch {
      throw problem(signal.aborted ? "slow" : "agent-down");
    }
  };
}

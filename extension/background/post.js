/** One unsigned request to a port of this computer, and what came back, proven by nothing. */
import { problem } from "../panel/agent.js";

/** Where Tenth may listen: the first free one of these. */
export const PORTS = [47821, 47822, 47823, 47824, 47825];

/** @typedef {(url: string, init: RequestInit) => Promise<Response>} Fetch */
/** @typedef {{status: number, said: any}} Answer `said` is null when it is no JSON */

/**
 * Throws AgentProblem when nobody answers in time.
 *
 * @param {Fetch} fetch
 * @param {number} port
 * @param {{path: string, body: object, patience: number, headers?: Record<string, string>}} request
 * @returns {Promise<Answer>}
 */
export async function post(fetch, port, { path, body, patience, headers = {} }) {
  const signal = AbortSignal.timeout(patience);
  try {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers },
      body: JSON.stringify(body),
      signal,
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
      referrerPolicy: "no-referrer",
    });
    const text = await response.text();
    return { status: response.status, said: parsed(text) };
  } catch (error) {
    throw problem(signal.aborted ? "slow" : "agent-down", error);
  }
}

/** @param {string} text @returns {unknown} */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

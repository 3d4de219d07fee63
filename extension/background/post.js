/** One unsigned request to a port of this computer, and what came back, proven by nothing. */
import { parsed, send } from "../panel/agent.js";

/** Where Tenth may listen: the first free one of these. */
export const PORTS = [47821, 47822, 47823, 47824, 47825];

/** @typedef {(url: string, init: RequestInit) => Promise<Response>} Fetch */
/** @typedef {{status: number, said: any}} Answer `said` is undefined when it is no JSON */

/**
 * Throws AgentProblem when nobody answers in time.
 *
 * @param {Fetch} fetch
 * @param {number} port
 * @param {{path: string, body: object, patience: number, headers?: Record<string, string>}} request
 * @returns {Promise<Answer>}
 */
export async function post(fetch, port, { path, body, patience, headers }) {
  const { status, bytes } = await send(fetch, `http://127.0.0.1:${port}${path}`, JSON.stringify(body), patience, headers);
  return { status, said: parsed(bytes) };
}

/**
 * The agent, as the page in Tenth's own window sees it: one `call` per verb, each signed, each answer proven. What comes
 * unproven is never shown. Inside Clio the extension puts its own transport with the same `call` in this one's place.
 */

import { clientKey, fits, fromHex, importKey, isProven, mac, newNonce, requestSignature, toHex } from "./signing.js";

/** @typedef {"ok" | "unpaired" | "agent-down" | "slow" | "imposter" | "forbidden" | "locked" | "revoked" | "error"} AgentState */

/** How long an answer may take, in milliseconds; the second for what waits for Clio or for a large file. */
export const PATIENCE_MS = 8_000;
export const LONG_PATIENCE_MS = 120_000;
const UNLOCK = "/v1/unlock";
const LONG = /^\/v1\/(push|capture|reconcile|sync|unlock|sources\/(take-in|paste)|exports\/write)(\/|$)/;

/** What each state means in words: what is, then what to do. @type {Record<Exclude<AgentState, "ok" | "revoked" | "error">, [string, string]>} */
const WORDS = {
  "agent-down": ["Tenth is not running.", "Start Tenth from your applications; this page then carries on where you left it."],
  unpaired: ["Tenth no longer knows this window.", "Open it again from Tenth; drafts are kept."],
  slow: ["Tenth is taking longer than usual.", "Look again in a moment; it may still finish."],
  imposter: ["Another program answers where Tenth should be.", "Nothing it said was used. Close this page and start Tenth again."],
  locked: ["The keyring is locked, so drafts cannot be opened.", "Unlock your keyring; drafts are kept."],
  forbidden: ["Tenth does not answer this page.", "Open the window again from Tenth."],
};

/** Something a person can act on. `code` is stable, `state` says which of the few situations it is. */
export class AgentProblem extends Error {
  /**
   * @param {AgentState} state
   * @param {{code: string, message: string, hint: string}} problem
   */
  constructor(state, { code, message, hint }) {
    super(message);
    this.name = "AgentProblem";
    this.state = state;
    this.code = code;
    this.hint = hint;
  }
}

/**
 * What a page needs besides the agent: the tests put their own in.
 * @typedef {object} Surroundings
 * @property {string} origin  the agent's, without a trailing slash
 * @property {(url: string, init: RequestInit) => Promise<Response>} fetch
 * @property {() => number} now  milliseconds since 1970
 * @property {number} patience  milliseconds
 * @property {number} longPatience  milliseconds
 */

/**
 * Open this window: take the launch secret out of the address bar at once, and exchange it for a key.
 * Throws AgentProblem, `unpaired` when the address holds no secret (the page was reloaded).
 * @param {string} fragment  the address's fragment, with or without its #
 * @param {Partial<Surroundings>} [surroundings]
 * @returns {Promise<Agent>}
 */
export async function openWindow(fragment, surroundings = {}) {
  globalThis.history?.replaceState(null, "", globalThis.location.pathname);
  const around = completed(surroundings);
  const launch = /^#?launch=([0-9a-f]{64})$/.exec(fragment)?.[1];
  if (!launch) throw problem("unpaired");

  const secret = await importKey(fromHex(launch));
  const nonce = newNonce();
  const path = "/v1/window/open";
  const body = JSON.stringify({ nonce, proof: toHex(await mac(secret, "open", nonce)) });
  const answer = await ask(around, path, body, {});
  if (answer.status === 401) throw problem("unpaired");
  const opened = /** @type {Record<string, unknown>} */ (parsed(answer.bytes) ?? {});
  const [client, salt, proof] = [String(opened["client"]), String(opened["salt"]), String(opened["proof"])];
  if (!(await fits(secret, proof, "opened", nonce, salt, client))) throw problem("imposter");
  return new Agent(client, await clientKey(secret, { nonce, salt }), around);
}

/** The agent behind an opened window. */
export class Agent {
  #client;
  #key;
  #around;

  /**
   * @param {string} client
   * @param {CryptoKey} key
   * @param {Surroundings} around
   */
  constructor(client, key, around) {
    this.#client = client;
    this.#key = key;
    this.#around = around;
  }

  /**
   * Ask the agent something and return its proven answer. Throws AgentProblem, for the agent's own refusals too.
   * Nothing is ever sent twice by itself.
   * @param {string} path  such as "/v1/state"
   * @param {object} body
   * @returns {Promise<any>}
   */
  async call(path, body) {
    const text = JSON.stringify(body);
    const time = String(this.#around.now());
    const nonce = newNonce();
    const signature = await requestSignature(this.#key, { path, time, nonce, body: text });
    const answer = await ask(this.#around, path, text, {
      "X-Tenth-Client": this.#client,
      "X-Tenth-Time": time,
      "X-Tenth-Nonce": nonce,
      "X-Tenth-Signature": signature,
    });
    if (!(await isProven(this.#key, answer.proof, { nonce, status: answer.status, body: answer.bytes }))) {
      // While the keyring is locked nobody can prove that it opened; it only lets this page ask again.
      if (path === UNLOCK && answer.status === 200) return {};
      throw problem(unprovenState(answer));
    }
    const said = parsed(answer.bytes);
    if (answer.status !== 200) throw new AgentProblem(refusedState(answer.status, asProblem(said).code), asProblem(said));
    return said;
  }
}

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {string} proof
 * @property {Uint8Array<ArrayBuffer>} bytes
 */

/** @param {Surroundings} around @param {string} path @param {string} body @param {Record<string, string>} headers */
const ask = (around, path, body, headers) =>
  send(around.fetch, around.origin + path, body, LONG.test(path) ? around.longPatience : around.patience, headers);

/**
 * Send one request and read the whole answer. Throws AgentProblem when nobody answers in time.
 *
 * @param {(url: string, init: RequestInit) => Promise<Response>} fetch
 * @param {string} url
 * @param {string} body
 * @param {number} patience ms
 * @param {Record<string, string>} [headers]
 * @returns {Promise<Answer>}
 */
export async function send(fetch, url, body, patience, headers) {
  const signal = AbortSignal.timeout(patience);
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers },
      body,
      signal,
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
      referrerPolicy: "no-referrer",
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    return { status: response.status, proof: response.headers.get("X-Tenth-Proof") ?? "", bytes };
  } catch (error) {
    throw problem(signal.aborted ? "slow" : "agent-down", error);
  }
}

/** What a proven refusal means. @param {number} status @param {string} code @returns {"forbidden" | "locked" | "error"} */
function refusedState(status, code) {
  if (status === 423 && code === "keyring_locked") return "locked";
  return status === 403 ? "forbidden" : "error";
}

/**
 * What an answer without a proof means. A restarted agent cannot prove anything to a window it no longer knows, nor one whose
 * keyring is locked to anybody, so three refusals are believed unproven: they only ever stop this page, and their words are not
 * shown.
 * @param {Answer} answer
 * @returns {"unpaired" | "forbidden" | "locked" | "imposter"}
 */
function unprovenState(answer) {
  const { code } = asProblem(parsed(answer.bytes));
  if (answer.status === 401 && code === "unpaired") return "unpaired";
  if (answer.status === 403 && code === "origin_refused") return "forbidden";
  if (answer.status === 423 && code === "keyring_locked") return "locked";
  return "imposter";
}

/**
 * Say in our own words what a state means.
 * @param {Exclude<AgentState, "ok" | "revoked" | "error">} state
 * @param {unknown} [cause]
 * @returns {AgentProblem}
 */
export function problem(state, cause) {
  const [message, hint] = WORDS[state];
  const made = new AgentProblem(state, { code: state.replaceAll("-", "_"), message, hint });
  if (cause !== undefined) made.cause = cause;
  return made;
}

/**
 * @param {unknown} said
 * @returns {{code: string, message: string, hint: string}}
 */
function asProblem(said) {
  const { code, message, hint } = /** @type {Record<string, unknown>} */ (said ?? {});
  return { code: String(code ?? "unknown"), message: String(message ?? "Something went wrong."), hint: String(hint ?? "") };
}

/**
 * @param {Uint8Array} bytes
 * @returns {unknown}  undefined when it is not JSON
 */
export function parsed(bytes) {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

/**
 * @param {Partial<Surroundings>} surroundings
 * @returns {Surroundings}
 */
function completed(surroundings) {
  return {
    origin: globalThis.location?.origin ?? "",
    fetch: (url, init) => globalThis.fetch(url, init),
    now: Date.now,
    patience: PATIENCE_MS,
    longPatience: LONG_PATIENCE_MS,
    ...surroundings,
  };
}

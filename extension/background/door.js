/**
 * The door to Tenth on this computer: finds it on its few ports by a proof, not by a name, signs every call, and says in one
 * word what came of it. Nothing is sent twice by itself: a call that broke off is for the page to ask again.
 *
 * @import { Reply, State } from "./messages.js"
 */
import { Agent, AgentProblem, LONG_PATIENCE_MS, PATIENCE_MS } from "../panel/agent.js";
import { fits, newNonce } from "../panel/signing.js";
import { PORTS, post } from "./post.js";

const GREETING_MS = 2_000;

/** Calls that are made before there is a key, by other hands than these. */
const NOT_HERE = /^\/v1\/(hello$|pair\/(start|finish)$|window\/)/;
/** What a Tenth says to a browser it does not know. */
const UNKNOWN = new Set(["unpaired", "origin_refused"]);
const UNLOCK = "/v1/unlock";
const PATH = /^\/v1\/[a-z][a-z/-]*$/;

/** @typedef {{client: string, key: CryptoKey}} Credentials */
/**
 * Who answered on a port. `unknown`: a Tenth that does not know this browser; `locked`: one that knows nobody while its keyring is
 * @typedef {"ours"|"locked"|"unknown"|"imposter"|"slow"|"nobody"} Met
 */

/**
 * What the door needs: the tests put their own in.
 * @typedef {object} Around
 * @property {() => Promise<Credentials|null>} credentials
 * @property {() => Promise<number|null>} port  the one that was proven last
 * @property {(port: number|null) => Promise<void>} remember
 * @property {() => Promise<boolean>} allowed  whether the browser lets us speak to this computer
 * @property {import("./post.js").Fetch} fetch
 * @property {() => number} now
 */

/** @typedef {ReturnType<typeof createDoor>} Door */

/** @param {Around} around */
export function createDoor(around) {
  /** @param {string} path @param {object} body @returns {Promise<Reply>} */
  async function call(path, body) {
    if (!PATH.test(path) || NOT_HERE.test(path)) return { state: "forbidden" };
    const ours = await around.credentials();
    if (!ours) return { state: "unpaired" };
    const port = path === UNLOCK ? await findLocked(ours) : ((await around.port()) ?? (await find(ours)));
    if (typeof port !== "number") return { state: port };
    try {
      return { state: "ok", answer: await agentAt(port, ours).call(path, body) };
    } catch (error) {
      return failed(error);
    }
  }

  /** @param {number} port @param {Credentials} ours */
  function agentAt(port, { client, key }) {
    const { fetch, now } = around;
    const origin = `http://127.0.0.1:${port}`;
    return new Agent(client, key, { origin, fetch, now, patience: PATIENCE_MS, longPatience: LONG_PATIENCE_MS });
  }

  /** @param {unknown} error @returns {Promise<Reply>} */
  async function failed(error) {
    if (!(error instanceof AgentProblem)) return { state: "error" };
    const { state, code, message, hint } = error;
    if (state === "error") return { state, problem: { code, message, hint } };
    if (state !== "slow") await around.remember(null); // whoever is there now must prove itself again
    return { state: state === "agent-down" ? await nobody() : state, problem: { code, message, hint } };
  }

  /** Ask all ports at once who listens; the first that proves itself is ours. @param {Credentials} ours @returns {Promise<number|State>} */
  async function find(ours) {
    const met = await Promise.all(PORTS.map((port) => greet(port, ours, around.fetch)));
    const port = PORTS[met.indexOf("ours")];
    if (port !== undefined) {
      await around.remember(port);
      return port;
    }
    if (met.includes("imposter")) return "imposter";
    if (met.includes("locked")) return "locked";
    if (met.includes("unknown")) return "unpaired";
    return met.includes("slow") ? "slow" : nobody();
  }

  /** The one that is to be unlocked, or was unlocked meanwhile. @param {Credentials} ours @returns {Promise<number|State>} */
  async function findLocked(ours) {
    const met = await Promise.all(PORTS.map((port) => greet(port, ours, around.fetch)));
    return PORTS[met.indexOf("locked")] ?? PORTS[met.indexOf("ours")] ?? nobody();
  }

  /** @returns {Promise<"agent-down"|"revoked">} */
  const nobody = async () => ((await around.allowed()) ? "agent-down" : "revoked");

  return { call };
}

/**
 * Ask one port who listens there. Nothing of ours is in the question but the client's id.
 *
 * @param {number} port
 * @param {Credentials} ours
 * @param {Around["fetch"]} fetch
 * @returns {Promise<Met>}
 */
async function greet(port, { client, key }, fetch) {
  const nonce = newNonce();
  const headers = { "X-Tenth-Client": client };
  try {
    const { status, said } = await post(fetch, port, { path: "/v1/hello", body: { nonce }, patience: GREETING_MS, headers });
    if (await fits(key, String(said?.proof), "hello", nonce, String(port))) return "ours";
    if (said?.locked === true || said?.code === "keyring_locked") return "locked"; // from the start, or since
    const unknown = status === 200 ? said?.product === "tenth" && said.proof === null : UNKNOWN.has(said?.code);
    return unknown ? "unknown" : "imposter";
  } catch (error) {
    return error instanceof AgentProblem && error.state === "slow" ? "slow" : "nobody";
  }
}

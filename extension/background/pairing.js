/**
 * Pairing, the browser's half: the code that a person typed becomes a key that only this browser and the agent hold. The agent's
 * half is agent/vault/pairing.py; SECURITY.md has the worked example, and both halves pass the same test vectors. Neither code
 * nor key is ever sent, and whoever answers without the code gets nothing but a proof that it could only guess from.
 */

import { AgentProblem, problem } from "../panel/agent.js";
import { fits, fromHex, importKey, mac, toHex } from "../panel/signing.js";

/** The agent says how many rounds make a key of the code; a number below the first would help a guesser, one above the second hang us. */
export const FEWEST_ROUNDS = 200_000;
export const MOST_ROUNDS = 5_000_000;

const CURVE = { name: "ECDH", namedCurve: "P-256" };
const HMAC = { name: "HMAC", hash: "SHA-256", length: 256 };

/** @typedef {{client: string, key: CryptoKey}} Paired the agent's name for this browser, and the key, which cannot be read back */
/** @typedef {{publicKey: CryptoKey, privateKey: CryptoKey}} KeyPair */
/**
 * Sends one unsigned request and returns what came back, proven by nothing; throws AgentProblem when nobody answers in time.
 * @typedef {(path: string, body: object) => Promise<{status: number, said: any}>} Post
 */

/** What a refusal means, in our words: theirs are unproven. @type {Map<string, [string, string]>} */
const REFUSALS = new Map([
  ["wrong_code", ["That is not the code Tenth shows.", "Type the eight characters again."]],
  ["pairing_closed", ["Tenth is not waiting for a browser.", "Choose Browsers in the menu of Tenth’s window, then type the new code."]],
  ["pairing_busy", ["Too many browsers are trying at once.", "Wait two minutes, then choose Browsers in the menu of Tenth’s window for a new code."]],
]);

/**
 * Read a code as a person types it: in any case, with or without the gap. None of its characters is I, L, O or U, so the first
 * three are read as the digits they look like.
 * @param {string} typed
 * @returns {string|null}  null when it is no code
 */
export function readCode(typed) {
  const code = typed.toUpperCase().replace(/[\s-]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(code) ? code : null;
}

/**
 * Pair this browser with the agent behind `post`. Throws AgentProblem; a try with a wrong code is counted by the agent.
 * @param {object} asked
 * @param {Post} asked.post
 * @param {string} asked.code  as typed
 * @param {string} asked.name  what the agent calls this browser in its list: one line of at most 60 characters
 * @param {string} asked.origin  this extension's own, as the browser sends it
 * @param {KeyPair} [asked.own]  made anew each time; the test vectors bring theirs
 * @returns {Promise<Paired>}
 */
export async function pair({ post, code: typed, name, origin, own }) {
  const code = readCode(typed);
  if (code === null) {
    throw refusal("no_code", ["A code has eight letters and digits.", "Type it as Tenth shows it."]);
  }
  own ??= await crypto.subtle.generateKey(CURVE, false, ["deriveKey"]);
  const ours = toHex(await crypto.subtle.exportKey("raw", own.publicKey));

  const started = answered(await post("/v1/pair/start", { public: ours, name }), {
    session: /^[0-9a-f]{16}$/,
    public: /^04[0-9a-f]{128}$/,
    salt: /^[0-9a-f]{32}$/,
  });
  const rounds = Number(started["rounds"]);
  if (!(rounds >= FEWEST_ROUNDS && rounds <= MOST_ROUNDS)) throw problem("imposter");
  const [session, theirs, salt] = [started["session"], started["public"], started["salt"]].map(String);
  const exchange = [ours, String(theirs), String(salt), origin, name];
  const shared = await sharedKey(own.privateKey, String(theirs));
  const codeKey = await keyOfCode(code, exchange, rounds);

  const proof = toHex(await mac(codeKey, "pair-page", ...exchange));
  const finished = answered(await post("/v1/pair/finish", { session, proof }), {
    client: /^[0-9a-f]{16}$/,
    proof: /^[0-9a-f]{64}$/,
  });
  const client = String(finished["client"]);
  if (!(await fits(codeKey, String(finished["proof"]), "pair-agent", ...exchange, client))) throw problem("imposter");
  return { client, key: await importKey(await mac(shared, "pair-key", ...exchange)) };
}

/**
 * K0: it takes the code and this very exchange to make.
 * @param {string} code
 * @param {string[]} exchange
 * @param {number} rounds
 * @returns {Promise<CryptoKey>}
 */
async function keyOfCode(code, exchange, rounds) {
  const encoder = new TextEncoder();
  const salt = await crypto.subtle.digest("SHA-256", encoder.encode(["pair-code", ...exchange].join("\n")));
  const typed = await crypto.subtle.importKey("raw", encoder.encode(code), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  return crypto.subtle.deriveKey(how, typed, HMAC, false, ["sign", "verify"]);
}

/**
 * The secret both key pairs share. What is no point of the curve was sent by none of ours.
 * @param {CryptoKey} own
 * @param {string} theirs
 * @returns {Promise<CryptoKey>}
 */
async function sharedKey(own, theirs) {
  try {
    const point = await crypto.subtle.importKey("raw", fromHex(theirs), CURVE, false, []);
    return await crypto.subtle.deriveKey({ name: "ECDH", public: point }, own, HMAC, false, ["sign"]);
  } catch (error) {
    throw problem("imposter", error);
  }
}

/**
 * Return the fields of an answer that says what it should, each in its form. Everything else is a refusal that we know, or a
 * stranger's.
 * @param {{status: number, said: any}} answer
 * @param {Record<string, RegExp>} forms
 * @returns {Record<string, unknown>}
 */
function answered({ status, said }, forms) {
  const fields = /** @type {Record<string, unknown>} */ (said ?? {});
  const code = String(fields["code"]);
  const words = REFUSALS.get(code);
  if (status !== 200 && words) throw refusal(code, words);
  if (status === 403 && code === "origin_refused") throw problem("forbidden");
  if (status === 423 && code === "keyring_locked") throw problem("locked");
  const fitting = Object.entries(forms).every(([field, form]) => form.test(String(fields[field])));
  if (status !== 200 || !fitting) throw problem("imposter");
  return fields;
}

/**
 * @param {string} code
 * @param {[string, string]} words
 */
function refusal(code, [message, hint]) {
  return new AgentProblem("error", { code, message, hint });
}

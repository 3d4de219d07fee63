/**
 * Signing: how a request shows who asks, and how an answer shows who says so. The agent's half is agent/vault/signatures.py;
 * SECURITY.md has the worked example, and both halves pass the same test vectors. Keys are CryptoKeys that cannot be
 * taken out of the page again.
 */

const encoder = new TextEncoder();
const HMAC = { name: "HMAC", hash: "SHA-256" };

/**
 * Turn raw bytes into a key that signs and verifies and cannot be read back.
 * @param {BufferSource} bytes
 * @returns {Promise<CryptoKey>}
 */
export function importKey(bytes) {
  return crypto.subtle.importKey("raw", bytes, HMAC, false, ["sign", "verify"]);
}

/**
 * Sign what was agreed on, part by part. Every kind of text begins with a word of its own.
 * @param {CryptoKey} key
 * @param {string[]} parts
 * @returns {Promise<ArrayBuffer>}
 */
export function mac(key, ...parts) {
  return crypto.subtle.sign("HMAC", key, encoder.encode(parts.join("\n")));
}

/**
 * Say whether a signature in hex fits; a text that is not hex never does. Compares in constant time.
 * @param {CryptoKey} key
 * @param {string} signature
 * @param {string[]} parts
 * @returns {Promise<boolean>}
 */
export async function fits(key, signature, ...parts) {
  if (!/^[0-9a-f]{64}$/.test(signature)) return false;
  return crypto.subtle.verify("HMAC", key, fromHex(signature), encoder.encode(parts.join("\n")));
}

/**
 * The signature of a POST. `at` is where the agent is believed to be ("http://127.0.0.1:47821"), `time` is milliseconds since
 * 1970 in digits, `body` the text exactly as sent.
 * @param {CryptoKey} key
 * @param {{at: string, path: string, time: string, nonce: string, body: string}} request
 * @returns {Promise<string>}
 */
export async function requestSignature(key, { at, path, time, nonce, body }) {
  return toHex(await mac(key, "req", "POST", at, path, time, nonce, await sha256(encoder.encode(body))));
}

/**
 * Say whether an answer is the key holder's, given at this place to the request that carried `nonce`.
 * @param {CryptoKey} key
 * @param {string} proof
 * @param {{at: string, nonce: string, status: number, body: BufferSource}} answer
 * @returns {Promise<boolean>}
 */
export async function isProven(key, proof, { at, nonce, status, body }) {
  return fits(key, proof, "resp", at, nonce, String(status), await sha256(body));
}

/**
 * The key that both sides hold once a launch secret has been exchanged.
 * @param {CryptoKey} secret
 * @param {{nonce: string, salt: string}} exchange
 * @returns {Promise<CryptoKey>}
 */
export async function clientKey(secret, { nonce, salt }) {
  return importKey(await mac(secret, "key", nonce, salt));
}

/** Sixteen bytes nobody can guess, in hex: used once. */
export function newNonce() {
  return toHex(crypto.getRandomValues(new Uint8Array(16)));
}

/**
 * @param {BufferSource} bytes
 * @returns {Promise<string>}
 */
async function sha256(bytes) {
  return toHex(await crypto.subtle.digest("SHA-256", bytes));
}

/**
 * @param {ArrayBuffer | Uint8Array} bytes
 * @returns {string}
 */
export function toHex(bytes) {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * @param {string} hex
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function fromHex(hex) {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

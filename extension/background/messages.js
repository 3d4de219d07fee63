/**
 * The one contract of messages inside the extension: who may ask what, and what comes back. Pages of the extension may ask for
 * everything here; the script on Clio's page may tell its route and hear numbers and times, never a word of anybody's.
 */

/** @typedef {import("../panel/types.js").Problem} Problem */
/** @typedef {"ok"|"unpaired"|"agent-down"|"slow"|"imposter"|"forbidden"|"locked"|"revoked"|"error"} State */
/** @typedef {{state: State, answer?: any, problem?: Problem}} Reply every answer has this shape */

/** @typedef {{to: "agent", path: string, body: object}} ToAgent */
/** @typedef {{to: "pair", code: string, name: string}} ToPair */
/** @typedef {{to: "forget"}} ToForget */
/** @typedef {{to: "where", home: Home}} ToWhere answered with Where */
/** @typedef {{to: "close"}} ToClose */
/** @typedef {ToAgent|ToPair|ToForget|ToWhere|ToClose} FromPage */

/** @typedef {{to: "route", url_matter: number|null}} ToRoute */
/** @typedef {{to: "tab"}} ToTab answered with Numbers */
/** @typedef {ToRoute|ToTab} FromClio */

/** @typedef {"frame"|"side"|"tab"} Home where a page of the panel lies */
/** @typedef {{home: Home, matter: number|null, allowed: boolean}} Where `allowed`: the browser lets us show on Clio's pages */
/** @typedef {{count: number|null, call: {since: string}|null}} Numbers */
/** @typedef {{do: "toggle", by: "key"|"button"}|{do: "close"}|({do: "tab"} & Numbers)} ToClio what the script on Clio's page is told */
/** @typedef {{from: "shell", tab: number, matter: number|null}} ToPages */

/** Who a message comes from, as the browser says. @typedef {{url?: string|undefined, tab?: {id?: number|undefined}|undefined, frameId?: number|undefined}} Sender */

const FOR_PAGES = new Set(["agent", "pair", "forget", "where", "close"]);
const FOR_CLIO = new Set(["route", "tab"]);

/**
 * Whether this sender may say this. What a message claims of itself counts for nothing: the browser names its sender.
 *
 * @param {unknown} message
 * @param {Sender} sender
 * @param {string} own  the extension's own origin with a slash at its end
 * @returns {message is FromPage|FromClio}
 */
export function mayAsk(message, sender, own) {
  const to = /** @type {{to?: unknown}|null} */ (message)?.to;
  if (typeof to !== "string") return false;
  if (sender.url?.startsWith(own)) return FOR_PAGES.has(to);
  return FOR_CLIO.has(to) && sender.tab?.id !== undefined && sender.frameId === 0;
}

/** @type {Reply} */
export const FORBIDDEN = { state: "forbidden" };

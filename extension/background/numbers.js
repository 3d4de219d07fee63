/**
 * What the tab on Clio's pages may show: how many wait, and since when a call runs. Tenth is asked whether anything changed since it
 * was heard last, so that asking often costs little. Held while the background lives; one that was stopped asks for the whole again.
 *
 * @import { Numbers, Reply } from "./messages.js"
 */

/** @type {Numbers} */
const NONE = { count: null, call: null };

/** @param {(path: string, body: object) => Promise<Reply>} call */
export function createNumbers(call) {
  /** @type {{version: number|null, numbers: Numbers}} */
  let heard = { version: null, numbers: NONE };

  /** Take what Tenth said of its state, to whomever. @param {Reply} reply @returns {Numbers} */
  function hear({ state, answer }) {
    if (state !== "ok") heard = { version: null, numbers: NONE };
    else if (answer?.state) heard = { version: answer.version, numbers: numbersIn(answer.state) };
    return heard.numbers;
  }

  return {
    hear,
    ask: async () => hear(await call("/v1/state", { since: heard.version })),
  };
}

/** @param {{counts?: {draft?: number}, call?: {since?: unknown}|null}} state @returns {Numbers} */
function numbersIn({ counts, call }) {
  return { count: counts?.draft ?? null, call: typeof call?.since === "string" ? { since: call.since } : null };
}

/**
 * The panel's line to Tenth inside the extension: everything goes through the background, which holds the key. The page sees
 * what was asked for, or which of the few states it is in; it never signs and never reaches the port.
 *
 * @import { FromPage, Reply } from "../background/messages.js"
 * @import { Transport } from "./types.js"
 */
import { sentenceOf } from "./sentences.js";

/** What is asked again by itself need not be waited for: a browser may lose a message while the background begins. */
const AGAIN = "/v1/state";
export const GIVEN_UP_MS = 10_000; // later than the background itself gives up; agent.js is not needed here, nor its signer packed

/**
 * @param {(message: FromPage) => Promise<Reply|undefined>} [send]
 * @returns {Transport}
 */
export function openTransport(send = (message) => chrome.runtime.sendMessage(message)) {
  return {
    async call(path, body) {
      // A background that was stopped in the middle answers nothing: what was asked may still have been done.
      const asked = send({ to: "agent", path, body }).catch(() => undefined);
      const reply = await (path === AGAIN ? Promise.race([asked, later()]) : asked);
      const { state, answer, problem } = reply ?? { state: "slow" };
      if (state === "ok") return answer;
      const { title, text } = sentenceOf(state, true); // where Tenth itself said nothing
      const { code, message, hint } = problem ?? { code: state.replaceAll("-", "_"), message: `${title}.`, hint: text };
      throw Object.assign(new Error(message), { state, code, hint });
    },
  };
}

/** @returns {Promise<undefined>} */
const later = () => new Promise((done) => setTimeout(done, GIVEN_UP_MS));

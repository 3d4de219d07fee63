/**
 * The panel's line to Tenth inside the extension: everything goes through the background, which holds the key. The page sees
 * what was asked for, or which of the few states it is in; it never signs and never reaches the port.
 *
 * @import { FromPage, Reply, State } from "../background/messages.js"
 * @import { Transport } from "./types.js"
 */
import { AgentProblem } from "./agent.js";

/** What a state means where Tenth itself said nothing. @type {Record<Exclude<State, "ok">, [string, string]>} */
const WORDS = {
  "agent-down": ["Tenth is not running.", "Start Tenth from your applications; this page then carries on where you left it."],
  unpaired: ["This browser is not paired with Tenth.", "Pair it once; drafts are kept."],
  slow: ["Tenth is taking longer than usual.", "Look again in a moment; it may still finish."],
  imposter: ["Another program answers where Tenth should be.", "Nothing was sent to it. Start Tenth again."],
  locked: ["The keyring is locked, so drafts cannot be opened.", "Unlock your keyring; drafts are kept."],
  forbidden: ["Tenth does not answer this browser.", "Pair it again; drafts are kept."],
  revoked: ["This browser holds Tenth back.", "Allow it again on the pairing page."],
  error: ["Tenth could not do that.", "Look again; if it stays, start Tenth anew."],
};

/**
 * @param {(message: FromPage) => Promise<Reply|undefined>} [send]
 * @returns {Transport}
 */
export function openTransport(send = (message) => chrome.runtime.sendMessage(message)) {
  return {
    async call(path, body) {
      // A background that was stopped in the middle answers nothing: what was asked may still have been done.
      const reply = await send({ to: "agent", path, body }).catch(() => undefined);
      const { state, answer, problem } = reply ?? { state: "slow" };
      if (state === "ok") return answer;
      const [message, hint] = WORDS[state];
      throw new AgentProblem(state, problem ?? { code: state.replaceAll("-", "_"), message, hint });
    },
  };
}

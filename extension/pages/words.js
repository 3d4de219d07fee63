/**
 * What the pairing page says: what is, then what to do.
 *
 * @import { Reply, State } from "../background/messages.js"
 */

/** The page's sentence in each state. @type {Record<State, {title: string, text: string}>} */
export const SENTENCES = {
  ok: { title: "This browser is paired", text: "Open Clio: a tab at the right edge opens the panel, and so does its key." },
  unpaired: {
    title: "Pair this browser once",
    text: "Choose Browsers in the menu of Tenth’s window, then type the eight characters it shows.",
  },
  "agent-down": { title: "This browser is paired", text: "Tenth is not running. Start Tenth from your applications." },
  slow: { title: "This browser is paired", text: "Tenth has not answered for a while; it may be busy." },
  imposter: {
    title: "Something else answers here",
    text: "Another program answers where Tenth should be, so nothing was sent to it. Start Tenth again.",
  },
  forbidden: { title: "Pair this browser again", text: "Choose Browsers in the menu of Tenth’s window, then type the eight characters it shows." },
  revoked: {
    title: "This browser holds Tenth back",
    text: "It no longer lets Tenth show on Clio’s pages or speak to this computer. Allow it again, then carry on.",
  },
  locked: { title: "This browser is paired", text: "The keyring is locked, so drafts cannot be opened. Unlock your keyring." },
  error: { title: "This browser is paired", text: "Tenth could not answer just now. Start Tenth anew if that stays so." },
};

/** Why pairing did not come about. @type {Record<Exclude<State, "ok">, string>} */
const NOT_PAIRED = {
  unpaired: "Not paired: the code does not fit. Look at Tenth’s window and type it again.",
  "agent-down": "Not paired: Tenth is not running. Start Tenth from your applications, then try again.",
  slow: "Not paired: Tenth has not answered for a while. Try again in a moment.",
  imposter: "Not paired: another program answers where Tenth should be, and learned nothing. Start Tenth again.",
  forbidden: "Not paired: choose Browsers in the menu of Tenth’s window first.",
  revoked: "Not paired: this browser does not let Tenth speak to this computer. Allow it again first.",
  locked: "Not paired: the keyring is locked. Unlock your keyring, then try again.",
  error: "Not paired. Choose Browsers in the menu of Tenth’s window and use the new code.",
};

/** The result of pairing in words. @param {Reply} reply */
export function paired({ state, problem }) {
  if (state === "ok") return "Paired.";
  return problem?.hint ? `Not paired. ${problem.message} ${problem.hint}` : NOT_PAIRED[state];
}

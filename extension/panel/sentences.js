/**
 * What is said when something stands in the way: one sentence and one action for each state. Say what is, then what to do; no
 * apology, no code, no machinery. Pure.
 *
 * @import { LinkState, Page } from "./types.js"
 */
import { age, counted, localTime } from "./format.js";

/** @typedef {"look"|"sync"|"pair"|"signIn"|"connect"|"unlock"|"allow"} Mend which of acts/mending.js it is */
/** @typedef {{words: string, does: Mend}} Action */
/**
 * A state of its own: heading, two lines, one button; and the same for the status line. `steps` stand behind the button instead.
 * @typedef {{title: string, text: string, action: Action|null, steps?: string[], line: string}} Sentence
 */
/** @typedef {Exclude<LinkState, "ok"|"opening">} Trouble */

/** @type {Action} */
const LOOK = { words: "Look again", does: "look" };

/** @type {Record<Trouble, Sentence>} */
const SENTENCES = {
  "agent-down": {
    title: "Tenth is not running",
    text: "Start Tenth from your applications; this page then carries on where you left it.",
    action: LOOK,
    line: "No answer on this computer",
  },
  unpaired: {
    title: "Open this page again from Tenth",
    text: "Tenth no longer knows this page; start Tenth once more and it opens a new one.",
    action: null,
    line: "This page is out of date",
  },
  imposter: {
    title: "Something else answers here",
    text: "Another program answers where Tenth should be, so nothing was sent to it.",
    action: null,
    steps: [
      "Close this page, quit Tenth and start it again; it opens a new page.",
      "If it happens again, restart this computer and start Tenth before other programs.",
      "If it stays, tell whoever looks after this computer: a program here holds the place of Tenth.",
    ],
    line: "Another program answers in Tenth’s place",
  },
  forbidden: {
    title: "This page may not look in",
    text: "Tenth does not know this page; open it again from Tenth.",
    action: LOOK,
    line: "Tenth does not know this page",
  },
  slow: {
    title: "Tenth is busy",
    text: "Tenth has not answered for a while; this page looks again by itself.",
    action: LOOK,
    line: "Tenth is slow to answer",
  },
  locked: {
    title: "Unlock your keyring",
    text: "The keyring is locked, so drafts cannot be opened.",
    action: { words: "Unlock", does: "unlock" },
    line: "The keyring is locked",
  },
  revoked: {
    title: "Allow Tenth in this browser",
    text: "This browser no longer lets Tenth show on Clio’s pages.",
    action: { words: "Allow again", does: "allow" },
    line: "Not allowed on Clio’s pages",
  },
  error: {
    title: "Tenth could not do that",
    text: "Look again; if it stays, start Tenth anew. Drafts are kept on this computer.",
    action: LOOK,
    line: "Tenth could not answer",
  },
};

/** In a browser that can be paired, being unknown is no accident of one page. @type {Sentence} */
const PAIRING = {
  title: "Pair this browser once",
  text: "Choose Browsers in the menu of Tenth’s window, then type the eight characters it shows.",
  action: { words: "Open the pairing page", does: "pair" },
  line: "This browser is not paired with Tenth",
};

/** @param {Trouble} state @param {boolean} extension whether the page belongs to an extension @returns {Sentence} */
export const sentenceOf = (state, extension) => (extension && state === "unpaired" ? PAIRING : SENTENCES[state]);

/** @typedef {{strong: string, text: string, action: Action}} ClioLine */

const SIGNED_OUT = ["signed_out", "not_connected", "sign_in_revoked"];
const AWAY = ["unreachable", "busy"];
/** What a sign-in mends: the rest ends by itself, or elsewhere, and is tried again. */
const BY_SIGN_IN = /^(sign|app_|another|callback|clio_forb)/;

/**
 * What stands between Tenth and Clio, if anything.
 *
 * @param {Page} page
 * @param {number} now ms since the epoch
 * @returns {ClioLine|null}
 */
export function clioLine({ agent }, now) {
  if (!agent) return null;
  const { connected, problem, signing_in: signingIn } = agent.clio;
  if (signingIn)
    return { strong: "", text: "Sign in on Clio’s page, in the tab that opened.", action: signIn("Open it again") };
  if (connected && !problem) return null;
  const code = problem?.code ?? "signed_out";
  if (!connected) return { strong: "", text: signedOut(agent), action: { words: "Connect", does: "connect" } };
  if (SIGNED_OUT.includes(code)) return { strong: "", text: signedOut(agent), action: signIn("Sign in") };
  if (BY_SIGN_IN.test(code)) return { strong: "", text: problem?.hint ?? "", action: signIn("Sign in") };
  const away = AWAY.includes(code);
  const asOf = matters(agent.clio.as_of, now);
  return { strong: away ? "Offline." : "", text: away ? asOf : (problem?.hint ?? ""), action: { words: "Try now", does: "sync" } };
}

/** @param {string} words @returns {Action} */
const signIn = (words) => ({ words, does: "signIn" });

/** @param {import("./types.js").AgentState} agent */
function signedOut({ clio, counts }) {
  const who = clio.user || clio.as_of ? "You are signed out of Clio" : "Not connected to Clio yet";
  const waits = counted(counts.confirmed, "confirmed entry waits", "confirmed entries wait");
  return counts.confirmed ? `${who}; ${waits} here.` : `${who}.`;
}

/** "Matters as of 9:41, an hour old." @param {string|null} asOf @param {number} now */
function matters(asOf, now) {
  const at = asOf ? Date.parse(asOf) : null;
  if (at === null) return "Matters not read yet.";
  const old = age(now - at);
  return `Matters as of ${localTime(at)}${old ? `, ${old}` : ""}.`;
}

/**
 * The extension's background: a service worker in Chrome and Edge, an event page in Firefox. It may be stopped and started at any
 * moment, so every listener is registered here, at once, and nothing is kept in this file.
 *
 * @import { FromClio, FromPage, Numbers, Reply } from "./messages.js"
 */
import { AgentProblem } from "../panel/agent.js";
import { createDoor } from "./door.js";
import { introduce } from "./introducing.js";
import * as keys from "./keys.js";
import { recall, remember } from "./memory.js";
import { FORBIDDEN, mayAsk } from "./messages.js";
import { settle } from "./regions.js";
import { gone, open, routed, tell, turned, where } from "./shell.js";

const LOOPBACK = "http://127.0.0.1/*";
const PORT = "port";

const door = createDoor({
  credentials: keys.kept,
  port: async () => (await recall(PORT)) ?? null,
  remember: (port) => remember({ [PORT]: port }),
  allowed: () => chrome.permissions.contains({ origins: [LOOPBACK] }),
  fetch: (url, init) => fetch(url, init),
  now: Date.now,
});

chrome.runtime.onMessage.addListener((message, sender, reply) => {
  if (message?.from === "shell") return undefined; // from here to the pages
  void answer(message, sender).then(reply, () => reply({ state: "error" }));
  return true;
});
chrome.commands.onCommand.addListener((command, tab) => {
  if (command === "open-panel") void open(tab, "key");
});
chrome.action.onClicked.addListener((tab) => void open(tab, "button"));
chrome.tabs.onRemoved.addListener((tab) => void gone(tab));
chrome.tabs.onActivated.addListener(({ tabId }) => void turned(tabId));
chrome.permissions.onAdded.addListener(() => void settle());
chrome.permissions.onRemoved.addListener(() => void settle());
chrome.runtime.onInstalled.addListener(({ reason }) => {
  if (reason === "install") void chrome.runtime.openOptionsPage();
});

/** @param {unknown} message @param {chrome.runtime.MessageSender} sender @returns {Promise<Reply>} */
async function answer(message, sender) {
  if (!mayAsk(message, sender, chrome.runtime.getURL(""))) return FORBIDDEN;
  return does(/** @type {FromPage|FromClio} */ (message), sender);
}

/** @param {FromPage|FromClio} message @param {chrome.runtime.MessageSender} sender @returns {Promise<Reply>} */
async function does(message, sender) {
  const tab = sender.tab?.id ?? -1;
  switch (message.to) {
    case "agent":
      return door.call(message.path, message.body);
    case "pair":
      return pairWith(message);
    case "forget":
      await keys.forget();
      return { state: "ok" };
    case "where":
      return { state: "ok", answer: await where(sender, message.home) };
    case "close":
      await tell(tab, { do: "close" });
      return { state: "ok" };
    case "route":
      await routed(tab, message.url_matter);
      return { state: "ok" };
    case "tab":
      return { state: "ok", answer: await numbers() };
  }
}

/** Exchange the code that a person typed for a key. @param {{code: string, name: string}} typed @returns {Promise<Reply>} */
async function pairWith({ code, name }) {
  try {
    const { port, ...ours } = await introduce({ code, name }, { fetch: (url, init) => fetch(url, init), origin: location.origin });
    await keys.keep(ours);
    await remember({ [PORT]: port });
    return { state: "ok" };
  } catch (error) {
    if (!(error instanceof AgentProblem)) return { state: "error" };
    const { state, message, hint } = error;
    return { state, problem: { code: error.code, message, hint } };
  }
}

/** What the tab on Clio's page may know: how many, and since when. @returns {Promise<Numbers>} */
async function numbers() {
  const { answer } = await door.call("/v1/state", { since: null });
  const state = answer?.state;
  const since = state?.call?.since;
  return { count: state?.counts?.draft ?? null, call: typeof since === "string" ? { since } : null };
}

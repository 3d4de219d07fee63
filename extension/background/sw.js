/**
 * The extension's background: a service worker in Chrome and Edge, an event page in Firefox. It may be stopped and started at any
 * moment, so every listener is registered here, at once, and nothing is kept in this file.
 *
 * @import { FromClio, FromPage, Reply } from "./messages.js"
 */
import { createDoor } from "./door.js";
import { introduce } from "./introducing.js";
import * as keys from "./keys.js";
import { recall, remember } from "./memory.js";
import { FORBIDDEN, mayAsk } from "./messages.js";
import { createNumbers } from "./numbers.js";
import { settle } from "./regions.js";
import { everywhere, gone, open, routed, tell, turned, where } from "./shell.js";

const LOOPBACK = "http://127.0.0.1/*";
const PORT = "port";

/** @type {import("./post.js").Fetch} */
const ask = (url, init) => fetch(url, init);

const door = createDoor({
  credentials: keys.kept,
  port: async () => (await recall(PORT)) ?? null,
  remember: (port) => remember({ [PORT]: port }),
  allowed: () => chrome.permissions.contains({ origins: [LOOPBACK] }),
  fetch: ask,
  now: Date.now,
});
const numbers = createNumbers(door.call);

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
  void settle(); // what was registered does not outlive an update
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
      return passedOn(message);
    case "pair":
      return introduce(message, { fetch: ask, origin: location.origin, keep });
    case "forget":
      return forget();
    case "where":
      return { state: "ok", answer: await where(sender, message.home) };
    case "close":
      await tell(tab, { do: "close" });
      return { state: "ok" };
    case "route":
      await routed(tab, message.url_matter); // and the numbers with it: a message costs Clio's page more than its words
      return { state: "ok", answer: await numbers.ask() };
    case "tab":
      return { state: "ok", answer: await numbers.ask() };
  }
}

/** What a page asks; when it hears of a new state, so does the tab on every page of Clio. @param {import("./messages.js").ToAgent} message */
async function passedOn({ path, body }) {
  const reply = await door.call(path, body);
  if (path === "/v1/state" && reply.answer?.state) void everywhere({ do: "tab", ...numbers.hear(reply) });
  return reply;
}

/** @param {import("./pairing.js").Paired} paired @param {number} port */
async function keep(paired, port) {
  await keys.keep(paired);
  await remember({ [PORT]: port });
}

/** Forget the key here, and let Tenth forget this browser if it is there to hear it. @returns {Promise<Reply>} */
async function forget() {
  const ours = await keys.kept();
  const told = ours ? await door.call("/v1/browsers/forget", { id: ours.client }) : { state: "ok" };
  await keys.forget();
  await remember({ [PORT]: null });
  return { state: "ok", answer: { told: told.state === "ok" } };
}

/**
 * Where the panel is and what Clio shows beside it: one matter's number for each tab of Clio, kept for this session of the browser
 * only, and the deeds of opening and closing. Opening must begin in the very turn of the key press, before anything is waited for:
 * browsers open a side panel only then.
 *
 * @import { Home, ToClio, Where } from "./messages.js"
 */
import { showsClio } from "./clio.js";
import { drop, recall, remember } from "./memory.js";

const PANEL = "panel/index.html";
/** The tab of Clio that was looked at last, and the tab that holds the panel. */
const LAST = "last";
const OWN_TAB = "own";

/** @param {number} tab */
const keyOf = (tab) => `tab:${tab}`;

/** Open the panel, or close it where it is open. @param {chrome.tabs.Tab|undefined} tab @param {"key"|"button"} by */
export function open(tab, by) {
  if (tab?.id !== undefined && showsClio(tab))
    return tell(tab.id, { do: "toggle", by }).catch(() => beside(tab)); // the tab was there before the extension
  return beside(tab);
}

/** The browser's side panel, or a tab where it has none. @param {chrome.tabs.Tab|undefined} tab */
function beside(tab) {
  const { sidePanel } = chrome;
  if (!sidePanel || !tab) return inTab();
  return sidePanel.open({ windowId: tab.windowId }).catch(inTab);
}

async function inTab() {
  const own = await recall(OWN_TAB);
  const here = typeof own === "number" && (await chrome.tabs.update(own, { active: true }).catch(() => undefined));
  if (here) return chrome.windows.update(here.windowId, { focused: true });
  return chrome.tabs.create({ url: chrome.runtime.getURL(`${PANEL}#tab`) });
}

/** Say something to the script on a page of Clio. @param {number} tab @param {ToClio} message @returns {Promise<void>} */
export const tell = (tab, message) => chrome.tabs.sendMessage(tab, message, { frameId: 0 });

/** Say something to every page of Clio that is open. @param {ToClio} message */
export async function everywhere(message) {
  const known = Object.keys(await chrome.storage.session.get(null)).flatMap((key) => /^tab:(\d+)$/.exec(key)?.[1] ?? []);
  await Promise.all(known.map((tab) => tell(Number(tab), message).catch(() => undefined)));
}

/** A page of Clio says which matter its address names. @param {number} tab @param {unknown} matter */
export async function routed(tab, matter) {
  const number = typeof matter === "number" && Number.isSafeInteger(matter) && matter > 0 ? matter : null;
  await remember({ [keyOf(tab)]: number, [LAST]: tab });
  await announce(tab, number);
}

/** Another tab came to the front. @param {number} tab */
export async function turned(tab) {
  const matter = await matterOf(tab);
  if (matter === undefined) return announce(tab, null);
  await remember({ [LAST]: tab });
  await announce(tab, matter);
}

/** @param {number} tab */
export const gone = (tab) => drop(keyOf(tab));

/** Tell every page of the panel that what is on screen may have changed. @param {number} tab @param {number|null} matter */
async function announce(tab, matter) {
  await chrome.runtime.sendMessage({ from: "shell", tab, matter }).catch(() => undefined); // nobody may be there
}

/**
 * What a page of the panel has beside it: its own tab's matter, or that of the tab in front.
 *
 * @param {chrome.runtime.MessageSender} sender
 * @param {Home} home
 * @returns {Promise<Where>}
 */
export async function where(sender, home) {
  const allowed = await chrome.permissions.contains({ origins: ["https://au.app.clio.com/*", "http://127.0.0.1/*"] });
  if (home === "tab" && sender.tab?.id !== undefined) await remember({ [OWN_TAB]: sender.tab.id });
  const tab = home === "frame" ? sender.tab?.id : await inFront(home);
  return { home, matter: (tab !== undefined && (await matterOf(tab))) || null, allowed };
}

/** @param {"side"|"tab"} home @returns {Promise<number|undefined>} */
async function inFront(home) {
  if (home === "tab") return (await recall(LAST)) ?? undefined;
  const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
  return tab?.id;
}

/** The matter a tab shows; undefined: it shows no page of Clio. @param {number} tab */
const matterOf = (tab) => recall(keyOf(tab));

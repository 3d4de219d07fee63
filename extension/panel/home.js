/**
 * Where this page lies, and its line to the extension around it: docked beside Clio, in the browser's side panel, in a tab, or in
 * Tenth's own window, where there is nobody to ask.
 *
 * @import { FromPage, Reply, ToPages, Where } from "../background/messages.js"
 */

/** @typedef {"window"|"frame"|"side"|"tab"} Home */
/** @typedef {ReturnType<typeof createHome>} Surrounding */

/** @param {{protocol: string, hash: string}} address @returns {Home} */
export function homeOf({ protocol, hash }) {
  if (protocol.startsWith("http")) return "window";
  return hash === "#frame" ? "frame" : hash === "#side" ? "side" : "tab";
}

/** @param {Home} name */
export function createHome(name) {
  /** @param {FromPage} message @returns {Promise<Reply|undefined>} */
  const ask = (message) => chrome.runtime.sendMessage(message).catch(() => undefined);
  const inside = name !== "window";

  return {
    name,
    /** What Clio shows beside this page. @returns {Promise<Where|null>} */
    async where() {
      if (name === "window") return null;
      return (await ask({ to: "where", home: name }))?.answer ?? null;
    },
    /** Hear when that may have changed. @param {() => unknown} changed */
    listen(changed) {
      if (!inside) return;
      chrome.runtime.onMessage.addListener((/** @type {Partial<ToPages>|null} */ message) => {
        if (message?.from === "shell") changed();
      });
    },
    /** Close the docked panel; the focus goes back to its place in Clio. */
    async close() {
      if (name === "frame") await ask({ to: "close" });
    },
  };
}

/**
 * What the page may ask of the browser around it: another tab, the pairing page, the permission it needs. In Tenth's own window
 * there is no extension, and a tab is a window.
 */

/**
 * The part of an extension's own interface that is used here.
 * @typedef {object} Extension
 * @property {{id?: string, getURL: (path: string) => string}} [runtime]
 * @property {{create: (what: {url: string}) => Promise<unknown>}} [tabs]
 * @property {{request: (what: {origins: string[]}) => Promise<boolean>}} [permissions]
 */

/** @typedef {ReturnType<typeof createOutside>} Outside */

const CLIO = ["https://au.app.clio.com/*", "http://127.0.0.1/*"];

/** @returns {Extension} */
function around() {
  const { browser, chrome } = /** @type {{browser?: Extension, chrome?: Extension}} */ (globalThis);
  return browser ?? chrome ?? {};
}

export function createOutside() {
  const { runtime, tabs, permissions } = around();
  const extension = Boolean(runtime?.id);

  /** @param {string} address an https page, or one on this computer */
  function openTab(address) {
    if (/^https:\/\/|^http:\/\/127\.0\.0\.1:/.test(address)) open(address); // no javascript://127.0.0.1
  }

  /** @param {string} address */
  function open(address) {
    if (extension && tabs) void tabs.create({ url: address });
    else globalThis.open(address, "_blank", "noopener");
  }

  return {
    /** Whether this page belongs to an extension, which can be paired. */
    extension,
    openTab,
    openPairing() {
      if (runtime) open(runtime.getURL("pages/pair.html"));
    },
    /** Ask for what a user may take away from an extension. Only a click may ask. @returns {Promise<boolean>} */
    async askForClio() {
      return (await permissions?.request({ origins: CLIO })) ?? false;
    },
  };
}

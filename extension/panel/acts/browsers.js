/**
 * The paired browsers: lists them, shows the code that lets one more in, forgets one. While a code is shown the agent is asked
 * every second what became of it; when the sheet closes, the code is dead.
 *
 * @import { Asking } from "./asking.js"
 * @import { Browser } from "../types.js"
 * @import { Screen } from "../screen.js"
 * @import { Store } from "../store.js"
 */
import { problemOf } from "./asking.js";
import { closed } from "../state/layers.js";
import { coded, listed, opened, told, uncoded } from "../state/browsers.js";

/** @typedef {ReturnType<typeof createBrowsers>} Browsers */

const SECOND_MS = 1000;

/** @param {{asking: Asking, store: Store, screen: Screen}} parts */
export function createBrowsers({ asking, store, screen }) {
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;

  const layer = () => {
    const now = store.get().layer;
    return now?.kind === "browsers" ? now : null;
  };

  async function open() {
    store.apply(opened);
    await look();
  }

  async function look() {
    const answer = await tried("/v1/browsers/list", {});
    const had = layer()?.code;
    if (answer) store.apply(listed, answer.browsers, answer.pairing);
    const now = layer();
    if (had && now && !now.code) over(now.said ?? "");
    plan();
  }

  function plan() {
    clearTimeout(timer);
    if (layer()?.code) timer = setTimeout(() => void look(), SECOND_MS);
  }

  /** A code came to its end: say how, and stand where the next one is asked for. @param {string} said */
  function over(said) {
    screen.say(said);
    screen.focusField("#browsers [data-act=pair]");
  }

  async function pair() {
    const shown = await tried("/v1/pair/open", {});
    if (!shown) return;
    if (!layer()) return void (await tried("/v1/pair/close", {})); // the sheet was closed while the code was on its way
    store.apply(coded, shown.code, shown.seconds);
    screen.say(`Type this code in the browser you want to pair: ${[...shown.code].join(" ")}`);
    screen.focusField("#browsers [data-act=cancel]");
    plan();
  }

  async function cancel() {
    store.apply(uncoded);
    screen.focusField("#browsers [data-act=pair]");
    await tried("/v1/pair/close", {});
  }

  /** @param {Browser} browser */
  async function forget(browser) {
    if (!(await tried("/v1/browsers/forget", { id: browser.id }))) return;
    await look();
    store.apply(told, `${browser.name} is forgotten.`);
    screen.say(`${browser.name} is forgotten.`);
    screen.focusField("#browsers [data-act=close]");
  }

  /** The sheet was closed. */
  async function close() {
    clearTimeout(timer);
    const shown = layer()?.code;
    if (layer()) store.apply(closed);
    if (shown) await tried("/v1/pair/close", {});
  }

  /** Ask, and say on the sheet what kept it from being done. @param {string} path @param {object} body */
  async function tried(path, body) {
    try {
      return await asking.ask(path, body);
    } catch (error) {
      store.apply(told, problemOf(error).hint);
      return null;
    }
  }

  // Pairing is the own window's; a package leaves it out (tools/bundling.py).
  return { open, forget, close, ...(location.protocol === "http:" ? { pair, cancel } : {}) };
}

/**
 * The page that asks for consent before a call is recorded, and shows the recording: in Tenth's own window, opened from the tray.
 * Until "Told and agreed" it asks the agent for words only; the agent begins nothing without a consent.
 *
 * @import { Agent } from "../panel/agent.js"
 * @import { Kind, Told } from "./capture_words.js"
 */
import { LONG_PATIENCE_MS, openWindow } from "../panel/agent.js";
import { render } from "../panel/lit.js";
import { deedsOf, said } from "./capture_deeds.js";
import { view } from "./capture_views.js";
import { announcement, elapsed, kindOf } from "./capture_words.js";

const LOOK_MS = 1000;

/**
 * @typedef {object} Page
 * @property {Told|null} told what the agent said last
 * @property {string|null} leave who granted leave to record, where the occasion asks for it
 * @property {""|"objects"|"delete"} ending which way of ending the sound was chosen and is to be confirmed
 * @property {[string, string]|null} over what the call came to
 * @property {string} wrong what could not be done
 * @property {string} lost why the agent does not answer
 * @property {boolean} busy
 * @property {boolean} copied
 * @property {number} now milliseconds since 1970
 */

/** What the window is called, so that the desktop's list of windows shows a recording too. @param {Page} page */
function titleOf({ told, over, leave, now }) {
  if (over) return `${over[0]} · Tenth`;
  if (!told) return "Tenth";
  const { capture } = told;
  const words = { ask: "Capture this call", refused: "Not recorded", recording: "Recording", paused: "Paused", waiting: "Paused", stopped: "Stopped" }[kindOf(told, leave !== null)];
  return capture ? `${words} ${elapsed(capture.since, now)} · Tenth` : `${words} · Tenth`;
}

/** @param {string} id */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @param {Agent} agent */
function run(agent) {
  /** @type {Page} */
  const page = { told: null, leave: null, ending: "", over: null, wrong: "", lost: "", busy: false, copied: false, now: Date.now() };
  /** @type {Kind|null} */
  let shown = null;
  const deeds = deedsOf(agent, page, draw, look);

  function draw() {
    page.now = Date.now();
    render(view(page, deeds), element("call"));
    document.title = titleOf(page);
    if (!page.told || page.over) return;
    const kind = kindOf(page.told, page.leave !== null);
    const words = announcement(shown, kind);
    if (words) element("voice").textContent = words;
    if (shown !== kind && (kind === "ask" || kind === "waiting")) element("who").focus();
    shown = kind;
  }

  async function look() {
    try {
      page.told = await agent.call("/v1/capture/get", {});
      page.lost = "";
    } catch (error) {
      page.lost = said(error);
    }
    draw();
  }

  void look();
  addEventListener("focus", () => page.over && void deeds.again()); // opened anew from the tray: it is about another call
  setInterval(() => document.visibilityState === "visible" && !page.busy && void look(), LOOK_MS);
}

openWindow(location.hash, { patience: LONG_PATIENCE_MS }).then(run, (error) => {
  const closed = document.createElement("p");
  closed.textContent = `${error.message} ${error.hint}`;
  element("call").replaceChildren(closed);
});

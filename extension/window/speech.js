/**
 * The page about the firm's own speech server, in Tenth's own window: off until one is named here, and what left in any case.
 * The token goes from its field to the agent and is kept nowhere here.
 *
 * @import { Agent } from "../panel/agent.js"
 * @import { Page, Speech } from "./speech_types.js"
 */
import { AgentProblem, LONG_PATIENCE_MS, openWindow } from "../panel/agent.js";
import { render } from "../panel/lit.js";
import { left, server, waiting } from "./speech_views.js";

/** @typedef {ReturnType<typeof deedsOf>} Deeds */

const LOOK_MS = 3000;

/** @param {string} id */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @param {Agent} agent */
function run(agent) {
  /** @type {Page} */
  const page = { busy: false, wrong: "" };
  /** @type {Speech|null} */
  let speech = null;
  const deeds = deedsOf(tried);

  function draw() {
    if (!speech) return;
    render(server(speech, page, deeds), element("server"));
    render(waiting(speech, page, deeds), element("waiting"));
    render(left(speech), element("left"));
  }

  /** Ask the agent for something; what goes wrong is said where it was asked. @param {string} path @param {object} body @param {string} done */
  async function tried(path, body, done) {
    if (page.busy) return;
    Object.assign(page, { busy: true, wrong: "" });
    draw();
    try {
      speech = /** @type {Speech} */ (await agent.call(path, body));
      if (done) element("voice").textContent = done;
    } catch (error) {
      page.wrong = error instanceof AgentProblem ? `${error.message}. ${error.hint}` : "Something went wrong; open this page again from Tenth.";
    }
    page.busy = false;
    draw();
  }

  async function look() {
    try {
      speech = /** @type {Speech} */ (await agent.call("/v1/speech-server/get", {}));
    } catch (error) {
      page.wrong = error instanceof AgentProblem ? error.hint : "";
    }
    draw();
  }

  void look();
  setInterval(() => document.visibilityState === "visible" && !page.busy && void look(), LOOK_MS);
}

/** @param {(path: string, body: object, done: string) => Promise<void>} tried */
function deedsOf(tried) {
  return {
    /** @param {SubmitEvent} event */
    on(event) {
      event.preventDefault();
      const typed = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
      const body = Object.fromEntries(["url", "token", "model", "ca"].map((name) => [name, String(typed.get(name) ?? "").trim()]));
      return tried("/v1/speech-server/on", body, "The server answers and is used from now on.");
    },
    off: () => tried("/v1/speech-server/off", {}, "Nothing is sent there any more."),
    /** @param {string} source */
    here: (source) => tried("/v1/speech-server/here", { source }, "It is transcribed on this computer."),
  };
}

openWindow(location.hash, { patience: LONG_PATIENCE_MS }).then(run, (error) => {
  const closed = document.createElement("p");
  closed.textContent = `${error.message} ${error.hint}`;
  element("server").replaceChildren(closed);
});

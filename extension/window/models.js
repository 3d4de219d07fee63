/**
 * The page of speech models, in Tenth's own window: which there are and fit, one downloaded or imported at a click, and what a
 * second hearing offers. It looks every second, and more seldom while nothing is under way.
 *
 * @import { Agent } from "../panel/agent.js"
 * @import { Page, Shelf } from "./models_types.js"
 */
import { AgentProblem, LONG_PATIENCE_MS, openWindow } from "../panel/agent.js";
import { render } from "../panel/lit.js";
import { heard } from "./models_heard.js";
import { list, standing } from "./models_list.js";
import { announcement } from "./models_words.js";

/** @typedef {ReturnType<typeof deedsOf>} Deeds */

const LOOK_MS = 1000;
const SELDOM = 5;

/** @param {string} id */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @param {unknown} error */
const said = (error) => (error instanceof AgentProblem ? error.hint || error.message : "Something went wrong; open this page again from Tenth.");

/** @param {Agent} agent */
function run(agent) {
  /** @type {Page} */
  const page = { shelf: null, heard: null, asking: "", told: "", wrong: "", busy: false };
  const deeds = deedsOf(agent, page, draw, look);
  let looks = 0;

  function draw() {
    render(standing(page, deeds), element("standing"));
    render(list(page, deeds), element("models"));
    render(heard(page, deeds), element("heard"));
  }

  async function look() {
    try {
      /** @type {Shelf} */
      const now = await agent.call("/v1/models/list", {});
      const words = announcement(page.shelf, now);
      if (words) element("voice").textContent = words;
      page.shelf = now;
      page.heard = await agent.call("/v1/differences/list", {});
    } catch (error) {
      page.wrong = said(error);
    }
    draw();
  }

  void look();
  setInterval(() => {
    looks += 1;
    if (document.visibilityState === "visible" && !page.busy && (page.shelf?.doing || looks % SELDOM === 0)) void look();
  }, LOOK_MS);
}

/** @param {Agent} agent @param {Page} page @param {() => void} draw @param {() => Promise<void>} look */
function deedsOf(agent, page, draw, look) {
  /** Do one thing at a time; what goes wrong is said beside the list, and so are words that a deed returns. @param {() => Promise<unknown>} deed */
  async function tried(deed) {
    if (page.busy) return;
    Object.assign(page, { busy: true, wrong: "", told: "", asking: "" });
    draw();
    try {
      const words = await deed();
      page.told = typeof words === "string" ? words : "";
    } catch (error) {
      page.wrong = said(error);
    }
    page.busy = false;
    if (page.told) element("voice").textContent = page.told;
    await look();
  }

  return {
    /** @param {string} name */
    download: (name) => tried(() => agent.call("/v1/models/download", { name })),
    stop: () => tried(() => agent.call("/v1/models/stop", {})),
    /** @param {string} name */
    measure: (name) => tried(() => agent.call("/v1/models/measure", { name })),
    /** @param {string|null} name @param {boolean} later */
    use: (name, later) =>
      tried(async () => {
        await agent.call("/v1/models/use", { name, later });
        return later ? (name ? `${name} hears calls again at night.` : "No call is heard again.") : `${name} hears calls from the next one on.`;
      }),
    /** @param {string} name */
    remove: (name) =>
      tried(async () => {
        await agent.call("/v1/models/remove", { name });
        return "Deleted from this computer.";
      }),
    /** @param {string} name */
    ask(name) {
      page.asking = name;
      draw();
      document.querySelector(/** @type {"button"} */ ('[data-act="remove-now"]'))?.focus();
    },
    keep() {
      page.asking = "";
      draw();
    },
    /** @param {SubmitEvent} event */
    take(event) {
      event.preventDefault();
      const folder = String(new FormData(/** @type {HTMLFormElement} */ (event.currentTarget)).get("folder") ?? "").trim();
      if (folder) return tried(() => agent.call("/v1/models/import", { folder }));
      page.wrong = "Enter the folder first.";
      return draw();
    },
    hear: () =>
      tried(async () => {
        await agent.call("/v1/differences/hear", {});
        return "Calls are being heard again; what differs appears here.";
      }),
    /** @param {string} source @param {string[]|null} turns */
    takeOver: (source, turns) =>
      tried(async () => {
        const { anew } = await agent.call("/v1/differences/take", { source, turns });
        return anew ? "Taken over; the drafts of this call are made anew." : "Taken over; drafts and entries stay as they are.";
      }),
    /** @param {string} source */
    leave: (source) => tried(() => agent.call("/v1/differences/leave", { source })),
  };
}

openWindow(location.hash, { patience: LONG_PATIENCE_MS }).then(run, (error) => {
  const closed = document.createElement("p");
  closed.textContent = `${error.message} ${error.hint}`;
  element("standing").replaceChildren(closed);
});

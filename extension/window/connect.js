/**
 * The page that leads a firm through connecting to its Clio, in Tenth's own window: it asks the agent how things stand, begins the
 * trip to the browser, and looks until somebody has come back. The secret goes from its field to the agent and is kept nowhere here.
 *
 * @import { Agent } from "../panel/agent.js"
 * @import { Connection, Page } from "./connect_types.js"
 */
import { AgentProblem, LONG_PATIENCE_MS, openWindow } from "../panel/agent.js";
import { render } from "../panel/lit.js";
import { guide } from "./connect_guide.js";
import { standing } from "./connect_standing.js";
import { announcement, kindOf } from "./connect_words.js";

/** @typedef {ReturnType<typeof deedsOf>} Deeds */

const LOOK_MS = 1000;

/** @param {string} id */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @param {Agent} agent */
function run(agent) {
  /** @type {Page} */
  const page = { connection: null, place: "au", byCode: false, copied: "", wrong: "", wrongCode: "", busy: false, leaving: false, told: "" };
  const deeds = deedsOf(agent, page, draw, look);

  function draw() {
    render(standing(page, deeds), element("standing"));
    render(guide(page, deeds), element("guide"));
    document.body.dataset["kind"] = page.connection ? kindOf(page.connection.standing) : "";
  }

  async function look() {
    try {
      /** @type {Connection} */
      const now = await agent.call("/v1/connect/get", {});
      const words = announcement(page.connection?.standing ?? null, now);
      const first = page.connection === null;
      page.connection = now;
      if (first) page.place = now.guide.places.find(({ host }) => host === now.standing.host)?.id ?? "au";
      if (words) element("voice").textContent = words;
    } catch (error) {
      page.told = said(error);
    }
    draw();
  }

  void look();
  setInterval(() => document.visibilityState === "visible" && !page.busy && void look(), LOOK_MS);
}

/** @param {unknown} error */
const said = (error) => (error instanceof AgentProblem ? error.hint || error.message : "Something went wrong; open this page again from Tenth.");

/** @param {Agent} agent @param {Page} page @param {() => void} draw @param {() => Promise<void>} look */
function deedsOf(agent, page, draw, look) {
  let address = "";

  /** Do something that the page waits for; what goes wrong is put where `wrong` says. @param {() => Promise<void>} deed @param {(words: string) => void} wrong */
  async function tried(deed, wrong) {
    if (page.busy) return;
    Object.assign(page, { busy: true, wrong: "", wrongCode: "", told: "" });
    draw();
    try {
      await deed();
    } catch (error) {
      wrong(said(error));
    }
    page.busy = false;
    await look();
  }

  /** @param {object} body */
  async function begin(body) {
    address = (await agent.call("/v1/connect/start", body)).authorise_url;
    open(address);
  }

  return {
    /** @param {string} id */
    choose(id) {
      page.place = id;
      draw();
    },
    turnByCode() {
      page.byCode = !page.byCode;
      draw();
    },
    /** @param {string} text */
    async copy(text) {
      await navigator.clipboard.writeText(text);
      page.copied = text;
      element("voice").textContent = "Copied.";
      draw();
    },
    /** @param {SubmitEvent} event */
    start(event) {
      event.preventDefault();
      const typed = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
      /** @param {string} name */
      const word = (name) => String(typed.get(name) ?? "").trim();
      const where = page.connection?.practice ? word("where") : page.place;
      const missing = [[where, "Practice Clio’s address is missing."], [word("client_id"), "The client id is missing."], [word("client_secret"), "The client secret is missing."]].find(([found]) => !found);
      if (missing) {
        page.wrong = missing[1] ?? "";
        return draw();
      }
      const body = { where, client_id: word("client_id"), client_secret: word("client_secret"), paste: page.byCode };
      return tried(() => begin(body), (words) => (page.wrong = words));
    },
    signInAgain: () => tried(() => begin({ paste: page.byCode }), (words) => (page.told = words)),
    openAgain: () => address && open(address),
    /** @param {SubmitEvent} event */
    paste(event) {
      event.preventDefault();
      const code = String(new FormData(/** @type {HTMLFormElement} */ (event.currentTarget)).get("code") ?? "").trim();
      if (code) return tried(() => agent.call("/v1/connect/paste", { code }), (words) => (page.wrongCode = words));
      page.wrongCode = "Paste the code first.";
      return draw();
    },
    askToLeave() {
      page.leaving = true;
      draw();
      element("disconnect-now").focus();
    },
    stay() {
      page.leaving = false;
      draw();
      element("disconnect").focus();
    },
    speech: () => tried(async () => void (await agent.call("/v1/window/show", { page: "speech" })), (words) => (page.told = words)),
    disconnect: () =>
      tried(async () => {
        const { told } = await agent.call("/v1/connect/disconnect", {});
        page.leaving = false;
        page.told = told ? "Disconnected. Drafts stay here." : "Disconnected here. Clio could not be told: remove Tenth from your connected apps there as well.";
      }, (words) => (page.told = words)),
  };

  /** Clio's own page, in a tab of its own. @param {string} page an https page, or practice Clio's on this computer */
  function open(page) {
    if (/^https:\/\/|^http:\/\/127\.0\.0\.1:/.test(page)) globalThis.open(page, "_blank", "noopener");
  }
}

openWindow(location.hash, { patience: LONG_PATIENCE_MS }).then(run, (error) => {
  const closed = document.createElement("p");
  closed.textContent = `${error.message} ${error.hint}`;
  element("standing").replaceChildren(closed);
});

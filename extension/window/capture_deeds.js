/**
 * What can be done on the page about capturing a call. Each deed asks the agent once; what the agent refuses is said where it was asked.
 *
 * @import { Agent } from "../panel/agent.js"
 * @import { Page } from "./capture.js"
 */
import { AgentProblem } from "../panel/agent.js";
import { namesIn, roomSaid, sentence, sentences } from "./capture_words.js";

/** @typedef {ReturnType<typeof deedsOf>} Deeds */

/** @type {Record<string, [string, string]>} what a call came to, in two sentences */
const OVER = {
  kept: ["Kept", "Its words are being written; the draft comes to Tenth’s page. You can close this window."],
  clock: ["The clock runs", "Nothing is recorded. Stop it from the tray or on Tenth’s page. You can close this window."],
  deleted: ["The sound is deleted", "The clock runs on. Stop it from the tray or on Tenth’s page. You can close this window."],
};

/** @param {unknown} error */
export const said = (error) => (error instanceof AgentProblem ? `${sentence(error.message)} ${error.hint}` : "Something went wrong; open this page again from Tenth.");

/** @param {Event} event */
function typedIn(event) {
  event.preventDefault();
  const typed = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
  /** @param {string} name */
  return (name) => String(typed.get(name) ?? "").trim();
}

/** @param {Agent} agent @param {Page} page @param {() => void} draw @param {() => Promise<void>} look */
export function deedsOf(agent, page, draw, look) {
  /** Do one thing that the page waits for. @param {() => Promise<unknown>} deed */
  async function tried(deed) {
    if (page.busy) return;
    Object.assign(page, { busy: true, wrong: "" });
    draw();
    try {
      await deed();
    } catch (error) {
      page.wrong = said(error);
    }
    page.busy = false;
    await look();
  }

  /** @param {keyof typeof OVER} what */
  function end(what) {
    page.over = OVER[what] ?? null;
    page.ending = "";
  }

  /** @param {string[]} names @param {string} way @param {boolean} ticked whether others can be heard in the microphone */
  async function record(names, way, ticked) {
    if (page.told?.capture) for (const who of names) await agent.call("/v1/capture/tell", { what: "agreed", who, how: way });
    else await agent.call("/v1/capture/start", { said: sentences(names, way), leave: page.leave ? `leave granted by ${page.leave}` : "", room: roomSaid(ticked, page.told?.room ?? true) });
  }

  return {
    /** @param {SubmitEvent} event */
    agreed(event) {
      const word = typedIn(event);
      const names = namesIn(word("who"));
      if (names.length) return tried(() => record(names, word("way"), word("room") !== ""));
      page.wrong = "Name everyone who was told and agreed.";
      return draw();
    },
    /** @param {SubmitEvent} event */
    granted(event) {
      page.leave = typedIn(event)("leave") || null;
      page.wrong = page.leave ? "" : "Say who granted leave.";
      draw();
    },
    async copy() {
      await navigator.clipboard.writeText(page.told?.notice ?? "");
      page.copied = true;
      draw();
    },
    clockOnly: () => tried(async () => {
      await agent.call("/v1/clock/start", { call: true });
      end("clock");
    }),
    /** @param {"pause"|"resume"|"joined"|"room"|"headset"} what */
    tell: (what) => () => tried(() => agent.call("/v1/capture/tell", { what })),
    stop: () => tried(async () => {
      const { source } = await agent.call("/v1/capture/stop", {});
      if (source) end("kept");
    }),
    /** @param {""|"objects"|"delete"} what */
    ending: (what) => () => {
      page.ending = what;
      draw();
    },
    discard: () => tried(async () => {
      await agent.call("/v1/capture/tell", { what: "discard" });
      end("deleted");
    }),
    /** @param {boolean} keep */
    objected: (keep) => () => tried(async () => {
      await agent.call("/v1/capture/tell", { what: "withdrawn", keep });
      page.ending = "";
      if (!keep) end("deleted");
    }),
    again() {
      Object.assign(page, { over: null, leave: null, wrong: "", copied: false });
      return look();
    },
  };
}

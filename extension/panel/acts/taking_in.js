/**
 * Hands files and text to the agent, with what the lawyer already knows about them. Nothing of them stays in the page.
 *
 * @import { Page } from "../types.js"
 * @import { Asking } from "./asking.js"
 * @import { Looking } from "./looking.js"
 * @import { Screen } from "../screen.js"
 * @import { Store } from "../store.js"
 */
import { counted } from "../format.js";
import { arrived, arriving, changed, knew, turnedAway } from "../state/takein.js";
import { problemOf } from "./asking.js";

/** @typedef {ReturnType<typeof createTakingIn>} TakingIn */

const CHUNK = 0x8000; // arguments a call may safely carry

/** @param {{asking: Asking, store: Store, looking: Looking, screen: Screen}} parts */
export function createTakingIn({ asking, store, looking, screen }) {
  let last = 0;

  /**
   * @param {string} name
   * @param {() => Promise<[string, object]>} request path and body, made when it is this one's turn
   */
  async function take(name, request) {
    last += 1;
    const id = last;
    store.apply(arriving, id, name);
    try {
      await asking.change(...(await request()));
      store.apply(arrived, id);
      screen.say(`${name} taken in.`);
      return true;
    } catch (error) {
      store.apply(turnedAway, id, problemOf(error));
      return false;
    }
  }

  /** One after the other, so that a pile of recordings is never in memory at once. @param {Iterable<File>} files */
  async function files(files) {
    const context = contextOf(store.get());
    let taken = 0;
    for (const file of files) {
      const request = async () =>
        /** @type {[string, object]} */ ([
          "/v1/sources/take-in",
          { name: file.name, data: await inBase64(file), context },
        ]);
      if (await take(file.name, request)) taken += 1;
      void looking.look();
    }
    if (taken) screen.say(`${counted(taken, "file")} taken in.`);
    if (taken && !store.get().takein.arriving.length) store.apply(changed, { open: false });
  }

  async function text() {
    const page = store.get();
    const words = page.takein.text;
    if (!words.trim()) return screen.focusField("#paste");
    if (await take("Pasted text", async () => ["/v1/sources/paste", { text: words, context: contextOf(page) }]))
      store.apply(changed, { text: "", open: false });
    void looking.look();
  }

  /** Text pasted anywhere: shown first, taken in when the lawyer says so. @param {string} words */
  function offer(words) {
    store.apply(changed, { open: true, text: words });
    screen.focusField("#paste");
  }

  /** Have the step that failed done again, or the call read anew with a passage that is the lawyer's own. @param {string} source @param {string} [passage] */
  async function again(source, passage) {
    await (passage ? asking.change("/v1/sources/said-by", { source, passage, mine: true }) : asking.change("/v1/sources/again", { source })).catch(() => undefined); // what went wrong stands in the state
    await looking.look();
  }

  return {
    files,
    text,
    offer,
    again,
    /** @param {Partial<import("../types.js").Known>} known */
    know: (known) => store.apply(knew, known),
    /** @param {Partial<import("../types.js").TakeIn>} change */
    change: (change) => store.apply(changed, change),
    /** @param {number} id */
    dismiss: (id) => store.apply(arrived, id),
  };
}

/** What the lawyer knows, as the door wants it. @param {Page} page */
export function contextOf({ takein: { known } }) {
  const client = known.client.trim();
  return {
    matter_id: known.matter?.id ?? null,
    date: known.date || null,
    call_start: null,
    timekeeper: known.timekeeper.trim() || null,
    participants: client ? [client] : [],
  };
}

/** @param {Blob} blob */
async function inBase64(blob) {
  const all = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  for (let at = 0; at < all.length; at += CHUNK) text += String.fromCharCode(...all.subarray(at, at + CHUNK));
  return btoa(text);
}

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
import { arrived, arriving, changed, knew, progressed, turnedAway } from "../state/takein.js";
import { problemOf } from "./asking.js";

/** @typedef {ReturnType<typeof createTakingIn>} TakingIn */

const CHUNK = 0x8000; // arguments a call may safely carry
const PIECE = 4 * 1024 * 1024; // bytes of a file that are in memory at once
const TAKE_IN = "/v1/sources/take-in";

/** @param {{asking: Asking, store: Store, looking: Looking, screen: Screen}} parts */
export function createTakingIn({ asking, store, looking, screen }) {
  let last = 0;

  /**
   * @param {string} name
   * @param {(id: number) => Promise<unknown>} send
   */
  async function take(name, send) {
    last += 1;
    const id = last;
    store.apply(arriving, id, name);
    try {
      await send(id);
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
    const page = store.get();
    const known = { context: contextOf(page), memo: page.takein.known.memo };
    let taken = 0;
    for (const file of files) {
      if (await take(file.name, (id) => send(file, { name: file.name, ...known }, id))) taken += 1;
      void looking.look();
    }
    if (taken) screen.say(`${counted(taken, "file")} taken in.`);
    if (taken && !store.get().takein.arriving.length) store.apply(changed, { open: false });
    if (taken) store.apply(knew, { memo: false }); // the next recording may be of others
  }

  /** Nor is a long one whole: it goes piece by piece. @param {File} file @param {object} said @param {number} id */
  async function send(file, said, id) {
    if (file.size <= PIECE) return asking.change(TAKE_IN, { ...said, data: await inBase64(file) });
    let upload = "";
    for (let at = 0; at < file.size; at += PIECE) {
      const data = await inBase64(file.slice(at, at + PIECE));
      if (at) await asking.change(`${TAKE_IN}/piece`, { upload, at, data });
      else ({ upload } = await asking.change(`${TAKE_IN}/begin`, { size: file.size, data }));
      store.apply(progressed, id, at / file.size);
    }
    store.apply(progressed, id, 0); // nobody knows how long the reading takes
    return asking.change(`${TAKE_IN}/whole`, { ...said, upload });
  }

  async function text() {
    const page = store.get();
    const words = page.takein.text;
    if (!words.trim()) return screen.focusField("#paste");
    if (await take("Pasted text", () => asking.change("/v1/sources/paste", { text: words, context: contextOf(page) })))
      store.apply(changed, { text: "", open: false });
    void looking.look();
  }

  /** Text pasted anywhere: shown first, taken in when the lawyer says so. @param {string} words */
  function offer(words) {
    store.apply(changed, { open: true, text: words });
    screen.focusField("#paste");
  }

  /** Have a source's step done: again, on this computer instead, or knowing whose words some are. @param {string} path @param {object} body */
  async function again(path, body) {
    await asking.change(path, body).catch(() => undefined); // what went wrong stands in the state
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

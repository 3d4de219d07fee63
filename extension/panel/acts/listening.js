/**
 * Plays the sound of a passage, and points at its words. One sound at a time; asking again for the one that plays stops it.
 *
 * @import { Chip } from "../evidence.js"
 * @import { Entry, Passage } from "../types.js"
 * @import { Asking } from "./asking.js"
 * @import { Store } from "../store.js"
 */
import { LONGEST_CLIP, chips, nextChip, spanOfPassage } from "../evidence.js";
import { noted, played, pointed } from "../state/desk.js";
import { hovered } from "../state/review.js";
import { problemOf } from "./asking.js";

/** @typedef {ReturnType<typeof createListening>} Listening */

/** @param {{asking: Asking, store: Store}} parts */
export function createListening({ asking, store }) {
  /** @type {HTMLAudioElement|null} */
  let sound = null;
  /** @type {Map<string, string>} by entry: the chip asked for last */
  const last = new Map();

  function stop() {
    if (sound) {
      sound.pause();
      URL.revokeObjectURL(sound.src);
      sound = null;
    }
    store.apply(played, null);
  }

  /** @param {string} key @param {string} source @param {{from: number, to: number}} span */
  async function play(key, source, span) {
    const again = store.get().playing === key;
    stop();
    if (again) return;
    store.apply(played, key);
    const made = (sound = new Audio());
    made.load(); // within the key press: WebKit lets nothing begin to sound after a wait that was not touched before it
    try {
      const clip = await asking.ask("/v1/sources/clip", { source, start_ms: span.from, end_ms: span.to });
      if (sound !== made) return;
      made.src = URL.createObjectURL(new Blob([bytes(clip.data)], { type: clip.media_type }));
      made.addEventListener("ended", stop);
      await made.play();
    } catch (error) {
      if (sound !== made) return;
      stop();
      store.apply(noted, { tone: "stop", text: `No sound: ${problemOf(error).hint}`, on: null });
    }
  }

  /** Show where a chip comes from, and play it when there is sound. @param {Entry} entry @param {Chip} chip */
  function open(entry, chip) {
    const { shown, views, playing } = store.get();
    const source = views[entry.source]?.source;
    const same = shown?.entry === entry.id && shown.passages.join() === chip.passages.join();
    const hide = same && (!source?.has_sound || playing === chip.key);
    store.apply(pointed, hide ? null : { source: entry.source, passages: chip.passages, entry: entry.id });
    last.set(entry.id, chip.key);
    if (source?.has_sound && chip.span) void play(chip.key, entry.source, chip.span);
  }

  /** `o`: the first piece of evidence, then the next. @param {Entry} entry */
  function next(entry) {
    const chip = nextChip(chips(entry, store.get().views[entry.source]), last.get(entry.id) ?? null);
    if (chip) open(entry, chip);
  }

  /** @param {string} source @param {Passage} passage */
  function passage(source, passage) {
    const span = spanOfPassage(passage);
    store.apply(pointed, { source, passages: [passage.id], entry: null });
    if (span) void play(`${source}/${passage.id}`, source, span);
  }

  /**
   * A stretch of the call strip: its sound from the beginning, or its words where there is none.
   *
   * @param {string} source
   * @param {{from: number, to: number}} span
   * @param {string[]} passages
   */
  function stretch(source, span, passages) {
    const { views, wide } = store.get();
    const sounds = Boolean(views[source]?.source.has_sound);
    if (wide || !sounds) store.apply(pointed, { source, passages, entry: null });
    if (sounds) void play(`${source}@${span.from}`, source, { from: span.from, to: Math.min(span.to, span.from + LONGEST_CLIP) });
  }

  return {
    open,
    stretch,
    /** The words of a stretch while the pointer or the focus rests on it. @param {{source: string, from: number}|null} at */
    hover: (at) => store.apply(hovered, at),
    next,
    passage,
    stop,
    /** Show all the words of a source. @param {string} source */
    read: (source) => store.apply(pointed, { source, passages: [], entry: null }),
    hide: () => store.apply(pointed, null),
  };
}

/** @param {string} base64 @returns {Uint8Array<ArrayBuffer>} */
export function bytes(base64) {
  return Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
}

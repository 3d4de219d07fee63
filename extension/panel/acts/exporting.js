/**
 * Writes confirmed entries to a file for another program, and hands the file to the browser to keep.
 *
 * @import { ExportTarget } from "../types.js"
 * @import { Asking } from "./asking.js"
 * @import { Looking } from "./looking.js"
 * @import { Screen } from "../screen.js"
 * @import { Store } from "../store.js"
 */
import { counted } from "../format.js";
import { noted, targeted, touched } from "../state/desk.js";
import { closed, laid } from "../state/layers.js";
import { bytes } from "./listening.js";

/** @typedef {ReturnType<typeof createExporting>} Exporting */

/**
 * @param {{asking: Asking, store: Store, looking: Looking, screen: Screen, keep: (file: Blob, name: string) => void}} parts
 */
export function createExporting({ asking, store, looking, screen, keep }) {
  async function menu() {
    if (store.get().layer?.kind === "export") return store.apply(closed);
    await asking.attempt(async () => {
      if (!store.get().targets.length) store.apply(targeted, (await asking.ask("/v1/exports/targets", {})).targets);
      store.apply(laid, { kind: "export" });
      screen.focusField("#export-menu [role=menuitem]");
    });
  }

  /** @param {ExportTarget} target @param {string} form "csv" or "xlsx" */
  async function write(target, form) {
    store.apply(closed);
    screen.focusField("#export");
    await asking.attempt(async () => {
      const file = await asking.change("/v1/exports/write", { target: target.id, form });
      keep(new Blob([bytes(file.data)], { type: file.media_type }), file.name);
      const stay = file.left_out.length;
      const text = `${counted(file.entries.length, "entry", "entries")} written for ${target.title}${stay ? `. ${counted(stay, "entry stays", "entries stay")} here: its file cannot say that time is not billable or has its own rate` : ""}`;
      for (const id of file.entries) {
        const entry = store.get().entries[id];
        if (entry) store.apply(touched, entry.source);
      }
      store.apply(noted, { tone: "calm", text, on: null });
      screen.say(text);
    });
    await looking.look();
  }

  return { menu, write };
}

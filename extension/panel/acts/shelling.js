/**
 * Keeps the page true to what stands beside it: the matter that Clio shows, a link that was pasted, a matter that was chosen; and
 * closes the docked panel.
 *
 * @import { Matter } from "../types.js"
 * @import { Surrounding } from "../home.js"
 * @import { Asking } from "./asking.js"
 * @import { Saving } from "./saving.js"
 * @import { Screen } from "../screen.js"
 * @import { Store } from "../store.js"
 */
import { matterInLink } from "../clio_link.js";
import { noted, placedAnew } from "../state/desk.js";
import { closed, laid } from "../state/layers.js";
import { housed, knew, onScreen, remembered, uncovered } from "../state/shell.js";

/** @typedef {ReturnType<typeof createShelling>} Shelling */

/** @param {{asking: Asking, store: Store, saving: Saving, screen: Screen, home: Surrounding}} parts */
export function createShelling({ asking, store, saving, screen, home }) {
  /** @type {number|null} the matter whose words are being, or have been, read */
  let read = null;

  async function look() {
    const where = await home.where();
    // A pasted link holds until Clio's own address names a matter.
    if (where && (where.matter !== null || store.get().shell.url)) await turn(where.matter, true);
  }

  /** @param {number|null} matter @param {boolean} url */
  async function turn(matter, url) {
    const before = store.get().shell.matter;
    store.apply(onScreen, matter, url);
    if (matter === before) return;
    if (!isBusy()) {
      store.apply(placedAnew);
      const { current } = store.get();
      if (current) screen.focusCard(current);
    }
    await name();
  }

  /** Ask what the mirror knows of the matter on screen, once. */
  async function name() {
    const { matter } = store.get().shell;
    if (matter === null || matter === read) return;
    read = matter;
    try {
      store.apply(knew, matter, (await asking.ask("/v1/matters/get", { matter_id: matter })).matter);
      const { known } = store.get().shell;
      if (known) screen.say(`On screen: ${known.display_number}.`);
    } catch {
      read = null; // the page's own state says why; the next look asks again
    }
  }

  /** Whether the lawyer is in the middle of something that must not move. */
  function isBusy() {
    const { drafts, layer, sending } = store.get();
    return drafts.field !== null || layer !== null || sending.phase !== "idle";
  }

  return {
    home: home.name,
    begin() {
      store.apply(housed, home.name);
      home.listen(look);
      return look();
    },
    look,
    name,
    /** A link to a matter in Clio was pasted: show that matter first. @param {string} words @returns {boolean} whether it was one */
    paste(words) {
      const matter = matterInLink(words);
      if (matter === null) return false;
      void turn(matter, false);
      return true;
    },
    /** Open the list of matters that may be in view. */
    async offer() {
      store.apply(laid, { kind: "in-view" });
      screen.focusField("#in-view-menu [role=menuitem]");
      store.apply(remembered, (await asking.ask("/v1/matters/recent", {})).matters);
      screen.focusField("#in-view-menu [role=menuitem]");
    },
    /** @param {Matter|null} matter */
    async choose(matter) {
      store.apply(closed);
      await turn(matter?.id ?? null, false);
      screen.focusField("#in-view");
    },
    /** @param {boolean} all */
    uncover: (all) => store.apply(uncovered, all),
    /** A press came while something lay over the panel. */
    warn: () => store.apply(noted, { tone: "stop", text: "Something lies over this panel, so the press was not taken.", on: null }),
    /** Go back to where the cursor was in Clio; what was typed is kept first. */
    async close() {
      if (home.name !== "frame") return;
      void saving.all();
      await home.close();
    },
  };
}

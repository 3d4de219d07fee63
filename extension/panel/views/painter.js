/**
 * Draws the whole page from its state, part by part, each part into its own place in index.html.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { Command } from "../keys.js"
 * @import { Page } from "../types.js"
 */
import { nothing, render } from "../lit.js";
import { inView, isAtHand, sources } from "../read.js";
import { blank } from "./blank.js";
import { findPicker } from "./find_picker.js";
import { foot } from "./foot.js";
import { head, status } from "./head.js";
import { keysSheet } from "./keys_sheet.js";
import { review } from "./review.js";
import { takeIn } from "./takein.js";
import { wordsPane } from "./words_pane.js";

/** @param {Acts} acts @param {(command: Command) => void} commands @returns {(page: Page) => void} */
export function createPainter(acts, commands) {
  const at = places();
  let pointedAt = 0;

  /** @param {Page} page */
  function words(page) {
    const id = page.wide ? inView(page) : null;
    const view = id ? page.views[id] : undefined;
    at.words.hidden = !view;
    at.panel.classList.toggle("two", Boolean(view));
    render(view ? wordsPane(page, view, acts) : nothing, at.words);
    if (page.shown && page.shown.at !== pointedAt) {
      pointedAt = page.shown.at;
      document
        .querySelector(".passage.shown, [data-shown]")
        ?.scrollIntoView({ block: page.wide ? "center" : "nearest", behavior: calm() ? "auto" : "smooth" });
    }
  }

  /** @param {Page} page */
  function sheet(page) {
    const open = page.layer?.kind === "keys";
    if (open)
      render(
        keysSheet(() => at.sheet.close()),
        at.sheet,
      );
    if (open && !at.sheet.open) at.sheet.showModal();
  }
  at.sheet.addEventListener("close", () => acts.changing.close());

  return (page) => {
    const ready = isAtHand(page);
    const empty = ready && sources(page).length === 0;
    at.blank.hidden = ready;
    at.scroll.hidden = !ready;
    render(
      head(page, acts, () => commands("keys")),
      at.head,
    );
    const { warn, line } = status(page, acts, Date.now());
    at.status.className = warn ? "status warn" : "status";
    render(line, at.status);
    render(ready ? nothing : blank(page, acts), at.blank);
    at.takein.hidden = !ready || !(empty || page.takein.open || page.takein.over || page.takein.arriving.length > 0);
    render(at.takein.hidden ? nothing : takeIn(page, empty, acts), at.takein);
    if (ready) review(at.sources, page, acts);
    at.find.hidden = page.layer?.kind !== "find";
    render(page.layer?.kind === "find" ? findPicker(page, page.layer, acts) : nothing, at.find);
    words(ready ? page : { ...page, wide: false });
    render(foot(page, acts), at.foot);
    sheet(page);
  };
}

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

function places() {
  const find = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
  return {
    panel: find("panel"),
    head: find("head"),
    status: find("status"),
    scroll: find("scroll"),
    takein: find("takein"),
    sources: find("sources"),
    blank: find("blank"),
    words: find("words"),
    find: find("finding"),
    foot: find("foot"),
    sheet: /** @type {HTMLDialogElement} */ (find("sheet")),
  };
}

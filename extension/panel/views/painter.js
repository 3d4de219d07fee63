/**
 * Draws the whole page from its state, part by part, each part into its own place in index.html.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { Command } from "../keys.js"
 * @import { Page } from "../types.js"
 */
import { nothing, render } from "../lit.js";
import { inView, isAtHand, sources } from "../read.js";
import { isCovered } from "../state/shell.js";
import { viewOf } from "../state/view.js";
import { blank } from "./blank.js";
import { capture } from "./capture.js";
import { noting, reminder } from "./clock.js";
import { dayView } from "./day.js";
import { callClock, isClockOnly } from "./during_call.js";
import { createBrowsersSheet } from "./browsers_sheet.js";
import { findPicker } from "./find_picker.js";
import { foot } from "./foot.js";
import { head, status } from "./head.js";
import { keysSheet } from "./keys_sheet.js";
import { review } from "./review.js";
import { takeIn } from "./takein.js";
import { weekView } from "./week.js";
import { wordsPane } from "./words_pane.js";

/** @param {Acts} acts @param {(command: Command) => void} commands @returns {(page: Page) => void} */
export function createPainter(acts, commands) {
  const at = places();
  const browsers = createBrowsersSheet(acts);
  let pointedAt = 0;
  let shut = false;
  let stood = false;

  /** @param {Page} page */
  function words(page) {
    const id = page.wide && viewOf(page) === "review" ? inView(page) : null;
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

  const mend = () => /** @type {HTMLElement|null} */ (at.blank.querySelector("[data-act=mend]"));

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

  /**
   * The focus goes where the eye goes: to the first entry when the panel opens, to the one action when a sentence takes the page, and
   * back to the entry after it. A page beside Clio that has not got the focus leaves it where it is.
   *
   * @param {Page} page
   * @param {boolean} ready
   */
  function follow(page, ready) {
    const here = document.activeElement;
    const lost = !here || here === document.body;
    if (!ready && document.hasFocus() && (lost || at.scroll.contains(here))) mend()?.focus();
    if (ready && page.current && (lost || at.blank.contains(here))) acts.screen.focusCard(page.current);
  }

  /** The day or the week in place of the cards, and the line for a note above either. @param {Page} page @param {boolean} ready */
  function days(page, ready) {
    const other = ready && viewOf(page) !== "review";
    at.sources.hidden = other;
    at.day.hidden = !other;
    if (other) at.takein.hidden = true;
    render(!other ? nothing : page.view === "day" ? dayView(page, acts) : weekView(page, acts), at.day);
    render(ready ? [noting(page, acts), isClockOnly(page) ? nothing : capture(page, acts), reminder(page, acts)] : nothing, at.noting);
  }

  return (page) => {
    const ready = isAtHand(page);
    const empty = ready && sources(page).length === 0;
    const turned = shut === ready && page.link.state !== "opening";
    if (turned) shut = !ready;
    const clockOnly = ready && isClockOnly(page);
    at.blank.hidden = ready && !clockOnly;
    at.scroll.hidden = !ready || clockOnly;
    render(
      head(page, acts, () => commands("keys")),
      at.head,
    );
    const { warn, line } = status(page, acts, Date.now());
    at.status.className = warn ? "status warn" : "status";
    render(line, at.status);
    render(clockOnly ? [callClock(page, Date.now()), capture(page, acts)] : ready ? nothing : blank(page, acts), at.blank);
    at.takein.hidden = !ready || !(empty || page.takein.open || page.takein.over || page.takein.arriving.length > 0);
    render(at.takein.hidden ? nothing : takeIn(page, empty, acts), at.takein);
    if (ready) review(at.sources, page, acts);
    const finding = page.layer?.kind === "find" && !isCovered(page) ? page.layer : null;
    at.find.hidden = !finding;
    render(finding ? findPicker(page, finding, acts) : nothing, at.find);
    days(page, ready);
    words(ready && !isCovered(page) ? page : { ...page, wide: false });
    render(foot(page, acts), at.foot);
    sheet(page);
    const arrived = ready && !stood && page.current !== null && page.shell.home !== "window";
    stood = page.current !== null;
    if (turned || arrived) follow(page, ready);
    browsers(page);
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
    day: find("day"),
    noting: find("noting"),
    blank: find("blank"),
    words: find("words"),
    find: find("finding"),
    foot: find("foot"),
    sheet: /** @type {HTMLDialogElement} */ (find("sheet")),
  };
}

/**
 * The list of sources and their cards. Every source and every card keeps its own element (see keyed.js), so nothing that
 * arrives from the agent can take the cursor out of a field.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { Entry, Page, SourceSummary } from "../types.js"
 */
import { afterMove } from "../bounds.js";
import { keyed } from "../keyed.js";
import { html, nothing, render } from "../lit.js";
import { discardedOf, inSight, isOpen, liveOf, moveIn, offered } from "../read.js";
import { isCovered } from "../state/shell.js";
import { badges, letterAt } from "../strip.js";
import { call } from "./call.js";
import { card, nameOf } from "./card.js";
import { colleagues } from "./colleagues.js";
import { promised } from "./promised.js";

/** @param {HTMLElement} host @param {Page} page @param {Acts} acts */
export function review(host, page, acts) {
  keyed(host, inSight(page), {
    key: (source) => source.id,
    make: makeSource,
    draw: (element, source) => drawSource(element, page, source, acts),
  });
}

/** @param {SourceSummary} source */
function makeSource({ id }) {
  const section = document.createElement("section");
  section.dataset["source"] = id;
  section.setAttribute("aria-labelledby", `name-${id}`);
  for (const name of ["call", "cards", "promised", "gone"]) {
    const part = document.createElement("div");
    part.className = name;
    section.append(part);
  }
  return section;
}

/** @param {HTMLElement} section @param {Page} page @param {SourceSummary} source @param {Acts} acts */
function drawSource(section, page, source, acts) {
  const open = isOpen(page, source);
  const [head, cards, owed, gone] = /** @type {HTMLElement[]} */ ([...section.children]);
  if (!head || !cards || !owed || !gone) return;
  section.className = open ? "source" : "source folded";
  head.hidden = isCovered(page); // who the call was with, and its other matters
  render(call(page, source, acts), head);
  const view = page.views[source.id];
  const live = open ? liveOf(page, source.id) : [];
  const entries = view ? afterMove(view, live, moveIn(page, source.id)) : live;
  const marks = badges(entries);
  keyed(cards, entries, {
    key: (entry) => entry.id,
    make: (entry) => makeCard(entry, acts),
    draw: (element, entry) =>
      drawCard(
        element,
        page,
        entry,
        { badge: marks.get(entry.id) ?? { letter: "?", look: "ask" }, place: entries.indexOf(entry) },
        acts,
      ),
  });
  cards.hidden = !entries.length;
  owed.hidden = !open || isCovered(page) || !(view?.promises?.length || view?.claims?.length || offered(view, entries).length);
  render(owed.hidden ? nothing : [promised(view, entries, acts), colleagues(view, entries, acts)], owed);
  const discarded = open && !isCovered(page) ? discardedOf(page, source.id) : [];
  gone.hidden = !discarded.length;
  render(
    discarded.map((entry) => notWork(entry, acts)),
    gone,
  );
}

/** @param {Entry} entry @param {Acts} acts */
function makeCard({ id }, acts) {
  const element = document.createElement("article");
  element.dataset["entry"] = id;
  element.tabIndex = 0;
  element.addEventListener("focusin", () => acts.reviewing.enter(id));
  element.addEventListener("mousedown", (event) => takeTogether(event, id, acts), true);
  return element;
}

/**
 * Ctrl (or Command) and a click take a card with the others, Shift and a click all up to it.
 *
 * @param {MouseEvent} event @param {string} id @param {Acts} acts
 */
function takeTogether(event, id, acts) {
  const typing = event.target instanceof Element && event.target.closest("textarea, input, select") === document.activeElement;
  if (typing || event.button !== 0 || !(event.ctrlKey || event.metaKey || event.shiftKey)) return;
  event.preventDefault();
  event.stopPropagation();
  if (event.shiftKey) acts.several.through(id);
  else acts.several.toggle(id);
}

/**
 * @param {HTMLElement} element
 * @param {Page} page
 * @param {Entry} entry
 * @param {{badge: import("../strip.js").Badge, place: number}} mark
 * @param {Acts} acts
 */
function drawCard(element, page, entry, { badge, place }, acts) {
  const here = page.current === entry.id;
  const taken = page.selected.includes(entry.id);
  element.className = `entry${here ? " is-focus" : ""}${taken ? " is-taken" : ""}`;
  element.dataset["status"] = entry.status;
  element.setAttribute("aria-label", nameOf(page, entry, letterAt(place)));
  if (here) element.setAttribute("aria-current", "true");
  else element.removeAttribute("aria-current");
  render(card(page, entry, badge, acts), element);
}

/** A discarded entry: one quiet line that can come back. @param {Entry} entry @param {Acts} acts */
function notWork(entry, acts) {
  return html`<div class="gone-row" data-discarded=${entry.id}>
    <span class="quiet">Not work</span><span class="about" dir="auto">${entry.narrative}</span>
    <button class="btn" data-act="restore" @click=${() => acts.reviewing.restore(entry.id)}>Bring back</button></div>`;
}

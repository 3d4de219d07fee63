/**
 * The head (44 px) and the status line (28 px): always there, always the same height.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { Page } from "../types.js"
 */
import { localTime } from "../format.js";
import { html, nothing } from "../lit.js";
import { confirmed, isAtHand } from "../read.js";
import { clioLine, sentenceOf } from "../sentences.js";
import { working } from "../words.js";
import { clockLine } from "./clock.js";
import { dayStatus } from "./day_status.js";
import { exportMenu, headMenu } from "./menus.js";
import { isCovered } from "../state/shell.js";
import { viewOf } from "../state/view.js";
import { callStatus } from "./during_call.js";
import { inView, inViewMenu } from "./in_view.js";
import { caps, icon } from "./icons.js";

/** @param {Page} page @param {Acts} acts @param {() => void} keys */
export function head(page, acts, keys) {
  const shut = page.link.state !== "ok" || !page.agent;
  const empty = confirmed(page).length === 0;
  return html`
    <span class="brand">${icon("tenth")}<span>Tenth</span></span>
    ${tabs(page, acts, shut)}
    <button class="btn square" data-act="add" aria-label="Add" title="Add" aria-expanded=${page.takein.open} ?hidden=${shut}
      @click=${() => acts.takingIn.change({ open: !page.takein.open })}>${icon("add")}</button>
    <div class="menu-place" ?hidden=${shut}>
      <button class="btn square" id="export" aria-label="Export for …" aria-haspopup="menu" aria-expanded=${page.layer?.kind === "export"}
        aria-disabled=${empty} title=${empty ? "Nothing is confirmed yet" : "Export for …"}
        @click=${() => !empty && acts.exporting.menu()}>${icon("out")}</button>
      ${page.layer?.kind === "export" ? exportMenu(page, acts) : nothing}
    </div>
    <div class="menu-place" ?hidden=${shut}>
      <button class="btn square" id="menu" aria-label="Menu" aria-haspopup="menu" aria-expanded=${page.layer?.kind === "menu"}
        @click=${acts.changing.menu}>${icon("more")}</button>
      ${page.layer?.kind === "menu" ? headMenu(page, acts, keys) : nothing}
    </div>
    <button class="btn square" data-act="keys" aria-label="All keys" aria-haspopup="dialog" @click=${keys}>${caps("?")}</button>
    ${page.shell.home === "frame" ? html`<button class="btn square" data-act="close-panel" aria-label="Close, back to where you were" @click=${acts.shelling.close}>${icon("close")}</button>` : nothing}`;
}

/** Review, day, week: which of the three is shown. @param {Page} page @param {Acts} acts @param {boolean} shut */
function tabs(page, acts, shut) {
  const tab = (/** @type {"review"|"day"|"week"} */ view, /** @type {string} */ name, /** @type {string} */ key) =>
    html`<button class="btn" data-view=${view} aria-current=${page.view === view ? "page" : nothing} @click=${() => acts.days.show(view)}
      >${name}${key && page.view !== view ? caps(key) : nothing}</button>`;
  return html`<nav class="tabs" aria-label="Views" ?hidden=${shut || isCovered(page)}>${tab("review", "Review", "")}${tab("day", "Day", "d")}${tab("week", "Week", "w")}</nav>`;
}

/**
 * @param {Page} page
 * @param {Acts} acts
 * @param {number} now ms since the epoch
 * @returns {{warn: boolean, line: unknown}}
 */
export function status(page, acts, now) {
  const { link, agent } = page;
  if (link.state !== "ok" && link.state !== "opening") {
    const seen = link.seen ? html`<span class="quiet">last seen ${localTime(link.seen)}</span>` : nothing;
    const { line, action } = sentenceOf(link.state, acts.mending.extension);
    return { warn: true, line: html`<span>${line}</span>${isAtHand(page) && action ? button(action, acts) : seen}` };
  }
  if (!agent) return { warn: false, line: html`<span>Opening</span>` };
  if (isCovered(page)) return { warn: false, line: callStatus(page, now) };
  const clio = clioLine(page, now);
  if (clio) {
    const why = page.note?.on === "clio" ? page.note.text : null;
    const words = html`<span><span class="strong">${why ? "" : clio.strong}</span> ${why ?? clio.text}</span>`;
    return { warn: true, line: html`${words}${button(clio.action, acts)}` };
  }
  if (viewOf(page) !== "review") return { warn: false, line: dayStatus(page, acts) };
  const synced = agent.clio.as_of ? `Synced ${localTime(Date.parse(agent.clio.as_of))}` : "";
  const left = agent.working
    ? html`<span class="busy">${working(agent.working)}</span>`
    : agent.counts.draft
      ? inView(page, acts, html`<span><span class="strong">${agent.counts.draft}</span> to review</span>`)
      : inView(page, acts, html`<span>Nothing left to review</span>`);
  return {
    warn: false,
    line: html`${agent.clock ? clockLine(page, acts, now) : left}<span class="quiet">${agent.practice ? "Practice firm · " : ""}${synced}</span>${inViewMenu(page, acts)}`,
  };
}

/** @param {import("../sentences.js").Action} action @param {Acts} acts */
const button = ({ words, does }, acts) =>
  html`<button class="link" data-act=${does} @click=${() => acts.mending[does]()}>${words}</button>`;

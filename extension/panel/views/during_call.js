/**
 * While a call runs: a clock, and nothing about anybody. Lawyers share the screen they call with.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { Page } from "../types.js"
 */
import { clock } from "../format.js";
import { html, nothing } from "../lit.js";
import { inOrder, reviewable } from "../read.js";
import { isCovered } from "../state/shell.js";
import { caps } from "./icons.js";
import { matterName } from "./names.js";

/** Whether the clock stands alone: nothing of the matter on screen waits. @param {Page} page */
export const isClockOnly = (page) => isCovered(page) && inOrder(page).length === 0;

/** @param {Page} page @param {number} now ms since the epoch */
export function callClock({ agent }, now) {
  if (!agent?.call) return nothing;
  return html`<div class="clock" role="timer" aria-label="Length of the call">${clock((now - Date.parse(agent.call.since)) / 1000)}</div>
    <p>Nothing of this call is shown while it runs, in case you share this screen.</p>`;
}

/** @param {Page} page @param {number} now */
export function callStatus({ agent }, now) {
  if (!agent?.call) return html`<span>Before recording</span>`;
  const { since, recording, stage, words_behind_seconds: behind } = agent.call;
  const so = clock((now - Date.parse(since)) / 1000) + (recording ? " · recording" : stage ? " · no sound is kept" : "") + (behind && behind > 59 ? ` · words ${clock(behind)} behind` : "");
  return html`<span>${recording ? html`<b class="says stop" aria-hidden="true">●</b> ` : ""}Call in progress</span><span class="quiet">${so}</span>`;
}

/** @param {Page} page @param {Acts} acts @returns {{first: unknown, second: unknown, button: unknown}} */
export function callFoot(page, acts) {
  const { known } = page.shell;
  const waiting = inOrder(page).filter(reviewable).length;
  const what = waiting ? `${waiting} to review` : "nothing to review";
  return {
    first: "Only the matter on screen",
    second: html`<p class="small second">${known ? html`${matterName(known.display_number)}: ${what}` : "No matter is on screen"}</p>`,
    button: html`<button class="btn big edged" data-act="show-all" @click=${() => acts.shelling.uncover(true)}>Show all</button>`,
  };
}

/** @param {Page} page */
export const callHints = ({ shell }) =>
  html`<span>${shell.home === "frame" ? html`${caps("Esc")} back to Clio` : ""}</span><span class="end">${caps("?")} keys</span>`;

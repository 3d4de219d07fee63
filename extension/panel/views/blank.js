/**
 * One sentence, one action: what stands in place of the review when there is nothing to review or nobody to ask.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { Page } from "../types.js"
 */
import { html, nothing } from "../lit.js";
import { wordsAtRisk } from "../read.js";
import { SENTENCES } from "../words.js";

/** @param {Page} page @param {Acts} acts */
export function blank(page, acts) {
  if (page.link.state === "ok" || page.link.state === "opening")
    return html`<p class="quiet" role="status">Opening</p>`;
  const { title, text, action } = SENTENCES[page.link.state];
  return html`<h2>${title}</h2><p role="alert">${text}</p>
    ${action ? html`<button class="btn big main" data-act="look-again" @click=${acts.looking.look}>${action}</button>` : nothing}
    ${atRisk(page)}`;
}

/** Words that could not be saved stay readable, so that they can be carried over. @param {Page} page */
function atRisk(page) {
  const words = wordsAtRisk(page);
  if (!words.length) return nothing;
  return html`<div class="at-risk"><h3>Not saved yet; copy it before you close this page</h3>
    ${words.map((text) => html`<p dir="auto">${text}</p>`)}</div>`;
}

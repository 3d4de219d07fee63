/**
 * One sentence, one action: what stands in place of the review when there is nothing to review or nobody to ask. Heading, two
 * lines and button stand in one place whatever the sentence; words at risk come below them.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { Page } from "../types.js"
 * @import { Sentence } from "../sentences.js"
 */
import { html, nothing } from "../lit.js";
import { wordsAtRisk } from "../read.js";
import { sentenceOf } from "../sentences.js";
import { caps } from "./icons.js";

/** @param {Page} page @param {Acts} acts */
export function blank(page, acts) {
  const { state } = page.link;
  if (state === "ok" || state === "opening") return html`<p class="quiet">Opening</p>`;
  const sentence = sentenceOf(state, acts.mending.extension);
  return html`<h2>${sentence.title}</h2><p>${sentence.text}</p>${button(sentence, acts)}
    ${note(page)}${atRisk(page, acts)}`;
}

/** @param {Sentence} sentence @param {Acts} acts */
function button({ action, steps }, acts) {
  if (steps)
    return html`<details><summary class="btn big main" data-act="mend">What to do ${caps("Enter")}</summary>
      <ol>${steps.map((step) => html`<li>${step}</li>`)}</ol></details>`;
  if (!action) return nothing;
  return html`<button class="btn big main" data-act="mend" @click=${() => acts.mending[action.does]()}>${action.words} ${caps("Enter")}</button>`;
}

/** Why the action did not help. @param {Page} page */
const note = ({ note }) => (note && (note.on === null || note.on === "clio") ? html`<p class="small says ${note.tone}">${note.text}</p>` : nothing);

/** Words that could not be saved stay readable, so that they can be carried over. @param {Page} page @param {Acts} acts */
function atRisk(page, acts) {
  const words = wordsAtRisk(page);
  if (!words.length) return nothing;
  return html`<section class="at-risk" aria-labelledby="at-risk"><h3 id="at-risk">Not saved yet; copy it before you close this page</h3>
    ${words.map((text) => html`<p dir="auto">${text}</p>`)}
    <button class="btn edged" data-act="copy" @click=${() => acts.mending.copy(words)}>Copy</button></section>`;
}

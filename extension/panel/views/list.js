/**
 * A list to choose one from, on a card: arrows move the mark, a letter goes to the next that begins with it, Enter takes, Esc goes back.
 *
 * @import { Acts } from "../acts/all.js"
 */
import { html } from "../lit.js";
import { caps } from "./icons.js";
import { steer } from "./steer.js";

/** @typedef {{name: string, words: unknown}} Item */

/**
 * @param {{on: string, at: number}} layer
 * @param {string} title
 * @param {readonly Item[]} items
 * @param {(place: number) => unknown} take
 * @param {Acts} acts
 */
export function list({ on, at }, title, items, take, acts) {
  /** How far the next one that begins with this letter is. @param {string} key */
  const letter = (key) => 1 + items.findIndex((_, n) => begins(items[(at + 1 + n) % items.length], key));
  return html`<div class="picker" data-on=${on}><p class="strong" id="list-${on}">${title}</p>
    <ul role="listbox" tabindex="0" aria-labelledby="list-${on}" aria-activedescendant="list-${on}-${at}" @keydown=${(/** @type {KeyboardEvent} */ e) => steer(e, { at, count: items.length }, () => take(at), acts, letter)}>
      ${items.map(
        (item, place) => html`<li role="option" id="list-${on}-${place}" aria-selected=${place === at} @click=${() => take(place)}>${item.words}</li>`,
      )}</ul>
    <p class="picker-hint">${caps("↑", "↓")} choose ${caps("Enter")} take ${caps("Esc")} back</p></div>`;
}

/** @param {Item|undefined} item @param {string} key */
const begins = (item, key) => key.length === 1 && key !== " " && Boolean(item?.name.toLowerCase().startsWith(key.toLowerCase()));

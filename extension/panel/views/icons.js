/** Icons from the sprite in index.html; they never stand alone, so they are hidden from those who listen. */
import { html } from "../lit.js";

/** @param {string} name @param {boolean} [filled] */
export const icon = (name, filled = false) =>
  html`<svg class=${filled ? "i fill" : "i"} aria-hidden="true"><use href=${`#i-${name}`}></use></svg>`;

/** Key caps; shown only where the key would act now. @param {string[]} names */
export const caps = (...names) => names.map((name) => html`<kbd aria-hidden="true">${name}</kbd>`);

/**
 * The mark of an entry on its card, in the key and beside its words.
 *
 * @param {{letter: string, look: string}} badge
 */
export const swatch = ({ letter, look }) => html`<span class="swatch st-${look}" aria-hidden="true">${letter}</span>`;

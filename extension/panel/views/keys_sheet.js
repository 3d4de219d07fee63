/** The sheet behind `?`: every key and what it does. */
import { SHEET } from "../keys.js";
import { html } from "../lit.js";
import { icon } from "./icons.js";

/** @param {() => void} close */
export function keysSheet(close) {
  const groups = [...new Set(SHEET.map(([group]) => group))];
  return html`<div class="sheet-head"><h2 id="keys-title">Keys</h2>
      <button class="btn square" aria-label="Close" @click=${close}>${icon("close")}</button></div>
    ${groups.map(
      (group) =>
        html`<h3>${group}</h3><dl>${SHEET.filter(([of]) => of === group).map(
          ([, keys, does]) => html`<div><dt>${keys.map((key) => html`<kbd>${key}</kbd>`)}</dt><dd>${does}</dd></div>`,
        )}</dl>`,
    )}`;
}

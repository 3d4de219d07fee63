/**
 * The sheet of paired browsers. A code is shown in Tenth's own window only: the panel inside Clio lists and forgets.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { Browser, BrowsersLayer, Page } from "../types.js"
 */
import { day, localDay, localTime } from "../format.js";
import { html, nothing, render } from "../lit.js";
import { icon } from "./icons.js";

/** @param {Acts} acts @returns {(page: Page) => void} */
export function createBrowsersSheet(acts) {
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("browsers"));
  dialog.addEventListener("close", () => void acts.browsers.close());
  return (page) => {
    const layer = page.layer?.kind === "browsers" ? page.layer : null;
    render(layer ? sheet(page, layer, acts, () => dialog.close()) : nothing, dialog);
    if (layer && !dialog.open) dialog.showModal();
    if (!layer && dialog.open) dialog.close();
  };
}

/** @param {Page} page @param {BrowsersLayer} layer @param {Acts} acts @param {() => void} close */
function sheet(page, layer, acts, close) {
  return html`<div class="sheet-head"><h2 id="browsers-title">Browsers</h2>
      <button class="btn square" data-act="close" aria-label="Close" @click=${close}>${icon("close")}</button></div>
    ${location.protocol === "http:" && layer.code ? code(layer.code, layer.left, acts) : list(page, layer, acts)}`;
}

/** @param {string} shown @param {number} left @param {Acts} acts */
function code(shown, left, acts) {
  return html`<p class="second">Type this code in the browser you want to pair.</p>
    <p class="code" aria-label=${[...shown].join(" ")}>${shown.split(" ").map((group) => html`<span>${group}</span>`)}</p>
    <div class="code-foot"><span class="quiet">${left} s left</span>
      <button class="btn big edged" data-act="cancel" @click=${acts.browsers.cancel}>Cancel</button></div>`;
}

/** @param {Page} page @param {BrowsersLayer} layer @param {Acts} acts */
function list(page, { browsers, said }, acts) {
  const own = location.protocol === "http:"; // the same page lies in the extension, under its own
  return html`
    ${browsers?.length ? html`<ul class="browsers">${browsers.map((browser) => row(page, browser, acts))}</ul>` : nothing}
    ${browsers?.length === 0 ? html`<p class="second">No browser is paired yet.</p>` : nothing}
    ${said ? html`<p class="says calm" dir="auto">${said}</p>` : nothing}
    ${own
      ? html`<button class="btn big main" data-act="pair" @click=${acts.browsers.pair}>Pair a browser</button>`
      : html`<p class="quiet">To pair another browser, open Tenth's own window.</p>`}`;
}

/** @param {Page} page @param {Browser} browser @param {Acts} acts */
function row(page, browser, acts) {
  const today = page.agent?.today ?? "";
  const used = browser.last_used ? Date.parse(browser.last_used) : null;
  const last = used === null ? "Not used yet" : `Last used ${dayOf(used, today)} ${localTime(used)}`;
  return html`<li data-browser=${browser.id}><span><bdi class="strong">${browser.name}</bdi>
      <small class="quiet">${last} · paired ${dayOf(Date.parse(browser.paired_at), today)}</small></span>
    <button class="btn edged" data-act="forget" aria-label=${`Forget this browser: ${browser.name}`}
      @click=${() => acts.browsers.forget(browser)}>Forget this browser</button></li>`;
}

/** "today", "Thu 19 Nov". @param {number} at ms since the epoch @param {string} today */
const dayOf = (at, today) => day(localDay(at), today).replace(/^(Today|Yesterday)/, (word) => word.toLowerCase());

/**
 * The matter on screen, in the status line; and, where no page of Clio says it, the list from which the lawyer says it.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { Page } from "../types.js"
 */
import { html, nothing } from "../lit.js";
import { arrows } from "./menus.js";
import { matterName } from "./names.js";

/** @param {Page} page @param {Acts} acts @param {unknown} otherwise what stands there when no matter is in view */
export function inView(page, acts, otherwise) {
  const { url, known } = page.shell;
  if (known && url) return html`<span data-in-view>On screen: <span class="strong">${matterName(known.display_number)}</span></span>`;
  if (known) return html`<span data-in-view>${opener(page, acts, html`In view: <span class="strong">${matterName(known.display_number)}</span>`)}</span>`;
  return html`${otherwise}${page.shell.matter === null ? opener(page, acts, "Matter in view") : nothing}`;
}

/** @param {Page} page @param {Acts} acts @param {unknown} words */
const opener = (page, acts, words) =>
  html`<button class="link" id="in-view" aria-haspopup="menu" aria-expanded=${page.layer?.kind === "in-view"}
    @click=${() => acts.shelling.offer()}>${words}</button>`;

/** @param {Page} page @param {Acts} acts */
export function inViewMenu(page, acts) {
  if (page.layer?.kind !== "in-view") return nothing;
  const { recent, matter } = page.shell;
  return html`<ul class="menu in-view" id="in-view-menu" role="menu" aria-label="Matter in view" @keydown=${arrows}>
    <li role="none"><p class="hint">Paste a matter’s link from Clio anywhere on this page, or choose one of the last:</p></li>
    ${recent.map(
      (each) => html`<li role="none"><button role="menuitem" tabindex="-1" data-matter=${each.id} @click=${() => acts.shelling.choose(each)}>
        <span>${matterName(each.display_number)}</span><small>${each.description}</small></button></li>`,
    )}
    ${matter === null && recent.length ? nothing : html`<li role="none"><button role="menuitem" tabindex="-1" @click=${() => acts.shelling.choose(null)}><span>No matter</span></button></li>`}
  </ul>`;
}

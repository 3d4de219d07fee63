/**
 * What there is to say of a narrative: one count, and on `l` the sentences.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { Entry, Page } from "../types.js"
 */
import { counted } from "../format.js";
import { html, nothing } from "../lit.js";
import { isEditable, stopOf } from "../read.js";
import { caps, icon } from "./icons.js";

/** @param {Page} page @param {Entry} entry @param {Acts} acts */
export function remarks(page, entry, acts) {
  if (!entry.lint.length || !isEditable(entry)) return nothing;
  const open = Boolean(page.opened[`lint/${entry.id}`]);
  const stop = stopOf(entry);
  return html`<div class="remarks ${stop ? "stop" : "look"}">
    <button class="link" data-act="lint" aria-expanded=${open} @click=${() => acts.reviewing.remarks(entry.id)}>
      ${icon(stop ? "close" : "flag")}<span>${counted(entry.lint.length, "remark")}</span>${caps("l")}</button>
    ${stop && !open ? html`<span class="first">${stop.text}</span>` : nothing}
    ${open ? html`<ul>${entry.lint.map((one) => html`<li class=${one.severity} data-remark=${one.code}>${one.text}</li>`)}</ul>` : nothing}</div>`;
}

/**
 * Menus: a list of verbs over the page. Arrows move, Esc goes back, Tab leaves.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { Entry, Page } from "../types.js"
 */
import { html, nothing } from "../lit.js";
import { caps } from "./icons.js";

/** @param {KeyboardEvent} event */
export function arrows(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const menu = event.currentTarget;
  if (!step || !(menu instanceof HTMLElement)) return;
  event.preventDefault();
  const items = [...menu.querySelectorAll("[role^=menuitem]")].filter((i) => i instanceof HTMLElement);
  const at = items.findIndex((item) => item === document.activeElement);
  items[(at + step + items.length) % items.length]?.focus();
}

/** @param {Page} page @param {Acts} acts */
export function exportMenu(page, acts) {
  return html`<ul class="menu" id="export-menu" role="menu" aria-labelledby="export" @keydown=${arrows}>
    ${page.targets.flatMap((target) =>
      target.formats.map(
        (form) => html`<li role="none"><button role="menuitem" tabindex="-1" data-target=${target.id} data-form=${form}
          @click=${() => acts.exporting.write(target, form)}>
          <span>${target.title}</span><span class="quiet">${form.toUpperCase()}</span>
          ${target.note ? html`<small>${target.note}</small>` : nothing}</button></li>`,
      ),
    )}</ul>`;
}

/** What is about Tenth and not about an entry. @param {Page} page @param {Acts} acts @param {() => void} keys */
export function headMenu({ agent }, acts, keys) {
  const logs = agent?.call_logs ?? false;
  return html`<ul class="menu" id="head-menu" role="menu" aria-labelledby="menu" @keydown=${arrows}>
    ${item("Capture this call", "capture", acts.capture.open, "C")}
    ${item("Write a note", "note", acts.clock.note, "n")}
    ${item("Find an entry", "find", acts.finding.open, "g")}
    ${item("Browsers", "browsers", acts.browsers.open)}
    ${item("Ledger", "ledger", () => acts.mending.ledger())}
    ${item("All keys", "all-keys", keys, "?")}
    <li role="none"><button role="menuitemcheckbox" tabindex="-1" data-act="call-logs" aria-checked=${logs} @click=${() => acts.days.set({ call_logs: !logs })}>
      <span>Log calls in Clio</span><span class="quiet">${logs ? "on" : "off"}</span>
      <small>One line “Telephone call with …” in the file of each matter, naming that matter’s people only. It is part of the client’s file, so it must be true.</small></button></li>
  </ul>`;
}

/** What can be done to an entry besides the four verbs on its card. @param {Entry} entry @param {Acts} acts */
export function moreMenu(entry, acts) {
  const { reviewing, changing } = acts;
  return html`<ul class="menu" role="menu" aria-label="More for this entry" @keydown=${arrows}>
    ${item("Split", "split", entry.passages.length > 1 ? () => changing.searchSplit(entry.id) : null, "/")}
    ${item("Join with the one above", "join-above", reviewing.neighbour(entry.id, -1) ? () => reviewing.join(entry.id, -1) : null)}
    ${item("Join with the one below", "join-below", reviewing.neighbour(entry.id, 1) ? () => reviewing.join(entry.id, 1) : null)}
    ${item("Whose time", "earner", () => changing.searchEarner(entry.id), "f")}
    ${item("Another matter", "matter", () => changing.searchMatter(entry.id), "m")}
    ${item("Share with another matter", "share", entry.matter_id ? () => changing.searchMatter(entry.id, true) : null)}
    ${item("Another rate", "rate", () => changing.ownRate(entry.id))}
    ${item("Not work", "discard", () => reviewing.discard(entry.id), "x")}
    ${item("Nothing here is work", "discard-source", () => reviewing.discardSource(entry.source))}
  </ul>`;
}

/**
 * @param {string} words
 * @param {string} act
 * @param {(() => unknown)|null} deed null: not possible now
 * @param {string} [key]
 */
function item(words, act, deed, key) {
  return html`<li role="none"><button role="menuitem" tabindex="-1" data-act=${act} aria-disabled=${!deed} @click=${() => deed?.()}>
    <span>${words}</span>${key ? caps(key) : nothing}</button></li>`;
}

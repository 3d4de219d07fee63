/**
 * The running clock in the status line, the note for now, and the one reminder; each says a thing without a client's name but the
 * clock, which names the matter it runs for.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { Page } from "../types.js"
 */
import { html, nothing } from "../lit.js";
import { viewOf } from "../state/view.js";
import { caps } from "./icons.js";
import { valueOf } from "./fields.js";
import { matterName } from "./names.js";

/** "20417-Copper Kettle · 0:04": hours and minutes. @param {Page} page @param {Acts} acts @param {number} now ms since the epoch */
export function clockLine(page, acts, now) {
  const running = page.agent?.clock;
  if (!running) return nothing;
  const minutes = Math.max(0, Math.floor((now - Date.parse(running.since)) / 60_000));
  const shown = `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
  return html`<span class="clock" data-clock>${running.matter ? matterName(running.matter) : "Clock"} · <span class="strong">${shown}</span>
    <button class="link" data-act="stop-clock" @click=${acts.clock.stop}>Stop</button></span>`;
}

/** Where a note for now is typed. @param {Page} page @param {Acts} acts */
export function noting(page, acts) {
  const text = page.days.noting;
  if (text === null) return nothing;
  const hint = page.agent?.clock ? "A line for the running clock" : "0.2 lease call, or last 12 min lease call";
  return html`<div class="noting"><input class="field" type="text" maxlength="2000" dir="auto" autocomplete="off" aria-label="Note" placeholder=${hint}
      .value=${text} @input=${(/** @type {Event} */ e) => acts.clock.type(valueOf(e))}
      @keydown=${(/** @type {KeyboardEvent} */ e) => onKey(e, acts)}>
    <button class="btn edged" data-act="keep-note" @click=${acts.clock.keep}>Keep ${caps("Enter")}</button></div>`;
}

/** @param {KeyboardEvent} event @param {Acts} acts */
function onKey(event, acts) {
  if (event.isComposing || !["Enter", "Escape"].includes(event.key)) return;
  event.preventDefault();
  if (event.key === "Enter") void acts.clock.keep();
  else acts.clock.leave();
}

/** "3 things of today wait", once, with the way there. @param {Page} page @param {Acts} acts */
export function reminder(page, acts) {
  const words = viewOf(page) === "review" ? page.agent?.reminder : null;
  if (!words) return nothing;
  return html`<p class="reminder" role="status"><span>${words}</span><button class="link" data-act="to-day" @click=${() => acts.days.show("day")}>Look at the day</button>${caps("d")}</p>`;
}

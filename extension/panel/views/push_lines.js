/**
 * Every line as it will stand in Clio, in sight while the five seconds run, with what it should come to.
 *
 * @import { Entry, Page } from "../types.js"
 */
import { counted, day, money } from "../format.js";
import { html, nothing } from "../lit.js";
import { maySee } from "../state/shell.js";
import { charged } from "../words.js";
import { matterName } from "./names.js";

/** @param {Page} page @param {readonly string[]} ids */
export function pushLines(page, ids) {
  const all = ids.flatMap((id) => page.entries[id] ?? []);
  const entries = all.filter((entry) => maySee(page, entry));
  const covered = all.length - entries.length;
  return html`<section class="push-lines" aria-label="What will stand in Clio">
    <ol>${entries.map((entry) => line(page, entry))}</ol>
    ${covered ? html`<p class="second">${counted(covered, "line")} of other matters</p>` : nothing}</section>`;
}

/** @param {Page} page @param {Entry} entry */
function line(page, entry) {
  const on = page.agent ? day(entry.date, page.agent.today) : entry.date;
  const who = page.agent?.timekeeper || entry.timekeeper;
  return html`<li data-line=${entry.id}>
    <p><span class="strong">${matterName(entry.matter)}</span><span class="second">${on}</span></p>
    <p class="words-of-it" dir="auto">${entry.narrative}</p>
    <p class="second"><span>${entry.hours} h · ${counted(entry.units ?? 0, "unit")} · ${charged(entry.charge)}</span>
      <span><bdi>${who}</bdi> · ${entry.expected ? `est. ${money(entry.expected.total)} ex GST, ${entry.expected.origin}` : "Clio sets the rate"}</span></p></li>`;
}

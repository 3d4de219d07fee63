/**
 * Every line as it will stand in Clio, in sight while the five seconds run, with what it should come to; and before it what Clio
 * already shows there.
 *
 * @import { Already, Beside, Entry, Page } from "../types.js"
 */
import { counted, day, hours, localTime, money, unitWord } from "../format.js";
import { html, nothing } from "../lit.js";
import { earnerOf } from "../read.js";
import { isCovered, maySee } from "../state/shell.js";
import { charged } from "../words.js";
import { matterName } from "./names.js";

/** @param {Page} page @param {readonly string[]} ids @param {Already} already */
export function pushLines(page, ids, already) {
  const all = ids.flatMap((id) => page.entries[id] ?? []);
  const entries = all.filter((entry) => maySee(page, entry));
  const covered = all.length - entries.length;
  return html`<section class="push-lines" aria-label="What will stand in Clio">
    ${there(page, already)}<ol>${entries.map((entry) => line(page, entry))}</ol>
    ${covered ? html`<p class="second">${counted(covered, "line")} of other matters</p>` : nothing}</section>`;
}

/** What Clio shows on these matters and days, a running timer first. @param {Page} page @param {Already} already */
function there(page, { beside, timer }) {
  const seen = beside.filter(({ entries }) => entries.some((id) => page.entries[id] && maySee(page, page.entries[id])));
  const runs = timer && !isCovered(page) ? timer : null;
  if (!seen.length && !runs) return nothing;
  return html`<ul class="already">${runs ? html`<li><p><span class="strong">A timer runs in Clio</span><span class="second">since ${localTime(Date.parse(runs.since))}</span></p>
      <p class="second"><span>${matterName(runs.matter)}</span><span>its time comes on top unless it is stopped there</span></p></li>` : nothing}
    ${seen.map((one) => shown(page, one))}</ul>`;
}

/** @param {Page} page @param {Beside} one */
function shown(page, { entries, matter, date, who, seconds, narrative, differs }) {
  const ours = entries.map((id) => `${page.entries[id]?.hours} h`).join(", ");
  const theirs = seconds === null ? "length hidden from you" : `${hours(seconds, 1)} h`;
  return html`<li data-there><p><span class="strong">In Clio: <bdi>${who}</bdi></span><span class=${differs ? "second" : "says ask"}>${theirs}${differs ? `, here ${ours}` : ", the same here"}</span></p>
    <p class="second"><span>${matterName(matter)}</span><span>${page.agent ? day(date, page.agent.today) : date}</span></p>
    <p class="words-of-it" dir="auto">${narrative}</p></li>`;
}

/** @param {Page} page @param {Entry} entry */
function line(page, entry) {
  const on = page.agent ? day(entry.date, page.agent.today) : entry.date;
  return html`<li data-line=${entry.id}>
    <p><span class="strong">${entry.matter ? matterName(entry.matter) : "No matter"}</span><span class="second">${on}</span></p>
    <p class="words-of-it" dir="auto">${entry.narrative}</p>
    <p class="second"><span>${entry.hours} h · ${entry.units} ${unitWord(entry.units ?? 0, entry.unit)} · ${charged(entry.charge)}</span>
      <span><bdi>${earnerOf(page, entry)}</bdi> · ${entry.expected ? `est. ${money(entry.expected.total)} ex GST, ${entry.expected.origin}` : "Clio sets the rate"}</span></p></li>`;
}

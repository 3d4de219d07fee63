/**
 * Watch only: nothing is pushed, and what Tenth would have suggested stands beside what was typed into Clio.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { Day, Pair } from "../day_types.js"
 */
import { differenceWord, shortDay } from "../day.js";
import { counted } from "../format.js";
import { html, nothing } from "../lit.js";
import { matterName } from "./names.js";

/** @param {Day} day @param {Acts} acts */
export function watching(day, acts) {
  const { settings, pairs } = day;
  return html`<section class="watching" aria-labelledby="watching">
    <div class="watching-head"><h2 id="watching">${settings.watch_over ? "The week of watching is over" : "Watching only; nothing is pushed"}</h2>
      ${settings.watch_over || !settings.watch_until ? nothing : html`<span class="second">until ${shortDay(settings.watch_until)}</span>`}</div>
    ${settings.watch_over ? html`<p>Push from now on, or watch another week?</p>` : nothing}
    <div class="btns"><button class="btn ${settings.watch_over ? "main" : "edged"}" data-act="watch-end" @click=${() => acts.days.set({ watch_only: false })}>Push from now on</button>
      ${settings.watch_over ? html`<button class="btn edged" data-act="watch-again" @click=${() => acts.days.set({ watch_again: true })}>Watch another week</button>` : nothing}</div>
    ${pairs.length ? table(pairs) : html`<p class="second">Nothing to compare on this day.</p>`}</section>`;
}

/** @param {Pair[]} pairs */
function table(pairs) {
  const missedHere = pairs.filter((pair) => pair.suggested === null);
  const missedThere = pairs.filter((pair) => pair.typed === null);
  const words = [
    missedThere.length ? `${counted(missedThere.length, "suggestion")} not in Clio` : "",
    missedHere.length ? `${counted(missedHere.length, "entry", "entries")} in Clio that Tenth missed` : "",
  ].filter(Boolean);
  return html`<table><thead><tr><th scope="col">Work</th><th scope="col">Tenth</th><th scope="col">Clio</th><th scope="col">Apart</th></tr></thead>
    <tbody>${pairs.map(
      (pair) => html`<tr><th scope="row">${pair.matter ? matterName(pair.matter) : html`<span class="second">no matter yet</span>`}<small dir="auto">${pair.narrative || pair.note}</small></th>
        <td>${pair.suggested ?? html`<span class="second">missed</span>`}</td><td>${pair.typed ?? html`<span class="second">missed</span>`}</td>
        <td>${pair.suggested === null || pair.typed === null ? "" : differenceWord(pair.difference)}</td></tr>`,
    )}</tbody></table>
    ${words.length ? html`<p class="second">${words.join(", ")}.</p>` : nothing}`;
}

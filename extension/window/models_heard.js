/**
 * Second hearings: what a larger model heard otherwise, figures and names first, each turn to be taken over or left.
 *
 * @import { Difference, HeardAgain, Page } from "./models_types.js"
 * @import { Deeds } from "./models.js"
 */
import { html, nothing } from "../panel/lit.js";
import { KINDS } from "./models_words.js";

/** @param {Page} page @param {Deeds} deeds */
export function heard({ heard, shelf, busy }, deeds) {
  if (!heard || !shelf || (!shelf.later && !heard.calls.length)) return nothing;
  const off = busy || !!shelf.doing;
  return html`<h2>Heard again</h2>
    <p class="lead">At night, on mains power, ${shelf.later ? html`<b>${shelf.later}</b> hears` : "a larger model hears"} calls again while their sound is kept. Nothing changes until you take it over; an entry you have touched never does.</p>
    ${heard.waiting ? html`<div class="row"><span>${heard.waiting === 1 ? "One call waits" : `${heard.waiting} calls wait`} for the night.</span>
      <button class="btn edged" id="hear-now" ?disabled=${off || !shelf.later} @click=${deeds.hear}>Hear now</button></div>` : nothing}
    ${heard.calls.length ? nothing : html`<p class="note">No call was heard a second time yet.</p>`}
    ${heard.calls.map((call) => callOf(call, off, deeds))}`;
}

/** @param {HeardAgain} call @param {boolean} off @param {Deeds} deeds */
function callOf(call, off, deeds) {
  const { source, differences } = call;
  const title = call.title || "A call";
  return html`<article class="card" data-call=${source}>
    <h3>${title}<span class="note"> · ${call.model}</span></h3>
    ${call.hint ? html`<p class="asks">${call.hint}</p>` : nothing}
    ${differences.length ? html`<ul class="turns">${differences.map((each) => turn(each, () => deeds.takeOver(source, [each.turn]), off))}</ul>` : call.hint ? nothing : html`<p class="note">Nothing differs any more.</p>`}
    <div class="row">
      ${differences.length > 1 ? html`<button class="btn edged" data-act="take-all" ?disabled=${off} @click=${() => deeds.takeOver(source, null)}>Take all ${differences.length} over</button>` : nothing}
      <button class="btn" data-act="leave" ?disabled=${off} @click=${() => deeds.leave(source)}>Leave it as it is<span class="said"> ${title}</span></button>
    </div>
  </article>`;
}

/** @param {Difference} difference @param {() => void} take @param {boolean} off */
function turn({ kind, speaker, start_ms: start, runs }, take, off) {
  const at = `${Math.floor(start / 60_000)}:${String(Math.floor(start / 1000) % 60).padStart(2, "0")}`;
  return html`<li class="turn"><span class="chip">${KINDS[kind]}</span>
    <p><b>${speaker}</b> <span class="note">${at}</span> ${runs.map((run) => (run.same ? html`${run.now} ` : html`${run.was ? html`<del>${run.was}</del> ` : nothing}${run.now ? html`<ins>${run.now}</ins> ` : nothing}`))}</p>
    <button class="btn edged" data-act="take" ?disabled=${off} @click=${take}>Take over<span class="said"> at ${at}</span></button></li>`;
}

/**
 * Work that was only promised in a call, under its cards: not billed, and not forgotten. Of what was said in a room nobody can tell
 * whose work it is: that is asked, and stays nobody's until it is said.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { Entry, Promised, SourceView } from "../types.js"
 */
import { clock } from "../format.js";
import { html, nothing } from "../lit.js";
import { isDecided, owners } from "../strip.js";
import { icon } from "./icons.js";

/** @param {SourceView|undefined} view @param {readonly Entry[]} entries the live ones of the source @param {Acts} acts */
export function promised(view, entries, acts) {
  return [view?.claims?.length ? html`<h3>Said in the room</h3>
    <ul>${view.claims.map(({ text, passage }) => html`<li data-claim=${passage}>${text} <button class="btn" @click=${() => acts.takingIn.again("/v1/sources/said-by", { source: view.source.id, passage, mine: true })}>Me</button></li>`)}</ul>` : nothing, view?.promises?.length ? html`<h3><span>Promised</span><span class="quiet">not billed</span></h3>
    <ul>${view.promises.map((one) => line(one, view, entries, acts))}</ul>` : nothing];
}

/** @param {Promised} one @param {SourceView} view @param {readonly Entry[]} entries @param {Acts} acts */
function line({ text, passage }, view, entries, acts) {
  const place = view.passages.findIndex((p) => p.id === passage);
  const said = view.passages[place];
  const start = said?.start_ms ?? null;
  const at = start === null ? `¶ ${place + 1}` : clock(start / 1000);
  const entry = owners(entries).get(passage);
  const matter = entry && isDecided(entry) ? entry.matter_id : null;
  const sounds = view.source.has_sound && start !== null;
  return html`<li data-promise=${passage}><span dir="auto">${text}</span>
    <button class="chip" data-act="promise" @click=${() => said && acts.listening.passage(view.source.id, said)}>
      <span class="said">${sounds ? "Play" : "Show"} where it was promised</span>${sounds ? icon("play", true) : nothing}<span class="quiet">${at}</span></button>
    <button class="btn" data-act="start-clock" @click=${() => acts.clock.toggle(matter, text)}>Start clock</button></li>`;
}

/**
 * What the page about the speech server shows: the server or the form that names one, calls that wait, and what left.
 *
 * @import { Page, Speech } from "./speech_types.js"
 * @import { Deeds } from "./speech.js"
 */
import { html, nothing } from "../panel/lit.js";

/** @param {Speech} speech @param {Page} page @param {Deeds} deeds */
export function server({ server }, page, deeds) {
  const wrong = page.wrong ? html`<p class="wrong" role="alert">${page.wrong}</p>` : nothing;
  if (server)
    return html`<h2>The firm’s own server</h2>
      <p>Speech of calls that began since then goes there; pauses and silence stay here. Its words carry its name wherever they stand.</p>
      <dl><dt>Server</dt><dd>${server.host}</dd><dt>Model</dt><dd>${server.model}</dd>
        <dt>Does</dt><dd>${server.word_times ? "says when each word was spoken: many turns go at once" : "words without their times: turns go one by one"}</dd>
        <dt>Trusted</dt><dd>${server.own_authority ? "by the firm’s own authority" : "by the system’s authorities"}</dd>
        <dt>Since</dt><dd>${day(server.since)}</dd></dl>${wrong}
      <div class="row"><button class="btn edged" id="off" ?disabled=${page.busy} @click=${deeds.off}>Switch off</button></div>`;
  return html`<h2>This computer</h2>
    <p>No sound leaves it. Your firm may run a speech server of its own (speaches, vLLM); name it here, and calls that begin from then on
      become words there. When it is away, calls wait: nothing takes its place by itself.</p>
    <form id="on" novalidate autocomplete="off" @submit=${deeds.on}>
      <label class="named">Address<input class="field" name="url" placeholder="https://speech.firm.example" spellcheck="false" required></label>
      <label class="named">Token<input class="field" name="token" type="password" autocomplete="off"></label>
      <label class="named">Model, when it has more than one<input class="field" name="model" spellcheck="false"></label>
      <label class="named">The firm’s own authority (PEM), when the system does not know it<textarea class="field" name="ca" spellcheck="false"></textarea></label>
      ${wrong}
      <p class="small">To find out what it can do, the practice call’s first sentence is sent there: never a client’s sound.</p>
      <div class="row"><button class="btn main big" ?disabled=${page.busy}>${page.busy ? "Asking it …" : "Use this server"}</button></div>
    </form>`;
}

/** @param {Speech} speech @param {Page} page @param {Deeds} deeds */
export function waiting({ waiting }, page, deeds) {
  if (!waiting.length) return nothing;
  return html`<h2>Calls that wait</h2>
    ${waiting.map(
      (call) => html`<div class="asks" data-source=${call.source}>
        <p><bdi>${call.title || "A call"}</bdi>: ${call.problem.message}. ${call.problem.hint}</p>
        <div class="row"><button class="btn edged" ?disabled=${page.busy} @click=${() => deeds.here(call.source)}>Transcribe here instead</button></div></div>`,
    )}`;
}

/** @param {Speech} speech */
export function left({ clio, left }) {
  return html`<h2>What left this computer</h2>
    <p>${clio ? html`Clio at ${clio} has what you confirmed and what was read for it.` : "No Clio is connected."}
      ${left.length ? nothing : "Nothing went anywhere else."}</p>
    ${
      left.length
        ? html`<table><thead><tr><th>To</th><th>What</th><th>First</th><th>Last</th><th>Times</th></tr></thead>
          <tbody>${left.map((door) => html`<tr><th scope="row">${door.host}</th><td>${door.what}</td><td>${day(door.first_at)}</td><td>${day(door.last_at)}</td><td>${door.count}</td></tr>`)}</tbody></table>`
        : nothing
    }`;
}

/** @param {string} moment */
const day = (moment) => new Date(moment).toLocaleDateString("en-AU", { day: "numeric", month: "short", year: "numeric" });

/**
 * What the page about capturing a call shows in each situation. Nothing here records anything: the deeds ask the agent to.
 *
 * @import { Page } from "./capture.js"
 * @import { Deeds } from "./capture_deeds.js"
 * @import { Capturing, Kind } from "./capture_words.js"
 */
import { html, nothing } from "../panel/lit.js";
import { WAYS, askedFor, elapsed, kindOf, loudness, sentence, whoseMicrophone } from "./capture_words.js";

/** @param {Page} page @param {Deeds} deeds */
export function view(page, deeds) {
  if (page.over) return over(page.over, deeds);
  if (!page.told) return page.lost ? html`<p class="asks">${page.lost}</p>` : nothing;
  return VIEWS[kindOf(page.told, page.leave !== null)](page, deeds);
}

/** @type {Record<Kind, (page: Page, deeds: Deeds) => unknown>} */
const VIEWS = {
  refused: (page, deeds) => html`
    <h1>Nothing is recorded here</h1>
    <p class="asks" id="refusal">${sentence(page.told?.never ?? "")} The clock needs none: it measures the time and opens no microphone.</p>
    <div class="row"><button class="btn main big" id="clock" ?disabled=${page.busy} @click=${deeds.clockOnly}>Clock only</button></div>
    ${wrong(page)}
    <details><summary>Leave was granted</summary>
      <form novalidate @submit=${deeds.granted}><label class="named">Leave granted by
        <input class="field" id="leave" name="leave" autocomplete="off"></label>
      <button class="btn edged big">Go on to the consent</button></form></details>`,
  ask: (page, deeds) => html`
    <h1>Capture this call</h1>
    <p class="second">Nothing is recorded yet. Read this out, or paste it into the chat:</p>
    <figure><blockquote id="notice">${page.told?.notice}</blockquote>
      <button class="btn" id="copy" @click=${deeds.copy}>${page.copied ? "Copied" : "Copy"}</button></figure>
    ${consent(page, deeds, "Who is on the call", "")}
    <p class="or"><button class="btn edged" id="clock" ?disabled=${page.busy} @click=${deeds.clockOnly}>Clock only</button>
      <span class="small quiet">Someone says no? The clock measures the time and opens no microphone.</span></p>`,
  recording: (page, deeds) => live(page, deeds, "Recording", html`
    <button class="btn edged big" id="pause" @click=${deeds.tell("pause")}>Pause</button>
    <button class="btn edged big" id="joined" @click=${deeds.tell("joined")}>Someone joined</button>`),
  paused: (page, deeds) => live(page, deeds, "Paused", html`
    <button class="btn edged big" id="resume" @click=${deeds.tell("resume")}>Go on</button>
    <button class="btn edged big" id="joined" @click=${deeds.tell("joined")}>Someone joined</button>`),
  waiting: (page, deeds) => {
    const waiting = page.told?.capture?.waiting_for ?? [];
    return html`${head(page, "Paused")}
      <p class="asks">${askedFor(waiting)} joined. No sound is kept until they are told and agree:</p>
      <figure><blockquote id="notice">${page.told?.notice}</blockquote></figure>
      ${consent(page, deeds, "Who joined", waiting.filter(Boolean).join(", "))}
      ${endings(page, deeds, html`<button class="btn edged" id="stop" ?disabled=${page.busy} @click=${deeds.stop}>Stop and keep</button>`)}`;
  },
  stopped: (page, deeds) => {
    const trouble = page.told?.capture?.trouble;
    return html`${head(page, "The recording stopped")}
      <p class="asks">${trouble ? `${sentence(trouble.message)} ${trouble.hint}` : "What was recorded until then is kept, and the clock runs on."}</p>
      <div class="row"><button class="btn main big" id="stop" ?disabled=${page.busy} @click=${deeds.stop}>Stop the clock and keep the call</button></div>
      ${wrong(page)}${endings(page, deeds, nothing)}`;
  },
};

/** @param {Page} page @param {Deeds} deeds @param {string} title @param {unknown} buttons */
const live = (page, deeds, title, buttons) => html`${head(page, title)}
  ${(page.told?.capture?.signs ?? []).map((sign) => html`<p class="asks">${sentence(sign.message)} ${sign.hint}</p>`)}
  ${title === "Recording" ? meters(page) : nothing}
  ${microphone(page, deeds)}
  <p class="second" id="agreed">Told and agreed: ${page.told?.capture?.agreed_by.join(", ")}</p>
  ${behind(page.told?.capture?.words_behind_seconds ?? null)}
  <div class="row"><button class="btn main big" id="stop" ?disabled=${page.busy} @click=${deeds.stop}>Stop and keep</button>${buttons}</div>
  ${wrong(page)}${endings(page, deeds, nothing)}`;

/** How far the words are behind what is said. @param {number|null} seconds */
const behind = (seconds) =>
  seconds === null ? nothing : html`<p class="small quiet" id="behind">Its words come while you speak, ${seconds} s behind.</p>`;

/** How loud both sides are. @param {Page} page */
function meters(page) {
  const levels = page.told?.capture?.levels;
  return html`<dl class="meters">${[[page.told?.capture?.room ? "The room" : "You", levels?.microphone ?? null], ["The other side", levels?.system ?? null]].map(([name, peak]) => {
    const full = loudness(/** @type {number|null} */ (peak));
    return html`<dt>${name}</dt><dd><progress max="100" value=${full} aria-label=${`Loudness: ${name}`}></progress></dd>`;
  })}</dl>`;
}

/** Whose the microphone is, and the other answer. @param {Page} page @param {Deeds} deeds */
function microphone(page, deeds) {
  const room = page.told?.capture?.room ?? true;
  return html`<p class="second" id="microphone">${whoseMicrophone(room)}
    <button class="btn" id="whose" @click=${deeds.tell(room ? "headset" : "room")}>${room ? "It is me alone" : "Others speak into it"}</button></p>`;
}

/** The stage with its shape, as in the tray, and how long the call has been. @param {Page} page @param {string} title */
function head(page, title) {
  const capture = /** @type {Capturing} */ (page.told?.capture);
  const kind = page.told ? kindOf(page.told, true) : "ask";
  return html`<h1 class="stage ${kind}"><span class="shape" aria-hidden="true"></span>${title}<time>${elapsed(capture.since, page.now)}</time></h1>`;
}

/** One sentence and one key. @param {Page} page @param {Deeds} deeds @param {string} asks @param {string} names */
const consent = (page, deeds, asks, names) => html`
  <form id="consent" novalidate @submit=${deeds.agreed}>
    <label class="named">${asks}
      <input class="field" id="who" name="who" .defaultValue=${names} placeholder="Everyone, with a comma between" autocomplete="off" spellcheck="false" aria-describedby="wrong"></label>
    <fieldset class="ways"><legend class="small second">Each of them</legend>
      ${WAYS.map((way, n) => html`<label class="way"><input type="radio" name="way" value=${way} ?checked=${n === 0}>${way}</label>`)}</fieldset>
    ${page.told?.capture ? nothing : html`<label class="way"><input type="checkbox" id="room" name="room" ?checked=${page.told?.room}>A room: others can be heard in this microphone</label>`}
    ${wrong(page)}
    <button class="btn main big wide" id="told" ?disabled=${page.busy}>${page.busy ? "Starting …" : html`Told and agreed to recording and use <kbd aria-hidden="true">⏎</kbd>`}</button>
  </form>`;

/** What ends the sound: asked once. @param {Page} page @param {Deeds} deeds @param {unknown} first */
function endings(page, deeds, first) {
  if (page.ending === "objects")
    return html`<section class="ending"><p>The sound stops. What was kept of this call until now:</p>
      <div class="row"><button class="btn main big" id="delete-all" @click=${deeds.objected(false)}>Delete all of it</button>
        <button class="btn edged big" @click=${deeds.objected(true)}>Keep what was agreed to</button>
        <button class="btn big" @click=${deeds.ending("")}>Back</button></div></section>`;
  if (page.ending === "delete")
    return html`<section class="ending"><p>The sound of this call is deleted for good. The clock goes on.</p>
      <div class="row"><button class="btn main big" id="delete-all" @click=${deeds.discard}>Delete the sound</button>
        <button class="btn big" @click=${deeds.ending("")}>Back</button></div></section>`;
  return html`<p class="or">${first}<button class="btn" id="objects" @click=${deeds.ending("objects")}>Someone objects</button>
    <button class="btn" id="delete" @click=${deeds.ending("delete")}>Delete the sound</button></p>`;
}

/** What it came to. @param {NonNullable<Page["over"]>} over @param {Deeds} deeds */
const over = ([title, words], deeds) => html`<h1 id="over">${title}</h1><p class="second">${words}</p>
  <div class="row"><button class="btn edged big" id="again" @click=${deeds.again}>Another call</button></div>`;

/** @param {Page} page */
const wrong = (page) => html`<p class="wrong" id="wrong" role="alert" ?hidden=${!(page.wrong || page.lost)}>${page.wrong || page.lost}</p>`;

/**
 * The list of speech models, this computer beside it, and the field for a folder to import.
 *
 * @import { Model, Page, Shelf } from "./models_types.js"
 * @import { Deeds } from "./models.js"
 */
import { html, nothing } from "../panel/lit.js";
import { computerOf, doingOf, errorsOf, fitOf, marksOf, size } from "./models_words.js";

/** @param {Page} page @param {Deeds} deeds */
export function standing({ shelf, told, wrong }, deeds) {
  if (!shelf) return nothing;
  const trouble = wrong || shelf.trouble?.hint;
  return html`<h2>This computer</h2>
    <dl>${computerOf(shelf).map(([what, value]) => html`<dt>${what}</dt><dd>${value}</dd>`)}</dl>
    ${trouble ? html`<p class="asks" id="trouble" role="alert">${trouble}</p>` : nothing}
    ${told ? html`<p id="told">${told}</p>` : nothing}
    ${shelf.live ? nothing : html`<p class="asks">No model hears calls yet${shelf.suggested ? html`: <b>${shelf.suggested}</b> suits this computer` : ""}. Recorded sound waits until one is here.</p>`}
    <p class="note">A download asks huggingface.co and its stores for that one model, when you press Download. Nothing of your matters is sent, and afterwards nobody is asked.</p>
    <form id="import" novalidate @submit=${deeds.take}>
      <label class="named">From a folder or a share<input class="field" name="folder" autocomplete="off" spellcheck="false" placeholder="folder with model.bin"></label>
      <div class="row"><button class="btn edged" ?disabled=${!!shelf.doing}>Import</button></div>
    </form>`;
}

/** @param {Page} page @param {Deeds} deeds */
export function list(page, deeds) {
  const { shelf } = page;
  if (!shelf) return nothing;
  return html`<p class="lead">A speech model turns calls into words, on this computer alone. Larger ones make fewer mistakes and need more work.</p>
    <ul class="cards">${shelf.models.map((model) => card(model, shelf, page, deeds))}</ul>
    <p class="note">Mistakes are published figures (whisper-leaderboard-evals), of recordings that are neither Australian nor lawyers’. What to expect is reckoned from a published figure until a model is here; then it is measured.</p>`;
}

/** @param {Model} model @param {Shelf} shelf @param {Page} page @param {Deeds} deeds */
function card(model, shelf, page, deeds) {
  const marks = marksOf(model, shelf);
  const doing = shelf.doing?.name === model.name ? shelf.doing : null;
  return html`<li class="card" data-model=${model.name}>
    <h2>${model.name}${marks.map((mark) => html` <span class="chip">${mark}</span>`)}</h2>
    <p>${model.says}</p>
    <dl>
      <dt>Here</dt><dd class=${model.fit === "no" ? "never" : ""}>${fitOf(model)}</dd>
      <dt>Size</dt><dd>${size(model.bytes)}${model.memory_mb ? `, ${size(model.memory_mb * 1e6)} of memory at most` : ""}</dd>
      <dt>Mistakes</dt><dd>${errorsOf(model)}</dd>
      <dt>Expect</dt><dd>${model.expect}</dd>
    </dl>
    ${doing ? underWay(doing, deeds) : buttons(model, shelf, page, deeds)}
  </li>`;
}

/** @param {import("./models_types.js").Doing} doing @param {Deeds} deeds */
function underWay(doing, deeds) {
  const bar = doing.of ? html`<progress max=${doing.of} value=${doing.done} aria-label="How far it is"></progress>` : html`<progress aria-label="Under way"></progress>`;
  return html`<div class="way"><p>${doingOf(doing)}</p>${bar}
    ${doing.what === "download" ? html`<div class="row"><button class="btn edged" data-act="stop" @click=${deeds.stop}>Stop</button></div>` : nothing}</div>`;
}

/** @param {Model} model @param {Shelf} shelf @param {Page} page @param {Deeds} deeds */
function buttons(model, shelf, page, deeds) {
  const off = page.busy || !!shelf.doing;
  const { name } = model;
  if (!model.here)
    return html`<div class="row">
      <button class="btn ${shelf.suggested === name && !shelf.live ? "main" : "edged"}" data-act="download" ?disabled=${off || model.fit === "no"} @click=${() => deeds.download(name)}>${model.come ? `Go on: ${size(model.bytes - model.come)} to come` : `Download ${size(model.bytes)}`}<span class="said"> ${name}</span></button>
      ${model.come ? html`<button class="btn" data-act="remove" ?disabled=${off} @click=${() => deeds.remove(name)}>Delete what has come</button>` : nothing}</div>`;
  if (page.asking === name)
    return html`<div class="row"><span>Delete ${name} from this computer?</span>
      <button class="btn main" data-act="remove-now" ?disabled=${off} @click=${() => deeds.remove(name)}>Delete</button><button class="btn" @click=${deeds.keep}>Keep it</button></div>`;
  const used = shelf.live === name || shelf.later === name;
  return html`<div class="row">
    ${shelf.live === name ? nothing : html`<button class="btn edged" data-act="use" ?disabled=${page.busy} @click=${() => deeds.use(name, false)}>Use for calls</button>`}
    ${shelf.later === name
      ? html`<button class="btn" data-act="no-later" ?disabled=${page.busy} @click=${() => deeds.use(null, true)}>No second hearing</button>`
      : shelf.live === name ? nothing : html`<button class="btn" data-act="later" ?disabled=${page.busy} @click=${() => deeds.use(name, true)}>Use at night</button>`}
    <button class="btn" data-act="measure" ?disabled=${off} @click=${() => deeds.measure(name)}>Measure again</button>
    ${used ? nothing : html`<button class="btn" data-act="remove" ?disabled=${off} @click=${() => deeds.ask(name)}>Delete</button>`}</div>`;
}

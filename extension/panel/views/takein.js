/**
 * Where files and text come in, with the strip of what the lawyer already knows about them.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { Arriving, Page } from "../types.js"
 */
import { html, nothing } from "../lit.js";
import { icon } from "./icons.js";
import { valueOf } from "./fields.js";
import { matterPicker } from "./matter_picker.js";
import { matterName } from "./names.js";

/** @param {Page} page @param {boolean} empty whether nothing else is on the page @param {Acts} acts */
export function takeIn(page, empty, acts) {
  const { takein } = page;
  const close = () => acts.takingIn.change({ open: false });
  return html`<div class="takein ${takein.over ? "over" : ""}">
    <div class="takein-head"><h2>${empty ? "Bring in a call, an e-mail or a document" : "Bring in more"}</h2>
      ${empty ? nothing : html`<button class="btn square" data-act="close-add" aria-label="Close" @click=${close}>${icon("close")}</button>`}</div>
    <p class="second">Drop recordings, transcripts, e-mails or documents anywhere on this page. They stay on this computer.</p>
    ${empty && page.shell.home === "window" ? html`<p class="second">Paste a matter’s link from Clio anywhere here, and that matter’s entries come first.</p>` : nothing}
    <div class="takein-row"><label class="btn edged file">${icon("add")}Choose files<input type="file" multiple class="said" data-act="files"
      @change=${(/** @type {Event} */ e) => chosen(e, acts)}></label></div>
    ${known(page, acts)}
    <label class="paste"><span class="second">Or paste the words</span>
      <textarea id="paste" class="field" rows="3" dir="auto" .value=${takein.text}
        @input=${(/** @type {Event} */ e) => acts.takingIn.change({ text: valueOf(e) })}></textarea></label>
    <div class="takein-row"><button class="btn ${takein.text.trim() ? "main" : "edged"}" data-act="paste" aria-disabled=${!takein.text.trim()}
      @click=${acts.takingIn.text}>Take in the words</button></div>
    ${takein.arriving.map((row) => arriving(row, acts))}</div>`;
}

/** @param {Event} event @param {Acts} acts */
function chosen({ target }, acts) {
  if (!(target instanceof HTMLInputElement) || !target.files) return;
  const files = [...target.files];
  target.value = "";
  void acts.takingIn.files(files);
}

/** @param {Page} page @param {Acts} acts */
function known(page, acts) {
  const { known } = page.takein;
  const open = page.layer?.kind === "matter" && page.layer.on === "take-in" ? page.layer : null;
  const field = (
    /** @type {"client"|"date"|"timekeeper"} */ name,
    /** @type {string} */ label,
    /** @type {string} */ type,
    hint = "",
  ) =>
    html`<label><span>${label}</span><input class="field" type=${type} data-known=${name} placeholder=${hint} autocomplete="off"
      .value=${known[name]}
      @input=${(/** @type {Event} */ e) => acts.takingIn.know({ [name]: valueOf(e) })}></label>`;
  return html`<fieldset class="known"><legend class="second">Already known, if you like</legend>
    <div class="known-matter"><span id="known-matter-label">Matter</span>
      <button class="field" id="known-matter" aria-haspopup="listbox" aria-expanded=${open !== null}
        aria-labelledby="known-matter-label known-matter"
        @click=${() => (known.matter ? acts.takingIn.know({ matter: null }) : acts.changing.searchMatter("take-in"))}>
        ${known.matter ? html`${matterName(known.matter.display_number)}${icon("close")}` : html`<span class="quiet">Search</span>`}</button>
      ${open ? matterPicker(open, undefined, acts) : nothing}</div>
    ${field("client", "Client or other side", "text")}
    ${field("date", "Date", "date")}
    ${field("timekeeper", "Fee earner", "text", page.agent?.timekeeper ?? "")}
    <label class="ticked"><input type="checkbox" data-known="memo" .checked=${known.memo}
      @change=${() => acts.takingIn.know({ memo: !known.memo })}><span>A memo: I alone speak in it</span></label></fieldset>`;
}

/** @param {Arriving} row @param {Acts} acts */
function arriving({ id, name, done, problem }, acts) {
  if (!problem)
    return html`<p class="arriving"><bdi>${name}</bdi><progress aria-label="Taking in ${name}" value=${done || nothing}></progress></p>`;
  return html`<div class="trouble" role="alert" data-failure=${problem.code}>
    <p>${icon("close")}<span><span class="strong"><bdi>${name}</bdi>:</span> ${problem.message} ${problem.hint}</span></p>
    <button class="btn edged" @click=${() => acts.takingIn.dismiss(id)}>Close</button></div>`;
}

/**
 * The steps: where the firm's Clio is, how its app is registered, what to tick and why, and the id and secret once.
 *
 * @import { Connection, Page, Place } from "./connect_types.js"
 * @import { Deeds } from "./connect.js"
 */
import { html, nothing } from "../panel/lit.js";
import { kindOf } from "./connect_words.js";

/** @param {Page} page @param {Deeds} deeds */
export function guide(page, deeds) {
  const { connection } = page;
  if (!connection) return nothing;
  const kind = kindOf(connection.standing);
  if (!["reading", "connected", "out"].includes(kind))
    return html`<p class="lead">Your firm registers a small app of its own with Clio. It belongs to your firm alone, and nothing goes through anybody else’s computers.</p>${steps(connection, page, deeds)}`;
  return html`<details class="again"><summary>How it was set up, and signing in with another app</summary>${steps(connection, page, deeds)}</details>`;
}

/** @param {Connection} connection @param {Page} page @param {Deeds} deeds */
function steps(connection, page, deeds) {
  const place = connection.guide.places.find(({ id }) => id === page.place) ?? null;
  const made = [
    connection.practice ? practiceStep() : regionStep(connection, page, deeds),
    registerStep(connection, place, page, deeds),
    permissionStep(connection),
    secretStep(connection, place, page, deeds),
  ];
  return html`<ol class="steps">${made.map(
    ([title, body], at) => html`<li class="step"><span class="number" aria-hidden="true">${at + 1}</span><h2>${title}</h2><div class="body">${body}</div></li>`,
  )}</ol>`;
}

/** @returns {[string, unknown]} */
function practiceStep() {
  return ["Start practice Clio", html`<p>This is a practice home: its Clio is a program on this computer, and the app is registered there already. Its address, id and secret stand where it was started.</p>`];
}

/** @param {Connection} connection @param {Page} page @param {Deeds} deeds @returns {[string, unknown]} */
function regionStep({ guide: { places } }, page, deeds) {
  return [
    "Where is your firm’s Clio?",
    html`<fieldset class="places"><legend class="said">Region</legend>${places.map(
      ({ id, firms, host }) => html`<label class="place"><input type="radio" name="place" value=${id} .checked=${id === page.place} @change=${() => deeds.choose(id)}>
        <b>${firms}</b><small>${new URL(host).host}</small></label>`,
    )}</fieldset>
    <p class="note">It is the beginning of the address when you use Clio in the browser.</p>`,
  ];
}

/** @param {Connection} connection @param {Place|null} place @param {Page} page @param {Deeds} deeds @returns {[string, unknown]} */
function registerStep({ guide: { redirect_uri: uri } }, place, page, deeds) {
  return [
    "Register Tenth as your firm’s private app",
    html`${place ? portalSteps(place) : html`<p>In practice Clio the app is registered already, with the redirect address that Tenth uses everywhere:</p>`}
      ${copying("redirect", uri, page, deeds)}
      <p class="note">It leads back to this computer and to nowhere else.${place ? " Private apps need a Clio plan above EasyStart." : ""}</p>`,
  ];
}

/** @param {Place} place */
function portalSteps({ portal }) {
  return html`<ol>
    <li>Open <a href=${portal} target="_blank" rel="noopener noreferrer">Clio’s developer portal</a> for your region and sign in as somebody who manages your firm’s Clio.</li>
    <li>Add an app, name it <strong>Tenth</strong>, and leave it private: it is for your firm alone, so Clio has nothing to review.</li>
    <li>Give it this redirect address, letter by letter:</li>
  </ol>`;
}

/** @param {Connection} connection @returns {[string, unknown]} */
function permissionStep({ guide: { permissions } }) {
  return [
    "Tick these permissions, and no others",
    html`<table><thead><tr><th scope="col">Permission</th><th scope="col">Access</th><th scope="col">What Tenth does with it</th></tr></thead>
      <tbody>${permissions.map(
        ({ name, access, why }) => html`<tr><th scope="row">${name}</th><td class=${access === "read" ? "" : "writes"}>${access}</td><td>${why}</td></tr>`,
      )}</tbody></table>
      <p class="note">Clio bakes them into each sign-in: after a change, sign in again. What is not ticked, Tenth leaves out and says so.</p>`,
  ];
}

/** @param {Connection} connection @param {Place|null} place @param {Page} page @param {Deeds} deeds @returns {[string, unknown]} */
function secretStep({ practice, standing }, place, page, deeds) {
  return [
    "Enter the app’s id and secret, once",
    html`<p>The portal shows both on the app’s page. They are kept in ${practice ? "this practice home" : "this computer’s keyring"} and sent to Clio alone.</p>
      <form id="app-form" novalidate @submit=${deeds.start}>
        ${practice ? html`<label class="named">Practice Clio’s address<input class="field" name="where" autocomplete="off" spellcheck="false" placeholder="http://127.0.0.1:5005"></label>` : nothing}
        <div class="pair">
          <label class="named">Client id<input class="field" name="client_id" autocomplete="off" spellcheck="false" aria-describedby="wrong" .value=${standing.client_id ?? ""}></label>
          <label class="named">Client secret<input class="field" name="client_secret" type="password" autocomplete="off" spellcheck="false" aria-describedby="wrong"></label>
        </div>
        ${page.byCode ? fallback(place, page, deeds) : nothing}
        <p class="wrong" id="wrong" role="alert" ?hidden=${!page.wrong}>${page.wrong}</p>
        <div class="row">
          <button class="btn main big" id="start" ?disabled=${page.busy}>${page.byCode ? "Sign in with a code" : "Sign in with Clio"}</button>
          <button type="button" class="link" id="by-code" aria-pressed=${page.byCode} @click=${deeds.turnByCode}>${page.byCode ? "Let the browser come back by itself" : "The browser cannot come back?"}</button>
        </div>
      </form>`,
  ];
}

/** @param {Place|null} place @param {Page} page @param {Deeds} deeds */
function fallback(place, page, deeds) {
  const approval = page.connection?.guide.approval ?? "";
  return html`<div class="fallback"><p>Where Clio does not accept an address on this computer, it shows a code instead: copy it from the page you end on.${place ? " Add this redirect address to the app as well:" : ""}</p>
    ${place ? copying("approval", place.host + approval, page, deeds) : nothing}</div>`;
}

/** @param {string} id @param {string} text @param {Page} page @param {Deeds} deeds */
function copying(id, text, page, deeds) {
  return html`<div class="copy"><code id=${id}>${text}</code><button type="button" class="btn" @click=${() => deeds.copy(text)}>${page.copied === text ? "Copied" : "Copy"}<span class="said"> the address ${text}</span></button></div>`;
}

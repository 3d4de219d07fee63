/**
 * How things stand, beside the steps: who is signed in and where, what is waited for, and the one thing to do about it.
 *
 * @import { Connection, Page } from "./connect_types.js"
 * @import { Deeds } from "./connect.js"
 */
import { html, nothing } from "../panel/lit.js";
import { kindOf, mattersOf, signedInAs, titleOf } from "./connect_words.js";

const DOTS = { none: "", waits: "ask", code: "ask", reading: "on", connected: "on", trouble: "ask", out: "ask" };

/** @param {Page} page @param {Deeds} deeds */
export function standing(page, deeds) {
  const { connection } = page;
  if (!connection) return nothing;
  const kind = kindOf(connection.standing);
  return html`
    <h2><span class="dot ${DOTS[kind]}" aria-hidden="true"></span>${titleOf(connection.standing)}</h2>
    ${BODIES[kind](connection, page, deeds)}
    ${page.told ? html`<p id="told">${page.told}</p>` : nothing}
    <div class="row"><button class="btn" id="speech" @click=${deeds.speech}>Speech server, and what left this computer</button></div>`;
}

/** @type {Record<import("./connect_words.js").Kind, (connection: Connection, page: Page, deeds: Deeds) => unknown>} */
const BODIES = {
  none: () => html`<p>Four steps, once for your firm. Afterwards Tenth signs in by itself, for months.</p>
    <p>Drafts are kept on this computer and are never touched by any of this.</p>`,
  waits: (_, __, deeds) => html`<p>Allow Tenth in the tab that opened. This page carries on by itself.</p>
    <div class="row"><button class="btn edged" id="open-again" @click=${deeds.openAgain}>Open it again</button></div>
    <p class="note">Something wrong there? Correct the id, the secret or the region, and sign in again.</p>`,
  code: (_, page, deeds) => html`<p>Allow Tenth in the tab that opened; Clio then shows a code, or the page’s address holds it.</p>
    <form id="code-form" novalidate @submit=${deeds.paste}>
      <label class="named">Code, or the whole address
        <input class="field" id="code" name="code" autocomplete="off" spellcheck="false" aria-describedby="wrong-code"></label>
      <p class="wrong" id="wrong-code" ?hidden=${!page.wrongCode}>${page.wrongCode}</p>
      <div class="row"><button class="btn main big" ?disabled=${page.busy}>Use this code</button>
        <button type="button" class="btn" @click=${deeds.openAgain}>Open it again</button></div>
    </form>`,
  reading: (connection, page, deeds) => signedIn(connection, page, deeds),
  connected: (connection, page, deeds) => signedIn(connection, page, deeds),
  trouble: ({ standing: { trouble } }) => html`<p class="asks">${trouble?.hint}</p>`,
  out: (connection, page, deeds) => html`<p class="asks">${connection.standing.trouble?.hint}</p>
    <div class="row"><button class="btn main big" id="again" ?disabled=${page.busy} @click=${deeds.signInAgain}>Sign in again</button></div>
    ${leaving(page, deeds)}`,
};

/** @param {Connection} connection @param {Page} page @param {Deeds} deeds */
function signedIn(connection, page, deeds) {
  const { standing } = connection;
  return html`<p id="who">${signedInAs(connection)}</p>
    <dl><dt>Clio</dt><dd>${host(standing.host)}</dd><dt>Matters</dt><dd>${mattersOf(standing)}</dd></dl>
    ${standing.trouble ? html`<p class="asks">${standing.trouble.hint}</p>` : nothing}
    ${standing.not_shown.map((sentence) => html`<p class="asks">${sentence}</p>`)}
    ${leaving(page, deeds)}`;
}

/** Ending it is asked twice. @param {Page} page @param {Deeds} deeds */
function leaving(page, deeds) {
  if (!page.leaving)
    return html`<div class="row"><button class="btn edged" id="disconnect" @click=${deeds.askToLeave}>Disconnect</button></div>`;
  return html`<p>Tenth’s access is withdrawn at Clio, and the id, the secret and the sign-in are wiped from this computer. Drafts stay.</p>
    <div class="row"><button class="btn main" id="disconnect-now" ?disabled=${page.busy} @click=${deeds.disconnect}>Disconnect</button>
      <button class="btn" @click=${deeds.stay}>Stay connected</button></div>`;
}

/** @param {string|null} address */
function host(address) {
  return address ? new URL(address).host : "";
}

/**
 * The head (44 px) and the status line (28 px): always there, always the same height.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { Page } from "../types.js"
 */
import { age, counted, localTime } from "../format.js";
import { html, nothing } from "../lit.js";
import { confirmed } from "../read.js";
import { SENTENCES, working } from "../words.js";
import { exportMenu } from "./menus.js";
import { caps, icon } from "./icons.js";

/** @param {Page} page @param {Acts} acts @param {() => void} keys */
export function head(page, acts, keys) {
  const shut = page.link.state !== "ok" || !page.agent;
  const empty = confirmed(page).length === 0;
  return html`
    <span class="brand">${icon("tenth")}<span>Tenth</span></span>
    <button class="btn" data-act="add" aria-expanded=${page.takein.open} ?hidden=${shut}
      @click=${() => acts.takingIn.change({ open: !page.takein.open })}>${icon("add")}<span>Add</span></button>
    <div class="menu-place" ?hidden=${shut}>
      <button class="btn" id="export" aria-haspopup="menu" aria-expanded=${page.layer?.kind === "export"}
        aria-disabled=${empty} title=${empty ? "Nothing is confirmed yet" : ""}
        @click=${() => !empty && acts.exporting.menu()}>Export for …</button>
      ${page.layer?.kind === "export" ? exportMenu(page, acts) : nothing}
    </div>
    <button class="btn square" data-act="keys" aria-label="All keys" aria-haspopup="dialog" @click=${keys}>${caps("?")}</button>`;
}

/**
 * @param {Page} page
 * @param {Acts} acts
 * @param {number} now ms since the epoch
 * @returns {{warn: boolean, line: unknown}}
 */
export function status(page, acts, now) {
  const { link, agent } = page;
  if (link.state !== "ok" && link.state !== "opening") {
    const seen = link.seen ? html`<span class="quiet">last seen ${localTime(link.seen)}</span>` : nothing;
    const again = agent && SENTENCES[link.state].action ? action("Look again", acts.looking.look) : seen;
    return { warn: true, line: html`<span>${SENTENCES[link.state].line}</span>${again}` };
  }
  if (!agent) return { warn: false, line: html`<span>Opening</span>` };
  const trouble = clioTrouble(page, now);
  if (trouble) return { warn: true, line: html`${trouble}${action("Try now", acts.looking.sync)}` };
  const synced = agent.clio.as_of ? `Synced ${localTime(Date.parse(agent.clio.as_of))}` : "";
  const left = agent.working
    ? html`<span class="busy">${working(agent.working)}</span>`
    : agent.counts.draft
      ? html`<span><span class="strong">${agent.counts.draft}</span> to review</span>`
      : html`<span>Nothing left to review</span>`;
  return {
    warn: false,
    line: html`${left}<span class="quiet">${agent.practice ? "Practice firm · " : ""}${synced}</span>`,
  };
}

/** @param {string} words @param {() => unknown} act */
const action = (words, act) => html`<button class="link" data-act="look-again" @click=${act}>${words}</button>`;

const SIGNED_OUT = ["signed_out", "not_connected", "sign_in_revoked"];

/** What stands between Tenth and Clio, if anything. @param {Page} page @param {number} now */
function clioTrouble(page, now) {
  const { clio, counts } = page.agent ?? {};
  if (!clio || (clio.connected && !clio.problem)) return null;
  const wait = counts?.confirmed
    ? `; ${counted(counts.confirmed, "confirmed entry waits", "confirmed entries wait")} here`
    : "";
  if (clio.problem?.code === "unreachable" || clio.problem?.code === "busy") {
    const at = clio.as_of ? Date.parse(clio.as_of) : null;
    const old = at ? age(now - at) : "";
    const matters = at ? `Matters as of ${localTime(at)}${old ? `, ${old}` : ""}` : "Matters not read yet";
    return html`<span><span class="strong">Offline.</span> ${matters}</span>`;
  }
  if (clio.problem && !SIGNED_OUT.includes(clio.problem.code)) return html`<span>${clio.problem.hint}</span>`;
  const who = clio.user || clio.as_of ? "You are signed out of Clio" : "Not connected to Clio yet";
  return html`<span>${who}${wait}</span>`;
}

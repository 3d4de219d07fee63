/**
 * Recording the call: the notice to read out, and what may be done while it runs. It names nobody.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { Step } from "../capture_keys.js"
 * @import { Page } from "../types.js"
 */
import { deedsOf, stepOf } from "../capture_keys.js";
import { html, nothing } from "../lit.js";
import { sentence } from "../words.js";
import { valueOf } from "./fields.js";
import { caps } from "./icons.js";

/** @type {Partial<Record<Step, string>>} */
const WORDS = {
  notice: "Read this out, or paste it into the chat:",
  gone: "Delete what was recorded? The clock goes on.",
  objected: "No more sound is kept. What was recorded until now:",
  asks: "Someone joined: no sound is kept until they say yes.",
};

/** @param {Page} page @param {Acts} acts */
export function capture(page, acts) {
  const step = stepOf(page);
  const { capturing: asked, agent } = page;
  if (!step && !asked?.said) return nothing;
  const offer = agent?.offer;
  const noticed = offer && (offer.what === "stop" ? "The call seems to be over: it stops soon." : !agent.call && `${offer.label} uses the microphone.`);
  const words = step === "never" ? sentence(asked?.never ?? "") : (step && WORDS[step]) || (!asked?.step && noticed);
  const trouble = asked?.said || agent?.call?.trouble;
  return html`<section class="capture" aria-label="This call">
    ${words ? html`<p>${words}</p>` : nothing}
    ${step === "notice" ? html`<p class="notice">${asked?.notice}</p>` : nothing}
    ${step === "notice" || step === "asks" ? field(page, acts, "who", "Who agreed", `Who agreed: ${step === "asks" ? "whoever joined" : "everyone on the call"}`) : nothing}
    ${step === "never" ? field(page, acts, "leave", "Leave granted by", "Leave granted by …") : nothing}
    ${trouble ? html`<p class="says stop">${trouble}</p>` : nothing}
    <div class="deeds">${deedsOf(page).map(
      ([deed, key, words], at) =>
        html`<button class=${at ? "btn edged" : "btn main"} data-act=${deed} aria-disabled=${asked?.busy ? "true" : nothing}
          @click=${() => acts.capture[deed]()}>${words} ${key ? caps(key.slice(0, key === "Escape" ? 3 : 5)) : nothing}</button>`,
    )}</div></section>`;
}

/** @param {Page} page @param {Acts} acts @param {"who"|"leave"} name @param {string} label @param {string} hint */
const field = ({ capturing: asked }, acts, name, label, hint) =>
  html`<input class="field" type="text" maxlength="200" dir="auto" autocomplete="off" aria-label=${label} placeholder=${hint}
    .value=${asked?.[name] ?? ""} @input=${(/** @type {Event} */ e) => acts.capture.put({ [name]: valueOf(e) })}>`;

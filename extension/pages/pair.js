/**
 * The extension's own page: pairs this browser, forgets it, and adds Clio's other regions. It lies in a tab of its own, where no
 * other page can lay itself over it.
 *
 * @import { Reply, State } from "../background/messages.js"
 */
import { HOME_REGION } from "../background/clio.js";
import { readCode } from "../background/pairing.js";
import { browserName } from "./naming.js";
import { drawRegions } from "./regions.js";
import { SENTENCES, paired } from "./words.js";

const HERE = [HOME_REGION, "http://127.0.0.1/*"];

const at = {
  title: element("title"),
  text: element("text"),
  form: element("form"),
  code: /** @type {HTMLInputElement} */ (element("code")),
  name: /** @type {HTMLInputElement} */ (element("name")),
  pair: /** @type {HTMLButtonElement} */ (element("pair")),
  said: element("said"),
  next: element("next"),
  forget: element("forget"),
  allow: element("allow"),
};

/** @param {string} id */
function element(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/** @param {object} message @returns {Promise<Reply>} */
async function ask(message) {
  return (await chrome.runtime.sendMessage(message).catch(() => undefined)) ?? { state: "slow" };
}

/** Look how things stand and draw it. */
async function look() {
  const allowed = await chrome.permissions.contains({ origins: HERE });
  const { state } = await ask({ to: "agent", path: "/v1/state", body: { since: null } });
  draw(allowed || state === "unpaired" ? state : "revoked");
}

/** @param {State} state */
function draw(state) {
  const open = state === "unpaired" || state === "forbidden";
  at.title.textContent = SENTENCES[state].title;
  at.text.textContent = SENTENCES[state].text;
  at.form.hidden = !open;
  at.next.hidden = open || state === "revoked";
  at.allow.hidden = state !== "revoked";
  document.body.dataset["state"] = state;
}

/** @param {string} words @param {boolean} [wrong] */
function say(words, wrong = false) {
  at.said.textContent = words;
  at.said.className = wrong ? "said-here stop" : "said-here";
  if (wrong) at.code.setAttribute("aria-invalid", "true");
  else at.code.removeAttribute("aria-invalid");
}

/** @param {SubmitEvent} event */
async function pair(event) {
  event.preventDefault();
  if (!event.isTrusted || at.pair.disabled) return;
  const [code, name] = [readCode(at.code.value), at.name.value.trim()];
  if (code === null) return refuse(at.code, "A code has eight letters and digits.");
  if (!name) return refuse(at.name, "Give this browser a name.");
  at.pair.disabled = true;
  say("Pairing");
  const reply = await ask({ to: "pair", code, name });
  at.pair.disabled = false;
  say(paired(reply), reply.state !== "ok");
  if (reply.state !== "ok") return at.code.select();
  at.code.value = "";
  await look();
  at.next.querySelector("a")?.focus();
}

/** @param {HTMLInputElement} field @param {string} words */
function refuse(field, words) {
  say(words, true);
  field.focus();
}

async function forget() {
  const { answer } = await ask({ to: "forget" });
  say(answer?.told ? "Forgotten. Drafts stay in Tenth." : "Forgotten here. Choose Browsers in the menu of Tenth’s window to forget it there too.");
  await look();
  at.code.focus();
}

/** Browsers ask their owner only in the very turn of a click. */
function allow() {
  void chrome.permissions.request({ origins: HERE }).then(look);
}

at.name.value = browserName(navigator.userAgent);
at.form.addEventListener("submit", (event) => void pair(/** @type {SubmitEvent} */ (event)));
at.forget.addEventListener("click", (event) => event.isTrusted && void forget());
at.allow.addEventListener("click", allow);
void drawRegions(element("regions"));
void look().then(() => at.form.hidden || at.code.focus());

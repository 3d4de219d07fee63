/**
 * The names the page has for what Tenth tells it, in one place. What it says when something is missing: sentences.js.
 *
 * @import { SourceSummary } from "./types.js"
 */

/** Why a passage is in no entry, as the key of the call strip says it. @type {Record<string, string>} */
const WHY = {
  consent_notice: "recording notice",
  small_talk: "small talk",
  firm_admin: "firm administration",
  hold: "hold",
  no_sound: "no sound kept",
  interruption: "interruption",
  injection: "words aimed at Tenth",
  after_refusal: "after recording was declined",
  unclear: "unclear",
};

/** The ways of charging. @type {Record<string, string>} */
export const CHARGES = {
  billable: "Billable",
  not_billable: "Not billable",
  no_charge: "No charge, on the bill at nil",
  education: "Firm time: education",
  business_development: "Firm time: business development",
  administration: "Firm time: administration",
  pro_bono: "Firm time: pro bono",
};

/** @param {string} charge */
export const charged = (charge) => (CHARGES[charge] ?? charge).replace(/,.*/, "").toLowerCase();

/** @param {string} why */
export const whyNotBilled = (why) => WHY[why] ?? plain(why);

/**
 * What a flag on an entry means to the lawyer. Flags the page has no words for are left to the machine.
 *
 * @type {Record<string, string>}
 */
const FLAGS = {
  date_assumed: "No date in the source: today is assumed",
  time_stated: "The time is the one the text itself states",
  thousands_understood: "An amount was heard short and is read in thousands",
  promised: "Holds a promise of work still to be done",
  internal: "A talk inside the firm",
  by_rules: "Found by the built-in rules: the language model's answer could not be used",
  matter_unsure: "The language model was not sure of the matter",
  matter_questioned: "The language model would have chosen another matter",
  activity_questioned: "The language model would have called the work something else",
};

/** @param {readonly string[]} flags */
export const notes = (flags) => flags.flatMap((flag) => FLAGS[flag] ?? []);

/** @type {[RegExp, string][]} */
const FORMS = [
  [/^call_clock/, "Call, clock only"],
  [/^zoom/, "Zoom"],
  [/^teams/, "Teams"],
  [/^meet/, "Meet"],
  [/^(sound|audio)/, "Recording"],
  [/^(eml|msg|email)/, "E-mail"],
  [/^docx/, "Word document"],
  [/^pdf/, "PDF"],
  [/^(srt|vtt)/, "Subtitles"],
  [/^(txt|text|pasted)/, "Text"],
];
const KINDS = {
  call: "Call",
  transcript: "Transcript",
  email: "E-mail",
  document: "Document",
  clock: "Clock only",
  note: "Note",
};

/** Where a source came from, in one word. @param {SourceSummary} source */
export function origin(source) {
  return FORMS.find(([form]) => form.test(source.form))?.[1] ?? KINDS[source.kind] ?? "Source";
}

/** @type {Record<string, (share: string) => string>} */
const WORKING = {
  transcribing: (share) => `Writing down the words${share}`,
  suggesting: (share) => `Writing suggestions${share}`,
  syncing: (share) => `Reading matters from Clio${share}`,
  syncing_contacts: (share) => `Reading contacts from Clio${share}`,
  pushing: (share) => `Sending to Clio${share}`,
};

/** What Tenth is doing now. @param {{what: string, done: number|null, of: number|null}} working */
export function working({ what, done, of }) {
  const share = done !== null && of ? ` · ${Math.min(100, Math.floor((done / of) * 100))} %` : "";
  return (WORKING[what] ?? (() => plain(what)))(share);
}

/** @param {string} code */
function plain(code) {
  return code.replaceAll("_", " ");
}

/** "choose a matter first" -> "Choose a matter first." @param {string} text */
export function sentence(text) {
  const start = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(start) ? start : `${start}.`;
}

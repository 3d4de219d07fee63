/**
 * What the ledger page knows and how it changes. Pure: fields in, request bodies and words out.
 *
 * @import { Agreeing, Around, Correcting, Filters, Line, Page, Spending, State, Whose } from "./ledger_types.js"
 */
import { hours } from "../panel/format.js";

/** @type {Record<State, {words: string, tone: string, icon: string}>} */
export const STATES = {
  unbilled: { words: "Unbilled", tone: "ok", icon: "check" },
  changed: { words: "Changed in Clio", tone: "ask", icon: "flag" },
  draft: { words: "On a draft bill", tone: "", icon: "bill" },
  billed: { words: "Billed", tone: "", icon: "bill" },
  deleted: { words: "Deleted in Clio", tone: "bad", icon: "close" },
  not_sent: { words: "Not sent", tone: "bad", icon: "close" },
  unknown: { words: "No answer yet", tone: "ask", icon: "clock" },
  undone: { words: "Undone", tone: "", icon: "undo" },
  draft_here: { words: "Draft", tone: "ask", icon: "flag" },
};

/** @type {Record<Line["charge"], string>} */
export const CHARGES = { billable: "Billable", no_charge: "No charge: on the bill at nil", not_billable: "Not billable" };

/** @type {Filters} */
export const EVERYTHING = { matter: "", timekeeper: "", first: "", last: "", kind: "", state: "" };

/** @returns {Page} */
export function start() {
  return {
    ledger: null,
    filters: EVERYTHING,
    pane: { kind: "batches" },
    current: null,
    busy: null,
    note: null,
    shut: null,
    categories: [],
    earners: [],
    search: { query: "", found: [] },
  };
}

/** What is asked of the agent for these filters. @param {Filters} filters */
export function asked({ matter, timekeeper, first, last, kind, state }) {
  return {
    matter_id: matter ? Number(matter) : null,
    timekeeper: timekeeper || null,
    first: first || null,
    last: last || null,
    kind: kind || null,
    states: state ? [state] : null,
  };
}

/** The lines by their days, in their order. @param {readonly Line[]} lines @returns {[string, Line[]][]} */
export function byDay(lines) {
  /** @type {Map<string, Line[]>} */
  const days = new Map();
  for (const line of lines) days.set(line.date, [...(days.get(line.date) ?? []), line]);
  return [...days];
}

/** Whether a line stands in Clio, so that its hours and money count. @param {Line} line */
export const counts = ({ state }) => ["unbilled", "changed", "draft", "billed"].includes(state);

/** Hours of some lines as "3.4" or "3.25". @param {readonly Line[]} lines */
export function hoursOf(lines) {
  const hundredths = lines.reduce((sum, line) => sum + Math.round(Number(line.hours ?? 0) * 100), 0);
  return hours(hundredths, 36);
}

/** Whether an entry or an expense may be corrected here. @param {Line} line */
export const canCorrect = ({ state }) => state === "unbilled" || state === "changed";

/** Whether an entry or an expense may be undone here. @param {Line} line */
export const canUndo = ({ state }) => state === "unbilled";

/** Why an entry can be neither corrected nor undone. @param {Line} line */
export function why({ state, bill, hint }) {
  const on = bill ? `bill ${bill}` : "a bill";
  if (state === "draft") return `It stands on the draft of ${on}. Take it off that draft in Clio first, then look again.`;
  if (state === "billed") return `It stands on ${on}, which is out: only whoever manages the bill can change it in Clio.`;
  if (state === "deleted") return "It was deleted in Clio, or this sign-in may no longer see it.";
  if (state === "changed") return "Somebody changed it in Clio since it was pushed. It can be corrected; only Clio can delete it now.";
  if (state === "undone") return "It was taken out of Clio. Pushed again, it is a new entry there.";
  return hint ?? "";
}

/** A form for what an entry says now. @param {Line} line @returns {Correcting} */
export function formOf(line) {
  return {
    narrative: line.narrative,
    units: String(line.units ?? ""),
    date: line.date,
    charge: line.charge,
    matter: line.matter_id === null ? null : { id: line.matter_id, display_number: line.matter ?? "" },
    category: line.category_id === null ? "" : String(line.category_id),
    earner: line.earner_id === null ? "" : String(line.earner_id),
  };
}

/** What of a form differs from the entry: only that is sent. @param {Line} line @param {Correcting} form */
export function changeOf(line, form) {
  const was = formOf(line);
  /** @type {Record<string, unknown>} */
  const change = {};
  if (form.narrative.trim() !== was.narrative) change["narrative"] = form.narrative;
  if (form.units !== was.units && Number(form.units) >= 1) change["units"] = Number(form.units);
  if (form.date && form.date !== was.date) change["date"] = form.date;
  if (form.charge !== was.charge) change["charge"] = form.charge;
  if (form.matter && form.matter.id !== was.matter?.id) change["matter_id"] = form.matter.id;
  if (form.category && form.category !== was.category) change["category_id"] = Number(form.category);
  if (form.earner && form.earner !== was.earner) change["earner_id"] = Number(form.earner);
  return change;
}

/** A form for what one of them says itself. @param {Around} found @param {Whose} whose @returns {Agreeing} */
export function termsOf({ around }, whose) {
  const own = around.find((each) => each.whose === whose)?.own;
  const text = (/** @type {number|null|undefined} */ figure) => (figure === null || figure === undefined ? "" : String(figure));
  return { unit: text(own?.unit), step: text(own?.step), minimum: text(own?.minimum), rounding: own?.rounding ?? "", charge: own?.charge ?? "" };
}

/** A form for a new expense, near a line when one is in hand. @param {string} today @param {Line|null} near @returns {Spending} */
export function spending(today, near) {
  return {
    id: null,
    there: false,
    version: 0,
    narrative: "",
    amount: "",
    gst: "",
    date: near?.date ?? today,
    matter: near?.matter_id ? { id: near.matter_id, display_number: near.matter ?? "" } : null,
    category: "",
    source: near?.source ?? null,
    quote: null,
    form: null,
  };
}

/** What is asked of the agent for an expense. @param {Spending} form */
export function entered({ narrative, amount, gst, date, matter, category, source, quote }) {
  return {
    narrative,
    amount: amount.trim(),
    gst,
    date: date || null,
    matter_id: matter?.id ?? null,
    category_id: category ? Number(category) : null,
    source,
    quote,
  };
}

/**
 * Both sums of an amount, in cents, as the agent works them out; null while the amount or its GST is not known.
 * @param {string} amount @param {Spending["gst"]} gst @param {string} rate such as "0.10"
 * @returns {{without: string, with: string, tax: string}|null}
 */
export function sums(amount, gst, rate) {
  const found = /^\$?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?$/.exec(amount.trim());
  if (!found || !gst) return null;
  const cents = Number(found[1]?.replaceAll(",", "")) * 100 + Number((found[2] ?? "").padEnd(2, "0"));
  const percent = Math.round(Number(rate) * 100);
  const without = gst === "included" ? Math.round((cents * 100) / (100 + percent)) : cents;
  const whole = gst === "excluded" ? Math.round((cents * (100 + percent)) / 100) : cents;
  return { without: inDollars(without), with: inDollars(whole), tax: inDollars(whole - without) };
}

/** @param {number} cents */
const inDollars = (cents) => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;

/** What of an expense is still missing, as one sentence; "" when it can be kept. @param {Spending} form */
export function missing({ narrative, amount, gst }) {
  if (!narrative.trim()) return "Say what the expense is for.";
  if (!sums(amount, "none", "0")) return "Enter the amount in dollars and cents.";
  return gst ? "" : "Say whether the amount includes GST.";
}

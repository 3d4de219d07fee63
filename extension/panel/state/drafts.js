/**
 * Words typed and not yet known to be safe. Pure changes of the page.
 *
 *     typed --revise--> sent, as long as the cursor stands in the field --leave--> forgotten: the agent's own is shown
 *       |                 (the agent tidies a narrative: nothing may move under the cursor)
 *       +-- newer version elsewhere --> yours: shown beside the newer words, until the lawyer takes one of the two
 *
 * @import { Entry, Fields, Page } from "../types.js"
 */
import { seconds } from "../format.js";
import { held } from "./desk.js";

/** @param {Page} page @param {string} entry @param {Fields} fields @returns {Page} */
export function typed(page, entry, fields) {
  const all = { ...page.drafts.typed, [entry]: { ...page.drafts.typed[entry], ...fields } };
  const note = page.note?.on === entry ? null : page.note;
  return { ...page, note, drafts: { ...page.drafts, typed: all } };
}

/**
 * What of an entry the agent does not have yet. Units that are no whole number of at least one, and times that are none, are
 * not sent.
 *
 * @param {Page} page
 * @param {string} entry
 * @returns {Fields}
 */
export function unsaved(page, entry) {
  const typedNow = page.drafts.typed[entry] ?? {};
  const sent = page.drafts.sent[entry] ?? {};
  const fields = Object.entries(typedNow).filter(([name, value]) => sent[/** @type {keyof Fields} */ (name)] !== value);
  return Object.fromEntries(
    fields.filter(([name, value]) =>
      name === "units" ? isUnits(String(value)) : name !== "seconds" || isTime(String(value)),
    ),
  );
}

/** Whether a text is a length of time, or empty: the measured one again. @param {string} text */
export const isTime = (text) => !text.trim() || (seconds(text) ?? 0) > 0;

/** @param {string} text */
export const isUnits = (text) => /^[1-9]\d{0,2}$/.test(text.trim());

/** @param {Page} page @param {string} entry @param {boolean} on @returns {Page} */
export function saving(page, entry, on) {
  return {
    ...page,
    drafts: {
      ...page.drafts,
      saving: on ? { ...page.drafts.saving, [entry]: true } : without(page.drafts.saving, entry),
    },
  };
}

/**
 * The agent has `fields`; its answer is the entry as it stands now.
 *
 * @param {Page} page
 * @param {Entry} answer
 * @param {Fields} fields
 * @returns {Page}
 */
export function saved(page, answer, fields) {
  const { drafts } = page;
  const sent = { ...drafts.sent, [answer.id]: { ...drafts.sent[answer.id], ...fields } };
  const revised = { ...drafts.revised, [answer.id]: /** @type {const} */ (true) };
  return settled(held({ ...page, drafts: { ...drafts, sent, revised } }, [answer]), answer.id);
}

/**
 * Forget typed fields that the agent has, all but the one under the cursor.
 *
 * @param {Page} page
 * @param {string} entry
 * @returns {Page}
 */
export function settled(page, entry) {
  const { typed: all, sent, field } = page.drafts;
  const has = sent[entry] ?? {};
  const left = Object.entries(all[entry] ?? {}).filter(
    ([name, value]) =>
      has[/** @type {keyof Fields} */ (name)] !== value || (field?.entry === entry && field.field === name),
  );
  const kept = Object.fromEntries(left);
  const drafts = left.length
    ? { ...page.drafts, typed: { ...all, [entry]: kept } }
    : { ...page.drafts, typed: without(all, entry), sent: without(sent, entry) };
  return { ...page, drafts };
}

/**
 * The cursor enters a field, or (null) leaves it; half a number left behind is dropped.
 *
 * @param {Page} page
 * @param {{entry: string, field: string}|null} field
 * @returns {Page}
 */
export function stood(page, field) {
  const left = page.drafts.field;
  const next = { ...page, drafts: { ...page.drafts, field } };
  if (!left) return next;
  const units = next.drafts.typed[left.entry]?.units;
  const half = left.field === "units" && units !== undefined && !isUnits(units);
  return settled(half ? forgot(next, left.entry, "units") : next, left.entry);
}

/**
 * Take typed words back: what the agent holds is shown again.
 *
 * @param {Page} page
 * @param {string} entry
 * @param {string} [field] all when none is named
 * @returns {Page}
 */
export function forgot(page, entry, field) {
  const { drafts } = page;
  const rest = field ? without(drafts.typed[entry] ?? {}, field) : {};
  const all = Object.keys(rest).length ? { ...drafts.typed, [entry]: rest } : without(drafts.typed, entry);
  return { ...page, drafts: { ...drafts, typed: all, sent: field ? drafts.sent : without(drafts.sent, entry) } };
}

/**
 * Somebody else was faster: show `newer`, and keep the words typed here beside it.
 *
 * @param {Page} page
 * @param {string} entry
 * @param {Entry[]} newer
 * @returns {Page}
 */
export function overtaken(page, entry, newer) {
  const words = page.drafts.typed[entry]?.narrative;
  const next = held(forgot(page, entry), newer);
  const theirs = next.entries[entry]?.narrative;
  const yours = words !== undefined && words !== theirs ? { ...next.drafts.yours, [entry]: words } : next.drafts.yours;
  return { ...next, drafts: { ...next.drafts, yours } };
}

/** @param {Page} page @param {string} entry @returns {Page} */
export function chosenBetween(page, entry) {
  return { ...page, drafts: { ...page.drafts, yours: without(page.drafts.yours, entry) } };
}

/** A push is about to judge these anew. @param {Page} page @param {readonly string[]} entries @returns {Page} */
export function notRevised(page, entries) {
  const revised = entries.reduce(without, page.drafts.revised);
  return { ...page, drafts: { ...page.drafts, revised } };
}

/** @template {object} T @param {T} record @param {string} key @returns {T} */
function without(record, key) {
  const { [key]: _, ...rest } = /** @type {Record<string, unknown>} */ (record);
  return /** @type {T} */ (rest);
}

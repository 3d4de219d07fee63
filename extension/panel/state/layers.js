/**
 * The one thing that may lie open over the page: matter search, split, a menu, the sheet of keys. Pure changes of the page.
 *
 * @import { Entry, Layer, Matter, Page } from "../types.js"
 */

/** @param {Page} page @param {Layer} layer @returns {Page} */
export const laid = (page, layer) => ({ ...page, layer });

/** @param {Page} page @returns {Page} */
export const closed = (page) => (page.layer ? { ...page, layer: null } : page);

/** @param {Page} page @param {string} query @returns {Page} */
export function asked(page, query) {
  const { layer } = page;
  return layer?.kind === "matter" || layer?.kind === "find" ? { ...page, layer: { ...layer, query, at: 0 } } : page;
}

/**
 * Matters found for `query`; dropped when the lawyer has typed on. The mark stays on what it was moved to.
 *
 * @param {Page} page
 * @param {string} query
 * @param {Matter[]} found
 * @returns {Page}
 */
export function found(page, query, found) {
  const { layer } = page;
  if (layer?.kind !== "matter" || layer.query !== query) return page;
  const next = { ...layer, found, foundFor: query };
  const entry = page.entries[layer.on];
  const marked = layer.at && choices(layer, entry)[layer.at];
  const same = choices(next, entry).findIndex((c) => marked && c.matter?.id === marked.matter?.id && c.wait === marked.wait);
  return { ...page, layer: { ...next, at: Math.max(0, same) } };
}

/**
 * Entries found for `query`; dropped when the lawyer has typed on.
 *
 * @param {Page} page
 * @param {string} query
 * @param {Entry[]} found
 * @returns {Page}
 */
export function foundEntries(page, query, found) {
  return page.layer?.kind === "find" && page.layer.query === query
    ? { ...page, layer: { ...page.layer, found, foundFor: query } }
    : page;
}

/**
 * Move the mark in a list, round its ends.
 *
 * @param {Page} page
 * @param {number} at
 * @param {number} count
 * @param {number} [first]
 * @returns {Page}
 */
export function marked(page, at, count, first = 0) {
  const { layer } = page;
  if (!layer || !("at" in layer) || count <= first) return page;
  const span = count - first;
  return { ...page, layer: { ...layer, at: first + ((((at - first) % span) + span) % span) } };
}

/** @typedef {{matter: Matter|null, reason: string|null, wait?: string}} Choice a matter; one to wait for, by its number; or none at all */

/**
 * What the matter search offers: the entry's candidates first while nothing is typed, and those that fit while something is;
 * then what the mirror knows, each matter once; then, for an entry, to wait for a matter of the number typed, and none at all.
 *
 * @param {import("../types.js").MatterLayer} layer @param {Entry|undefined} entry @returns {Choice[]}
 */
export function choices(layer, entry) {
  const asked = layer.query.trim().toLowerCase();
  const first = (entry?.candidates ?? []).map((c) => ({ matter: asMatter(c), reason: c.reasons.join("; ") || null }));
  const fitting = first.filter(({ matter }) => !asked || textOf(matter).includes(asked));
  const known = new Set(fitting.map(({ matter }) => matter.id));
  const all = [...fitting, ...layer.found.filter((m) => !known.has(m.id)).map((matter) => ({ matter, reason: null }))];
  if (!entry || layer.share) return all;
  const wait = layer.query.trim();
  const there = all.some(({ matter }) => matter.display_number === wait);
  return [...all, ...(wait && !there ? [{ matter: null, reason: null, wait }] : []), { matter: null, reason: null }];
}

/** @param {import("../types.js").Candidate} candidate @returns {Matter} */
export function asMatter({ matter_id, display_number, description, client }) {
  return { id: matter_id, display_number, description, client, status: "open", practice_area: null };
}

/** @param {Matter} matter */
function textOf({ display_number, description, client }) {
  return [display_number, description, client].join(" ").toLowerCase();
}

/**
 * How far the lawyer has come with the entries: what was read, what is taken together, which stretch and boundary are in
 * hand. Pure changes of the page.
 *
 * @import { Move } from "../bounds.js"
 * @import { Entry, Page } from "../types.js"
 */

/** The last line of an entry's narrative has been on screen. @param {Page} page @param {string} id @param {string} words @returns {Page} */
export const saw = (page, id, words) =>
  page.seen[id] === words ? page : { ...page, seen: { ...page.seen, [id]: words } };

/**
 * Take an entry with the others, or not any more.
 *
 * @param {Page} page
 * @param {readonly Entry[]} all in the order of the page
 * @param {string} id
 * @returns {Page}
 */
export function toggled(page, all, id) {
  const next = new Set(page.selected);
  if (!next.delete(id)) next.add(id);
  return { ...page, selected: all.map((e) => e.id).filter((each) => next.has(each)) };
}

/**
 * Take everything from the one stood on to this one.
 *
 * @param {Page} page
 * @param {readonly Entry[]} all in the order of the page
 * @param {string} id
 * @returns {Page}
 */
export function extended(page, all, id) {
  const [from, to] = [all.findIndex((e) => e.id === page.current), all.findIndex((e) => e.id === id)].sort((a, b) => a - b);
  const taken = new Set([...page.selected, ...all.slice(Math.max(0, from ?? 0), (to ?? 0) + 1).map((e) => e.id)]);
  return { ...page, selected: all.map((e) => e.id).filter((each) => taken.has(each)) };
}

/** @param {Page} page @returns {Page} */
export const unselected = (page) => (page.selected.length ? { ...page, selected: [] } : page);

/** @param {Page} page @param {{source: string, from: number}|null} over @returns {Page} */
export function hovered(page, over) {
  const same = page.over?.source === over?.source && page.over?.from === over?.from;
  return same ? page : { ...page, over };
}

/** Take a boundary in hand; with `move`, show where it would go. @param {Page} page
 * @param {{source: string, first: string, move: Move|null}|null} bound @returns {Page} */
export const bounded = (page, bound) => ({ ...page, bound, over: bound ? null : page.over });

/**
 * What the agent told: its state, sources and entries, and where the lawyer stands among them. Pure changes of the page.
 *
 * @import { AgentState, Category, Entry, ExportTarget, LinkState, Page, Problem, SourceView } from "../types.js"
 */
import { inOrder, reviewable } from "../read.js";
import { maySee } from "./shell.js";

/**
 * @param {Page} page
 * @param {LinkState} state
 * @param {Problem|null} problem
 * @param {number} now ms since the epoch
 * @returns {Page}
 */
export function linked(page, state, problem, now) {
  const seen = state === "ok" ? now : page.link.seen;
  return { ...page, link: { state, problem, seen } };
}

/** @param {Page} page @param {number} version @param {AgentState} agent @returns {Page} */
export function told(page, version, agent) {
  const here = new Set(agent.sources.map((s) => s.id));
  const views = Object.fromEntries(
    Object.entries(page.views).flatMap(([id, view]) => {
      const source = agent.sources.find((s) => s.id === id);
      return source ? [[id, { ...view, source }]] : [];
    }),
  );
  const entries = Object.fromEntries(Object.entries(page.entries).filter(([, e]) => here.has(e.source)));
  const sameCall = page.agent?.call?.since === agent.call?.since;
  const shell = { ...page.shell, all: page.shell.all && sameCall };
  const layer = agent.call && !sameCall ? null : page.layer; // what lay open may name somebody
  const capturing = page.capturing?.busy && stateOf(agent) !== stateOf(page.agent) ? null : page.capturing; // it is done
  return { ...page, version, agent, views, entries, shell, layer, capturing };
}

/** How the call stands, in a word. @param {AgentState|null} agent */
const stateOf = (agent) => agent?.call && agent.call.since + agent.call.stage + agent.call.asks;

/** @param {Page} page @param {SourceView} view @returns {Page} */
export function viewed(page, view) {
  const views = { ...page.views, [view.source.id]: { ...view, entries: [] } };
  return held({ ...page, views }, view.entries, view.source.id);
}

/**
 * Take in entries as the agent holds them now. With `source`, they are all there is of it; else they are added.
 *
 * @param {Page} page @param {Entry[]} fresh @param {string|null} [source] @returns {Page}
 */
export function held(page, fresh, source = null) {
  const kept = Object.entries(page.entries).filter(([, entry]) => entry.source !== source);
  return { ...page, entries: Object.fromEntries([...kept, ...fresh.map((entry) => [entry.id, entry])]) };
}

/**
 * Stand on the first ready entry, of the matter on screen if there is one, when the one stood on is gone or never was.
 *
 * @param {Page} page @returns {Page}
 */
export function placed(page) {
  const current = page.current && page.entries[page.current];
  if (current && current.status !== "discarded" && maySee(page, current)) return page;
  const all = inOrder(page);
  const { matter } = page.shell;
  const here = matter === null ? [] : all.filter((e) => e.matter_id === matter);
  const maybe = all.filter((e) => reviewable(e) && e.candidates.some((c) => c.matter_id === matter));
  const first = (/** @type {Entry[]} */ list) => list.find((e) => reviewable(e) && e.ready);
  const best = first(here) ?? here.find(reviewable) ?? maybe[0] ?? first(all) ?? all.find(reviewable) ?? all[0];
  return { ...page, current: best?.id ?? null };
}

/** Another matter came on screen: begin with its entries. @param {Page} page @returns {Page} */
export const placedAnew = (page) => placed({ ...page, current: null });

/** @param {Page} page @param {string|null} entry @returns {Page} */
export function stoodOn(page, entry) {
  return page.current === entry ? page : { ...page, current: entry, note: page.note?.on ? null : page.note };
}

/**
 * Keep a source open although its work is done: the lawyer worked on it a moment ago.
 *
 * @param {Page} page
 * @param {string} source
 * @returns {Page}
 */
export function touched(page, source) {
  return page.touched[source] ? page : { ...page, touched: { ...page.touched, [source]: true } };
}

/** @param {Page} page @param {string} source @param {boolean} open @returns {Page} */
export function opened(page, source, open) {
  return { ...page, opened: { ...page.opened, [source]: open } };
}

/** @param {Page} page @param {Category[]} categories @returns {Page} */
export const categorised = (page, categories) => ({ ...page, categories });

/** @param {Page} page @param {ExportTarget[]} targets @returns {Page} */
export const targeted = (page, targets) => ({ ...page, targets });

/** @param {Page} page @param {boolean} wide @returns {Page} */
export const widened = (page, wide) => (page.wide === wide ? page : { ...page, wide });

/** @param {Page} page @param {Page["note"]} note @returns {Page} */
export const noted = (page, note) => ({ ...page, note });

/** @param {Page} page @param {string|null} playing the key of a chip or passage @returns {Page} */
export const played = (page, playing) => ({ ...page, playing });

/**
 * Point at passages in the words.
 *
 * @param {Page} page
 * @param {{source: string, passages: string[], entry: string|null}|null} shown
 * @returns {Page}
 */
export function pointed(page, shown) {
  return { ...page, shown: shown && { ...shown, at: (page.shown?.at ?? 0) + 1 } };
}

/**
 * Where this page is shown and what is on screen beside it: pure changes of the page, and the questions they answer.
 *
 * @import { Entry, Matter, Page, Shell } from "../types.js"
 */

/** @type {Shell} */
export const NOWHERE = { home: "window", matter: null, url: false, known: null, all: false, recent: [] };

/** @param {Page} page @param {Shell["home"]} home @returns {Page} */
export const housed = (page, home) => ({ ...page, shell: { ...page.shell, home } });

/**
 * Another matter is on screen, or none. `url`: Clio's own address says so, not the lawyer.
 *
 * @param {Page} page @param {number|null} matter @param {boolean} url @returns {Page}
 */
export function onScreen(page, matter, url) {
  const { shell } = page;
  if (shell.matter === matter && shell.url === url) return page;
  const known = shell.matter === matter ? shell.known : null;
  return { ...page, shell: { ...shell, matter, url, known } };
}

/** What the mirror knows of a matter; dropped when another is on screen by now. @param {Page} page @param {number} matter @param {Matter|null} known @returns {Page} */
export const knew = (page, matter, known) =>
  page.shell.matter === matter ? { ...page, shell: { ...page.shell, known } } : page;

/** @param {Page} page @param {Matter[]} recent @returns {Page} */
export const remembered = (page, recent) => ({ ...page, shell: { ...page.shell, recent } });

/** The lawyer asked for everything although a call runs, or takes that back. @param {Page} page @param {boolean} all @returns {Page} */
export const uncovered = (page, all) => (page.shell.all === all ? page : { ...page, shell: { ...page.shell, all } });

/** Whether only the matter on screen may be seen now: lawyers share their screen while a call runs. @param {Page} page */
export const isCovered = (page) => Boolean(page.agent?.call ?? page.capturing?.step) && !page.shell.all;

/** Whether an entry may be seen now. @param {Page} page @param {Entry} entry */
export const maySee = (page, entry) =>
  !isCovered(page) || (page.shell.matter !== null && entry.matter_id === page.shell.matter);

/**
 * Whether a source was suggested to be about the matter on screen. What the lawyer chose since does not count: a choice must not
 * move its own card.
 *
 * @param {Page} page @param {string} source
 */
export function isAbout(page, source) {
  const { matter } = page.shell;
  if (matter === null) return false;
  return Object.values(page.entries).some(
    (e) =>
      e.source === source &&
      (e.candidates.some((c) => c.matter_id === matter) || (e.matter_id === matter && e.matter_state !== "chosen")),
  );
}

/**
 * Which of the three views is shown, and what the page remembers of days. Pure changes of the page.
 *
 * @import { Day, DayPage, View } from "../day_types.js"
 * @import { Page } from "../types.js"
 */
import { isCovered } from "./shell.js";

/** @returns {DayPage} */
export function noDays() {
  return {
    date: null,
    day: null,
    week: null,
    current: null,
    asked: null,
    closing: false,
    reading: false,
    noting: null,
  };
}

/** @param {Page} page @param {Partial<DayPage>} change @returns {Page} */
const days = (page, change) => ({ ...page, days: { ...page.days, ...change } });

/** The view that is shown: while a call covers the page, never the day of all matters. @param {Page} page @returns {View} */
export const viewOf = (page) => (isCovered(page) ? "review" : page.view);

/** @param {Page} page @param {View} view @returns {Page} */
export const looked = (page, view) =>
  page.view === view ? page : { ...days(page, { asked: null, closing: false }), view, layer: null };

/** Turn to another day; what was known of it is shown until it is read. @param {Page} page @param {string|null} date @returns {Page} */
export const turned = (page, date) => days(page, { date, asked: null, closing: false, current: null });

/** @param {Page} page @param {Day} day @returns {Page} */
export function dayRead(page, day) {
  const here = rowsOf(day).map((row) => row.key);
  const asked = page.days.asked && here.includes(page.days.asked.row) ? page.days.asked : null;
  const current = page.days.current && here.includes(page.days.current) ? page.days.current : firstOf(day);
  return days(page, { day, asked, current, closing: page.days.closing && !day.closed });
}

/** @param {Page} page @param {Day[]} week @returns {Page} */
export const weekRead = (page, week) => days(page, { week });

/** @param {Page} page @param {boolean} reading @returns {Page} */
export const reading = (page, reading) => days(page, { reading });

/** @param {Page} page @param {string|null} key @returns {Page} */
export const stoodOnRow = (page, key) => (page.days.current === key ? page : days(page, { current: key }));

/** @param {Page} page @param {DayPage["asked"]} asked @returns {Page} */
export const askedRow = (page, asked) => days(page, asked ? { asked, current: asked.row } : { asked });

/** @param {Page} page @param {string} text @returns {Page} */
export const answering = (page, text) => (page.days.asked ? days(page, { asked: { ...page.days.asked, text } }) : page);

/** @param {Page} page @param {boolean} closing @returns {Page} */
export const closingDay = (page, closing) => days(page, { closing, asked: null });

/** @param {Page} page @param {string|null} noting @returns {Page} */
export const notingNow = (page, noting) => days(page, { noting });

/** Every row of a day, those that were parked to it first. @param {Day} day */
export const rowsOf = (day) => [...day.carried, ...day.rows];

/** The row to stand on: the first question, else the first row that waits. @param {Day} day */
function firstOf(day) {
  const rows = rowsOf(day);
  return (rows.find((row) => row.state === "question") ?? rows.find(waits) ?? rows[0])?.key ?? null;
}

/** Whether something of a row is left to decide. @param {import("../day_types.js").DayRow} row */
export const waits = ({ state }) => ["question", "matter", "review", "confirmed"].includes(state);

/**
 * What the lawyer does on the day's and the week's page: turn pages, answer questions, put aside, park, close.
 *
 * @import { Day, DayRow, View } from "../day_types.js"
 * @import { Asking } from "./asking.js"
 * @import { Looking } from "./looking.js"
 * @import { Reviewing } from "./reviewing.js"
 * @import { Screen } from "../screen.js"
 * @import { Store } from "../store.js"
 */
import { dayBeside, leftOf, nextWorkday, titleOf } from "../day.js";
import {
  answering, askedRow, closingDay, dayRead, looked, reading, rowsOf, stoodOnRow, turned, weekRead,
} from "../state/view.js";

/** @typedef {ReturnType<typeof createDays>} Days */

/** @param {{asking: Asking, store: Store, looking: Looking, reviewing: Reviewing, screen: Screen}} parts */
export function createDays({ asking, store, looking, reviewing, screen }) {
  /** @type {number|null} which state of the agent the shown day belongs to */
  let version = null;
  store.subscribe((page) => {
    if (page.view === "review" || page.version === version) return;
    version = page.version;
    void read(false);
  });

  /** The day that is shown, or would be. */
  const dateOf = () => store.get().days.date ?? store.get().agent?.today ?? null;

  /** Show one of the three views; a day is read at once, and again when Clio was asked about it. @param {View} view */
  async function show(view) {
    version = store.get().version;
    store.apply(looked, view);
    screen.blur();
    if (view === "review") return;
    await read(false);
    const { current } = store.get().days;
    if (view === "day" && current) stand(current);
    await read(true);
  }

  /** @param {boolean} look whether Clio is asked first */
  async function read(look) {
    const { view, days } = store.get();
    if (look) store.apply(reading, true);
    try {
      if (view === "week") {
        const answer = await asking.ask("/v1/week/get", { date: days.date, look });
        if (store.get().days.date === days.date) store.apply(weekRead, answer.days);
      } else {
        const answer = await asking.ask("/v1/day/get", { date: days.date, look });
        if (store.get().days.date === days.date) store.apply(dayRead, answer.day);
      }
    } catch {
      // The status line says what is wrong with the door; what was read before stays.
    }
    if (look) store.apply(reading, false);
  }

  /** @param {string|null} date */
  async function turn(date) {
    store.apply(turned, date === store.get().agent?.today ? null : date);
    await read(false);
    await read(true);
  }

  /** @param {number} by days, or weeks where a week is shown */
  function step(by) {
    const date = dateOf();
    if (date) void turn(dayBeside(date, store.get().view === "week" ? by * 7 : by));
  }

  /** From the week into one of its days. @param {string} date */
  function openDay(date) {
    store.apply(looked, "day");
    void turn(date);
  }

  /** @param {string} key @returns {DayRow|undefined} */
  const rowOf = (key) => rowsOf(store.get().days.day ?? noDay).find((row) => row.key === key);

  /** @param {string} key */
  function stand(key) {
    store.apply(stoodOnRow, key);
    screen.focusField(`[data-row="${CSS.escape(key)}"]`);
  }

  /** The focus came into a row by itself. @param {string} key */
  const enter = (key) => store.apply(stoodOnRow, key);

  /** @param {1|-1} by */
  function move(by) {
    const { days } = store.get();
    const rows = days.day ? rowsOf(days.day) : [];
    const at = rows.findIndex((row) => row.key === days.current);
    const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))];
    if (next) stand(next.key);
  }

  /** Put the cursor into a row. @param {string} key @param {"note"|"aside"|"park"} how */
  function ask(key, how) {
    const text = how === "park" ? nextWorkday(store.get().agent?.today ?? "") : "";
    store.apply(askedRow, { row: key, how, text });
    screen.focusField(`[data-row="${CSS.escape(key)}"] :is(input, select)`);
  }

  /** @param {string} text */
  const type = (text) => store.apply(answering, text);

  /** Keep what stands in the row; nothing typed leaves the question as it was. */
  async function keep() {
    const { asked } = store.get().days;
    if (!asked) return;
    const text = asked.text.trim();
    if (!text) return back();
    const said = { note: { note: text }, aside: { dismissed: text }, park: { parked: text } }[asked.how];
    if (await answer(asked.row, said)) screen.say({ note: "Kept.", aside: "Put aside.", park: "Parked." }[asked.how]);
  }

  /** @param {string} key */
  async function nothingBillable(key) {
    if (await answer(key, { nothing: true })) screen.say("Nothing billable.");
  }

  /** Take an answer back: the question is asked again. @param {string} key */
  const again = (key) => answer(key, { back: true });

  /** @param {string} key @param {object} said @returns {Promise<boolean>} */
  async function answer(key, said) {
    const row = rowOf(key);
    const day = store.get().days.day?.day;
    if (!row || !day) return false;
    return asking.attempt(async () => {
      const { day: of } = await asking.change("/v1/day/answer", { date: row.day, row: key, ...said });
      store.apply(askedRow, null);
      if (row.day === day) store.apply(dayRead, of);
      else await read(false);
      const now = store.get().days.current;
      if (now) stand(now);
      void looking.look();
    });
  }

  /** Back from the cursor to the question, from what is left to the day, from the day to the review. */
  function back() {
    const { asked, closing } = store.get().days;
    if (asked) {
      store.apply(askedRow, null);
      return stand(asked.row);
    }
    if (closing) return store.apply(closingDay, false);
    void show("review");
  }

  /** Show what is left; when nothing is, the day is closed. */
  async function close() {
    const { day } = store.get().days;
    if (!day) return;
    if (day.left.all) {
      store.apply(closingDay, true);
      return screen.say(leftOf(day).first);
    }
    await asking.attempt(async () => {
      const { day: closed } = await asking.change("/v1/day/answer", { date: day.day, close: true });
      store.apply(dayRead, closed);
      screen.say("The day is closed.");
    });
  }

  /** Open what a row is about: its cards, or its question. @param {string} key */
  async function open(key) {
    const row = rowOf(key);
    if (!row) return;
    if (row.state === "question") return ask(key, "note");
    if (!row.source) return;
    store.apply(looked, "review");
    await reviewing.open(row.source, true);
    if (row.entries[0]) reviewing.stand(row.entries[0]);
    screen.say(titleOf(row));
  }

  /** @param {Record<string, unknown>} change what is set anew */
  const set = (change) =>
    asking.attempt(async () => {
      await asking.change("/v1/settings/set", change);
      await looking.look();
      await read(false);
    });

  return { show, step, turn, openDay, stand, enter, move, ask, type, keep, nothingBillable, again, back, close, open, set };
}

/** @type {Day} */
const noDay = /** @type {any} */ ({ rows: [], carried: [] });

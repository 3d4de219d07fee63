/**
 * What each key command does about days and clocks.
 *
 * @import { Acts } from "./all.js"
 * @import { Store } from "../store.js"
 */

/** @param {Acts} acts @param {Store} store */
export function dayCommands({ days, clock }, store) {
  /** @param {(key: string) => unknown} deed */
  const here = (deed) => () => {
    const { current } = store.get().days;
    return current ? deed(current) : undefined;
  };
  /** Whether the row the lawyer stands on is a question. */
  const asks = () => {
    const { day, current } = store.get().days;
    return [...(day?.carried ?? []), ...(day?.rows ?? [])].some((r) => r.key === current && r.state === "question");
  };
  return {
    day: () => days.show("day"),
    week: () => days.show("week"),
    review: () => days.show("review"),
    note: clock.note,
    clock: clock.here,
    "day-note": () => (store.get().view === "day" && asks() ? here((key) => days.ask(key, "note"))() : clock.note()),
    "day-nothing": () => (asks() ? here(days.nothingBillable)() : undefined),
    "day-keep": days.keep,
    "day-back": days.back,
    "day-next": () => days.move(1),
    "day-previous": () => days.move(-1),
    "day-open": here(days.open),
    "day-before": () => days.step(-1),
    "day-after": () => days.step(1),
    "day-close": days.close,
  };
}

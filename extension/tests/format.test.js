/** format.js writes figures so that none is rounded, guessed or moved to another time zone. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { age, clock, counted, day, hours, unitWord, length, money, number, timeOfDay, total } from "../panel/format.js";

test("every tenth from 0.1 to 24.0 h is exact", () => {
  assert.deepEqual([hours(1, 900), hours(3, 900), hours(4, 900)], ["0.25", "0.75", "1.0"]);
  assert.deepEqual([unitWord(1, 360), unitWord(3, 360), unitWord(3, 900)], ["unit", "units", "× 15 min"]);
  for (let units = 1; units <= 240; units += 1) assert.equal(hours(units), (units / 10).toFixed(1));
});

test("a length is whole minutes or a clock, never rounded", () => {
  assert.equal(length(1080), "18 min");
  assert.equal(length(1084), "18:04");
  assert.equal(length(58), "0:58");
  assert.equal(clock(3725), "1:02:05");
});

test("a time of day keeps the offset of the call, whatever zone the computer is in", () => {
  assert.equal(timeOfDay("2026-11-20T10:00:30+13:00", 1_860_000), "10:31");
  assert.equal(timeOfDay("2026-11-20T23:59:00+11:00", 120_000), "0:01");
  assert.equal(timeOfDay("2026-11-20", 0), null);
  assert.equal(timeOfDay(null), null);
});

test("days are named from today, and the year is said when it is another", () => {
  assert.equal(day("2026-11-20", "2026-11-20"), "Today");
  assert.equal(day("2026-11-19", "2026-11-20"), "Yesterday");
  assert.equal(day("2026-11-17", "2026-11-20"), "Tue 17 Nov");
  assert.equal(day("2025-11-17", "2026-11-20"), "17 Nov 2025");
});

test("money is counted in cents and has no figure when an amount is unknown", () => {
  assert.equal(money("1126.5"), "$1,126.50");
  assert.equal(money("0.10"), "$0.10");
  assert.equal(money("420.0000"), "$420.00");
  assert.equal(money(null), null);
  assert.equal(money("-3"), null);
  assert.equal(total(["0.10", "0.20"]), "$0.30");
  assert.equal(total(["126.00", null]), null);
});

test("ages are said in words", () => {
  assert.equal(age(30_000), "");
  assert.equal(age(61_000), "a minute old");
  assert.equal(age(3_600_000), "an hour old");
  assert.equal(age(5 * 86_400_000), "5 days old");
});

test("the number stands before the first hyphen that follows it", () => {
  assert.equal(number("20417-Copper Kettle"), "20417");
  assert.equal(number("Hale"), "Hale");
  assert.equal(number("Kettle-Black"), "Kettle-Black");
});

test("one is singular", () =>
  assert.deepEqual([counted(1, "entry", "entries"), counted(2, "entry", "entries")], ["1 entry", "2 entries"]));

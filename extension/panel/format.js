/**
 * Numbers, times and names as the page writes them. Pure. A time of day comes from the text of an ISO time, in the offset
 * it carries, so that a call reads 10:00 wherever the browser thinks it is; sums of money are counted in cents.
 */

const DAY = new Intl.DateTimeFormat("en-AU", { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" });
const YEAR = new Intl.DateTimeFormat("en-AU", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/** Units as hours: 3 -> "0.3", and one of a quarter of an hour -> "0.25". @param {number} units @param {number} [unit] seconds in one */
export const hours = (units, unit = 360) => ((units * unit) / 3600).toFixed(2).replace(/0$/, "");

/** "units"; where they are no six minutes "× 15 min". @param {number} units @param {number} unit seconds in one */
export const unitWord = (units, unit) => (unit === 360 ? (units === 1 ? "unit" : "units") : `× ${unit / 60} min`);

/** "1 unit", "3 units". @param {number} count @param {string} one @param {string} [many] */
export function counted(count, one, many = `${one}s`) {
  return `${count} ${count === 1 ? one : many}`;
}

/** Seconds as a clock reads them: 1084 -> "18:04", 3725 -> "1:02:05". @param {number} seconds */
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const tail = String(s).padStart(2, "0");
  return h ? `${h}:${String(m).padStart(2, "0")}:${tail}` : `${m}:${tail}`;
}

/** What a clock reads, back to seconds: "18:04" -> 1084, "1:02:05" -> 3725, "18" minutes -> 1080; null when it is no length.
 * @param {string} text */
export function seconds(text) {
  const found = /^\s*(?:(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)|(\d{1,3})(?:\s*min)?)\s*$/.exec(text);
  if (!found) return null;
  const [, h, m, s, minutes] = found.map((part) => Number(part ?? 0));
  return (h ?? 0) * 3600 + (m ?? 0) * 60 + (s ?? 0) + (minutes ?? 0) * 60;
}

/** A length in words when it is whole minutes, else as a clock: never rounded. @param {number} seconds */
export function length(seconds) {
  return seconds > 0 && seconds % 60 === 0 ? `${seconds / 60} min` : clock(seconds);
}

/** The time of day `afterMs` after an ISO time, in that time's own offset: "10:31"; null when there is no time in it.
 * @param {string|null} iso @param {number} [afterMs] */
export function timeOfDay(iso, afterMs = 0) {
  const found = /T(\d\d):(\d\d)(?::(\d\d))?/.exec(iso ?? "");
  if (!found) return null;
  const seconds = Number(found[1]) * 3600 + Number(found[2]) * 60 + Number(found[3] ?? 0) + Math.floor(afterMs / 1000);
  const minute = Math.floor(seconds / 60) % (24 * 60);
  return `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, "0")}`;
}

/** A day as the lawyer says it: "Today", "Yesterday", "Thu 19 Nov", "19 Nov 2025".
 * @param {string} date @param {string} today both YYYY-MM-DD */
export function day(date, today) {
  const days = (Date.parse(`${today}T00:00Z`) - Date.parse(`${date}T00:00Z`)) / 86_400_000;
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  const at = new Date(`${date}T00:00Z`);
  if (Number.isNaN(at.getTime())) return date;
  return date.slice(0, 4) === today.slice(0, 4) ? DAY.format(at).replaceAll(",", "") : YEAR.format(at);
}

/** The time on this computer's clock: "9:41". @param {number} ms since the epoch */
export function localTime(ms) {
  const at = new Date(ms);
  return `${at.getHours()}:${String(at.getMinutes()).padStart(2, "0")}`;
}

/** The day on this computer's calendar: "2026-11-29". @param {number} ms since the epoch */
export function localDay(ms) {
  const at = new Date(ms);
  return [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/**
 * How old something is, in words: "a minute old", "an hour old", "3 days old"; "" under a minute.
 *
 * @param {number} ms
 */
export function age(ms) {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return "";
  if (minutes < 60) return minutes === 1 ? "a minute old" : `${minutes} minutes old`;
  const passed = Math.floor(minutes / 60);
  if (passed < 48) return passed === 1 ? "an hour old" : `${passed} hours old`;
  return `${Math.floor(passed / 24)} days old`;
}

/**
 * A decimal string as money: "1126.5" -> "$1,126.50"; null when it is not an amount.
 *
 * @param {string|null|undefined} amount
 */
export function money(amount) {
  const cents = inCents(amount);
  if (cents === null) return null;
  const whole = (cents / 100n).toString().replaceAll(/\B(?=(\d{3})+$)/g, ",");
  return `$${whole}.${(cents % 100n).toString().padStart(2, "0")}`;
}

/** The sum of amounts as money, or null when one of them is unknown: a sum with a hole is no sum.
 * @param {(string|null|undefined)[]} amounts */
export function total(amounts) {
  let sum = 0n;
  for (const amount of amounts) {
    const cents = inCents(amount);
    if (cents === null) return null;
    sum += cents;
  }
  return money(`${sum / 100n}.${(sum % 100n).toString().padStart(2, "0")}`);
}

/** @param {string|null|undefined} amount */
function inCents(amount) {
  const found = /^(\d+)(?:\.(\d{1,2})0*)?$/.exec(amount ?? "");
  return found ? BigInt(found[1] ?? "0") * 100n + BigInt((found[2] ?? "").padEnd(2, "0")) : null;
}

/**
 * The number in front of a display number: "20417-Copper Kettle" -> "20417"; the whole when there is none.
 *
 * @param {string} display
 */
export function number(display) {
  return /^[^\s-]*\d[^\s-]*(?=-)/.exec(display)?.[0] ?? display;
}

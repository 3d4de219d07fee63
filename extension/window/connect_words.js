/**
 * What the page says of how things stand: one sentence, and one action where there is one. Pure.
 *
 * @import { Connection, Standing } from "./connect_types.js"
 */
import { localTime } from "../panel/format.js";

/** @typedef {"none"|"waits"|"code"|"reading"|"connected"|"trouble"|"out"} Kind */

/**
 * Which of the few situations this is. `out`: connected before, and only the sign-in is gone.
 * @param {Standing} standing @returns {Kind}
 */
export function kindOf(standing) {
  if (standing.waits) return standing.waits_for_code ? "code" : "waits";
  if (standing.reading) return "reading";
  if (!standing.connected) return standing.trouble ? "trouble" : "none";
  return standing.trouble && BY_SIGN_IN.test(standing.trouble.code) ? "out" : "connected";
}

/** Troubles that a sign-in mends; with any other the sign-in stands. */
const BY_SIGN_IN = /^(sign|app_|another|callback|clio_forb)/;

/** @type {Record<Kind, string>} */
const TITLES = {
  none: "Not connected yet",
  waits: "Waiting for you on Clio’s page",
  code: "Paste the code that Clio shows",
  reading: "Connected",
  connected: "Connected",
  trouble: "Not connected",
  out: "Signed out",
};

/** @param {Standing} standing */
export const titleOf = (standing) => TITLES[kindOf(standing)];

/** "Signed in as Ruth Calder at Kestrel Lane Lawyers (Australia and New Zealand)." @param {Connection} connection */
export function signedInAs({ standing, practice }) {
  const where = practice ? "practice Clio" : standing.place;
  return `Signed in as ${standing.user ?? "somebody"}${standing.firm ? ` at ${standing.firm}` : ""}${where ? ` (${where})` : ""}.`;
}

/** "8,223 matters, as of 9:41." @param {Standing} standing */
export function mattersOf({ matters, as_of: asOf, reading }) {
  const many = matters.toLocaleString("en-AU");
  if (reading) return matters ? `Reading your firm’s matters; ${many} so far.` : "Reading your firm’s matters.";
  return asOf ? `${many} matters, as of ${localTime(Date.parse(asOf))}.` : "Matters not read yet.";
}

/** What is said once a trip has arrived, or ended otherwise. @param {Standing|null} before @param {Connection} now */
export function announcement(before, now) {
  if (!before || kindOf(before) === kindOf(now.standing)) return "";
  const kind = kindOf(now.standing);
  if (kind === "reading" || (kind === "connected" && before.waits)) return signedInAs(now);
  return kind === "trouble" || kind === "out" ? (now.standing.trouble?.hint ?? "") : titleOf(now.standing);
}

/**
 * What the page about capturing a call says in which situation. Pure: what the agent told in, words out.
 *
 * What the agent answers about a capture: agent/web/answers_capture.py, in the words of JSDoc.
 * @typedef {object} Capturing
 * @property {string} id
 * @property {string} since
 * @property {string} began_at
 * @property {"recording"|"paused"|"ended"|"broke_off"} stage
 * @property {string[]} agreed_by
 * @property {string[]} waiting_for
 * @property {Sign|null} trouble
 * @property {number|null} words_behind_seconds by how much the words are behind; null while nobody makes any
 * @property {{microphone: number|null, system: number|null}} levels peaks of the last second, in decibels below full scale
 * @property {Sign[]} signs what the lawyer should know while it runs
 * @property {boolean} room whether others can be heard in the microphone
 *
 * @typedef {{code: string, message: string, hint: string}} Sign
 * @typedef {{capture: Capturing|null, notice: string, never: string|null, room: boolean}} Told
 * @typedef {"ask"|"refused"|"recording"|"paused"|"waiting"|"stopped"} Kind
 */

/** How people agree, in the words that are kept with their names. */
export const WAYS = ["said yes on the call", "wrote yes in the chat"];

/** Which situation this is. `leave` says whether the lawyer has leave to record here. @param {Told} told @param {boolean} leave @returns {Kind} */
export function kindOf({ capture, never }, leave) {
  if (!capture) return never && !leave ? "refused" : "ask";
  if (capture.stage === "ended" || capture.stage === "broke_off") return "stopped";
  if (capture.waiting_for.length) return "waiting";
  return capture.stage;
}

/** The names in a line of them: commas, semicolons, "and" and "&" stand between two. @param {string} line */
export function namesIn(line) {
  return line.split(/[,;&\n]|\s+and\s+/i).map((name) => name.trim().replace(/\s+/g, " ")).filter(Boolean);
}

/** What the agent is told of a consent: one sentence each. @param {string[]} names @param {string} way */
export const sentences = (names, way) => names.map((name) => `${name}, ${way}`);

/** Whether the lawyer said what the microphone is: nothing new was said while it stands as the agent took it. @param {boolean} ticked @param {boolean} expected */
export const roomSaid = (ticked, expected) => (ticked === expected ? null : ticked);

/** Whose the words in the microphone are. @param {boolean} room */
export const whoseMicrophone = (room) => (room ? "Whoever speaks into this microphone is “In the room”: no work told there is taken for yours." : "The microphone is you alone.");

/** The agent's words as a sentence. @param {string} words */
export const sentence = (words) => `${words.slice(0, 1).toUpperCase()}${words.slice(1).replace(/\.$/, "")}.`;

/** How full a meter is, 0 to 100: from a quiet room to the loudest there is. @param {number|null} peak decibels below full scale */
export const loudness = (peak) => (peak === null ? 0 : Math.round(Math.min(1, Math.max(0, 1 + peak / 60)) * 100));

/** Minutes and seconds since a moment. @param {string} since ISO @param {number} now milliseconds since 1970 */
export function elapsed(since, now) {
  const seconds = Math.max(0, Math.floor((now - Date.parse(since)) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Who is asked for. @param {string[]} waiting names, "" for somebody without one so far */
export function askedFor(waiting) {
  const names = waiting.filter(Boolean);
  return names.length ? names.join(" and ") : "Someone";
}

/** What a screen reader is told when the situation changes; nothing at first. @param {Kind|null} before @param {Kind} now */
export function announcement(before, now) {
  if (before === null || before === now) return "";
  return { ask: "", refused: "", recording: "Recording.", paused: "Paused. No sound is kept.", waiting: "Someone joined. No sound is kept until they agree.", stopped: "The recording stopped. The clock runs." }[now];
}

/**
 * What the page of speech models says: sizes, what a model is good for here, and what is going on. Pure.
 *
 * @import { Doing, Difference, Model, Shelf } from "./models_types.js"
 */

/** "1.5 GB", "486 MB". @param {number} bytes */
export const size = (bytes) => (bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.max(1, Math.round(bytes / 1e6))} MB`);

/** @type {Record<"live"|"later"|"no", string>} */
const FITS = {
  live: "Words come while they speak",
  later: "Too slow to keep up with a call; for the night",
  no: "Needs more memory than this computer can spare",
};

/** @param {Model} model */
export const fitOf = ({ fit }) => (fit ? FITS[fit] : "Your firm’s own");

/** What a model is used for, and whether it is suggested. @param {Model} model @param {Shelf} shelf @returns {string[]} */
export function marksOf({ name, here }, shelf) {
  return [
    shelf.live === name ? "Hears calls" : "",
    shelf.later === name ? "Hears again at night" : "",
    !here && shelf.live === null && shelf.suggested === name ? "Suggested for this computer" : "",
    !here && shelf.later === null && shelf.suggested_later === name ? "Suggested for the night" : "",
  ].filter(Boolean);
}

/** "8 in 100 words wrong on average, 17 in meetings, 13 in business calls." @param {Model} model */
export function errorsOf({ errors: [average, meetings, calls] }) {
  if (average === undefined || meetings === undefined || calls === undefined) return "Not known";
  return `${Math.round(average)} in 100 words wrong on average, ${Math.round(meetings)} in meetings, ${Math.round(calls)} in business calls`;
}

/** What is being done, with how far it is. @param {Doing} doing */
export function doingOf({ what, done, of }) {
  if (what === "measure") return "Hearing a minute of the practice call with it, to see what it costs here.";
  const share = of ? `: ${Math.floor((done * 100) / of)} % of ${size(of)}` : "";
  return `${what === "download" ? "Downloading" : "Copying"}${share}.`;
}

/** @param {Shelf} shelf @returns {[string, string][]} */
export function computerOf({ memory_bytes: memory, cores, cuda, free_bytes: free }) {
  return [
    ["Memory", memory === null ? "not known" : size(memory)],
    ["Cores", String(cores)],
    ["Graphics card", cuda ? `${cuda === 1 ? "one" : cuda} that speech models can use` : "none that speech models can use"],
    ["Free on the disk", size(free)],
  ];
}

/** @type {Record<Difference["kind"], string>} */
export const KINDS = { figure: "Figure", name: "Name", words: "Words" };

/** What is said aloud when something has ended. @param {Shelf|null} before @param {Shelf} now */
export function announcement(before, now) {
  if (!before?.doing || now.doing) return "";
  if (now.trouble) return now.trouble.hint;
  const model = now.models.find(({ name }) => name === before.doing?.name);
  return model?.here ? `${model.name} is here. ${model.expect}` : "Done.";
}

/**
 * What the agent answers about speech models and second hearings: agent/web/answers_models.py, in the words of JSDoc.
 *
 * @typedef {{what: "download"|"import"|"measure", name: string, done: number, of: number}} Doing
 * @typedef {object} Model
 * @property {string} name
 * @property {string} says
 * @property {string} repository at huggingface.co; empty for the firm's own
 * @property {number} bytes
 * @property {number|null} memory_mb
 * @property {number[]} errors words wrong in a hundred: on average, in meetings, in business calls
 * @property {"live"|"later"|"no"|null} fit
 * @property {string} expect
 * @property {boolean} here
 * @property {number} come bytes that have come of a download that is not whole
 *
 * @typedef {object} Shelf
 * @property {Model[]} models
 * @property {number|null} memory_bytes
 * @property {number} cores
 * @property {number} cuda graphics cards
 * @property {number} free_bytes
 * @property {string|null} live which model hears calls
 * @property {string|null} later which hears them again at night
 * @property {string|null} suggested
 * @property {string|null} suggested_later
 * @property {Doing|null} doing
 * @property {{code: string, hint: string}|null} trouble
 *
 * @typedef {{same: boolean, was: string, now: string}} Run
 * @typedef {{turn: string, start_ms: number, end_ms: number, speaker: string, kind: "figure"|"name"|"words", runs: Run[]}} Difference
 * @typedef {{source: string, title: string, model: string, heard_at: string, hint: string|null, differences: Difference[]}} HeardAgain
 * @typedef {{calls: HeardAgain[], waiting: number}} Differences
 *
 * What this page itself knows besides.
 * @typedef {object} Page
 * @property {Shelf|null} shelf
 * @property {Differences|null} heard
 * @property {string} asking the model whose deletion is to be confirmed
 * @property {string} told what the last deed came to
 * @property {string} wrong what could not be done
 * @property {boolean} busy
 */
export {};

/** The shapes of the page about the speech server. */

/**
 * @typedef {object} Speech
 * @property {{host: string, url: string, model: string, word_times: boolean, own_authority: boolean, since: string}|null} server
 * @property {{source: string, title: string, problem: {code: string, message: string, hint: string}}[]} waiting
 * @property {string|null} clio
 * @property {{host: string, what: string, first_at: string, last_at: string, count: number}[]} left
 */
/** @typedef {{busy: boolean, wrong: string}} Page */
export {};

/**
 * What the agent answers about connecting: agent/web/answers_connect.py, in the words of JSDoc.
 *
 * @typedef {{id: string, firms: string, host: string, portal: string}} Place
 * @typedef {{name: string, access: string, why: string}} Permission
 * @typedef {{redirect_uri: string, approval: string, places: Place[], permissions: Permission[]}} Guide
 * @typedef {object} Standing
 * @property {boolean} connected
 * @property {string|null} user
 * @property {string} firm
 * @property {string|null} host
 * @property {string|null} place
 * @property {string|null} client_id of the firm's app as it was given once
 * @property {number} matters
 * @property {string|null} as_of
 * @property {boolean} reading the matters are being read for the first time since the sign-in
 * @property {boolean} waits somebody has yet to come back from Clio's page
 * @property {boolean} waits_for_code
 * @property {{code: string, hint: string}|null} trouble
 * @property {string[]} not_shown
 *
 * @typedef {{practice: boolean, guide: Guide, standing: Standing}} Connection
 *
 * What this page itself knows besides.
 * @typedef {object} Page
 * @property {Connection|null} connection
 * @property {string} place the region chosen
 * @property {boolean} byCode whether the trip ends with a code to copy
 * @property {string} copied what was copied last
 * @property {string} wrong what is wrong with what was typed
 * @property {string} wrongCode what is wrong with the code that was pasted
 * @property {boolean} busy
 * @property {boolean} leaving whether disconnecting was asked for and is to be confirmed
 * @property {string} told what the last deed came to
 */
export {};

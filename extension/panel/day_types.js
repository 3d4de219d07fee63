/**
 * A day as it crosses the door, and what the page remembers of it. Types only: nothing runs here.
 * Moments are ISO times in the lawyer's own offset, lengths are seconds, units those of the firm.
 */

/** @typedef {"review"|"day"|"week"} View */
/** @typedef {{start: string, end: string, rows: string[], gap: boolean}} Stretch the first row owns its minutes */
/**
 * @typedef {object} DayRow
 * @property {string} key
 * @property {string} day
 * @property {"call"|"transcript"|"email"|"document"|"clock"|"note"|"calendar"|"clio"|"running"|"gap"|"nothing"} kind
 * @property {string} form
 * @property {"question"|"matter"|"review"|"confirmed"|"working"|"running"|"parked"|"recorded"|"dismissed"|"nothing"} state
 * @property {string} title
 * @property {string|null} also
 * @property {string|null} start
 * @property {string|null} end
 * @property {number} seconds
 * @property {number} units
 * @property {string[]} matters
 * @property {string|null} source
 * @property {string[]} entries
 * @property {number} to_review
 * @property {number} confirmed
 * @property {boolean} typed_there
 * @property {boolean} gone
 * @property {Stretch[]} twice
 * @property {string|null} said_at
 * @property {string} reason
 * @property {string|null} until
 */
/**
 * @typedef {object} Pair
 * @property {string|null} matter
 * @property {number|null} suggested
 * @property {number|null} typed
 * @property {number} difference
 * @property {string} narrative
 * @property {string} note
 */
/**
 * @typedef {object} Settings
 * @property {number|null} target_units
 * @property {number} unit seconds in one unit of the day
 * @property {string|null} reminder
 * @property {boolean} watch_only
 * @property {string|null} watch_since
 * @property {string|null} watch_until
 * @property {boolean} watch_over
 */
/**
 * @typedef {object} Day
 * @property {string} day
 * @property {string} today
 * @property {string|null} as_of
 * @property {{code: string, hint: string}|null} problem
 * @property {Stretch[]} stretches
 * @property {DayRow[]} rows
 * @property {DayRow[]} carried
 * @property {number} recorded_units
 * @property {number} waiting_units
 * @property {{questions: number, to_review: number, to_push: number, all: number}} left
 * @property {boolean} closed
 * @property {Pair[]} pairs
 * @property {Settings} settings
 */

/**
 * What the page remembers of days. `asked` is the row that is being answered, with the words so far; `closing` shows what is left.
 * @typedef {object} DayPage
 * @property {string|null} date null is today
 * @property {Day|null} day
 * @property {Day[]|null} week
 * @property {string|null} current a row's key
 * @property {{row: string, how: "note"|"aside"|"park", text: string}|null} asked
 * @property {boolean} closing
 * @property {boolean} reading Clio is being asked
 * @property {string|null} noting the words of a note for now; null when no note is being typed
 */

export {};

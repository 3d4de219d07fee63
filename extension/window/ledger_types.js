/** The shapes of the ledger page: what crosses the door, and the page's own state. Types only. Money is a decimal string. */

/** @typedef {"unbilled"|"changed"|"draft"|"billed"|"deleted"|"not_sent"|"unknown"|"undone"|"draft_here"} State */
/** @typedef {{what: string, was: string, now: string}} Differs */
/** @typedef {{deed: "correct"|"undo", ending: "done"|"refused"|"conflict"|"unknown"|null, code: string|null, hint: string|null, theirs: Differs[]}} Deed */

/**
 * @typedef {object} Line
 * @property {string} id
 * @property {"time"|"expense"} kind
 * @property {number|null} activity_id
 * @property {number} version
 * @property {string|null} source
 * @property {string} date
 * @property {number|null} matter_id
 * @property {string|null} matter
 * @property {string|null} client
 * @property {string} timekeeper
 * @property {number|null} earner_id whose time it is in Clio
 * @property {string} narrative
 * @property {number|null} units
 * @property {number|null} unit seconds in one of them
 * @property {string|null} hours
 * @property {string|null} total
 * @property {string|null} total_with_gst
 * @property {"billable"|"no_charge"|"not_billable"} charge
 * @property {number|null} category_id
 * @property {State} state
 * @property {string|null} code
 * @property {string|null} hint
 * @property {string|null} bill
 * @property {string|null} etag
 * @property {string|null} seen_at
 * @property {string|null} sent_at
 * @property {string|null} batch
 * @property {Deed|null} deed
 */

/** @typedef {{id: string, sent_at: string, accepted: number, rejected: number, unsettled: number, failed: string[]}} Batch */
/** @typedef {{state: "accepted"|"partly"|"rejected"|"unsettled", batch: Batch}} SentBatch */
/**
 * @typedef {object} Ledger
 * @property {Line[]} lines
 * @property {number} found
 * @property {SentBatch[]} batches
 * @property {{id: number, matter: string}[]} matters
 * @property {string[]} timekeepers
 * @property {number} unsettled
 * @property {string} today
 * @property {string|null} clio_page
 */

/** @typedef {{matter: string, timekeeper: string, first: string, last: string, kind: string, state: string}} Filters as the fields hold them; "" lets everything pass */
/** @typedef {{id: number, name: string}} Category */
/** @typedef {{amount: string, text: string, quote: string}} Chip */
/** @typedef {{categories: Category[], chips: Chip[], gst_rate: string}} ExpenseForm */

/** @typedef {{narrative: string, units: string, date: string, charge: string, matter: Matter|null, category: string, earner: string}} Correcting what the form holds */
/** @typedef {{id: number, display_number: string, description?: string, client?: string}} Matter */
/** @typedef {{changes: Differs[], resets_price: boolean, code: string|null, hint: string|null, etag: string|null}} Preview */
/** @typedef {{words: string, gone: boolean, here: boolean}} Reached */

/**
 * What a form for an expense holds.
 * @typedef {object} Spending
 * @property {string|null} id null: a new one
 * @property {boolean} there whether it is in Clio, so that it is corrected there
 * @property {number} version
 * @property {string} narrative
 * @property {string} amount
 * @property {"included"|"excluded"|"none"|""} gst "" until it was asked
 * @property {string} date
 * @property {Matter|null} matter
 * @property {string} category
 * @property {string|null} source
 * @property {string|null} quote
 * @property {ExpenseForm|null} form
 */

/** @typedef {"firm"|"client"|"matter"} Whose */
/** @typedef {{unit: string, step: string, minimum: string, rounding: string, charge: string}} Agreeing terms as the fields hold them; "" leaves it to the next wider one */
/** @typedef {{unit: number|null, step: number|null, minimum: number|null, rounding: string|null, charge: string|null}} Terms */
/** @typedef {{whose: Whose, matter_id: number|null, name: string, own: Terms, holds: string, example: string}} Agreed */
/** @typedef {{around: Agreed[], others: Agreed[]}} Around */

/**
 * What the pane on the right shows.
 * @typedef {{kind: "batches"}
 *   | {kind: "entry", id: string}
 *   | {kind: "correct", id: string, form: Correcting, preview: Preview|null}
 *   | {kind: "wrong", id: string, matter: Matter|null, move: boolean, places: Reached[]|null, done: boolean, hint: string|null}
 *   | {kind: "terms", matter: number|null, whose: Whose, form: Agreeing, found: Around}
 *   | {kind: "expense", form: Spending, preview: Preview|null}} Pane
 */

/**
 * @typedef {object} Page
 * @property {Ledger|null} ledger
 * @property {Filters} filters
 * @property {Pane} pane
 * @property {string|null} current
 * @property {string|null} busy a sentence while something is under way
 * @property {{tone: "ask"|"stop"|"calm", text: string}|null} note
 * @property {{message: string, hint: string}|null} shut why nothing can be shown
 * @property {Category[]} categories
 * @property {Category[]} earners whose time can be recorded
 * @property {{query: string, found: Matter[]}} search
 */

export {};

/**
 * The shapes that cross the door between page and agent, and the shape of the page's own state. Types only: nothing runs here.
 * Positions and lengths are milliseconds, `seconds` and `units` are integers, money is a decimal string ex GST.
 */

/** @typedef {{code: string, message: string, hint: string}} Problem */
/** @typedef {"opening"|"ok"|"slow"|"agent-down"|"unpaired"|"imposter"|"forbidden"|"locked"|"revoked"|"error"} LinkState */
/** @typedef {"draft"|"waiting"|"confirmed"|"kept"|"pushed"|"exported"|"discarded"} EntryStatus */

/**
 * What the page needs of a transport. `call` resolves with the answer or throws a Problem
 * that also says which LinkState it means.
 * @typedef {{call: (path: string, body: object) => Promise<any>}} Transport
 */

/**
 * @typedef {object} ClioState
 * @property {boolean} connected
 * @property {string|null} user
 * @property {string|null} host
 * @property {string|null} as_of
 * @property {number} matters
 * @property {{code: string, hint: string}|null} problem
 * @property {boolean} signing_in a browser is on Clio's own page
 */

/** @typedef {{since: string, matter_id: number|null, matter: string|null}} RunningClock */
/**
 * `stage` is that of its capture: recording, paused, ended or broke_off; null: it is the clock's alone.
 * @typedef {{since: string, matter_id: number|null, recording: boolean, stage: string|null, asks: boolean, trouble: string|null, words_behind_seconds?: number|null}} RunningCall
 */
/** @typedef {{id: number|null, name: string, position: string}} Earner without id a name that sources know */
/**
 * @typedef {object} AgentState
 * @property {string} product_version
 * @property {boolean} practice
 * @property {string} today
 * @property {string} timekeeper
 * @property {Earner[]} earners whose time can be recorded
 * @property {ClioState} clio
 * @property {{what: "transcribing"|"suggesting"|"syncing"|"syncing_contacts"|"pushing", done: number|null, of: number|null}|null} working
 * @property {RunningClock|null} clock
 * @property {RunningCall|null} call
 * @property {{what: "capture"|"clock"|"stop", label: string}|null} [offer] of a call that was noticed
 * @property {string|null} reminder
 * @property {boolean} watch_only
 * @property {boolean} call_logs whether calls are logged in the client's file
 * @property {SourceSummary[]} sources
 * @property {Record<EntryStatus, number>} counts
 * @property {boolean} can_undo
 */

/**
 * @typedef {object} SourceSummary
 * @property {string} id
 * @property {"call"|"transcript"|"email"|"document"|"clock"|"note"} kind
 * @property {string} form
 * @property {string} title
 * @property {string|null} date
 * @property {string|null} started_at
 * @property {number|null} length_ms
 * @property {string} stage
 * @property {string} reading another one when its words may be new
 * @property {Problem|null} failure
 * @property {string[]} participants
 * @property {string} counterpart
 * @property {boolean} has_sound
 * @property {{began_at: string, agreed_by: string[]}|null} [recording] what stays of a captured call
 * @property {string|null} extracted_by
 * @property {number} to_review
 * @property {number} entries
 * @property {number[]} logged matters of which this call has a log in Clio
 * @property {string} [words_by] the speech servers that made its words, "" for this computer alone
 */

/** @typedef {{id: string, text: string, speaker: string|null, start_ms: number|null, end_ms: number|null}} Passage */
/** @typedef {{passage: string, why: string}} NotBilled */
/** @typedef {{text: string, passage: string}} Promised work that was only promised */
/** @typedef {{code: string, severity: "stop"|"look", text: string}} Remark */
/** @typedef {{source: SourceSummary, passages: Passage[], echoes?: Passage[], misheard?: {passage: string, meant: string, heard: string}[], not_billed: NotBilled[], promises: Promised[], claims?: Promised[], colleagues: Earner[], entries: Entry[]}} SourceView */
/**
 * @typedef {object} Candidate
 * @property {number} matter_id
 * @property {string} display_number
 * @property {string|null} description
 * @property {string|null} client
 * @property {number} probability
 * @property {string[]} reasons
 */
/** @typedef {{clause: string, heard?: string|null, passages: string[], start_ms: number|null, end_ms: number|null, quote: string}} Evidence `heard`: the clause is a name that was put right */
/**
 * @typedef {object} Matter
 * @property {number} id
 * @property {string} display_number
 * @property {string|null} description
 * @property {string|null} client
 * @property {string} status
 * @property {string|null} practice_area
 */
/** @typedef {{id: number, name: string}} Category */
/** @typedef {{id: string, title: string, formats: string[], note: string|null}} ExportTarget */

/**
 * @typedef {object} PushResult
 * @property {string} [entry]
 * @property {"created"|"refused"|"unknown"|null} outcome
 * @property {number|string|null} activity_id
 * @property {string|null} price
 * @property {string|null} total
 * @property {string|null} rounded_hours
 * @property {string[]} explained what became of time and rate, in words
 * @property {string|null} code
 * @property {string|null} hint
 * @property {string|null} link
 */

/**
 * @typedef {object} Entry
 * @property {string} id
 * @property {number} version
 * @property {string} source
 * @property {string} date
 * @property {EntryStatus} status
 * @property {string} timekeeper
 * @property {number|null} matter_id
 * @property {string|null} matter
 * @property {string|null} matter_description
 * @property {string|null} client
 * @property {"auto"|"suggest"|"abstain"|"new_enquiry"|"chosen"} matter_state
 * @property {Candidate[]} candidates
 * @property {number|null} seconds
 * @property {number|null} measured what the evidence says, where the lawyer's own time stands in `seconds`
 * @property {string|null} [waits_for] the number of a matter that is still to be opened
 * @property {boolean} [on_closed] the lawyer's tick: although the matter is closed
 * @property {boolean} [no_matter] the lawyer's tick: although there is no matter
 * @property {number|null} [earner_id] whose time it is when it is not that of who is signed in; then `timekeeper` is their name
 * @property {number|null} units
 * @property {number} unit seconds in one of them
 * @property {string|null} hours
 * @property {number|null} rounding_seconds
 * @property {string} charge one of CHARGES in words.js
 * @property {string|null} charge_why
 * @property {boolean} charge_asked nobody said yet how its matter's time is charged
 * @property {boolean} raised more is charged than was measured
 * @property {string} raised_why
 * @property {string|null} rate the lawyer's own, an hour
 * @property {string} rate_why
 * @property {{total: string, rate: string, origin: string}|null} expected an estimate
 * @property {string} activity
 * @property {number|null} category_id
 * @property {string} narrative
 * @property {string[]} facts
 * @property {Evidence[]} evidence
 * @property {string[]} passages
 * @property {string[]} flags
 * @property {boolean} ready
 * @property {string|null} missing
 * @property {Remark[]} lint
 * @property {{entries: string[], words: string}|null} offer short entries that come to less when joined
 * @property {PushResult|null} push
 */

/**
 * What the lawyer changed in one entry and the page still holds. `units` and `seconds` ("18:04") are text while being typed.
 * The matter's words travel with its id, so that the card can show them before the agent answers.
 * @typedef {object} Fields
 * @property {string} [narrative]
 * @property {string} [units]
 * @property {string} [seconds]
 * @property {string} [timekeeper]
 * @property {string} [date]
 * @property {string} [charge]
 * @property {string} [raised_why]
 * @property {string|null} [rate]
 * @property {string} [rate_why]
 * @property {number} [category_id]
 * @property {Matter} [matter]
 */

/**
 * `on` is an entry's id or "take-in"; `found` answers `foundFor`, which may lag behind `query`.
 * @typedef {{kind: "matter", on: string, query: string, found: Matter[], foundFor: string|null, at: number, share?: boolean}} MatterLayer
 */
/** @typedef {{kind: "tick", on: string, matter: Pick<Matter, "id"|"display_number">|null}} TickLayer what must be ticked first: this closed matter, or none */
/** @typedef {{kind: "split", on: string, at: number}} SplitLayer `at` is an index into the entry's passages, from 1 */
/** @typedef {{kind: "more", on: string}} MoreLayer */
/** @typedef {{activity_id: number, seconds: number, narrative: string, created_at: string}} Alike one of Clio's that may be ours */
/** @typedef {{kind: "alike", on: string, alike: Alike[], at: number}} AlikeLayer the last place is: none of them */
/** @typedef {{kind: "export"}} ExportLayer */
/** @typedef {{kind: "keys"}} KeysLayer */
/** @typedef {{kind: "in-view"}} InViewLayer which matter is in view, where no page of Clio says it */
/** @typedef {{kind: "menu"}} MenuLayer the menu of the head */
/** @typedef {{id: string, name: string, paired_at: string, last_used: string|null}} Browser one that is paired */
/**
 * The sheet of paired browsers; `code` while one is shown, with the seconds it is still good for.
 * @typedef {{kind: "browsers", browsers: Browser[]|null, code: string|null, left: number, said: string|null}} BrowsersLayer
 */
/** @typedef {{kind: "find", query: string, found: Entry[], foundFor: string|null, at: number}} FindLayer */
/** @typedef {{kind: "earner", on: string, at: number}} EarnerLayer */
/** @typedef {MatterLayer|TickLayer|AlikeLayer|SplitLayer|MoreLayer|ExportLayer|KeysLayer|InViewLayer|MenuLayer|BrowsersLayer|FindLayer|EarnerLayer} Layer at most one is open */

/** @typedef {{matter: Matter|null, client: string, date: string, timekeeper: string}} Known */
/** @typedef {{id: number, name: string, problem: Problem|null}} Arriving a file on its way into Tenth, or turned away */
/** @typedef {{open: boolean, text: string, known: Known, arriving: Arriving[], over: boolean}} TakeIn */

/** @typedef {{entries: string[], matter: string|null, date: string, who: string, seconds: number|null, narrative: string, differs: boolean}} Beside one of Clio's on the matter and day of some of ours; hidden `seconds` are null */
/** @typedef {{beside: Beside[], timer: {since: string, matter: string|null}|null}} Already what Clio shows before a push */
/**
 * What is asked about recording a call. `busy`: it is not known yet what came of the last key; `said`: what stood in its way.
 * @typedef {object} Capturing
 * @property {"notice"|"never"|"gone"|"objected"|null} step
 * @property {string} notice
 * @property {string} never
 * @property {string} who
 * @property {string} leave
 * @property {boolean} copied
 * @property {boolean} busy
 * @property {string} said
 */
/** @typedef {{phase: "counting", left: number, ids: string[], already: Already}} Counting */
/** @typedef {{phase: "seen", ids: string[], already: Already}} Seen */
/** @typedef {{phase: "idle"}|{phase: "looking", ids: string[]}|Seen|Counting|{phase: "sending", ids: string[]}|{phase: "done", results: PushResult[]}} Sending */
/**
 * What the words pane points at; `at` counts the askings.
 * @typedef {{source: string, passages: string[], entry: string|null, at: number}} Shown
 */
/** @typedef {{tone: "calm"|"ask"|"stop", text: string, on: string|null}} Note one sentence: on a card by its id, "clio" in the status line, null in the foot */

/**
 * @typedef {object} Drafts
 * @property {Record<string, Fields>} typed by entry: what differs, or may differ, from what the agent holds
 * @property {Record<string, Fields>} sent by entry: what of it the agent has
 * @property {Record<string, string>} yours by entry: typed words that a newer version pushed aside
 * @property {Record<string, true>} revised entries changed on this page since their last push
 * @property {{entry: string, field: string}|null} field where the cursor stands
 * @property {Record<string, true>} saving
 */

/**
 * Where this page lies and what is on screen beside it. `url`: Clio's own address says so, not the lawyer. `known` is what the
 * mirror knows of that matter; `all`: everything may be seen although a call runs.
 * @typedef {object} Shell
 * @property {"window"|"frame"|"side"|"tab"} home
 * @property {number|null} matter
 * @property {boolean} url
 * @property {Matter|null} known
 * @property {boolean} all
 * @property {Matter[]} recent
 */

/**
 * @typedef {object} Page
 * @property {Shell} shell
 * @property {{state: LinkState, problem: Problem|null, seen: number|null}} link
 * @property {AgentState|null} agent
 * @property {number|null} version
 * @property {Record<string, SourceView>} views
 * @property {Record<string, Entry>} entries
 * @property {Record<string, boolean>} opened what the lawyer opened or closed by hand: a source by its id, a card's evidence by "evidence/" and its id
 * @property {Record<string, true>} touched sources worked on since the page was opened: they stay open when done
 * @property {string|null} current
 * @property {Record<string, string>} seen by entry: the narrative of which the last line has been on screen
 * @property {string[]} selected entries taken together, in the order of the page
 * @property {{source: string, from: number}|null} over the stretch of a call strip whose words are shown
 * @property {{source: string, first: string, move: import("./bounds.js").Move|null}|null} bound the boundary in hand, and where it is on its way to
 * @property {Drafts} drafts
 * @property {Layer|null} layer
 * @property {Sending} sending
 * @property {TakeIn} takein
 * @property {Shown|null} shown
 * @property {string|null} playing
 * @property {Note|null} note
 * @property {Category[]} categories
 * @property {ExportTarget[]} targets
 * @property {Capturing|null} capturing
 * @property {boolean} wide
 * @property {import("./day_types.js").View} view
 * @property {import("./day_types.js").DayPage} days
 */

export {};

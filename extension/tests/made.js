/** Sources, entries and pages for the tests: each states only what its test is about. */

import { start } from "../panel/state/start.js";

export function anEntry(over = {}) {
  return {
    id: "e1",
    version: 1,
    source: "c1",
    date: "2026-11-20",
    status: "draft",
    timekeeper: "Ruth Calder",
    matter_id: 7,
    matter: "20417-Copper Kettle",
    matter_description: "Lease",
    client: "Copper Kettle",
    matter_state: "auto",
    candidates: [],
    seconds: 1080,
    measured: null,
    units: 3,
    unit: 360,
    hours: "0.3",
    rounding_seconds: 0,
    charge: "billable",
    charge_why: null,
    charge_asked: false,
    raised: false,
    raised_why: "",
    rate: null,
    rate_why: "",
    expected: null,
    offer: null,
    activity: "A106",
    category_id: null,
    narrative: "Telephone conference",
    facts: [],
    evidence: [],
    passages: ["s1"],
    flags: [],
    ready: true,
    missing: null,
    lint: [],
    push: null,
    ...over,
  };
}

export function aPassage(n, from, to, over = {}) {
  return { id: `s${n}`, text: `words ${n}`, speaker: "Ruth Calder", start_ms: from * 1000, end_ms: to * 1000, ...over };
}

export function aSource(over = {}) {
  return {
    id: "c1",
    kind: "call",
    form: "sound",
    title: "call.wav",
    date: "2026-11-20",
    started_at: "2026-11-20T10:00:00+11:00",
    length_ms: 600_000,
    stage: "suggested",
    reading: "suggested",
    failure: null,
    participants: [],
    counterpart: "Marcus Hale",
    has_sound: true,
    extracted_by: "rules",
    to_review: 1,
    entries: 1,
    logged: [],
    ...over,
  };
}

export function aView(passages, not_billed = [], source = aSource()) {
  return { source, passages, not_billed, promises: [], colleagues: [], entries: [] };
}

export function anAgentState(over = {}) {
  return {
    product_version: "0.1.0",
    practice: false,
    today: "2026-11-20",
    timekeeper: "Ruth Calder",
    earners: [{ id: 7, name: "Ruth Calder", position: "" }],
    call_logs: false,
    clio: { connected: true, user: "Ruth Calder", host: "x", as_of: null, matters: 1, problem: null },
    working: null,
    clock: null,
    call: null,
    reminder: null,
    watch_only: false,
    sources: [aSource()],
    counts: {},
    can_undo: false,
    ...over,
  };
}

/** A page whose line is open, holding these entries. */
export function aPage(entries = [anEntry()], over = {}) {
  return {
    ...start(),
    agent: anAgentState(),
    version: 1,
    link: { state: "ok", problem: null, seen: 0 },
    entries: Object.fromEntries(entries.map((e) => [e.id, e])),
    current: entries[0]?.id ?? null,
    ...over,
  };
}

/** A transport that answers from a table of functions, and remembers what it was asked. */
export function aTransport(answers) {
  const asked = [];
  return {
    asked,
    async call(path, body) {
      asked.push([path, body]);
      return answers[path](body);
    },
  };
}

/** Thrown as the real transport throws. */
export const refusal = (code, state = "error") =>
  Object.assign(new Error(code), { code, hint: `hint of ${code}`, state });

export const aScreen = () => {
  const said = [];
  return {
    said,
    say: (text) => said.push(text),
    shows: () => true,
    reveal() {},
    focusCard() {},
    focusField() {},
    remember() {},
    before: () => null,
    request() {},
  };
};

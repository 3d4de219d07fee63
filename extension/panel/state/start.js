/**
 * The page before it knows anything.
 *
 * @import { Page } from "../types.js"
 */
import { noDays } from "./view.js";

import { NOWHERE } from "./shell.js";

/** @returns {Page} */
export function start() {
  return {
    shell: NOWHERE,
    link: { state: "opening", problem: null, seen: null },
    agent: null,
    version: null,
    views: {},
    entries: {},
    opened: {},
    touched: {},
    current: null,
    seen: {},
    selected: [],
    over: null,
    bound: null,
    drafts: { typed: {}, sent: {}, yours: {}, revised: {}, field: null, saving: {} },
    layer: null,
    sending: { phase: "idle" },
    takein: {
      open: false,
      text: "",
      known: { matter: null, client: "", date: "", timekeeper: "", memo: false },
      arriving: [],
      over: false,
    },
    shown: null,
    playing: null,
    note: null,
    categories: [],
    targets: [],
    capturing: null,
    wide: false,
    view: "review",
    days: noDays(),
  };
}

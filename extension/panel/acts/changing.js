/**
 * Small changes to one entry: units, how charged, date, category, matter. Each is shown at once and saved by `saving`.
 *
 * @import { Choice } from "../state/layers.js"
 * @import { Earner, Entry, Matter, TickLayer } from "../types.js"
 * @import { Asking } from "./asking.js"
 * @import { Saving } from "./saving.js"
 * @import { Several } from "./several.js"
 * @import { Screen } from "../screen.js"
 * @import { Store } from "../store.js"
 */
import { counted, hours } from "../format.js";
import { earnerOf, isEditable, shown } from "../read.js";
import { opened } from "../state/desk.js";
import { saved, stood } from "../state/drafts.js";
import { asMatter, asked, choices, closed, found, laid, marked } from "../state/layers.js";
import { knew } from "../state/takein.js";
import { CHARGES } from "../words.js";

/** @typedef {ReturnType<typeof createChanging>} Changing */

const CLIENTS = ["billable", "not_billable", "no_charge"];
const FOUND = 8;
const QUIET_MS = 120;

/** @param {{asking: Asking, store: Store, saving: Saving, screen: Screen, several: Several}} parts */
export function createChanging({ asking, store, saving, screen, several }) {
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;

  /** @param {string} id @returns {Entry|null} when it may be changed */
  function open(id) {
    const page = store.get();
    const entry = page.entries[id];
    return entry && isEditable(entry) ? shown(page, entry) : null;
  }

  /** @param {string} id @param {1|-1} by */
  function step(id, by) {
    const entry = open(id);
    if (!entry) return;
    const units = Math.min(999, Math.max(1, (entry.units ?? 0) + by));
    saving.type(id, { units: String(units) });
    screen.say(`${counted(units, "unit")}, ${hours(units, entry.unit)} hours.`);
  }

  /** Charge it so; by the key as its matter is, when that is asked, else the next way a client may be charged.
   * @param {string} id @param {string} [way] */
  function charge(id, way) {
    const entry = open(id);
    if (!entry) return;
    const next = CLIENTS[(CLIENTS.indexOf(entry.charge) + 1) % CLIENTS.length] ?? "billable";
    const charge = way ?? (entry.charge_asked ? entry.charge : next);
    saving.type(id, { charge });
    screen.say(`${CHARGES[charge]}.`);
  }

  /** Open the fields of a rate of the lawyer's own. @param {string} id */
  function ownRate(id) {
    store.apply(closed);
    store.apply(opened, `rate/${id}`, true);
    screen.focusField(`[data-entry="${id}"] [data-field=rate]`);
  }

  /** @param {string} on an entry's id, or "take-in" @param {boolean} [share] half of it for another matter */
  function searchMatter(on, share = false) {
    const entry = store.get().entries[on];
    if (entry && !["draft", "waiting", "confirmed"].includes(entry.status)) return;
    store.apply(laid, { kind: "matter", on, query: "", found: [], foundFor: null, at: 0, share });
    screen.focusField(`[data-on="${on}"] [role=combobox]`);
    void look("");
  }

  /** @param {string} query */
  function query(query) {
    store.apply(asked, query);
    clearTimeout(timer);
    timer = setTimeout(() => void look(query), QUIET_MS);
  }

  /** @param {string} query */
  async function look(query) {
    try {
      const { matters } = await asking.ask("/v1/matters/search", { query, limit: FOUND });
      store.apply(found, query, matters);
    } catch {
      // The candidates stay to choose from; the status line says what is wrong with the door.
    }
  }

  /** Take the matter under the mark, once the list belongs to what was typed: a quick Enter must not take an older answer. */
  async function takeMarked() {
    const { layer } = store.get();
    if (layer?.kind === "matter" && layer.foundFor !== layer.query) {
      clearTimeout(timer);
      await look(layer.query);
    }
    const { layer: now, entries } = store.get();
    const choice = now?.kind === "matter" ? choices(now, entries[now.on])[now.at] : undefined;
    if (choice) take(choice);
  }

  /** @param {Choice} choice */
  function take({ matter, wait }) {
    const { layer, selected } = store.get();
    if (layer?.kind !== "matter") return;
    const { on } = layer;
    store.apply(closed);
    if (on === "take-in") {
      store.apply(knew, { matter });
      return screen.focusField("#known-matter");
    }
    if (layer.share) return void (matter && several.share(on, matter));
    if (wait) void waitFor(on, wait);
    else if (!matter || (matter.status === "closed" && !selected.includes(on))) return askTick(on, matter);
    else setMatter(on, matter);
    screen.focusCard(on);
  }

  /** @param {string} id @param {string} number */
  async function waitFor(id, number) {
    if (await saving.act("/v1/entries/wait", id, { number })) screen.say(`Waits for ${number}.`);
  }

  /** Ask for the tick that a closed matter needs, or no matter at all. @param {string} on @param {TickLayer["matter"]} matter */
  function askTick(on, matter) {
    store.apply(laid, { kind: "tick", on, matter });
    screen.focusField(`[data-on="${on}"] [data-act=tick]`);
  }

  /** The tick is set. */
  async function tick() {
    const { layer } = store.get();
    if (layer?.kind !== "tick") return;
    const { on, matter } = layer;
    store.apply(closed);
    const how = matter ? { matter_id: matter.id, on_closed: true } : { no_matter: true };
    const answer = await saving.act("/v1/entries/revise", on, how);
    if (answer) store.apply(saved, answer.entry, {});
    screen.focusCard(on);
  }

  /** @param {string} id @param {Matter} matter */
  function setMatter(id, matter) {
    if (store.get().selected.includes(id)) return void several.setMatter(matter);
    saving.type(id, { matter });
    void saving.save(id);
    screen.say(`Matter ${matter.display_number}.`);
  }

  /** @param {string} id @param {number} place from 0 */
  function takeCandidate(id, place) {
    const candidate = open(id)?.candidates[place];
    if (candidate) setMatter(id, asMatter(candidate));
  }

  /** Whose time it is. @param {string} id */
  function searchEarner(id) {
    const entry = open(id);
    if (!entry) return;
    const at = (store.get().agent?.earners ?? []).findIndex((e) => e.name === earnerOf(store.get(), entry));
    store.apply(laid, { kind: "earner", on: id, at: Math.max(0, at) });
    screen.focusField(`[data-on="${id}"] [role=listbox]`);
  }

  /**
   * One person for the open entries of the call that were the same person's so far; the next call begins with whoever is signed in.
   *
   * @param {Earner} earner
   */
  function takeEarner({ id, name }) {
    const { layer, entries } = store.get();
    const on = layer?.kind === "earner" ? entries[layer.on] : undefined;
    if (!on) return;
    store.apply(closed);
    screen.focusCard(on.id);
    if (id === null) {
      saving.type(on.id, { timekeeper: name });
      return void saving.save(on.id);
    }
    const same = Object.values(entries).filter((e) => e.source === on.source && isEditable(e) && e.earner_id === on.earner_id);
    void several.setEarner(same, { id, name });
  }

  /** @param {string} id */
  function searchSplit(id) {
    const entry = open(id);
    if (!entry) return;
    if (entry.passages.length < 2) return screen.say("One passage only: there is nothing to split.");
    store.apply(laid, { kind: "split", on: id, at: 1 });
    screen.focusField(`[data-on="${id}"] [role=listbox]`);
  }

  /** @param {number} at @param {number} count @param {number} [first] */
  const mark = (at, count, first) => store.apply(marked, at, count, first);

  /** @param {{entry: string, field: string}|null} field */
  function stand(field) {
    const left = store.get().drafts.field;
    store.apply(stood, field);
    if (left) void saving.save(left.entry);
  }

  /** @param {string} id */
  function more(id) {
    store.apply(laid, { kind: "more", on: id });
    screen.focusField(`[data-entry="${id}"] [role=menuitem]`);
  }

  const close = () => store.apply(closed);

  /** The head's menu, opened or closed. */
  function menu() {
    if (store.get().layer?.kind === "menu") return close();
    store.apply(laid, { kind: "menu" });
    screen.focusField("#head-menu [role=menuitem]");
  }

  return {
    step,
    charge,
    ownRate,
    more,
    close,
    menu,
    searchMatter,
    query,
    take,
    askTick,
    tick,
    takeMarked,
    takeCandidate,
    searchSplit,
    searchEarner,
    takeEarner,
    mark,
    stand,
    type: saving.type,
  };
}

/**
 * Questions to the page's state. Pure, nothing is stored twice: what can be read off is read off.
 *
 * @import { Entry, Fields, Matter, Page, SourceSummary, SourceView } from "./types.js"
 */
import { hours, seconds } from "./format.js";
import { isTime } from "./state/drafts.js";
import { isAbout, isCovered, maySee } from "./state/shell.js";
import { isDecided } from "./strip.js";

const TIME_TYPED = "time_typed";

/** Sources: what the matter on screen is in first, then the most recent. @param {Page} page @returns {SourceSummary[]} */
export function sources(page) {
  const when = (/** @type {SourceSummary} */ s) => s.started_at ?? s.date ?? "";
  const about = new Set((page.agent?.sources ?? []).filter((s) => isAbout(page, s.id)).map((s) => s.id));
  return [...(page.agent?.sources ?? [])].sort(
    (a, b) => Number(about.has(b.id)) - Number(about.has(a.id)) || when(b).localeCompare(when(a)),
  );
}

/** The sources that may be seen now: while a call runs, those with an entry of the matter on screen. @param {Page} page */
export const inSight = (page) =>
  isCovered(page) ? sources(page).filter((s) => liveOf(page, s.id).length > 0) : sources(page);

/** Whether the machine has done its part. @param {SourceSummary} source */
export const isFinished = (source) => ["suggested", "reviewed"].includes(source.stage);

/** Whether a source shows its cards, or one line only. @param {Page} page @param {SourceSummary} source */
export function isOpen(page, source) {
  const asked = page.opened[source.id];
  if (asked !== undefined) return asked;
  const waiting = Object.values(page.entries).some(
    (e) => e.source === source.id && ["confirmed", "waiting"].includes(e.status),
  );
  return (
    source.to_review > 0 ||
    source.failure !== null ||
    !isFinished(source) ||
    waiting ||
    Boolean(page.touched[source.id])
  );
}

/**
 * All entries of a source, discarded ones too, in the order of its passages.
 *
 * @param {Page} page
 * @param {string} source
 * @returns {Entry[]}
 */
export function entriesOf(page, source) {
  const place = (/** @type {Entry} */ e) => Math.min(Infinity, ...e.passages.map(passageNumber));
  return Object.values(page.entries)
    .filter((entry) => entry.source === source && maySee(page, entry))
    .sort((a, b) => place(a) - place(b) || a.id.localeCompare(b.id))
    .map((entry) => (isCovered(page) ? { ...shown(page, entry), candidates: [] } : shown(page, entry)));
}

/** "s12" -> 12. @param {string} passage */
const passageNumber = (passage) => Number(/\d+$/.exec(passage)?.[0] ?? 0);

/**
 * The entries of a source that are, or may yet be, on a bill.
 *
 * @param {Page} page
 * @param {string} source
 * @returns {Entry[]}
 */
export const liveOf = (page, source) => entriesOf(page, source).filter((e) => e.status !== "discarded");

/**
 * Discarded entries that can come back: not those that were joined into another.
 *
 * @param {Page} page
 * @param {string} source
 * @returns {Entry[]}
 */
export function discardedOf(page, source) {
  const taken = new Set(liveOf(page, source).flatMap((e) => e.passages));
  return entriesOf(page, source).filter(
    (e) => e.status === "discarded" && !(e.passages.length && e.passages.every((p) => taken.has(p))),
  );
}

/** Where a boundary of a source is on its way to. @param {Page} page @param {string} source */
export const moveIn = (page, source) => (page.bound?.source === source ? page.bound.move : null);

/** Every live entry of the open sources, as the eye meets them. @param {Page} page @returns {Entry[]} */
export const inOrder = (page) =>
  inSight(page)
    .filter((s) => isOpen(page, s))
    .flatMap((s) => liveOf(page, s.id));

/** Whether an entry still wants a decision. @param {Entry} entry */
export const reviewable = (entry) => entry.status === "draft";

/** Whether an entry may still be changed in its card. @param {Entry} entry */
export const isEditable = (entry) => entry.status === "draft" || entry.status === "waiting";

/**
 * How many entries of a source there are, and are left to review: as they stand here while it is open; of a folded one, which is
 * not read again when it changes elsewhere, what Tenth says.
 *
 * @param {Page} page
 * @param {SourceSummary} source
 * @param {readonly Entry[]} entries
 */
export const progressOf = (page, source, entries) =>
  entries.length && isOpen(page, source)
    ? { left: entries.filter(reviewable).length, all: entries.length }
    : { left: source.to_review, all: source.entries };

/** The entry the lawyer stands on. @param {Page} page @returns {Entry|null} */
export function current(page) {
  const entry = page.current ? page.entries[page.current] : undefined;
  return entry && maySee(page, entry) ? shown(page, entry) : null;
}

/** The source whose words belong beside the cards now. @param {Page} page @returns {string|null} */
export const inView = (page) => page.shown?.source ?? current(page)?.source ?? null;

/** @param {Page} page @returns {Entry[]} */
export const confirmed = (page) => Object.values(page.entries).filter((e) => e.status === "confirmed");

/** Confirmed entries whose fate in Clio is not known: they wait for a look, not for a push. @param {Entry} entry */
export const isUnknown = (entry) =>
  entry.status === "confirmed" && entry.push !== null && (entry.push.outcome ?? "unknown") === "unknown";

/** Whether Clio holds several that may be it, so that only the lawyer can say. @param {Entry} entry */
export const isAlike = (entry) => isUnknown(entry) && entry.push?.code === "several_alike";

/** Colleagues on a call who have no entry of it yet. @param {SourceView|undefined} view @param {readonly Entry[]} entries the live ones of the source */
export const offered = (view, entries) => (view?.colleagues ?? []).filter(({ id }) => !entries.some((e) => e.earner_id === id));

/** Whose time an entry goes out as. @param {Page} page @param {Entry} entry */
export const earnerOf = ({ agent }, { earner_id, timekeeper }) => (earner_id ? timekeeper : agent?.timekeeper || timekeeper);

/** How many lines these add to clients' files: one for each matter of a call that has none yet. @param {Page} page @param {readonly Entry[]} entries */
export function logLines({ agent }, entries) {
  if (!agent?.call_logs) return 0;
  const added = entries.flatMap(({ source, matter_id }) => {
    const call = agent.sources.find((s) => s.id === source && ["call", "transcript"].includes(s.kind));
    return call && matter_id !== null && !call.logged.includes(matter_id) ? `${source}/${matter_id}` : [];
  });
  return new Set(added).size;
}

/** Whether Clio turned it down as it stands now. @param {Page} page @param {Entry} entry */
export const isRefused = (page, entry) =>
  entry.status === "confirmed" && entry.push?.outcome === "refused" && !page.drafts.revised[entry.id];

/** What a push would send. @param {Page} page @returns {Entry[]} */
export const sendable = (page) => confirmed(page).filter((e) => !isUnknown(e));

/** What is charged, in seconds. @param {readonly Entry[]} entries */
export const secondsOf = (entries) => entries.reduce((sum, e) => sum + (e.units ?? 0) * e.unit, 0);

/** @param {readonly Entry[]} entries @returns {string} "0.5" */
export const hoursOf = (entries) => hours(secondsOf(entries), 1);

/** The entry with what has been typed over it. @param {Page} page @param {Entry} entry @returns {Entry} */
export function shown(page, entry) {
  const typed = page.drafts.typed[entry.id];
  return typed ? { ...entry, ...typedOver(entry, typed) } : entry;
}

/** @param {Entry} entry @param {Fields} typed @returns {Partial<Entry>} */
function typedOver(entry, typed) {
  const { units, matter, category_id, seconds: _, ...rest } = typed;
  const said = typed.charge ? { charge_asked: false, charge_why: null } : {};
  const timed = ownTime(entry, typed);
  const typedUnits = units === undefined ? (timed.units ?? entry.units) : Number.parseInt(units, 10) || null;
  const category = category_id === undefined ? {} : { category_id: category_id || null };
  return {
    ...rest,
    ...said,
    ...category,
    ...timed,
    ...(matter ? chosen(matter) : {}),
    units: typedUnits,
    hours: typedUnits ? hours(typedUnits, entry.unit) : null,
  };
}

/** The lawyer's own time over the measured one, units following unless typed. @param {Entry} entry @param {Fields} typed
 * @returns {Partial<Entry>} */
function ownTime(entry, typed) {
  if (typed.seconds === undefined || !isTime(typed.seconds)) return {};
  const flags = entry.flags.filter((flag) => flag !== TIME_TYPED);
  const measured = flags.length === entry.flags.length ? entry.seconds : entry.measured;
  const own = seconds(typed.seconds);
  const time = own === null || own === measured ? measured : own;
  const follows = time && !flags.includes("units_typed") ? { units: Math.max(1, Math.ceil(time / entry.unit)) } : {};
  if (time === measured) return { seconds: measured, measured: null, flags, ...follows };
  return { seconds: time, measured, flags: [...flags, TIME_TYPED], ...follows };
}

/** @param {Matter} matter @returns {Partial<Entry>} */
function chosen({ id, display_number, description, client }) {
  return { matter_id: id, matter: display_number, matter_description: description, client, matter_state: "chosen" };
}

/** What a bill still needs of an entry, as a short order; null when it needs nothing. @param {Entry} entry */
export function wanted(entry) {
  if (!isDecided(entry)) return "Choose a matter";
  if (!entry.narrative.trim()) return "Write the narrative";
  if (!entry.units) return "Enter the units";
  if (entry.charge_asked) return "Say how it is charged";
  if (entry.raised && !entry.raised_why) return "Say why more than measured";
  if (entry.rate !== null && !entry.rate_why) return "Say why this rate";
  return null;
}

/** The remark that keeps an entry from being confirmed. @param {Entry} entry */
export const stopOf = (entry) => entry.lint.find((remark) => remark.severity === "stop") ?? null;

/** Whether the whole narrative, as it reads now, has been on screen. @param {Page} page @param {Entry} entry */
export const isSeen = (page, entry) => tidy(page.seen[entry.id] ?? "\0") === tidy(entry.narrative);

/** The agent keeps one space between words. @param {string} text */
const tidy = (text) => text.trim().replaceAll(/\s+/g, " ");

/** Why an entry cannot be confirmed as it stands, as a sentence; null when only its words are left to be read. @param {Entry} entry */
export function refusalOf(entry) {
  const want = wanted(entry);
  if (want) return `${want.charAt(0).toLowerCase()}${want.slice(1)} first.`;
  const stop = stopOf(entry);
  return stop && stop.text;
}

/** The entries taken together, as they stand now. @param {Page} page @returns {Entry[]} */
export const selected = (page) =>
  page.selected.flatMap((id) => {
    const entry = page.entries[id];
    return entry && entry.status !== "discarded" ? [shown(page, entry)] : [];
  });

/** Whether Clio can be asked for anything now. @param {Page} page */
export function canPush(page) {
  const clio = page.agent?.clio;
  return page.link.state === "ok" && Boolean(clio?.connected) && !clio?.problem;
}

/** Nobody may be asked: a sentence stands in place of the drafts. @type {readonly string[]} */
const SHUT = ["unpaired", "imposter", "forbidden", "locked", "revoked"];

/**
 * Whether there is anything to review, or only a sentence to read: the door is shut, or was never open. Where Tenth merely does
 * not answer, a field with the cursor in it stays until it is left: nothing is taken away under the lawyer's hands.
 *
 * @param {Page} page
 */
export function isAtHand({ agent, link, drafts }) {
  if (agent === null || SHUT.includes(link.state)) return false;
  return link.state !== "agent-down" || drafts.field !== null;
}

/**
 * Typed words that the agent does not have, by entry: what must not be lost when the door closes.
 *
 * @param {Page} page
 * @returns {string[]}
 */
export function wordsAtRisk(page) {
  return Object.entries(page.drafts.typed)
    .flatMap(([id, fields]) =>
      fields.narrative !== undefined && fields.narrative !== page.drafts.sent[id]?.narrative ? [fields.narrative] : [],
    )
    .concat(page.takein.text.trim() ? [page.takein.text] : []);
}

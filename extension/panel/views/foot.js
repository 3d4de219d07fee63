/**
 * The foot: two lines and one button, always in one place: Push, Stop, Done. Below it the keys that would act now.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { Page } from "../types.js"
 */
import { outcome, perhapsTwice } from "../acts/sending.js";
import { counted, total } from "../format.js";
import { html, nothing } from "../lit.js";
import { canPush, current, earnerOf, hoursOf, isAtHand, logLines, selected, sendable } from "../read.js";
import { SECONDS } from "../state/sending.js";
import { viewOf } from "../state/view.js";
import { dayFoot, dayHints } from "./day_foot.js";
import { callFoot, callHints } from "./during_call.js";
import { caps } from "./icons.js";
import { isCovered } from "../state/shell.js";
import { pushLines } from "./push_lines.js";

/** @param {Page} page @param {Acts} acts */
export function foot(page, acts) {
  const { first, second, button } = parts(page, acts);
  const { sending } = page;
  const lines = sending.phase === "counting" || sending.phase === "seen" ? pushLines(page, sending.ids, sending.already) : nothing;
  return html`${lines}<div class="foot-main"><div><p class="strong" data-foot>${first}</p>${second}</div>${button}</div>
    <div class="hints">${hints(page)}</div>`;
}

/** @param {Page} page @param {Acts} acts @returns {{first: unknown, second: unknown, button: unknown}} */
function parts(page, acts) {
  const { sending } = page;
  if (sending.phase === "counting")
    return {
      first: html`Sending ${sending.ids.length} in ${sending.left} s; z stops it`,
      second: blocks(sending.left),
      button: html`<button class="btn big main" data-act="stop" @click=${acts.sending.stop}>Stop ${caps("z")}</button>`,
    };
  if (sending.phase === "looking")
    return {
      first: "Looking in Clio first",
      second: line("for what it already shows there"),
      button: shut("Looking"),
    };
  if (sending.phase === "seen")
    return {
      first: perhapsTwice(sending.already),
      second: line(as(page) + adds(page)),
      button: html`<button class="btn big main" data-act="push" @click=${acts.sending.push}>Push ${sending.ids.length} ${caps("Shift", "Enter")}</button>`,
    };
  if (sending.phase === "sending")
    return {
      first: html`Sending ${sending.ids.length}`,
      second: line("one after the other; nothing is sent twice"),
      button: shut("Sending"),
    };
  if (sending.phase === "done") return result(page, sending.results, acts);
  if (isAtHand(page) && isCovered(page)) return callFoot(page, acts);
  return isAtHand(page) && viewOf(page) !== "review" ? dayFoot(page, acts) : resting(page, acts);
}

/** @param {Page} page @param {import("../types.js").PushResult[]} results @param {Acts} acts */
function result(page, results, acts) {
  const created = results.filter((r) => r.outcome === "created");
  const entries = created.flatMap((r) => (r.entry && page.entries[r.entry]) || []);
  const amount = created.length ? total(created.map((r) => r.total)) : null;
  const first = [outcome(results), created.length ? `${hoursOf(entries)} h` : "", amount ? `${amount} ex GST` : ""];
  return {
    first: first.filter(Boolean).join(" · "),
    second: line(as(page)),
    button: html`<button class="btn big main" data-act="done" @click=${acts.sending.dismiss}>Done ${caps("Esc")}</button>`,
  };
}

/** @param {Page} page @param {Acts} acts */
function resting(page, acts) {
  if (!isAtHand(page))
    return {
      first: page.link.state === "opening" ? "Opening" : "Cannot push now",
      second: line("Drafts are kept on this computer"),
      button: shut("Push"),
    };
  const ready = sendable(page);
  const able = canPush(page);
  const words = ready.length ? html`Push ${ready.length}` : "Push";
  const typing = page.drafts.field !== null;
  const off = !ready.length || !able;
  const note = page.note && page.note.on === null ? page.note : null;
  return {
    first: ready.length ? `${ready.length} confirmed · ${hoursOf(ready)} h` : page.agent?.counts.draft ? "Nothing confirmed yet" : "Nothing waits to be pushed",
    second: note
      ? html`<p class="small says ${note.tone}">${note.text}</p>`
      : line(as(page) + (ready.length && !able ? waitsFor(page) : adds(page))),
    button: html`<button class=${off ? "btn big edged" : "btn big main"} data-act="push" aria-disabled=${off} @click=${acts.sending.push}
      >${words} ${typing ? nothing : caps("Shift", "Enter")}</button>`,
  };
}

/** Whose time goes out. @param {Page} page */
function as(page) {
  const me = page.agent?.timekeeper;
  if (!me) return "Drafts are kept on this computer";
  const names = new Set(sendable(page).map((entry) => earnerOf(page, entry)));
  const others = [...names].filter((name) => name !== me);
  return others.length ? `as ${[...names].join(", ")}, prepared by ${me}` : `as ${me}`;
}

/** What else the push writes. @param {Page} page */
function adds(page) {
  const lines = logLines(page, sendable(page));
  return lines ? ` · adds ${counted(lines, "call-log line")}` : "";
}

/** What can be done to those taken together. @param {Page} page */
function together(page) {
  const entries = selected(page);
  return html`<span class="strong">${counted(entries.length, "entry", "entries")} · ${hoursOf(entries)} h</span>
    <span>${caps("Enter")} confirm</span><span>${caps("m")} matter</span><span>${caps("x")} not work</span>`;
}

/** What a push waits for. @param {Page} page */
const waitsFor = ({ agent }) => (agent?.clio.connected ? " · push when online" : " · push when signed in");

/** A push that cannot be asked for now. @param {string} word */
const shut = (word) => html`<button class="btn big edged" data-act="push" aria-disabled="true">${word}</button>`;

/** @param {string} words */
const line = (words) => html`<p class="small second">${words}</p>`;

/** What they should come to, when it can be told of every one. @param {readonly import("../types.js").Entry[]} entries */
function estimate(entries) {
  const amount = total(entries.map((entry) => entry.expected?.total));
  return amount && `est. ${amount} ex GST`;
}

/** Five seconds as five blocks: it counts by stepping, so it needs no motion. @param {number} left */
function blocks(left) {
  return html`<div class="count" role="progressbar" aria-label="Seconds until sending"
    aria-valuemin="0" aria-valuemax=${SECONDS} aria-valuenow=${left}>
    ${Array.from({ length: SECONDS }, (_, place) => html`<i class=${place < left ? "left" : ""}></i>`)}</div>`;
}

/** At most four, and `?`. @param {Page} page */
function hints(page) {
  if (!isAtHand(page)) return html`<span></span><span class="end">${caps("?")} keys</span>`;
  if (isCovered(page)) return callHints(page);
  if (page.selected.length) return together(page);
  if (page.sending.phase === "counting") return html`<span>${[`${hoursOf(sendable(page))} h`, estimate(sendable(page)), as(page) + adds(page)].filter(Boolean).join(" · ")}</span>`;
  if (page.sending.phase === "seen") return html`<span>${caps("Esc")} not now</span>`;
  if (viewOf(page) !== "review") return dayHints(page);
  if (page.drafts.field)
    return html`<span>${caps("Enter")} end edit</span>${page.drafts.field.field === "narrative" ? html`<span>${caps("Shift", "Enter")} new line</span>` : nothing}<span>${caps("Esc")} old words</span>`;
  if (page.layer) return html`<span>${caps("Esc")} back</span>`;
  const entry = current(page);
  const help = html`<span class="end">${caps("?")} keys</span>`;
  if (!entry) return html`<span></span>${help}`;
  const undo = page.agent?.can_undo ? html`<span>${caps("z")} undo</span>` : html`<span>${caps("b")} charged</span>`;
  return html`<span>${caps("j", "k")} move</span><span>${caps("m")} matter</span>${undo}<span>${caps("A")} all ready</span>${help}`;
}

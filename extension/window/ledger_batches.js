/**
 * The pane when no line is in hand: what was sent together, and what became of it.
 *
 * @import { Acts } from "./ledger.js"
 * @import { Page, SentBatch } from "./ledger_types.js"
 */
import { counted, day, localDay, localTime } from "../panel/format.js";
import { html, nothing } from "../panel/lit.js";
import { icon } from "../panel/views/icons.js";

/** @type {Record<SentBatch["state"], {words: string, tone: string, icon: string}>} */
const STATES = {
  accepted: { words: "Accepted", tone: "ok", icon: "check" },
  partly: { words: "Partly accepted", tone: "ask", icon: "flag" },
  rejected: { words: "Rejected", tone: "bad", icon: "close" },
  unsettled: { words: "Answers missing", tone: "ask", icon: "clock" },
};

/** @param {Page} page @param {Acts} acts */
export function batchesPane(page, acts) {
  const { ledger } = page;
  return html`<div class="pane-head"><h2>Sent together</h2></div>
    ${
      ledger?.batches.length
        ? html`<ul class="batches">${ledger.batches.map((each) => batch(page, each, acts))}</ul>`
        : html`<p class="second">What you push appears here, with what Clio took and what it did not.</p>`
    }
    ${ledger?.unsettled ? html`<div class="told ask"><p>${counted(ledger.unsettled, "answer")} missing. Tenth looks by itself and does nothing twice.</p>
      <button class="btn edged" data-act="settle" @click=${acts.settle}>Look now</button></div>` : nothing}`;
}

/** @param {Page} page @param {SentBatch} sent @param {Acts} acts */
function batch({ ledger }, { state, batch: made }, acts) {
  const { words, tone, icon: sign } = STATES[state];
  const at = Date.parse(made.sent_at);
  const reasons = (ledger?.lines ?? []).filter((line) => made.failed.includes(line.id));
  const parts = [made.accepted ? `${made.accepted} in Clio` : "", made.rejected ? `${made.rejected} not sent` : "", made.unsettled ? `${made.unsettled} without an answer` : ""];
  return html`<li class="batch" data-batch=${state}>
    <p class="batch-head"><b>${day(localDay(at), ledger?.today ?? "")} ${localTime(at)}</b><span class="state ${tone}">${icon(sign)}${words}</span></p>
    <p class="small second">${parts.filter(Boolean).join(", ")}</p>
    ${reasons.map((line) => html`<p class="small says stop"><button class="link" @click=${() => acts.open(line.id)}>${line.matter ?? "No matter"}</button> ${line.hint ?? ""}</p>`)}
    ${made.failed.length ? html`<button class="btn edged" data-act="retry" @click=${() => acts.retry(made)}>Retry failed only (${made.failed.length})</button>` : nothing}</li>`;
}

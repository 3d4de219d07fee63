/**
 * The ledger page, in Tenth's own window: what was sent, where it stands in Clio, and what can still be done about it. Opens its
 * own signed line to the agent; everything it does is one call, and what comes back is shown.
 *
 * @import { Batch, Correcting, Filters, Line, Matter, Page, Spending } from "./ledger_types.js"
 */
import { LONG_PATIENCE_MS, openWindow } from "../panel/agent.js";
import { localTime } from "../panel/format.js";
import { html, nothing, render } from "../panel/lit.js";
import { icon } from "../panel/views/icons.js";
import { batchesPane } from "./ledger_batches.js";
import { correctPane, entryPane, wrongPane } from "./ledger_entry.js";
import { expensePane, spentPane } from "./ledger_expense.js";
import { keysOf } from "./ledger_keys.js";
import { filters, list } from "./ledger_list.js";
import { asked, changeOf, entered, formOf, spending, start } from "./ledger_state.js";
import { termsActs, termsPane } from "./ledger_terms.js";

/** @typedef {ReturnType<typeof createActs>} Acts */

const place = new URLSearchParams(location.search);
const agent = openWindow(location.hash, { patience: LONG_PATIENCE_MS }); // takes the secret out of the address bar at once
const host = /** @type {HTMLElement} */ (document.getElementById("ledger"));
const voice = /** @type {HTMLElement} */ (document.getElementById("voice"));

/** @type {Page} */
let page = start();

/** @param {Partial<Page>} part */
function put(part) {
  page = { ...page, ...part };
  draw();
}

/** @param {string} path @param {object} body @returns {Promise<any>} */
const call = async (path, body) => (await agent).call(path, body);

/** Do one thing at a time, with a sentence meanwhile; what goes wrong is told where it was asked. @param {string} words @param {() => Promise<void>} deed */
async function during(words, deed) {
  if (page.busy) return;
  put({ busy: words, note: null });
  try {
    await deed();
    put({ busy: null, shut: null });
  } catch (error) {
    const { message = "", hint = "", state = "error" } = /** @type {{message?: string, hint?: string, state?: string}} */ (error ?? {});
    if (state === "error") put({ busy: null, note: { tone: "stop", text: hint || message } });
    else put({ busy: null, shut: { message, hint } });
  }
  if (page.note) voice.textContent = page.note.text;
}

/** @param {string} id @returns {Line|null} */
const lineOf = (id) => page.ledger?.lines.find((line) => line.id === id) ?? null;

async function read() {
  put({ ledger: await call("/v1/ledger/list", asked(page.filters)) });
}

/** @param {string} path @param {object} body */
async function change(path, body) {
  const answer = await call(path, body);
  await read();
  return answer;
}

function createActs() {
  return {
    /** @param {Partial<Filters>} part */
    filter(part) {
      put({ filters: { ...page.filters, ...part } });
      void during("Sifting", read);
    },
    /** @param {string} id */
    open(id) {
      put({ current: id, pane: { kind: "entry", id }, note: null, search: { query: "", found: [] } });
    },
    close() {
      put({ current: null, pane: { kind: "batches" }, note: null });
    },
    lookAgain: () =>
      during("Reading back from Clio", async () => {
        const { read: count } = await change("/v1/ledger/look", { entries: null });
        voice.textContent = `${count} read back from Clio.`;
      }),
    settle: () =>
      during("Looking what became of it", async () => {
        await call("/v1/reconcile", {});
        await change("/v1/ledger/settle", {});
      }),
    /** @param {Batch} batch */
    retry: (batch) => during("Sending what failed", () => change("/v1/push", { entries: batch.failed })),
    /** @param {string} query */
    search(query) {
      put({ search: { query, found: query ? page.search.found : [] } });
      if (!query) return;
      void call("/v1/matters/search", { query, limit: 6 })
        .then(({ matters }) => page.search.query === query && put({ search: { query, found: matters } }))
        .catch(() => undefined); // the next letter asks again
    },

    // Correcting

    /** @param {Line} line */
    async startCorrecting(line) {
      put({ pane: { kind: "correct", id: line.id, form: formOf(line), preview: null }, note: null });
      if (!page.categories.length)
        await during("Reading the categories", async () => {
          const [{ categories }, { state }] = [await call("/v1/categories/list", {}), await call("/v1/state", { since: null })];
          put({ categories, earners: state.earners.filter((/** @type {{id: number|null}} */ each) => each.id !== null) });
        });
      focusOn("[data-field=narrative]");
    },
    /** @param {Partial<Correcting>} part */
    typeCorrection(part) {
      if (page.pane.kind === "correct") put({ pane: { ...page.pane, form: { ...page.pane.form, ...part }, preview: null } });
    },
    /** @param {Line} line */
    compare: (line) =>
      during("Reading the entry in Clio", async () => {
        const { pane } = page;
        if (pane.kind !== "correct" || !Object.keys(changeOf(line, pane.form)).length) return;
        const found = await call("/v1/ledger/preview", { entry: line.id, change: changeOf(line, pane.form) });
        put({ pane: { ...pane, preview: { ...found, etag: found.line.etag } } });
        focusOn("[data-act=write], [data-act=compare]");
      }),
    /** @param {Line} line */
    correct: (line) =>
      during("Correcting in Clio", async () => {
        const { pane } = page;
        if (pane.kind !== "correct" || !pane.preview) return;
        const body = { entry: line.id, etag: pane.preview.etag ?? "", change: changeOf(line, pane.form) };
        const { line: now } = await change("/v1/ledger/correct", body);
        put({ pane: { kind: "entry", id: line.id } });
        voice.textContent = now.deed?.hint ?? "Corrected in Clio.";
      }),
    /** @param {Line} line */
    undo: (line) =>
      during("Taking it out of Clio", async () => {
        if (line.state !== "unbilled") return;
        const { line: now } = line.kind === "expense" ? await change("/v1/expenses/undo", { expense: line.id }) : await change("/v1/ledger/undo", { entry: line.id });
        voice.textContent = now.deed?.hint ?? "Out of Clio; a draft again.";
      }),
    /** @param {Line} line */
    startWrong(line) {
      if (line.activity_id) put({ pane: { kind: "wrong", id: line.id, matter: null, move: false, places: null, done: false, hint: null }, note: null });
    },
    /** @param {{matter?: Matter, move?: boolean}} part */
    putRight(part) {
      if (page.pane.kind === "wrong") put({ pane: { ...page.pane, ...part } });
    },
    /** @param {Line} line */
    wrongClient: (line) =>
      during("Putting it right in Clio", async () => {
        const { pane } = page;
        if (pane.kind !== "wrong") return;
        const { places, done, hint } = await change("/v1/ledger/wrong-client", { entry: line.id, matter_id: pane.matter?.id ?? null, move: pane.move });
        put({ pane: { ...pane, places, done, hint } });
      }),

    ...termsActs({ call, put, during, said: (words) => (voice.textContent = words), page: () => page, line: () => (page.current ? lineOf(page.current) : null) }),

    // Expenses

    newExpense() {
      const near = page.current ? lineOf(page.current) : null;
      put({ current: null, pane: { kind: "expense", form: spending(page.ledger?.today ?? "", near), preview: null }, note: null, search: { query: "", found: [] } });
      focusOn("[data-expense] [data-field=narrative]");
      void offer();
    },
    /** @param {Partial<Spending>} part */
    typeExpense(part) {
      if (page.pane.kind === "expense") put({ pane: { kind: "expense", form: { ...page.pane.form, ...part }, preview: null } });
    },
    keepExpense: () =>
      during("Keeping the draft", async () => {
        if (page.pane.kind !== "expense") return;
        const { form } = page.pane;
        const { expense } = form.id
          ? await change("/v1/expenses/revise", { expense: form.id, version: form.version, entered: entered(form) })
          : await change("/v1/expenses/add", entered(form));
        put({ current: expense.id, pane: { kind: "entry", id: expense.id } });
      }),
    /** @param {Line} line */
    editExpense: (line) =>
      during("Opening the expense", async () => {
        const { expenses } = await call("/v1/expenses/list", {});
        const held = expenses.find((/** @type {{id: string}} */ each) => each.id === line.id);
        if (!held) return;
        const matter = held.matter_id ? { id: held.matter_id, display_number: held.matter ?? "" } : null;
        const form = { ...held, matter, there: held.status === "pushed", category: held.category_id ? String(held.category_id) : "", form: null };
        put({ pane: { kind: "expense", form, preview: null } });
        void offer();
      }),
    compareExpense: () =>
      during("Reading the expense in Clio", async () => {
        const { pane } = page;
        if (pane.kind !== "expense" || !pane.form.id) return;
        const found = await call("/v1/expenses/preview", { expense: pane.form.id, entered: entered(pane.form) });
        put({ pane: { ...pane, preview: { ...found, etag: found.line.etag } } });
        focusOn("[data-act=write], [data-act=compare]");
      }),
    correctExpense: () =>
      during("Correcting in Clio", async () => {
        const { pane } = page;
        if (pane.kind !== "expense" || !pane.form.id || !pane.preview) return;
        const body = { expense: pane.form.id, etag: pane.preview.etag ?? "", entered: entered(pane.form) };
        const { line: now } = await change("/v1/expenses/correct", body);
        put({ pane: { kind: "entry", id: pane.form.id } });
        voice.textContent = now.deed?.hint ?? "Corrected in Clio.";
      }),
    discardExpense: () =>
      during("Discarding", async () => {
        if (page.pane.kind !== "expense" || !page.pane.form.id) return;
        await change("/v1/expenses/discard", { expense: page.pane.form.id, version: page.pane.form.version });
        put({ current: null, pane: { kind: "batches" } });
      }),
    /** @param {Line} line */
    pushExpense: (line) => during("Sending to Clio", () => change("/v1/expenses/push", { expense: line.id, version: line.version })),
  };
}

/** Bring kinds of expense, the GST rate and the sums that were named into the open form. */
async function offer() {
  if (page.pane.kind !== "expense") return;
  try {
    const form = await call("/v1/expenses/form", { source: page.pane.form.source });
    if (page.pane.kind === "expense") put({ pane: { ...page.pane, form: { ...page.pane.form, form } } });
  } catch (error) {
    put({ note: { tone: "stop", text: /** @type {{hint?: string}} */ (error).hint ?? "Try again." } });
  }
}

/** @param {string} selector */
function focusOn(selector) {
  /** @type {HTMLElement|null} */ (host.querySelector(selector))?.focus();
}

function pane() {
  const { pane: now } = page;
  if (now.kind === "expense") return expensePane(page, now, acts);
  if (now.kind === "terms") return termsPane(page, now, acts);
  const line = now.kind === "batches" ? null : lineOf(now.id);
  if (!line) return batchesPane(page, acts);
  if (now.kind === "correct") return correctPane(page, line, now, acts);
  if (now.kind === "wrong") return wrongPane(page, line, now, acts);
  return line.kind === "expense" ? spentPane(page, line, acts) : entryPane(page, line, acts);
}

function draw() {
  const { shut, ledger, busy, note } = page;
  if (shut) {
    render(html`<main class="shut"><h1>${shut.message}</h1><p>${shut.hint}</p></main>`, host);
    return;
  }
  const seen = ledger?.lines.map((line) => line.seen_at).filter(Boolean).sort().at(-1);
  render(
    html`<header class="top"><span class="brand"><svg class="i" aria-hidden="true"><use href="#i-tenth"></use></svg>Tenth</span><h1>Ledger</h1>
        <span class="small second end" role="status" data-busy>${busy ?? (seen ? `Read back from Clio ${localTime(Date.parse(seen))}` : "")}</span>
        <button class="btn edged" data-act="look" aria-disabled=${Boolean(busy)} @click=${acts.lookAgain}>Look again</button>
        <button class="btn edged" data-act="terms" aria-pressed=${page.pane.kind === "terms"} @click=${() => acts.terms()}>Terms</button>
        <button class="btn" data-act="models" @click=${() => call("/v1/window/show", { page: "models" })}>Speech models</button>
        <button class="btn" data-act="speech" @click=${() => call("/v1/window/show", { page: "speech" })}>Speech server</button>
        ${ledger?.clio_page ? html`<a class="btn" href=${ledger.clio_page} target="_blank" rel="noreferrer">Clio ${icon("out")}</a>` : nothing}</header>
      ${filters(page, acts)}
      <main class="list">${list(page, acts)}</main>
      <aside class="pane" aria-label="Details">${note ? html`<p class="says ${note.tone} noted" role="alert">${note.text}</p>` : nothing}${pane()}</aside>`,
    host,
  );
}

const acts = createActs();
document.addEventListener("keydown", (event) => keysOf(event, page, lineOf, acts));
draw();
await during("Reading the ledger", read);
const entry = place.get("entry");
if (entry === "new-expense") acts.newExpense();
else if (entry && lineOf(entry)) acts.open(entry);
if (!page.shut) void acts.lookAgain();

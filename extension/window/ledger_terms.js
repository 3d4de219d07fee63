/**
 * The pane of terms: how long a unit is, in what steps, at least how many, and which way a time between two goes. The firm says it
 * for all, a client for its matters, a matter for itself; what one leaves open, the wider one says.
 *
 * @import { Acts } from "./ledger.js"
 * @import { Agreed, Agreeing, Line, Page, Pane, Whose } from "./ledger_types.js"
 */
import { html, nothing } from "../panel/lit.js";
import { icon } from "../panel/views/icons.js";
import { valueOf } from "./ledger_list.js";
import { matterField } from "./ledger_matter.js";
import { CHARGES, termsOf } from "./ledger_state.js";

/** @type {Record<Whose, string>} */
const KINDS = { firm: "The firm", client: "This client", matter: "This matter" };
/** @type {Record<Whose, string>} */
const OPEN = { firm: "Ordinary", client: "As the firm", matter: "As the client" };
/** @type {[string, string][]} */
const ROUNDING = [
  ["up", "Up to the next step"],
  ["nearest", "To the nearest step"],
  ["down", "Down to the step before"],
];

/** @param {string} text */
const figure = (text) => (text ? Number(text) : null);

/**
 * @param {{call: (path: string, body: object) => Promise<any>, put: (part: Partial<Page>) => void, page: () => Page, line: () => Line|null,
 *   during: (words: string, deed: () => Promise<void>) => Promise<void>, said: (words: string) => void}} parts
 */
export function termsActs({ call, put, during, said, page, line }) {
  return {
    /** Of the firm; of the line in hand, or a matter that is named, those of its client and its own too. @param {number|null} [matter] @param {Whose} [whose] */
    terms(matter = line()?.matter_id ?? null, whose = matter ? "matter" : "firm") {
      return during("Reading the terms", async () => {
        const found = await call("/v1/terms/get", { matter_id: matter });
        put({ pane: { kind: "terms", matter, whose, form: termsOf(found, whose), found }, search: { query: "", found: [] } });
      });
    },
    /** @param {Partial<Agreeing>} part */
    typeTerms(part) {
      const { pane } = page();
      if (pane.kind === "terms") put({ pane: { ...pane, form: { ...pane.form, ...part } } });
    },
    keepTerms: () =>
      during("Keeping the terms", async () => {
        const { pane } = page();
        if (pane.kind !== "terms") return;
        const { matter, whose, form } = pane;
        const figures = { unit: figure(form.unit), step: figure(form.step), minimum: figure(form.minimum) };
        const ways = { rounding: form.rounding || null, charge: form.charge || null };
        const found = await call("/v1/terms/set", { matter_id: matter, whose, ...figures, ...ways });
        put({ pane: { ...pane, found, form: termsOf(found, whose) } });
        said("Kept. It holds from the next change of an entry on.");
      }),
  };
}

/** @param {Page} page @param {Extract<Pane, {kind: "terms"}>} pane @param {Acts} acts */
export function termsPane(page, { matter, whose, form, found }, acts) {
  const now = found.around.find((each) => each.whose === whose);
  const named = found.around.find((each) => each.whose === "matter");
  /** @param {keyof Agreeing} name @param {string} label @param {readonly [string, string][]} options */
  const choose = (name, label, options) => html`<label><span>${label}</span>
    <select class="field" data-terms=${name} @change=${(/** @type {Event} */ e) => acts.typeTerms({ [name]: valueOf(e) })}>
      <option value="" ?selected=${!form[name]}>${OPEN[whose]}</option>
      ${options.map(([value, words]) => html`<option value=${value} ?selected=${form[name] === value}>${words}</option>`)}</select></label>`;
  return html`<div class="pane-head"><h2>Terms</h2><button class="btn square" data-act="close" aria-label="Close" @click=${acts.close}>${icon("close")}</button></div>
    <p class="small second">How measured time becomes units. What is set here holds from the next change of an entry on; what was sent stays.</p>
    <div class="whose" role="group" aria-label="Whose terms">${found.around.map(
      (each) => html`<button class="btn edged" data-whose=${each.whose} aria-pressed=${each.whose === whose} @click=${() => acts.terms(matter, each.whose)}>
        <span class="quiet">${KINDS[each.whose]}</span><bdi>${each.whose === "firm" ? "every matter" : each.name}</bdi></button>`,
    )}</div>
    <form class="form" @submit=${(/** @type {Event} */ e) => (e.preventDefault(), acts.keepTerms())}>
      <div class="two">
        ${choose("unit", "One unit is", [["360", "6 minutes"], ["900", "15 minutes"]])}
        ${choose("step", "In steps of", upTo(10, 1))}
        ${choose("minimum", "At least", upTo(10, 0))}
        ${choose("rounding", "A time between two", ROUNDING)}
      </div>
      ${whose === "firm" ? nothing : choose("charge", "Charged", Object.entries(CHARGES))}
    </form>
    ${now ? html`<p class="says calm" data-holds>${sentence(now.holds)}<br><span class="second">${sentence(now.example)}</span></p>` : nothing}
    <div class="acts"><button class="btn main big" data-act="keep-terms" @click=${acts.keepTerms}>Keep</button></div>
    <h3>Of a client or a matter</h3>
    <form class="form" @submit=${(/** @type {Event} */ e) => e.preventDefault()}>
      ${matterField(page, null, (chosen) => acts.terms(chosen.id), acts, named ? "Another matter" : "Matter")}</form>
    ${found.others.length ? html`<ul class="places own">${found.others.map((each) => own(each, acts))}</ul>` : html`<p class="small second">No client and no matter has terms of its own.</p>`}`;
}

/** @param {Agreed} each @param {Acts} acts */
const own = (each, acts) => html`<li><button class="btn link" @click=${() => acts.terms(each.matter_id, each.whose)}><bdi>${each.name}</bdi></button><span class="second">${sentence(each.holds)}</span></li>`;

/** @param {number} most @param {number} least @returns {[string, string][]} */
function upTo(most, least) {
  return Array.from({ length: most - least + 1 }, (_, n) => [String(n + least), n + least === 1 ? "1 unit" : `${n + least} units`]);
}

/** @param {string} text */
const sentence = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

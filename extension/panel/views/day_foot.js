/**
 * The foot of the day and of the week: what is left, one button, and the keys that would act now.
 *
 * @import { Acts } from "../acts/all.js"
 * @import { Page } from "../types.js"
 */
import { leftOf } from "../day.js";
import { html, nothing } from "../lit.js";
import { caps } from "./icons.js";

/** @param {Page} page @param {Acts} acts */
export function dayFoot(page, acts) {
  if (page.view === "week")
    return {
      first: "The week",
      second: html`<p class="small second">A day opens from its name</p>`,
      button: html`<button class="btn big edged" data-act="to-day" @click=${() => acts.days.show("day")}>Today ${caps("d")}</button>`,
    };
  const { day, closing, asked } = page.days;
  const note = page.note && page.note.on === null ? page.note : null;
  const words = day ? leftOf(day) : { first: "The day", second: "" };
  const second = note
    ? html`<p class="small says ${note.tone}" role="status">${note.text}</p>`
    : html`<p class="small second">${words.second}</p>`;
  if (!day || day.closed) return { first: words.first, second, button: toReview(acts) };
  if (closing && day.left.all)
    return { first: words.first, second, button: html`<button class="btn big edged" data-act="back-to-day" @click=${acts.days.back}>Back ${asked ? nothing : caps("Esc")}</button>` };
  const look = day.left.all ? "edged" : "main";
  return {
    first: words.first,
    second,
    button: html`<button class="btn big ${look}" data-act="close-day" @click=${acts.days.close}>Close the day ${asked ? nothing : caps("c")}</button>`,
  };
}

/** @param {Acts} acts */
const toReview = (acts) =>
  html`<button class="btn big edged" data-act="to-review" @click=${() => acts.days.show("review")}>Review ${caps("r")}</button>`;

/** At most four, and `?`. @param {Page} page */
export function dayHints(page) {
  const asked = page.days.asked;
  if (asked) {
    const keep = asked.how === "note" ? "keep" : asked.how === "aside" ? "put aside" : "park";
    return html`<span>${caps("Enter")} ${keep}</span><span>${caps("Esc")} back to the question</span>`;
  }
  const help = html`<span class="end">${caps("?")} keys</span>`;
  if (page.view === "week") return html`<span>${caps("[", "]")} week</span><span>${caps("d")} day</span><span>${caps("r")} review</span>${help}`;
  return html`<span>${caps("j", "k")} move</span><span>${caps("n")} note</span><span>${caps("w")} week</span><span>${caps("[", "]")} day</span>${help}`;
}

/** Names of people and matters. Each name is isolated, and the number stays outside it, so that no script turns a number round. */
import { html } from "../lit.js";

/** "20471-" and the name behind it. @param {string|null|undefined} display a matter's display number */
export function matterName(display) {
  const [, number = "", name = ""] = /^([\d\s./-]*)(.*)$/su.exec(display ?? "") ?? [];
  return html`<span dir="ltr">${number}<bdi>${name}</bdi></span>`;
}

/** The one file that imports the page's one outside part, lit-html. Values become text or properties, never markup. */
export { html, nothing, render, svg } from "../vendor/lit-html.js";

/** Clio's other regions on the pairing page: each is asked of the browser by a click, and can be taken back. */
import { OTHER_REGIONS } from "../background/clio.js";

/** @param {HTMLElement} list */
export async function drawRegions(list) {
  const rows = await Promise.all(OTHER_REGIONS.map((region) => row(list, region)));
  list.replaceChildren(...rows);
}

/** @param {HTMLElement} list @param {{name: string, pattern: string}} region */
async function row(list, { name, pattern }) {
  const granted = await chrome.permissions.contains({ origins: [pattern] });
  const [item, words, address, button] = ["li", "span", "small", "button"].map((tag) => document.createElement(tag));
  if (!item || !words || !address || !button) throw new TypeError("a row has four parts");
  words.textContent = name;
  address.textContent = new URL(pattern.replace("*", "")).host;
  words.append(address);
  button.className = "btn edged";
  button.textContent = granted ? "Remove" : "Add";
  button.setAttribute("aria-label", `${granted ? "Remove" : "Add"} ${name}`);
  button.addEventListener("click", () => {
    const asked = granted
      ? chrome.permissions.remove({ origins: [pattern] })
      : chrome.permissions.request({ permissions: ["scripting"], origins: [pattern] });
    void asked.then(() => drawRegions(list));
  });
  item.append(words, button);
  return item;
}

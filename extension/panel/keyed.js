/**
 * A list whose elements stay themselves: one element per key, made once, kept while its key is there. lit-html's own lists
 * reuse elements by place, so a source arriving above would put other words under the cursor; this one only inserts and
 * removes around it.
 */

/**
 * @template Item
 * @param {Element} host
 * @param {readonly Item[]} items
 * @param {{key: (item: Item) => string, make: (item: Item) => HTMLElement, draw: (element: HTMLElement, item: Item) => void}} how
 */
export function keyed(host, items, { key, make, draw }) {
  /** @type {Map<string, HTMLElement>} */
  const present = new Map();
  const wanted = new Set(items.map(key));
  for (const child of [...host.children]) {
    if (!(child instanceof HTMLElement)) continue;
    const name = child.dataset["key"] ?? "";
    if (wanted.has(name)) present.set(name, child);
    else child.remove();
  }
  let place = host.firstElementChild;
  for (const item of items) {
    const name = key(item);
    const element = present.get(name) ?? named(make(item), name);
    if (element === place) place = place.nextElementSibling;
    else host.insertBefore(element, place);
    draw(element, item);
  }
}

/** @param {HTMLElement} element @param {string} name */
function named(element, name) {
  element.dataset["key"] = name;
  return element;
}

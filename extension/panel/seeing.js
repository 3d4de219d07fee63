/**
 * Watches which narratives have been read to their end: the last line of each has a mark, and the browser says when it comes on
 * screen. Words that change are watched anew, so what nobody has seen is never taken for read.
 */

/** @typedef {HTMLElement & {narrative?: string}} End */

/** @param {(id: string) => void} saw */
export function createSeeing(saw) {
  /** @type {WeakMap<Element, string>} */
  const words = new WeakMap();
  const observer = new IntersectionObserver((all) => {
    for (const { isIntersecting, target } of all) {
      const id = target.closest("[data-entry]")?.getAttribute("data-entry");
      if (isIntersecting && id && !document.hidden) saw(id);
    }
  });
  /** Look at the page as it is drawn now. */
  return () => {
    for (const end of document.querySelectorAll("[data-end]")) {
      const now = /** @type {End} */ (end).narrative ?? "";
      if (words.get(end) === now) continue;
      words.set(end, now);
      observer.unobserve(end);
      observer.observe(end);
    }
  };
}

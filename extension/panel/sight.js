/**
 * Whether this page can be seen. A docked panel that was closed stays in its tab, hidden: it asks for nothing until it is opened
 * again. And in Chrome and Edge, whether something lies over it: what cannot be seen cannot be agreed to.
 */

/** @typedef {ReturnType<typeof createSight>} Sight */

/** @param {import("./home.js").Home} home */
export function createSight(home) {
  let docked = true;
  let clear = true;
  /** @type {((seen: boolean) => void)[]} */
  const listeners = [];

  const seen = () => docked && !document.hidden;
  const tell = () => listeners.forEach((listener) => listener(seen()));

  document.addEventListener("visibilitychange", tell);
  if (home === "frame") {
    const options = { threshold: [0, 0.99], trackVisibility: true, delay: 100 };
    new IntersectionObserver((changes) => {
      const last = /** @type {(IntersectionObserverEntry & {isVisible?: boolean})|undefined} */ (changes.at(-1));
      if (!last) return;
      clear = last.isVisible ?? true; // Firefox cannot say
      if (docked === last.isIntersecting) return;
      docked = last.isIntersecting;
      tell();
    }, options).observe(document.documentElement);
  }

  return {
    seen,
    /** Whether nothing lies over the page, as far as the browser can say. */
    isClear: () => clear,
    /** @param {(seen: boolean) => void} listener */
    watch(listener) {
      listeners.push(listener);
    },
  };
}

/**
 * What acts may do to the screen beyond changing the state: move the focus, and say a sentence to those who listen. Both wait
 * until the page has been drawn, and drawing waits until the present task is done, however often the state changes in it.
 */

/** @typedef {ReturnType<typeof createScreen>} Screen */

/** @param {{draw: () => void, voice: HTMLElement}} parts */
export function createScreen({ draw, voice }) {
  let planned = false;
  /** @type {(() => void)[]} */
  const after = [];
  /** @type {Set<string>} */
  const spoken = new Set();
  /** @type {string|null} */
  let before = null;
  /** @type {string|null} where the focus belongs once the page has it */
  let wanted = null;

  window.addEventListener("focus", () => {
    const element = wanted && document.querySelector(wanted);
    wanted = null;
    if (element instanceof HTMLElement && document.activeElement === document.body) element.focus({ preventScroll: true });
  });

  function request() {
    if (planned) return;
    planned = true;
    queueMicrotask(() => {
      planned = false;
      draw();
      speak();
      for (const task of after.splice(0)) task();
    });
  }

  /** What was said since the last drawing, each sentence once. */
  function speak() {
    if (!spoken.size) return;
    const words = [...spoken].join(" ");
    spoken.clear();
    voice.textContent = voice.textContent === words ? `${words}\u00a0` : words;
  }

  /** @param {() => void} task */
  function later(task) {
    after.push(task);
    request();
  }

  /** @param {string} selector @param {ScrollLogicalPosition} block */
  function focus(selector, block) {
    later(() => {
      const element = document.querySelector(selector);
      if (!(element instanceof HTMLElement)) return;
      element.scrollIntoView({ block });
      // Beside Clio, the cursor is the lawyer's: a page that has not got it does not take it.
      if (document.hasFocus()) element.focus({ preventScroll: true });
      else wanted = selector;
    });
  }

  /** Where the last line of an entry's narrative is. @param {string} id */
  const endOf = (id) => document.querySelector(`${cardOf(id)} [data-end]`);

  return {
    request,
    /** Whether the last line of an entry's narrative is on screen now. @param {string} id */
    shows(id) {
      const end = endOf(id)?.getBoundingClientRect();
      const frame = document.getElementById("scroll")?.getBoundingClientRect();
      if (!end || !frame || document.hidden) return false;
      const [top, bottom] = [Math.max(frame.top, 0), Math.min(frame.bottom, innerHeight)];
      return end.bottom <= bottom + 1 && end.top >= top - 1;
    },
    /** Bring the last line of an entry's narrative on screen, the focus on its card. @param {string} id */
    reveal(id) {
      focus(cardOf(id), "nearest");
      later(() => endOf(id)?.scrollIntoView({ block: "nearest" }));
    },
    /** @param {string} id */
    focusCard: (id) => focus(cardOf(id), "nearest"),
    /** @param {string} selector */
    focusField: (selector) => focus(selector, "nearest"),
    /** Put the focus back where a closed layer was opened from. @param {{kind: string, on?: string}} layer */
    focusAfter({ kind, on }) {
      if (["export", "in-view", "menu"].includes(kind)) focus(`#${kind}`, "nearest");
      else if (on === "take-in") focus("#known-matter", "nearest");
      else if (on) focus(kind === "more" ? `${cardOf(on)} [data-act=more]` : cardOf(on), "nearest");
    },
    /** Press the button that belongs to where the focus is, if there is one. @param {string} around @param {string} button */
    pressBeside(around, button) {
      const found = document.activeElement?.closest(around)?.querySelector(button);
      if (!(found instanceof HTMLElement)) return false;
      found.click();
      return true;
    },
    blur() {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    },
    /** Say a sentence in the polite live region, the page's only one; said again later, it is heard again. @param {string} text */
    say(text) {
      spoken.add(text);
      request();
    },
    /** Remember what stood in a field when the cursor entered it. @param {string} value */
    remember(value) {
      before = value;
    },
    before: () => before,
  };
}

/** @param {string} id */
const cardOf = (id) => `[data-entry="${CSS.escape(id)}"]`;

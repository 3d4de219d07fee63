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
  /** @type {string|null} */
  let before = null;

  function request() {
    if (planned) return;
    planned = true;
    queueMicrotask(() => {
      planned = false;
      draw();
      for (const task of after.splice(0)) task();
    });
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
      element.focus({ preventScroll: true });
      element.scrollIntoView({ block });
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
      if (kind === "export") focus("#export", "nearest");
      else if (on === "take-in") focus("#known-matter", "nearest");
      else if (on) focus(kind === "more" ? `${cardOf(on)} [data-act=more]` : cardOf(on), "nearest");
    },
    blur() {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    },
    /** Say a sentence in the polite live region; the same one twice is said twice. @param {string} text */
    say(text) {
      voice.textContent = voice.textContent === text ? `${text}\u00a0` : text;
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

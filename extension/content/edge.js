/**
 * What stands at the right edge of Clio: one closed host with a quiet tab in it and, once opened, the panel in a frame of the
 * extension's own origin. It draws and says what was pressed; mount.js decides. A classic script, in the same world as mount.js.
 */

/** @typedef {{host: HTMLElement, open: () => void, close: () => void, show: (words: string, about: string) => void}} TenthEdge */

/**
 * The panel's colours, light and dark, for what stands outside its frame; the page's own rules end at a closed shadow.
 */
const TENTH_STYLE = `
  :host { color-scheme: light dark; }
  * { box-sizing: border-box; }
  [hidden] { display: none !important; }
  .tab, .dock { pointer-events: auto; position: absolute; inset-inline-end: 0; background: light-dark(#fff, #1b222a); color: light-dark(#16202c, #e8ecf1); }
  .tab {
    inset-block-start: 216px; display: flex; align-items: center; gap: 6px; height: 32px; margin: 0; padding: 0 12px;
    border: 1px solid light-dark(#7c8794, #75828f); border-inline-end: 0; border-radius: 6px 0 0 6px;
    font: 500 12px/16px system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif; font-variant-numeric: tabular-nums lining-nums;
    white-space: nowrap; cursor: default;
  }
  .tab:hover { background: light-dark(#edf0f3, #252e38); }
  .tab:focus-visible { outline: 3px solid light-dark(#1254cc, #8db7ff); outline-offset: 1px; }
  .tab svg { width: 14px; height: 14px; flex: none; }
  .dock { inset-block: 0; width: min(420px, 100vw); box-shadow: -1px 0 0 light-dark(#16202c1f, #000), -8px 0 24px light-dark(#16202c29, #0009); }
  .dock iframe { display: block; width: 100%; height: 100%; border: 0; background: inherit; color-scheme: light dark; }
`;

/**
 * @param {string} address  the panel's own
 * @param {(event: MouseEvent) => void} pressed
 * @returns {TenthEdge}
 */
function createTenthEdge(address, pressed) {
  const host = document.createElement("tenth-panel-host");
  const place = { all: "initial", position: "fixed", inset: "0 0 0 auto", width: "0", "z-index": "2147483647", "pointer-events": "none", "color-scheme": "light dark" };
  for (const [name, value] of Object.entries(place)) host.style.setProperty(name, value, "important");
  const root = host.attachShadow({ mode: "closed" });
  const style = document.createElement("style");
  style.textContent = TENTH_STYLE;

  const tab = document.createElement("button");
  tab.className = "tab";
  tab.type = "button";
  const words = document.createElement("span");
  tab.append(brand(), words);
  tab.addEventListener("click", pressed);
  tab.addEventListener("mousedown", (event) => event.preventDefault()); // a press must not take the focus out of Clio's field

  const dock = document.createElement("div");
  dock.className = "dock";
  dock.hidden = true;
  root.append(style, tab, dock);

  /** The panel is made when it is first wanted, and kept: opening it again costs nothing. */
  function frame() {
    const made = document.createElement("iframe");
    made.title = "Tenth";
    made.src = address;
    made.addEventListener("load", () => dock.hidden || take(made));
    dock.append(made);
    return made;
  }

  /** Give the frame the keys. What loads in it is a new document: the focus that its first, empty one had must be given anew. @param {HTMLIFrameElement} made */
  function take(made) {
    made.blur();
    made.focus();
  }

  return {
    host,
    open() {
      const inside = dock.querySelector("iframe") ?? frame();
      dock.hidden = false;
      tab.hidden = true;
      take(inside);
    },
    close() {
      dock.hidden = true;
      tab.hidden = false;
    },
    show(text, about) {
      if (words.textContent !== text) words.textContent = text;
      words.hidden = !text;
      tab.title = about;
      tab.setAttribute("aria-label", about);
    },
  };

  function brand() {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    svg.setAttribute("viewBox", "0 0 16 16");
    svg.setAttribute("aria-hidden", "true");
    const [ring, tenth] = [document.createElementNS(space, "circle"), document.createElementNS(space, "path")];
    for (const [name, value] of Object.entries({ cx: 8, cy: 8, r: 6.75, fill: "none", stroke: "currentColor", "stroke-width": 1.5 }))
      ring.setAttribute(name, String(value));
    tenth.setAttribute("d", "M8 8V1.25A6.75 6.75 0 0 1 11.97 2.54Z");
    tenth.setAttribute("fill", "currentColor");
    svg.append(ring, tenth);
    return svg;
  }
}

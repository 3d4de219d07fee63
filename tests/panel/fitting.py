"""A ruler for the page: what scrolls sideways, what lies over other words, and what is cut off that must not be."""

from __future__ import annotations

from playwright.sync_api import Page

MEASURE = """() => {
  const MAY_END_EARLY = ".about, .status > :first-child, .status > .quiet, .hints, .hints *, select, input";
  const OVERLAID = [".said", ".sprite", ".sprite *", "option", ".menu", ".menu *", ".picker:not(.split)", "dialog", "dialog *",
    ".picker:not(.split) *", ".date-said", ".strip *", ".marks *"].join();
  const FIELD = "textarea, select, input:not([type=radio], [type=checkbox], [type=file])";
  const found = [];
  const name = (e) => `${e.localName}.${[...e.classList].join(".")} “${(e.value ?? e.textContent).trim().slice(0, 40)}”`;
  const wide = (e) => e.scrollWidth > e.clientWidth + 1;
  if (document.documentElement.scrollWidth > innerWidth) found.push("the page scrolls sideways");
  for (const id of ["scroll", "blank", "words"]) {
    const part = document.getElementById(id);
    if (part && !part.hidden && wide(part)) found.push(`#${id} scrolls sideways`);
  }
  const seen = [...document.querySelectorAll(".panel *")]
    .filter((e) => !e.matches(OVERLAID) && e.checkVisibility({ visibilityProperty: true }));
  for (const e of seen) {
    const style = getComputedStyle(e);
    const hides = /hidden|clip/.test(style.overflowX) || e.matches("button, .btn");
    if (hides && wide(e) && !e.matches(MAY_END_EARLY)) found.push(`cut off: ${name(e)}`);
  }
  /** What of a box is in sight: a part that scrolls, or ends early, shows no more than itself. */
  const inSight = (e, { left, top, right, bottom }) => {
    for (let at = e; at && at !== document.body; at = at.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(at);
      if (overflowX === "visible" && overflowY === "visible") continue;
      const edge = at.getBoundingClientRect();
      [left, top] = [Math.max(left, edge.left), Math.max(top, edge.top)];
      [right, bottom] = [Math.min(right, edge.right), Math.min(bottom, edge.bottom)];
    }
    return { left, top, right, bottom };
  };
  const boxes = seen.flatMap((e) => {
    if (e.matches(FIELD)) return [[e, e.getBoundingClientRect()]];
    return [...e.childNodes].filter((n) => n.nodeType === 3 && n.textContent.trim()).flatMap((n) => {
      const range = document.createRange();
      range.selectNodeContents(n);
      return [...range.getClientRects()].map((box) => [e, box]);
    });
  }).map(([e, box]) => [e, inSight(e, box)]).filter(([, box]) => box.right - box.left > 1 && box.bottom - box.top > 1);
  const part = (e) => e.closest(".front, .scroll, .blank, .words, .foot");
  const inset = 2;
  for (let i = 0; i < boxes.length; i += 1)
    for (let j = i + 1; j < boxes.length; j += 1) {
      const [[a, p], [b, q]] = [boxes[i], boxes[j]];
      if (a === b || part(a) !== part(b)) continue;
      const across = Math.min(p.right, q.right) - Math.max(p.left, q.left);
      const down = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
      if (across > inset && down > inset) found.push(`${name(a)} over ${name(b)}`);
    }
  return [...new Set(found)].slice(0, 5);
}"""


def misfits(page: Page) -> list[str]:
    """Say what does not fit as the page stands now."""
    found: list[str] = page.evaluate(MEASURE)
    return found

"""Something lies over the docked panel: what the lawyer cannot see whole, she cannot agree to (threat 7)."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.extension.chromium import wait_for
from tests.extension.conftest import Paired
from tests.extension.inside import Inside
from tests.extension.packages import change, copied

pytestmark = [pytest.mark.slow, pytest.mark.browser]

REFUSED = "Something lies over this panel, so the press was not taken."
LAY_OVER = """() => {
  const veil = document.createElement("div");
  veil.id = "veil";
  veil.textContent = "Win a prize";
  veil.style = "position:fixed;inset:0;z-index:2147483647;background:#fff;opacity:.4;pointer-events:none";
  document.documentElement.append(veil);
}"""
"""What lies over the whole page and lets every press through. It comes after our host, so it is painted on top of it."""
HEARD = """(seen) => new Promise((done) => new IntersectionObserver((changes, own) => {
  if (changes.at(-1).isVisible !== seen) return;
  own.disconnect();
  done();
}, { threshold: [0, 0.99], trackVisibility: true, delay: 100 }).observe(document.documentElement))"""
"""Comes true when the browser has told the frame whether all of it can be seen."""
TAKE_AWAY = "document.querySelector('#veil').remove()"
LOOKED = 300
"""Milliseconds in which the browser has told everybody in the panel, once it has told one: it looks every tenth of a second."""


def lay_over(page: Page, panel: Frame) -> None:
    """Lay something over the page, and wait until the panel can know."""
    page.evaluate(LAY_OVER)
    panel.evaluate(HEARD, False)
    page.wait_for_timeout(LOOKED)


def press_confirm(page: Page, panel: Frame) -> None:
    """Press the button where it stands on the screen, as a hand does: whatever lies over it is in the way."""
    box = panel.locator("[data-entry].is-focus [data-act=confirm]").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def confirmed(inside: Inside) -> int:
    """How many entries the agent has as confirmed."""
    return sum(entry.status == "confirmed" for entry in inside.desk.services.review.entries(None))


def test_a_press_through_something_that_lies_over_the_panel_is_refused(inside: Inside) -> None:
    page = inside.clio()
    panel = inside.panel(page)
    lay_over(page, panel)
    press_confirm(page, panel)
    expect(panel.get_by_text(REFUSED).first).to_be_visible()
    page.keyboard.press("j")  # the panel has the keys all the same, and moves; what decides is refused
    for key in ("Enter", "Shift+A", "Shift+Enter"):
        page.keyboard.press(key)
    page.wait_for_timeout(LOOKED)
    assert confirmed(inside) == 0
    page.evaluate(TAKE_AWAY)
    panel.evaluate(HEARD, True)
    page.wait_for_timeout(LOOKED)
    press_confirm(page, panel)
    expect(panel.locator("[data-foot]")).to_contain_text("1 confirmed")
    wait_for(page, lambda: confirmed(inside) == 1)


def test_without_the_look_a_press_through_it_would_confirm(
    open_paired: Paired, chrome_package: Path, tmp_path: Path
) -> None:
    careless = copied(chrome_package, tmp_path / "careless")
    change(careless, "panel/sight.js", "isClear: () => clear", "isClear: () => true || clear")
    with open_paired(tmp_path / "open", package=careless) as inside:
        page = inside.clio()
        panel = inside.panel(page)
        lay_over(page, panel)
        press_confirm(page, panel)
        expect(panel.locator("[data-foot]")).to_contain_text("1 confirmed")
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        wait_for(page, lambda: confirmed(inside) == 2)

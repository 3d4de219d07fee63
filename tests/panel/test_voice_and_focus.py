"""extension/panel: what changed is said once, and the focus goes where the eye goes."""

from __future__ import annotations

import itertools

import pytest
from playwright.sync_api import Page, expect

from tests.panel import firm
from tests.panel.conftest import Open, until
from tests.panel.desk import Desk
from tests.panel.fake_agent import FakeAgent
from tests.panel.test_the_line import LOOK

pytestmark = [pytest.mark.slow, pytest.mark.browser]

LISTEN = """() => {
  window.heard = [];
  const live = (node) => node.closest?.("[role=status], [role=alert], [role=log], [aria-live]");
  new MutationObserver((records) => {
    const spoke = new Set(records.map((r) => live(r.target.nodeType === 1 ? r.target : r.target.parentElement)));
    for (const node of records.flatMap((r) => [...r.addedNodes]).filter((n) => n.nodeType === 1))
      spoke.add(live(node) ?? node.querySelector("[role=status], [role=alert]"));
    for (const region of spoke) if (region?.textContent.trim()) window.heard.push(region.textContent.trim());
  }).observe(document.documentElement, { subtree: true, childList: true, characterData: true });
}"""

ORDER = """() => {
  const seen = [];
  const box = (e) => e.getBoundingClientRect();
  return { name: document.activeElement.getAttribute("data-act") ?? document.activeElement.getAttribute("data-field")
      ?? document.activeElement.id ?? document.activeElement.localName,
    top: box(document.activeElement).top, left: box(document.activeElement).left, bottom: box(document.activeElement).bottom,
    part: document.activeElement.closest("header, main, aside, footer")?.localName ?? null };
}"""


@pytest.fixture
def ear(page: Page) -> Page:
    """The page, with somebody listening to its live regions."""
    page.evaluate(LISTEN)
    return page


def heard(page: Page) -> list[str]:
    page.wait_for_timeout(150)  # whatever else would be said has been said by then
    said: list[str] = page.evaluate("() => window.heard.splice(0)")
    return said


def test_losing_clio_and_finding_it_again_are_said_once_each(ear: Page, desk: Desk) -> None:
    desk.clio["problem"] = {"code": "unreachable", "hint": "Try again."}
    desk.changed()
    ear.evaluate(LOOK)
    expect(ear.locator("#status.warn")).to_be_visible()
    (said,) = heard(ear)
    assert said.startswith("Offline. Matters as of")
    desk.changed()
    ear.evaluate(LOOK)
    assert heard(ear) == [], "nothing new is nothing to say"
    ear.get_by_role("button", name="Try now").click()
    expect(ear.locator("#status.warn")).to_have_count(0)
    assert heard(ear) == ["Clio can be reached."]


def test_a_closed_door_and_an_open_one_are_said_once_each(ear: Page, desk: Desk) -> None:
    desk.locked = True
    desk.changed()
    ear.evaluate(LOOK)
    expect(ear.locator("#blank h2")).to_be_visible()
    assert heard(ear) == ["Unlock your keyring. The keyring is locked, so drafts cannot be opened."]
    ear.keyboard.press("Enter")
    expect(ear.locator("[data-entry=e1]")).to_be_focused()
    assert heard(ear) == ["Tenth answers again."]


def test_a_refusal_to_confirm_is_said_once(ear: Page) -> None:
    ear.keyboard.press("j")
    heard(ear)
    ear.keyboard.press("Enter")
    expect(ear.locator(".says")).to_be_visible()
    assert heard(ear) == ["Not confirmed: choose a matter first."]


def test_a_push_is_said_at_its_beginning_and_at_its_end(ear: Page) -> None:
    ear.keyboard.press("Enter")
    expect(ear.locator("[data-foot]")).to_contain_text("1 confirmed")
    heard(ear)
    ear.keyboard.press("Shift+Enter")
    expect(ear.locator("[data-foot]")).to_contain_text("1 in Clio")
    assert heard(ear) == ["Sending 1 in 5 seconds. Z stops it.", "1 in Clio"]


def test_work_that_ends_by_itself_is_said(ear: Page, desk: Desk) -> None:
    source = desk.views["call-1"]["source"]
    source["stage"] = "transcribed"
    desk.changed()
    ear.evaluate(LOOK)
    expect(ear.locator("[data-source=call-1] progress")).to_be_visible()
    source["stage"] = "suggested"
    desk.changed()
    expect(ear.locator("[data-source=call-1] progress")).to_have_count(0)
    assert heard(ear) == [f"{source['counterpart']}: 2 entries to review."]


def test_a_second_live_region_would_be_heard(ear: Page) -> None:
    ear.evaluate("""() => { document.querySelector("#status").setAttribute("role", "status");
        document.querySelector("#status").append("twice"); document.querySelector("#voice").append("once"); }""")
    assert len(heard(ear)) == 2


@pytest.mark.parametrize("width", [420, 1280])
def test_tab_goes_where_the_eye_goes(open_page: Open, width: int) -> None:
    page = open_page(width=width, height=2400)
    page.wait_for_selector("[data-entry=e1].is-focus")
    page.locator("#scroll").evaluate("(e) => e.scrollTo(0, 0)")
    stops = []
    for _ in range(240):
        page.keyboard.press("Tab")
        stop = page.evaluate(ORDER)
        if stop["part"] is None:
            break
        stops.append(stop)
    parts = list(dict.fromkeys(stop["part"] for stop in stops))
    assert parts == [part for part in ("header", "main", "aside", "footer") if part in parts]
    assert {"header", "main", "footer"} <= set(parts)
    back = [(one["name"], next["name"]) for one, next in itertools.pairwise(stops) if goes_back(one, next)]
    assert back == []


def goes_back(one: firm.Json, next: firm.Json) -> bool:
    """Whether the second stop lies above the first, or before it in the same line."""
    if one["part"] != next["part"]:
        return False
    above = next["bottom"] <= one["top"] + 1
    same_line = abs(next["top"] - one["top"]) < 12 and abs(next["bottom"] - one["bottom"]) < 12
    return bool(above or (same_line and next["left"] < one["left"]))


def test_the_focus_is_not_lost_when_a_sentence_takes_the_page(
    page: Page, desk: Desk, agent: FakeAgent
) -> None:
    page.keyboard.press("e")
    page.locator("[data-entry=e1] textarea").fill("Telephone conference regarding the counter-offer")
    until(page, lambda: desk.entry("e1")["narrative"].endswith("counter-offer"))
    desk.locked = True
    desk.changed()
    page.evaluate(LOOK)
    expect(page.locator("#blank [data-act=mend]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-entry=e1]")).to_be_focused()
    expect(page.locator("[data-entry=e1] textarea")).to_have_value(
        "Telephone conference regarding the counter-offer"
    )


CUT = """() => {
  const here = document.activeElement;
  if (here === document.body) return null;
  const look = (e) => getComputedStyle(e);
  const ringed = (e) => look(e).outlineStyle !== "none" && parseFloat(look(e).outlineWidth) > 0;
  let shows = here;
  while (shows && !ringed(shows)) shows = shows.parentElement;
  if (!shows) return null;
  const { outlineWidth, outlineOffset } = getComputedStyle(shows);
  const ring = parseFloat(outlineWidth) + parseFloat(outlineOffset);
  const { left, top, right, bottom } = shows.getBoundingClientRect();
  for (let at = shows.parentElement; at; at = at.parentElement) {
    const { overflowX, overflowY, overflowClipMargin } = getComputedStyle(at);
    if (overflowX === "visible" && overflowY === "visible") continue;
    const edge = at.getBoundingClientRect();
    const more = 0.5 - ring + (overflowX === "clip" ? parseFloat(overflowClipMargin) : 0);
    if (edge.left - left > more || edge.top - top > more || right - edge.right > more || bottom - edge.bottom > more)
      return here.getAttribute("aria-label") ?? here.textContent;
  }
  return null;
}"""


def cut_rings(page: Page, presses: int) -> list[str]:
    """Say on what the ring of the focus is cut off, pressing Tab so often."""
    page.evaluate("() => document.activeElement?.blur()")
    found: list[str] = []
    for _ in range(presses):
        page.keyboard.press("Tab")
        found += filter(None, [page.evaluate(CUT)])
    return found


def test_the_ring_of_the_focus_is_whole_in_head_and_day(page: Page, desk: Desk) -> None:
    page.keyboard.press("d")
    page.wait_for_selector("[data-row].is-focus")
    assert cut_rings(page, 16) == []
    page.evaluate("() => { document.querySelector('.status > :first-child').style.overflow = 'hidden'; }")
    assert cut_rings(page, 16) == ["The day before"]

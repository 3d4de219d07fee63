"""A call begins somewhere else: the tab at Clio's edge and an open panel show its clock alone, before any key is pressed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.extension.chromium import wait_for
from tests.extension.conftest import PICTURES
from tests.extension.inside import TAB, Inside
from tests.extension.side_panel import objections

pytestmark = [pytest.mark.slow, pytest.mark.browser]

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SOON = 8
"""Seconds; far more than it takes, far less than a tab waits that nobody works at."""


def words_at_the_edge(page: Page) -> str:
    """What the tab says; its shadow is closed to pages, not to the browser."""
    line = page.context.new_cdp_session(page)
    try:
        line.send("DOM.enable")
        nodes = line.send("DOM.getFlattenedDocument", {"depth": -1, "pierce": True})["nodes"]
    finally:
        line.detach()
    (tab,) = [n["nodeId"] for n in nodes if "tab" in dict(_pairs(n.get("attributes", []))).get("class", "")]
    inside = {n["nodeId"] for n in nodes if n.get("parentId") == tab and n["nodeName"] == "SPAN"}
    return "".join(n["nodeValue"] for n in nodes if n.get("parentId") in inside and n["nodeType"] == 3)


def pictures(page: Page, name: str) -> None:
    """Keep what the page shows, light and dark, to be looked at."""
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.screenshot(path=PICTURES / f"{name}-{scheme}.png")


def _pairs(flat: list[str]) -> Iterator[tuple[str, str]]:
    return zip(flat[::2], flat[1::2], strict=True)


def test_the_tab_shows_the_clock_of_a_call_that_began_elsewhere(inside: Inside) -> None:
    page = inside.clio()
    wait_for(page, lambda: words_at_the_edge(page) == "2 to review")
    pictures(page, "tab-at-rest")
    inside.desk.services.clock.start(call=True)
    wait_for(page, lambda: words_at_the_edge(page).startswith("0:"), seconds=SOON)
    pictures(page, "tab-during-a-call")
    page.mouse.click(*TAB)
    wait_for(page, lambda: words_at_the_edge(page).startswith("Opens by its key"))
    assert [frame.url for frame in page.frames if frame.url.startswith(inside.browser.origin)] == []
    inside.press_open_key(page)
    panel = inside.browser.panel(page)
    expect(panel.locator("[role=timer]")).to_be_visible()
    expect(panel.locator("[data-entry]")).to_have_count(0)
    inside.press_open_key(page)
    inside.desk.services.clock.stop()
    wait_for(page, lambda: "to review" in words_at_the_edge(page), seconds=SOON)


def test_an_open_panel_covers_what_it_shows_when_a_call_begins_elsewhere_in_a_tab_too(inside: Inside) -> None:
    own = inside.browser.open("panel/index.html#tab")
    expect(own.locator("[data-entry]").first).to_be_visible()
    page = inside.clio()
    panel = inside.panel(page)
    inside.desk.services.clock.start(call=True)
    for shown in (panel, own):
        expect(shown.locator("[role=timer]")).to_be_visible(timeout=SOON * 1000)
        expect(shown.locator("[data-entry]")).to_have_count(0)
        assert objections(shown) == []

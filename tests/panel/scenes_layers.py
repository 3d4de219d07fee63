"""States of the panel beyond the review as it opens: what lies over it, what is taken together, and a call that runs."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.panel import firm
from tests.panel.desk import Desk
from tests.panel.fake_agent import FakeAgent
from tests.panel.test_the_line import LOOK

REMARKS = [
    {"code": "machine", "severity": "stop", "text": "“as recorded” has no place on a bill."},
    {"code": "vague", "severity": "look", "text": "Says little of what was done."},
]


def menu(page: Page, desk: Desk, agent: FakeAgent) -> None:
    page.locator("#menu").click()
    expect(page.get_by_role("menuitem").first).to_be_focused()


def in_view(page: Page, desk: Desk, agent: FakeAgent) -> None:
    page.locator("#in-view").click()
    expect(page.locator("#in-view-menu [data-matter='7000']")).to_be_visible()


def finding(page: Page, desk: Desk, agent: FakeAgent) -> None:
    page.keyboard.press("g")
    page.keyboard.type("e")
    expect(page.locator("[data-found]").first).to_be_visible()


def fee_earner(page: Page, desk: Desk, agent: FakeAgent) -> None:
    page.keyboard.press("f")
    expect(page.locator("[role=listbox]")).to_be_visible()


def several(page: Page, desk: Desk, agent: FakeAgent) -> None:
    page.keyboard.press("Shift+J")
    expect(page.locator(".entry.is-taken")).to_have_count(2)


def remarks(page: Page, desk: Desk, agent: FakeAgent) -> None:
    desk.entry("e1")["lint"] = REMARKS
    desk.changed()
    page.evaluate(LOOK)
    expect(page.locator("[data-entry=e1] [data-act=lint]")).to_be_visible()
    page.keyboard.press("l")
    expect(page.locator("[data-entry=e1] [data-remark]")).to_have_count(2)


def boundary(page: Page, desk: Desk, agent: FakeAgent) -> None:
    page.keyboard.press("]")
    page.keyboard.press("]")
    page.keyboard.press(".")


def during_call(page: Page, desk: Desk, agent: FakeAgent) -> None:
    desk.call = {"since": f"{firm.TODAY}T10:00:00+11:00", "matter_id": None, "recording": True}
    desk.changed()
    page.evaluate(LOOK)
    expect(page.locator("[role=timer]")).to_be_visible()


LAYERS = [menu, in_view, finding, fee_earner, several, remarks, boundary, during_call]

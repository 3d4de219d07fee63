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


CALL = {
    "since": f"{firm.TODAY}T10:00:00+11:00", "matter_id": None, "recording": False, "stage": None, "asks": False,
    "trouble": None,
}  # fmt: skip


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
    desk.call = CALL | {"recording": True, "stage": "recording"}
    desk.changed()
    page.evaluate(LOOK)
    expect(page.locator("[role=timer]")).to_be_visible()


def notice_to_read_out(page: Page, desk: Desk, agent: FakeAgent) -> None:
    page.keyboard.press("C")
    expect(page.locator(".capture [data-act=told]")).to_be_focused()


def somebody_joined(page: Page, desk: Desk, agent: FakeAgent) -> None:
    desk.call = CALL | {"recording": False, "stage": "paused", "asks": True}
    desk.changed()
    page.evaluate(LOOK)
    expect(page.locator(".capture [data-act=told]")).to_be_visible()


def closed_matter(page: Page, desk: Desk, agent: FakeAgent) -> None:
    page.keyboard.press("m")
    page.keyboard.type("20388")
    expect(page.locator("[data-matter='7002']")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("[data-act=tick]")).to_be_focused()


def colleague(page: Page, desk: Desk, agent: FakeAgent) -> None:
    desk.views["call-1"]["colleagues"] = [firm.EARNERS[1]]
    desk.views["call-1"]["source"]["stage"] = (
        "reviewed"  # the page reads a source anew when its stage changes
    )
    desk.changed()
    page.evaluate(LOOK)
    expect(page.locator("[data-colleague='8']")).to_be_visible()


def already_there(page: Page, desk: Desk, agent: FakeAgent) -> None:
    there = {
        "entries": ["e1"], "matter": "20417-Copper Kettle", "date": firm.TODAY, "who": "Tom Okafor", "seconds": 1440,
        "narrative": "Attending telephone conference with Marcus Hale regarding draft lease", "differs": True,
    }  # fmt: skip
    timer = {"since": f"{firm.TODAY}T11:40:00+11:00", "matter": "20417-Copper Kettle"}
    desk.already = {"beside": [there], "timer": timer}
    page.locator("[data-entry=e1]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-foot]")).to_have_text("1 confirmed · 0.3 h")
    page.keyboard.press("Shift+Enter")
    expect(page.locator("[data-there]")).to_be_visible()


def alike(page: Page, desk: Desk, agent: FakeAgent) -> None:
    desk.alike = tuple(firm.ALIKE)
    lost = firm.created("e1", None) | {"outcome": "unknown", "code": "several_alike", "activity_id": None}
    desk.entry("e1").update(status="confirmed", push=lost)
    desk.changed()
    page.evaluate(LOOK)
    expect(page.locator("[data-outcome=alike]")).to_be_visible()
    page.locator("[data-entry=e1]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-entry=e1] [role=listbox]")).to_be_focused()


LAYERS = [
    menu, in_view, finding, fee_earner, several, remarks, boundary, during_call, notice_to_read_out, somebody_joined,
    closed_matter, colleague, already_there, alike,
]  # fmt: skip

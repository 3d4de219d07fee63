"""Every state the panel can be brought into, and how: what axe, the eye and the measures of fit look at."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.panel.conftest import until
from tests.panel.desk import Desk
from tests.panel.desk_line import APP_UNKNOWN
from tests.panel.fake_agent import FakeAgent
from tests.panel.test_taking_in import DROP, NO_WORDS
from tests.panel.test_the_line import LOOK, long_names

REFUSED = {
    "outcome": "refused", "activity_id": None, "price": None, "total": None, "rounded_hours": None, "code": "matter_closed",
    "hint": "20417-Copper Kettle is closed in Clio; choose another matter.", "link": None,
}  # fmt: skip

Arrange = Callable[[Page, Desk, FakeAgent], None]


def review(page: Page, desk: Desk, agent: FakeAgent) -> None:
    """The review as it opens."""


def editing(page: Page, desk: Desk, agent: FakeAgent) -> None:
    page.keyboard.press("Enter")
    page.keyboard.press("1")
    page.keyboard.press("e")
    page.locator("[data-entry=e2] textarea").fill(
        "Telephone conference with Marcus Hale regarding two quotes"
    )
    until(page, lambda: desk.entry("e2")["narrative"].endswith("two quotes"))


def searching(page: Page, desk: Desk, agent: FakeAgent) -> None:
    page.keyboard.press("j")
    page.keyboard.press("m")
    expect(page.locator(".picker [role=option]")).to_have_count(8)


def splitting(page: Page, desk: Desk, agent: FakeAgent) -> None:
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")


def not_ready(page: Page, desk: Desk, agent: FakeAgent) -> None:
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator(".says")).to_be_visible()


def more_menu(page: Page, desk: Desk, agent: FakeAgent) -> None:
    page.locator("[data-entry=e1] [data-act=more]").click()


def evidence(page: Page, desk: Desk, agent: FakeAgent) -> None:
    page.locator("[data-entry=e1] [data-clause=rent]").click()
    expect(page.locator("[data-entry=e1] [data-clause=rent]")).to_have_attribute("aria-pressed", "true")


def confirmed(page: Page, desk: Desk, agent: FakeAgent) -> None:
    page.keyboard.press("Enter")
    expect(page.locator("[data-entry=e2]")).to_be_focused()
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    expect(page.locator("[data-foot]")).to_contain_text("2 confirmed")


def sending(page: Page, desk: Desk, agent: FakeAgent) -> None:
    confirmed(page, desk, agent)
    page.keyboard.press("Shift+Enter")
    expect(page.get_by_role("progressbar")).to_be_visible()


def done(page: Page, desk: Desk, agent: FakeAgent) -> None:
    sending(page, desk, agent)
    expect(page.locator("[data-foot]")).to_contain_text("2 in Clio")


def refused(page: Page, desk: Desk, agent: FakeAgent) -> None:
    desk.outcomes = {"e1": REFUSED, "e2": REFUSED | {"outcome": "unknown", "code": "outcome_unknown"}}
    sending(page, desk, agent)
    expect(page.locator("[data-outcome=unknown]")).to_be_visible()


def exporting(page: Page, desk: Desk, agent: FakeAgent) -> None:
    confirmed(page, desk, agent)
    page.click("#export")
    expect(page.get_by_role("menuitem").first).to_be_focused()


def not_work(page: Page, desk: Desk, agent: FakeAgent) -> None:
    page.keyboard.press("x")
    expect(page.locator("[data-discarded=e1]")).to_be_visible()


def overtaken(page: Page, desk: Desk, agent: FakeAgent) -> None:
    page.keyboard.press("e")
    desk.entries_revise(
        {"entry": "e1", "version": 1, "narrative": "Conference with Marcus Hale regarding lease"}
    )
    page.locator("[data-entry=e1] textarea").fill("Telephone conference with Marcus Hale regarding rent")
    expect(page.locator(".yours")).to_be_visible()


def names(page: Page, desk: Desk, agent: FakeAgent) -> None:
    desk.views = {"call-1": long_names()}
    desk.changed()
    page.evaluate(LOOK)
    expect(page.locator("#name-call-1")).to_contain_text("Nguyễn")


def offline(page: Page, desk: Desk, agent: FakeAgent) -> None:
    confirmed(page, desk, agent)
    desk.clio["problem"] = {"code": "unreachable", "hint": "Try again when the computer is online."}
    desk.changed()
    page.evaluate(LOOK)
    expect(page.locator("#status.warn")).to_be_visible()


def signed_out(page: Page, desk: Desk, agent: FakeAgent) -> None:
    confirmed(page, desk, agent)
    desk.clio |= {"connected": False, "problem": {"code": "signed_out", "hint": "Connect to Clio again."}}
    desk.changed()
    page.evaluate(LOOK)
    expect(page.locator("#status.warn")).to_be_visible()


def working(page: Page, desk: Desk, agent: FakeAgent) -> None:
    desk.sources_paste({})
    arrived = {"title": "Priya Nair.m4a", "kind": "call", "form": "sound"}
    desk.views["new-3"]["source"] |= arrived | {"started_at": "2026-11-20T15:00:00+11:00"}
    desk.working = {"what": "transcribing", "done": 40, "of": 100}
    desk.views["doc-1"]["source"]["failure"] = NO_WORDS
    desk.changed()
    page.evaluate(LOOK)
    expect(page.locator("[data-source=new-3] progress")).to_be_visible()


def empty(page: Page, desk: Desk, agent: FakeAgent) -> None:
    desk.views.clear()
    desk.changed()
    page.evaluate(LOOK)
    expect(page.locator("#paste")).to_be_visible()


def adding(page: Page, desk: Desk, agent: FakeAgent) -> None:
    page.click("[data-act=add]")
    page.evaluate(DROP, ["locked.pdf", "%PDF-locked"])
    expect(page.locator("[data-failure=locked]")).to_be_visible()
    page.click("#known-matter")
    expect(page.locator(".picker [role=option]")).to_have_count(7)


def keys(page: Page, desk: Desk, agent: FakeAgent) -> None:
    page.keyboard.press("?")
    expect(page.locator("#sheet")).to_be_visible()


def signing_in(page: Page, desk: Desk, agent: FakeAgent) -> None:
    desk.clio |= {"problem": {"code": "sign_in_revoked", "hint": ""}, "signing_in": True}
    desk.changed()
    page.evaluate(LOOK)
    expect(page.locator("#status")).to_contain_text("Sign in on Clio’s page")


def app_unknown(page: Page, desk: Desk, agent: FakeAgent) -> None:
    desk.app_known = False
    desk.clio |= {"problem": {"code": "sign_in_revoked", "hint": ""}}
    desk.changed()
    page.evaluate(LOOK)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("#status")).to_contain_text(APP_UNKNOWN)


def syncing(page: Page, desk: Desk, agent: FakeAgent) -> None:
    desk.working = {"what": "syncing", "done": 200, "of": None}
    desk.changed()
    page.evaluate(LOOK)
    expect(page.locator("#status")).to_contain_text("Reading matters from Clio")


def locked(page: Page, desk: Desk, agent: FakeAgent) -> None:
    desk.locked = True
    desk.changed()
    page.evaluate(LOOK)
    expect(page.locator("#blank")).to_be_visible()


def no_answer(page: Page, desk: Desk, agent: FakeAgent) -> None:
    agent.stop()
    page.evaluate(LOOK)
    expect(page.locator("#status")).to_contain_text("No answer")


def closed_door(page: Page, desk: Desk, agent: FakeAgent) -> None:
    agent.keys.clear()
    page.keyboard.press("e")
    page.locator("[data-entry=e1] textarea").fill("Telephone conference regarding the counter-offer")
    expect(page.locator("#blank")).to_be_visible()


def imposter(page: Page, desk: Desk, agent: FakeAgent) -> None:
    agent.lying = True
    page.evaluate(LOOK)
    page.locator("#blank summary").click()
    expect(page.locator("#blank ol")).to_be_visible()


SCENES: list[Arrange] = [
    review, editing, searching, splitting, not_ready, more_menu, evidence, confirmed, sending, done, refused, exporting,
    not_work, overtaken, names, offline, signed_out, working, empty, adding, keys, signing_in, app_unknown,
    syncing, no_answer, closed_door, imposter, locked,
]  # fmt: skip

"""Money on a card: what an entry should come to, how it is charged, a rate of one's own with its reason, and joining."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.panel.conftest import until
from tests.panel.desk import Desk, asked

pytestmark = [pytest.mark.slow, pytest.mark.browser]

WHY = "a flat fee matter: not billable by the firm's setting in Clio"


def test_from_the_question_to_a_rate_with_its_reason(page: Page, desk: Desk) -> None:
    card = page.locator("[data-entry=e1]")
    expect(card.locator(".figures")).to_contain_text("est. $126.00")
    expect(card.locator(".figures")).to_contain_text("ex GST, matter rate")
    desk.entry("e1").update(charge="not_billable", charge_asked=True, charge_why=WHY)
    desk.changed()
    expect(card.locator(".asks")).to_contain_text(
        "A flat fee matter: not billable by the firm's setting in Clio."
    )
    expect(card.locator("[data-state]")).to_have_text("Say how it is charged")
    page.keyboard.press("b")
    expect(card.locator(".asks")).to_have_count(0)
    until(page, lambda: desk.entry("e1").get("charge_asked") is False)
    card.locator("[data-field=charge]").select_option(label="Billable")
    expect(card.locator(".figures")).to_contain_text("0.3 h, billable")
    card.locator("[data-act=more]").click()
    card.locator("[data-act=rate]").click()
    card.locator("[data-field=rate]").fill("500")
    card.locator("[data-field=rate]").press("Enter")
    expect(card.locator(".figures")).to_contain_text("ex GST, rate you set")
    expect(card.locator("[data-state]")).to_have_text("Say why this rate")
    card.locator("[data-field=rate_why]").fill("agreed in writing")
    card.locator("[data-field=rate_why]").press("Enter")
    expect(card.locator("[data-state]")).to_have_text("Ready")
    until(page, lambda: desk.entry("e1")["rate_why"] == "agreed in writing")


def test_short_entries_are_offered_together(page: Page, desk: Desk) -> None:
    words = "3 short entries, 9 min, 3 units: join into 2?"
    desk.entry("e1").update(offer={"entries": ["e1", "e3"], "words": words})
    desk.changed()
    offer = page.locator("[data-entry=e1] .asks")
    expect(offer).to_contain_text(words)
    offer.locator("[data-act=join-offered]").click()
    until(page, lambda: bool(asked(desk, "/v1/entries/join")))
    assert [seen["entry"] for seen in asked(desk, "/v1/entries/join")[0]["entries"]] == ["e1", "e3"]
    expect(offer).to_have_count(0)

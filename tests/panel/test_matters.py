"""extension/panel: a tick for a closed matter or for none, and waiting for one that is still to be opened."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.panel.desk import Desk, asked

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_a_closed_matter_and_none_at_all_need_a_tick_and_a_missing_one_is_waited_for(
    page: Page, desk: Desk
) -> None:
    card = page.locator("[data-entry=e1]")
    tick = card.locator("[data-act=tick]")
    page.keyboard.press("m")
    page.keyboard.type("20388")
    expect(card.locator("[data-matter='7002'] small")).to_have_text("closed in Clio")
    page.keyboard.press("Enter")
    expect(tick).to_be_focused()
    expect(card.locator(".picker")).to_contain_text("20388-Copper Kettle is closed in Clio")
    page.keyboard.press("Enter")
    expect(tick).to_be_focused()
    assert asked(desk, "/v1/entries/revise") == []
    page.keyboard.press("Space")
    expect(card.locator(".flags")).to_contain_text("although the matter is closed")
    assert asked(desk, "/v1/entries/revise")[-1]["on_closed"] is True

    page.keyboard.press("m")
    expect(card.locator(".picker [data-matter]")).to_have_count(8)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(tick).to_be_focused()
    page.keyboard.press("Escape")
    expect(card).to_be_focused()
    assert len(asked(desk, "/v1/entries/revise")) == 1, "without the tick nothing changes"
    page.keyboard.press("m")
    expect(card.locator(".picker [data-matter]")).to_have_count(8)
    card.locator("[data-matter=none]").click()
    tick.click()
    expect(card.locator(".matter")).to_have_text("No matter")
    assert asked(desk, "/v1/entries/revise")[-1]["no_matter"] is True

    page.keyboard.press("m")
    page.keyboard.type("20999-Harbour")
    expect(card.locator("[data-matter=wait]")).to_contain_text("Wait for 20999-Harbour")
    page.keyboard.press("Enter")
    expect(card.locator("[data-state]")).to_have_text("Waits for its matter")
    expect(card.locator(".matter")).to_have_text("20999-Harbour")
    assert [body["number"] for body in asked(desk, "/v1/entries/wait")] == ["20999-Harbour"]

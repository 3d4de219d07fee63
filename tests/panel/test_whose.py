"""extension/panel: whose time it is, what Clio already shows before a push, and which of several alike is ours."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.panel import firm
from tests.panel.desk import Desk, asked
from tests.panel.fake_agent import FakeAgent
from tests.panel.scenes_layers import alike, already_there, colleague

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_a_colleague_gets_a_draft_when_ticked_and_the_time_of_a_call_is_prepared_for_somebody(
    page: Page, desk: Desk, agent: FakeAgent
) -> None:
    colleague(page, desk, agent)
    tick = page.locator("[data-colleague='8']")
    expect(tick).not_to_be_checked()
    tick.click()
    expect(page.locator("[data-entry=for-8]")).to_be_focused()
    expect(page.locator("[data-entry=for-8] .flags")).to_contain_text(
        "Tom Okafor’s time, prepared by Ruth Calder"
    )
    expect(tick).to_have_count(0)

    page.locator("[data-entry=e1]").focus()
    page.keyboard.press("f")
    names = page.locator("[data-entry=e1] [role=listbox]")
    expect(names).to_be_focused()
    page.keyboard.press("t")
    expect(names.locator("[aria-selected=true]")).to_contain_text("Tom Okafor")
    page.keyboard.press("Enter")
    expect(page.locator("[data-entry=e2] .flags")).to_contain_text("Tom Okafor’s time")
    assert [seen["entry"] for seen in asked(desk, "/v1/entries/earner")[0]["entries"]] == ["e1", "e2"]
    page.locator("[data-entry=e1]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#foot")).to_contain_text("as Tom Okafor, prepared by Ruth Calder")


def test_what_clio_shows_is_listed_while_it_counts_and_a_likely_double_is_asked_about(
    page: Page, desk: Desk, agent: FakeAgent
) -> None:
    page.locator("#menu").click()
    page.locator("[data-act=call-logs]").click()
    expect(page.locator("[data-act=call-logs]")).to_have_attribute("aria-checked", "true")
    page.keyboard.press("Escape")
    already_there(page, desk, agent)
    expect(page.locator("#foot")).to_contain_text("as Ruth Calder · adds 1 call-log line")
    expect(page.locator("[data-foot]")).to_have_text("Perhaps twice: 1 entry")
    page.locator("#foot [data-act=push]").click()
    expect(page.locator("[data-foot]")).to_contain_text("Sending 1 in")
    page.keyboard.press("z")
    expect(page.locator("[data-foot]")).to_have_text("1 confirmed · 0.3 h")
    desk.already = {"beside": desk.already["beside"][:1], "timer": desk.already["timer"]}
    page.keyboard.press("Shift+Enter")
    expect(page.locator("[data-foot]")).to_contain_text("Sending 1 in")
    expect(page.locator("[data-there]")).to_contain_text("0.4 h, here 0.3 h")
    expect(page.locator(".push-lines")).to_contain_text("A timer runs in Clio")
    page.keyboard.press("z")
    expect(page.locator("[data-foot]")).to_have_text("1 confirmed · 0.3 h")
    assert asked(desk, "/v1/push") == []


def test_of_several_alike_the_lawyer_says_which_is_ours_and_nothing_is_sent(
    page: Page, desk: Desk, agent: FakeAgent
) -> None:
    alike(page, desk, agent)
    options = page.locator("[data-entry=e1] [role=option]")
    expect(options).to_have_count(3)
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.locator("[data-entry=e1] [data-state]")).to_have_text("In Clio")
    assert asked(desk, "/v1/push/answer") == [{"entry": "e1", "activity_id": firm.ALIKE[1]["activity_id"]}]
    assert asked(desk, "/v1/push") == []

"""extension/panel/sentences.js: each state says one sentence and offers one action, in one place, and the action works."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.panel.around import answer_only, as_extension, asked_of_browser
from tests.panel.conftest import Open, until
from tests.panel.desk import Desk, asked
from tests.panel.desk_line import APP_UNKNOWN, ago
from tests.panel.fake_agent import FakeAgent
from tests.panel.test_the_line import LOOK

pytestmark = [pytest.mark.slow, pytest.mark.browser]

SENTENCES = {
    "agent-down": (
        "Tenth is not running",
        "Start Tenth from your applications; this page then carries on where you left it.",
        "Look again",
    ),
    "unpaired": (
        "Pair this browser once",
        "Choose Browsers in the menu of Tenth’s window, then type the eight characters it shows.",
        "Open the pairing page",
    ),
    "imposter": (
        "Something else answers here",
        "Another program answers where Tenth should be, so nothing was sent to it.",
        "What to do",
    ),
    "forbidden": ("This page may not look in", "Tenth does not know this page; open it again from Tenth.", "Look again"),
    "slow": ("Tenth is busy", "Tenth has not answered for a while; this page looks again by itself.", "Look again"),
    "locked": ("Unlock your keyring", "The keyring is locked, so drafts cannot be opened.", "Unlock"),
    "revoked": (
        "Allow Tenth in this browser",
        "This browser no longer lets Tenth show on Clio’s pages.",
        "Allow again",
    ),
}  # fmt: skip

InState = Callable[[str], Page]


@pytest.fixture
def in_state(open_page: Open, agent: FakeAgent) -> InState:
    """Open the page in an extension whose line, a module of its own, meets one state only."""
    agent.as_written = True

    def opened(state: str) -> Page:
        def around(page: Page) -> None:
            as_extension(page)
            answer_only(page, state)

        page = open_page(before=around)
        expect(page.locator("#blank h2")).to_be_visible()
        return page

    return opened


@pytest.mark.parametrize("state", SENTENCES)
def test_a_state_says_one_sentence_and_offers_one_action(in_state: InState, state: str) -> None:
    page = in_state(state)
    title, text, action = SENTENCES[state]
    expect(page.locator("#blank h2")).to_have_text(title)
    expect(page.locator("#blank > p")).to_have_text(text)
    expect(page.locator("#blank [data-act]")).to_have_count(1)
    expect(page.locator("#blank [data-act=mend]")).to_have_text(f"{action} Enter")
    expect(page.locator("#blank [data-act=mend]")).to_be_focused()
    expect(page.locator("#foot [data-act=push]")).to_have_attribute("aria-disabled", "true")


def test_heading_text_and_button_stand_in_one_place_in_every_state(in_state: InState) -> None:
    places = {state: tops(in_state(state)) for state in SENTENCES}
    assert len(set(places.values())) == 1, places


def tops(page: Page) -> tuple[int, ...]:
    found: list[float] = page.evaluate(
        "() => ['h2', 'p', '[data-act=mend]'].map((s) => document.querySelector(`#blank ${s}`).getBoundingClientRect().top)"
    )
    return tuple(map(round, found))


def test_an_unpaired_browser_is_led_to_the_pairing_page(in_state: InState) -> None:
    page = in_state("unpaired")
    page.keyboard.press("Enter")
    until(
        page, lambda: asked_of_browser(page) == [["tab", {"url": "chrome-extension://tenth/pages/pair.html"}]]
    )


def test_a_permission_taken_away_is_asked_for_again_by_the_click(in_state: InState) -> None:
    page = in_state("revoked")
    page.click("#blank [data-act=mend]")
    wanted = {"origins": ["https://au.app.clio.com/*", "http://127.0.0.1/*"]}
    until(page, lambda: asked_of_browser(page) == [["permission", wanted]])


def test_what_to_do_about_another_program_unfolds_under_its_button(in_state: InState) -> None:
    page = in_state("imposter")
    before = tops(page)
    page.keyboard.press("Enter")
    expect(page.locator("#blank ol li")).to_have_count(3)
    assert tops(page) == before


def test_a_locked_keyring_is_unlocked_and_the_drafts_are_there(page: Page, desk: Desk) -> None:
    desk.locked = True
    desk.changed()
    page.evaluate(LOOK)
    expect(page.locator("#blank")).to_contain_text("The keyring is locked, so drafts cannot be opened.")
    expect(page.locator("#sources")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator("[data-entry=e1]")).to_be_focused()
    assert asked(desk, "/v1/unlock") == [{}]


def test_a_tenth_that_comes_back_is_noticed_by_itself(open_page: Open, desk: Desk, agent: FakeAgent) -> None:
    page = open_page()
    page.wait_for_selector("[data-entry=e1].is-focus")
    page.route("**/v1/**", lambda route: route.abort("connectionrefused"))
    page.evaluate(LOOK)
    expect(page.locator("#blank h2")).to_have_text("Tenth is not running")
    expect(page.locator("#status")).to_contain_text("last seen")
    expect(page.locator("#sources")).to_be_hidden()
    page.unroute("**/v1/**")
    expect(page.locator("[data-entry=e1]")).to_be_focused()


def test_a_slow_tenth_leaves_the_drafts_to_read_and_looks_again_by_itself(page: Page) -> None:
    page.route("**/v1/state", lambda route: route.abort("timedout"))
    page.clock.install()
    page.evaluate("() => { AbortSignal.timeout = () => AbortSignal.abort(); }")
    page.evaluate(LOOK)
    expect(page.locator("#status")).to_contain_text("Tenth is slow to answer")
    expect(page.locator("[data-entry=e1]")).to_be_visible()


def sign_out(page: Page, desk: Desk, code: str = "sign_in_revoked") -> None:
    page.keyboard.press("Enter")
    expect(page.locator("[data-foot]")).to_have_text("1 confirmed · 0.3 h")
    desk.clio["problem"] = {"code": code, "hint": "Connect to Clio again."}
    desk.changed()
    page.evaluate(LOOK)
    expect(page.locator("#status")).to_contain_text(
        "You are signed out of Clio; 1 confirmed entry waits here."
    )


def test_signing_in_opens_clios_page_and_the_state_refreshes_by_itself(page: Page, desk: Desk) -> None:
    page.context.route("https://au.app.clio.com/**", lambda route: route.fulfill(body="Clio's own page"))
    sign_out(page, desk)
    expect(page.locator("[data-entry=e1]")).to_be_visible()
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Sign in").click()
    assert opened.value.url == desk.clio_page
    assert opened.value.evaluate("() => window.opener") is None
    expect(page.locator("#status")).to_contain_text("Sign in on Clio’s page, in the tab that opened.")
    desk.signed_in()
    expect(page.locator("#status")).to_contain_text("Synced")
    expect(page.locator("#foot [data-act=push]")).to_have_attribute("aria-disabled", "false")


def test_signing_in_inside_the_extension_asks_the_browser_for_a_tab(open_page: Open, desk: Desk) -> None:
    page = open_page(before=as_extension)
    page.wait_for_selector("[data-entry=e1].is-focus")
    sign_out(page, desk)
    page.get_by_role("button", name="Sign in").click()
    until(page, lambda: asked_of_browser(page) == [["tab", {"url": desk.clio_page}]])


def test_an_address_that_is_no_page_of_clios_is_not_opened(open_page: Open, desk: Desk) -> None:
    desk.clio_page = "http://elsewhere.example/oauth"
    page = open_page(before=as_extension)
    page.wait_for_selector("[data-entry=e1].is-focus")
    sign_out(page, desk)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("#status")).to_contain_text("Sign in on Clio’s page")
    assert asked_of_browser(page) == []


def test_without_the_firms_app_signing_in_says_what_to_do(page: Page, desk: Desk) -> None:
    desk.app_known = False
    sign_out(page, desk)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("#status")).to_contain_text(APP_UNKNOWN)


def test_a_declined_sign_in_is_said_with_the_next_step(page: Page, desk: Desk) -> None:
    desk.clio["problem"] = {"code": "sign_in_declined", "hint": "Connect again and choose Allow."}
    desk.changed()
    page.evaluate(LOOK)
    expect(page.locator("#status")).to_contain_text("Connect again and choose Allow.")
    expect(page.locator("#status [data-act=signIn]")).to_have_text("Sign in")


def test_offline_says_how_old_the_matters_are(page: Page, desk: Desk) -> None:
    desk.clio |= {"as_of": ago(minutes=61), "problem": {"code": "unreachable", "hint": "Try again."}}
    desk.changed()
    page.evaluate(LOOK)
    expect(page.locator("#status")).to_contain_text(", an hour old.")
    page.get_by_role("button", name="Try now").click()
    expect(page.locator("#status")).to_contain_text("Synced")
    assert asked(desk, "/v1/sync") == [{}]


def test_the_words_of_a_state_are_for_people(browser: Browser) -> None:
    said = " ".join(" ".join(words) for words in SENTENCES.values()).lower()
    assert [
        word for word in ("agent", "server", "token", "api", "error", "sorry", "please", "!") if word in said
    ] == []

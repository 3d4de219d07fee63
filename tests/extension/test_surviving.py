"""What happens on a real desk while somebody edits and pushes: no edit is lost, nothing is pushed twice (threat 14)."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Frame, Locator, Page, expect

from agent.domain.entry import TimeEntry
from agent.domain.ids import PushId
from agent.domain.push import Outgoing, Push
from agent.workflow.pushing import Pushing
from agent.workflow.sending import Sending
from tests.extension.chromium import HOST, PAIR_PAGE, wait_for
from tests.extension.conftest import Paired
from tests.extension.inside import Inside, has_the_keys
from tests.extension.packages import change, copied

pytestmark = [pytest.mark.slow, pytest.mark.browser]

SLEPT = 5
"""Seconds: long enough for a panel that counts down to notice."""
WORDS = "Telephone attendance on Marcus Hale regarding the lease"


def edit(inside: Inside, page: Page, words: str = WORDS) -> Frame:
    """Open the panel, and write a narrative without ending the edit."""
    panel = inside.panel(page)
    page.keyboard.press("e")
    wait_for(page, lambda: panel.evaluate("document.activeElement.localName") == "textarea")
    page.keyboard.press("Control+a")
    page.keyboard.type(words)
    return panel


def narrative(panel: Frame) -> Locator:
    """The field with the words of the entry in focus."""
    return panel.locator("[data-entry].is-focus textarea")


def kept(inside: Inside) -> list[str]:
    """The narratives as the agent has them."""
    return [entry.narrative for entry in inside.desk.services.review.entries(None)]


def confirm_and_push(page: Page, panel: Frame) -> None:
    page.keyboard.press("Enter")
    expect(panel.locator("[data-foot]")).to_contain_text("1 confirmed")
    page.keyboard.press("Shift+Enter")


def test_the_background_is_stopped_in_the_middle_of_an_edit(inside: Inside) -> None:
    witness = inside.browser.open(PAIR_PAGE)
    page = inside.clio()
    panel = edit(inside, page, "First half")
    inside.browser.stop_worker(witness)
    page.bring_to_front()
    page.keyboard.type(" and second half")
    inside.browser.stop_worker(witness)
    page.keyboard.press("Enter")
    wait_for(page, lambda: "First half and second half" in kept(inside))
    expect(narrative(panel)).to_have_value("First half and second half")


def test_the_agent_is_started_again_in_the_middle_of_an_edit(inside: Inside) -> None:
    page = inside.clio()
    edit(inside, page, "Before")
    inside.desk.stop()
    page.keyboard.type(" and after")
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)
    inside.desk.start()
    wait_for(page, lambda: "Before and after" in kept(inside), seconds=30)


def test_clio_is_loaded_anew_in_the_middle_of_an_edit(inside: Inside) -> None:
    page = inside.clio()
    edit(inside, page)
    wait_for(page, lambda: WORDS in kept(inside))
    page.reload()
    page.wait_for_selector(HOST, state="attached")
    expect(narrative(inside.panel(page))).to_have_value(WORDS)


def test_what_an_update_leaves_behind_in_an_open_tab_goes_and_the_panel_is_back_with_the_page(
    inside: Inside,
) -> None:
    inside.browser.allow_reloading()
    page = inside.clio()
    edit(inside, page)
    wait_for(page, lambda: WORDS in kept(inside))
    worker = next(w for w in inside.browser.context.service_workers if inside.browser.origin in w.url)
    worker.evaluate("void setTimeout(() => chrome.runtime.reload(), 50)")
    wait_for(page, lambda: page.locator(HOST).count() == 0)
    assert WORDS in kept(inside)
    page.reload()
    page.wait_for_selector(HOST, state="attached")
    panel = inside.open(page)
    expect(panel.locator("[data-entry]").first).to_be_visible()
    shown = "document.body.innerText + [...document.querySelectorAll('textarea')].map((field) => field.value).join()"
    wait_for(page, lambda: WORDS in panel.evaluate(shown))


def push_from_two_tabs(inside: Inside) -> list[str]:
    """Let the five seconds run in two tabs for one entry at once, and return what Clio then holds of it."""
    both = [(page, inside.panel(page)) for page in (inside.clio(), inside.clio())]
    for at, (page, panel) in enumerate(both):
        page.bring_to_front()
        panel.locator("[data-entry].is-focus").focus()
        has_the_keys(page, panel)
        if at == 0:
            page.keyboard.press("Enter")
        expect(panel.locator("[data-foot]")).to_contain_text("1 confirmed", timeout=20_000)
        page.keyboard.press("Shift+Enter")
        expect(panel.locator("[data-foot]")).to_contain_text("Sending 1")
    for _, panel in both:
        expect(panel.locator("[data-foot]")).not_to_contain_text("Sending", timeout=20_000)
    return [activity["note"] for activity in inside.desk.pushed()]


def test_two_tabs_of_clio_push_an_entry_once(inside: Inside) -> None:
    assert len(push_from_two_tabs(inside)) == 1


def test_an_agent_that_keeps_no_ledger_would_push_it_twice(
    inside: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: neither row nor status is written, so every request is sent."""

    def blindly(self: Pushing, sending: Sending, entry: TimeEntry) -> Push:
        who = self.desk.store.home.timekeeper
        assert who is not None
        push = Push(
            PushId(self.desk.new_id()), entry.id, sent=Outgoing.of(entry, who.id), written_at=self.desk.now()
        )
        return push.created(sending.practice.create(push.sent))

    monkeypatch.setattr(Pushing, "_once", blindly)
    first, second = push_from_two_tabs(inside)
    assert first == second


def test_the_computer_sleeps_while_clio_answers(inside: Inside) -> None:
    page = inside.clio()
    panel = inside.panel(page)
    inside.desk.clio.misbehave("slow", "POST", "/api/v4/activities", seconds=3, times=1)
    try:
        confirm_and_push(page, panel)
        wait_for(page, lambda: len(inside.desk.pushed()) == 1)
        inside.browser.fall_asleep(4)
        expect(panel.locator("[data-outcome=created]").first).to_contain_text("In Clio", timeout=20_000)
    finally:
        inside.desk.clio.behave()
    page.keyboard.press("Shift+Enter")
    page.wait_for_timeout(1_000)
    assert len(inside.desk.pushed()) == 1


def test_the_computer_sleeps_while_the_five_seconds_run(inside: Inside) -> None:
    page = inside.clio()
    panel = inside.panel(page)
    confirm_and_push(page, panel)
    expect(panel.locator("[data-foot]")).to_contain_text("Sending")
    inside.browser.fall_asleep(SLEPT)
    expect(panel.locator("#foot")).to_contain_text("Nothing was sent", timeout=20_000)
    assert inside.desk.pushed() == []
    page.keyboard.press("Shift+Enter")
    expect(panel.locator("[data-outcome=created]").first).to_contain_text("In Clio", timeout=20_000)
    assert len(inside.desk.pushed()) == 1


@pytest.fixture
def careless(chrome_package: Path, tmp_path: Path) -> Path:
    """A copy whose background saves nothing, and whose panel does not notice that it slept."""
    package = copied(chrome_package, tmp_path / "careless")
    change(
        package, "background/sw.js", "const reply = await door.call(path, body);",
        'if (path === "/v1/entries/revise") return { state: "slow" };\n  const reply = await door.call(path, body);',
    )  # fmt: skip
    change(
        package, "panel/acts/sending.js", "if (slept) return sleptThrough();", "void [slept, sleptThrough];"
    )
    return package


def test_an_edit_that_is_sent_nowhere_would_be_missed_and_a_sleeping_computer_would_push(
    open_paired: Paired, careless: Path, tmp_path: Path
) -> None:
    with open_paired(tmp_path / "open", package=careless) as inside:
        page = inside.clio()
        edit(inside, page)
        page.wait_for_timeout(1_500)
        page.reload()
        page.wait_for_selector(HOST, state="attached")
        panel = inside.panel(page)
        expect(narrative(panel)).not_to_have_value(WORDS)
        confirm_and_push(page, panel)
        expect(panel.locator("[data-foot]")).to_contain_text("Sending")
        inside.browser.fall_asleep(SLEPT)
        wait_for(page, lambda: len(inside.desk.pushed()) == 1)

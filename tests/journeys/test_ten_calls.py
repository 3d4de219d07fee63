"""Ten calls of which nothing is recorded, by keyboard, with the real agent in real Chromium: a confirmed entry each, at most
twelve key presses besides the words; and neither page nor clock ever asks the browser for sound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from agent.domain.entry import EntryStatus
from tests.journeys.conftest import Agent

pytestmark = [pytest.mark.slow, pytest.mark.browser]

MOST = 12
SOUND = ("AudioContext", "MediaRecorder", "MediaStream", "webkitSpeechRecognition", "SpeechRecognition")
WATCH = f"""
window.sounds = 0;
for (const name of {list(SOUND)!r}) if (window[name]) window[name] = new Proxy(window[name], {{
  construct: (made, given) => (window.sounds++, new made(...given)),
}});
navigator.mediaDevices && (navigator.mediaDevices.getUserMedia = () => (window.sounds++, Promise.reject(new Error("no"))));
"""


DRAFT = "[data-entry]:has([data-act=confirm])"
WAY = """(draft) => {
  const at = document.querySelector("[data-entry].is-focus"), to = document.querySelector(draft);
  return !at || at.matches(draft) ? null : at.compareDocumentPosition(to) & Node.DOCUMENT_POSITION_FOLLOWING ? "j" : "k";
}"""
"""By which key a draft is reached from where the lawyer stands."""


@dataclass
class Hands:
    """Presses keys one after the other, each when the page shows what the one before did, and counts them; words are free."""

    page: Page
    agent: Agent
    pressed: int = 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.pressed += 1

    def type(self, words: str) -> None:
        self.page.keyboard.insert_text(words)

    def begin(self) -> None:
        """The clock alone for a call: they say no, or nobody can be asked."""
        self.press("C")
        expect(self.page.locator(".capture [data-act=clockOnly]")).to_be_visible()
        self.press("t")
        self.runs()

    def runs(self) -> None:
        expect(self.page.locator("[role=timer]")).to_be_visible()

    def note(self, words: str) -> None:
        self.press("n")
        field = self.page.locator("#noting input")
        expect(field).to_be_focused()
        self.type(words)
        self.press("Enter")
        expect(field).to_have_count(0)

    def lasts(self) -> None:
        """Time passes: a call of no time at all has no units."""
        self.page.wait_for_timeout(1_100)

    def end(self) -> None:
        self.lasts()
        self.press("t")
        expect(self.page.locator("[role=timer]")).to_have_count(0)

    def draft(self) -> None:
        """Go to a new draft, where the page has not gone there by itself."""
        expect(self.page.locator(DRAFT).first).to_be_visible(timeout=30_000)
        expect(self.page.locator("[data-entry].is-focus")).to_be_visible()
        while step := self.page.evaluate(WAY, DRAFT):
            stood = self.page.locator("[data-entry].is-focus").get_attribute("data-entry")
            self.press(step)
            expect(self.page.locator("[data-entry].is-focus")).not_to_have_attribute(
                "data-entry", stood or ""
            )

    def matter(self, words: str) -> None:
        self.draft()
        self.press("m")
        field = self.page.locator(".picker input")
        expect(field).to_be_focused()
        self.type(words)
        expect(self.page.locator(".picker [role=option]").first).to_contain_text(words)
        self.press("Enter")
        expect(field).to_have_count(0)

    def narrative(self, words: str) -> None:
        self.draft()
        self.press("e")
        field = self.page.locator("[data-entry].is-focus textarea")
        expect(field).to_be_focused()
        self.type(words)
        self.press("Enter")
        expect(field).not_to_be_focused()

    def confirm(self, entries: int = 1) -> None:
        """Confirm new drafts, each when the page says that nothing is missing."""
        for _ in range(entries):
            before = len(self.agent.services.review.entries(EntryStatus.CONFIRMED))
            self.draft()
            expect(self.page.locator("[data-entry].is-focus [data-state]")).to_contain_text("Ready")
            self.press("Enter")
            expect(self.page.locator("[data-foot]")).to_contain_text(f"{before + 1} confirmed")


def a_mobile_phone(hands: Hands) -> None:
    hands.begin()
    hands.note("lease call re guarantee")
    hands.end()
    hands.matter("20417")
    hands.confirm()


def a_desk_phone_with_a_plain_clock(hands: Hands) -> None:
    hands.press("t")
    expect(hands.page.locator("[data-clock]")).to_be_visible()
    hands.note("call to the landlord of 20417 re rent")
    hands.lasts()
    hands.press("t")
    expect(hands.page.locator("[data-clock]")).to_have_count(0)
    hands.confirm()


def a_talk_in_the_corridor(hands: Hands) -> None:
    hands.note("last 12 min talk with Marcus re defects of 20431")
    hands.confirm()


def a_hearing(hands: Hands) -> None:
    hands.agent.services.clock.start(call=True, what="Hale: directions hearing")  # as the calendar names it
    hands.runs()
    hands.press("C")
    expect(hands.page.locator(".capture")).to_contain_text(
        "This is a hearing: nothing is recorded there without leave."
    )
    hands.press("Enter")
    hands.note("attending directions hearing, orders made")
    hands.end()
    hands.matter("20431")
    hands.confirm()


def people_who_say_no(hands: Hands) -> None:
    hands.begin()
    hands.note("call re builder's invoice, no recording wished")
    hands.end()
    hands.matter("20431")
    hands.confirm()


def a_call_of_which_nothing_was_noted(hands: Hands) -> None:
    hands.begin()
    hands.end()
    hands.narrative("Telephone attendance on client re lease")
    hands.matter("20417")
    hands.confirm()


def a_call_typed_in_tenths(hands: Hands) -> None:
    hands.note("0.2 hale lease call re guarantee")
    hands.matter("20417")
    hands.confirm()


def a_call_about_two_matters(hands: Hands) -> None:
    hands.begin()
    hands.note("bank guarantee 25k for the Marlin Square lease, file 20417")
    hands.lasts()
    hands.note("Tallow Creek: roof defects, builder to inspect on Tuesday, file 20431")
    hands.end()
    hands.confirm(2)


def a_mediation(hands: Hands) -> None:
    hands.agent.services.clock.start(call=True, what="Mediation, Hale and Tallow Creek")
    hands.runs()
    hands.note("mediation, offers exchanged")
    hands.end()
    hands.matter("20431")
    hands.confirm()


def a_call_forgotten_until_the_evening(hands: Hands) -> None:
    hands.note("0.3 call with the broker re 20417")
    hands.confirm()


CALLS: tuple[Callable[[Hands], None], ...] = (
    a_talk_in_the_corridor, a_call_forgotten_until_the_evening, a_call_typed_in_tenths, a_mobile_phone,
    a_desk_phone_with_a_plain_clock, a_hearing, people_who_say_no, a_call_of_which_nothing_was_noted,
    a_call_about_two_matters, a_mediation,
)  # fmt: skip


def test_ten_calls_by_keyboard(
    agent: Agent,
    browser_page: Page,
) -> None:
    page = browser_page
    page.add_init_script(WATCH)
    page.goto(agent.page.address())
    expect(page.get_by_role("button", name="Add")).to_be_visible()
    counted: dict[str, int] = {}
    for call in CALLS:
        hands = Hands(page, agent)
        call(hands)
        counted[call.__name__] = hands.pressed
    assert len(counted) == 10
    assert {name: count for name, count in counted.items() if count > MOST} == {}
    confirmed = agent.services.review.entries(EntryStatus.CONFIRMED)
    assert len(confirmed) == 11
    assert all(entry.narrative and entry.units and entry.matter for entry in confirmed)
    assert page.evaluate("window.sounds") == 0
    page.evaluate("() => new AudioContext().close()")
    assert page.evaluate("window.sounds") == 1, "what asks for sound would have been seen"

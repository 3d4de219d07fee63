"""extension/panel: files dropped and text pasted."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.panel.conftest import Open
from tests.panel.desk import Desk

pytestmark = [pytest.mark.slow, pytest.mark.browser]

NO_WORDS = {
    "code": "no_words",
    "message": "There are no words in this file.",
    "hint": "Scan it with text, then drop it again.",
}
AWAY = {
    "code": "speech_server_away",
    "message": "speech.firm.example does not answer.",
    "hint": "The sound is kept. Tenth looks every half minute.",
}
DROP = """([name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name));
  document.body.dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
}"""


def test_an_empty_page_takes_pasted_words_with_what_is_already_known(open_page: Open, desk: Desk) -> None:
    desk.views.clear()
    page = open_page()
    page.click("#known-matter")
    page.keyboard.type("20417")
    page.keyboard.press("Enter")
    page.fill("[data-known=client]", "Copper Kettle Bakery Pty Ltd")
    page.fill("[data-known=date]", "2026-11-18")
    page.fill("[data-known=timekeeper]", "Ruth Calder")
    page.fill("#paste", "Spoke to Marcus about the lease.")
    page.click("[data-act=paste]")
    expect(page.locator("[data-source=new-0]")).to_contain_text("Writing suggestions · 25 %")
    body = next(body for path, body in desk.calls if path == "/v1/sources/paste")
    assert body == {
        "text": "Spoke to Marcus about the lease.",
        "context": {
            "matter_id": 7000, "date": "2026-11-18", "call_start": None, "timekeeper": "Ruth Calder",
            "participants": ["Copper Kettle Bakery Pty Ltd"],
        },
    }  # fmt: skip


def test_dropped_files_arrive_whole_and_a_refused_one_says_why(page: Page, desk: Desk) -> None:
    page.evaluate(DROP, ["note.txt", "naïve ✓"])
    expect(page.locator("[data-source=new-3]")).to_be_visible()
    page.evaluate(DROP, ["locked.pdf", "%PDF-locked"])
    expect(page.locator("[data-failure=locked]")).to_contain_text(
        "locked.pdf: This PDF is locked with a password. Remove the password"
    )
    taken = next(body for path, body in desk.calls if path == "/v1/sources/take-in")
    assert (taken["name"], taken["data"]) == ("note.txt", "bmHDr3ZlIOKckw==")


def test_a_memo_is_ticked_by_keyboard_and_said_of_what_comes_next_alone(open_page: Open, desk: Desk) -> None:
    desk.views.clear()
    page = open_page()
    memo = page.get_by_role("checkbox", name="A memo: I alone speak in it")
    memo.focus()
    page.keyboard.press("Space")
    expect(memo).to_be_checked()
    page.evaluate(DROP, ["memo.m4a", "a sound"])
    expect(page.locator("[data-source=new-0]")).to_be_visible()
    assert [body["memo"] for path, body in desk.calls if path == "/v1/sources/take-in"] == [True]
    page.get_by_role("button", name="Add").click()
    expect(memo).not_to_be_checked()


def test_words_pasted_anywhere_are_shown_before_they_are_taken(page: Page, desk: Desk) -> None:
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData("text/plain", "Letter to counsel");
          document.body.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }"""
    )
    expect(page.locator("#paste")).to_have_value("Letter to counsel")
    expect(page.locator("#paste")).to_be_focused()
    assert not any(path == "/v1/sources/paste" for path, _ in desk.calls)


def test_a_source_that_failed_shows_its_sentence_and_can_be_tried_again(page: Page, desk: Desk) -> None:
    desk.views["doc-1"]["source"]["failure"] = NO_WORDS
    desk.changed()
    page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    failure = page.locator("[data-source=doc-1] [data-failure=no_words]")
    expect(failure).to_contain_text("There are no words in this file. Scan it with text, then drop it again.")
    failure.locator("[data-act=try-again]").click()
    expect(failure).to_have_count(0)
    expect(page.locator("[data-source=doc-1] .under-way")).to_have_text("Waiting its turn")


def test_words_that_wait_for_the_firms_server_can_be_made_here_instead(page: Page, desk: Desk) -> None:
    desk.views["doc-1"]["source"]["failure"] = AWAY
    desk.changed()
    page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    failure = page.locator("[data-source=doc-1] [data-failure=speech_server_away]")
    expect(failure.get_by_role("button", name="Try again")).to_be_visible()
    failure.get_by_role("button", name="Transcribe here instead").click()
    expect(failure).to_have_count(0)
    assert ("/v1/speech-server/here", {"source": "doc-1"}) in desk.calls

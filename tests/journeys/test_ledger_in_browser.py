"""The ledger page of the real agent in real Chromium: from the panel's row to what stands in practice Clio afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from agent import wiring
from agent.cli.page import ReviewPage
from agent.domain.entry import EntryStatus
from agent.domain.push import Outcome
from agent.sandbox.server import PracticeClio
from agent.workflow.services import Services
from tests.journeys.conftest import watched_page
from tests.signed_in import a_home

pytestmark = [pytest.mark.slow, pytest.mark.browser]

PICTURES = Path(__file__).parents[2] / "build" / "pictures"
TYPED = (
    "0.3 Telephone attendance on Marcus Hale regarding the bank guarantee",
    "0.6 Perusing the quote for the fit-out; the filing fee is $1,250",
    "0.2 Email to Marlin Square regarding the disclosure statement",
)
CORRECTED = "Telephone attendance on Marcus Hale regarding the guarantee"


@dataclass
class Books:
    """An agent whose entries are in practice Clio."""

    services: Services
    page: ReviewPage
    clio: PracticeClio

    def open(self, page: Page, at: str = "") -> None:
        """Open the ledger in a window of its own, and wait until it has read back from Clio."""
        page.goto(self.page.place.windows.launch_page(f"/window/ledger.html{at}").as_uri())
        expect(page.locator("[data-busy]")).to_contain_text("Read back from Clio")

    def remote(self, place: int) -> int:
        """The id in Clio of the entry that was typed at a place."""
        entries = {e.narrative[:12]: e.id for e in self.services.review.entries()}
        entry_id = entries[TYPED[place][4:16]]
        return int(self.services.review.pushes()[entry_id].remote_id or 0)


@pytest.fixture
def books(tmp_path: Path, clio: PracticeClio) -> Iterator[Books]:
    home = a_home(tmp_path / "home", clio)
    services = wiring.build(home)
    services.mirror.sync()
    matter = next(m for m in services.mirror.search("20417", 5) if not m.is_closed)
    for text in TYPED:
        services.clock.add(text, matter_id=matter.id)
    services.process.all()
    for entry in services.review.entries(EntryStatus.DRAFT):
        services.review.confirm(entry.id, None)
    assert {push.outcome for push in services.push.push()} == {Outcome.CREATED}
    with ReviewPage(services, home) as page:
        yield Books(services, page, clio)
    services.close()


@pytest.fixture
def window(browser: Browser) -> Iterator[Page]:
    """A page whose every complaint fails the test."""
    with watched_page(browser, width=1100, height=780) as page:
        yield page


def test_what_was_pushed_is_corrected_undone_and_taken_off_the_wrong_client(
    books: Books, window: Page
) -> None:
    first, second, third = (books.remote(n) for n in range(3))
    books.clio.firm.put_on_bill(third)
    books.open(window)
    line = window.locator("[data-line]")
    expect(line.filter(has_text=str(third))).to_contain_text("On a draft bill")
    assert "launch=" not in window.url
    PICTURES.mkdir(parents=True, exist_ok=True)
    window.screenshot(path=PICTURES / "ledger-light.png")

    line.filter(has_text=str(first)).click()
    window.keyboard.press("c")
    expect(window.locator("[data-field=narrative]")).to_be_focused()
    window.locator("[data-field=narrative]").fill(CORRECTED)
    window.locator("[data-act=compare]").click()
    expect(window.locator("[data-preview]")).to_contain_text(CORRECTED)
    books.clio.firm.change("activities", first, note="Somebody else's words")
    window.locator("[data-act=write]").click()
    expect(window.locator("[data-deed=conflict]")).to_contain_text("Somebody else's words")
    expect(window.locator("[data-deed=conflict]")).to_contain_text(CORRECTED)
    window.screenshot(path=PICTURES / "ledger-conflict.png")

    window.locator("[data-act=correct]").click()
    expect(window.locator("[data-field=narrative]")).to_be_focused()
    window.locator("[data-field=narrative]").fill(CORRECTED)
    window.locator("[data-act=compare]").click()
    expect(window.locator("[data-preview]")).to_contain_text("Somebody else's words")
    window.locator("[data-act=write]").click()
    expect(window.locator(".pane > .narrative")).to_have_text(CORRECTED)
    held = books.clio.firm.find("activities", first)
    assert held is not None
    assert held["note"] == CORRECTED

    line.filter(has_text=str(third)).click()
    expect(window.locator("[data-why]")).to_contain_text("Take it off that draft in Clio first")
    expect(window.locator("[data-act=undo]")).to_have_attribute("aria-disabled", "true")

    line.filter(has_text=str(second)).click()
    window.locator("[data-act=wrong]").click()
    expect(window.locator("[name=how][value=out]")).to_be_checked()
    window.screenshot(path=PICTURES / "ledger-wrong-client.png")
    window.locator("[data-act=take-out]").click()
    expect(window.locator("[data-wrong=true]")).to_be_visible()
    expect(window.locator(".places")).to_contain_text(f"Entry {second} in Clio")
    assert books.clio.firm.find("activities", second) is None

    line.filter(has_text=str(first)).click()
    expect(window.locator("[data-state].state").last).to_have_text("Unbilled")
    window.keyboard.press("u")
    expect(line.filter(has_text=str(first))).to_have_attribute("data-state", "undone")
    assert books.clio.firm.find("activities", first) is None
    assert len(books.services.review.entries(EntryStatus.DRAFT)) == 2


def test_an_expense_is_added_by_a_key_with_both_sums_and_pushed(books: Books, window: Page) -> None:
    entry = next(e for e in books.services.review.entries() if "filing fee" in e.narrative.lower())
    books.open(window, f"?entry={entry.id}")
    expect(window.locator("[aria-current=true][data-line]")).to_have_attribute("data-line", entry.id)
    window.keyboard.press("e")
    form = window.locator("[data-expense]")
    expect(form.locator("[data-field=narrative]")).to_be_focused()
    expect(form.locator("[data-field=category] option")).not_to_have_count(1)
    form.locator("[data-field=narrative]").fill("Filing fee")
    form.locator("[data-field=amount]").fill("1,250")
    expect(window.locator("[data-act=keep]")).to_have_attribute("aria-disabled", "true")
    form.locator("[name=gst][value=included]").check()
    expect(form.locator("[data-both]")).to_contain_text("$1,136.36")
    expect(form.locator("[data-both]")).to_contain_text("$113.64")
    form.locator("[data-field=category]").select_option(index=1)
    window.screenshot(path=PICTURES / "ledger-expense.png")
    window.locator("[data-act=keep]").click()
    window.locator("[data-act=push-expense]").click()
    expect(window.locator(".pane [data-state]")).to_have_text("Unbilled")
    (held,) = [a for a in books.clio.firm.activities if a["type"] == "ExpenseEntry"]
    assert (held["note"], held["price"], held["tax_setting"]) == ("Filing fee", 1136.36, "tax_1_only")
    window.locator("[data-act=edit-expense]").click()
    form.locator("[data-field=amount]").fill("1,260")
    window.locator("[data-act=compare]").click()
    expect(window.locator("[data-preview]")).to_contain_text("$1,145.45")
    window.screenshot(path=PICTURES / "ledger-expense-corrected.png")
    window.locator("[data-act=write]").click()
    expect(window.locator(".pane .facts")).to_contain_text("$1,145.45")
    expect(window.locator("[data-busy]")).to_contain_text("Read back from Clio")
    window.keyboard.press("u")
    expect(window.locator(".pane [data-state]")).to_have_text("Draft")
    assert [a for a in books.clio.firm.activities if a["type"] == "ExpenseEntry"] == []
    window.locator("[data-filter=kind]").select_option("expense")
    expect(window.locator("[data-line]")).to_have_count(1)


def test_terms_are_set_for_a_client_and_hold_for_its_matter(books: Books, window: Page) -> None:
    entry = books.services.review.entries()[0]
    books.open(window, f"?entry={entry.id}")
    expect(window.locator("[aria-current=true][data-line]")).to_be_visible()
    window.locator("[data-act=terms]").click()
    expect(window.locator("[data-whose=matter]")).to_have_attribute("aria-pressed", "true")
    window.locator("[data-whose=client]").click()
    expect(window.locator("[data-whose=client]")).to_have_attribute("aria-pressed", "true")
    window.locator("[data-terms=unit]").select_option("900")
    window.locator("[data-act=keep-terms]").click()
    expect(window.locator("[data-holds]")).to_contain_text("Units of 15 minutes")
    expect(window.locator(".places.own li")).to_have_count(1)
    window.locator("[data-whose=matter]").click()
    expect(window.locator("[data-whose=matter]")).to_have_attribute("aria-pressed", "true")
    expect(window.locator("[data-holds]")).to_contain_text("20 minutes become 2 × 15 min, 0.5 h")
    window.screenshot(path=PICTURES / "ledger-terms-light.png")
    window.emulate_media(color_scheme="dark")
    window.screenshot(path=PICTURES / "ledger-terms-dark.png")
    assert books.services.rates.book().rule(entry.matter_id).unit == 900

"""Signed out at Clio while Tenth runs, and in again from the page: real Clio client, real callback, real database."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from agent import wiring
from agent.cli.page import ReviewPage
from agent.cli.practice_clio import allow_without_browser
from agent.errors import SignedOut, Unreachable
from agent.paths import Home, open_home
from agent.sandbox.server import PracticeClio
from agent.workflow.services import Services
from tests.signed_in import sign_in as signed_in

pytestmark = pytest.mark.slow  # the browser comes back to one port: these do not run beside each other


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return open_home(tmp_path / "home", practice=True)


@pytest.fixture
def services(home: Home, clio: PracticeClio) -> Iterator[Services]:
    """Tenth in a practice home, signed in as Ruth Calder and synced."""
    services = wiring.build(signed_in(home, clio))
    services.mirror.sync()
    yield services
    services.close()


def trouble(services: Services) -> str | None:
    found = services.mirror.status().trouble
    return found.code if found else None


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not true():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.02)


def sign_in(services: Services, person: str) -> None:
    allow_without_browser(services.sign_in.start(), person)
    until(lambda: not services.sign_in.under_way)


def test_a_withdrawn_sign_in_is_noticed_and_mended_with_the_kept_app(
    services: Services, clio: PracticeClio
) -> None:
    clio.misbehave("revoke", times=1)
    with pytest.raises(SignedOut):
        services.mirror.sync()
    assert (services.mirror.status().connected, trouble(services)) == (True, "sign_in_revoked")
    sign_in(services, "Ruth Calder")
    assert trouble(services) is None


def test_somebody_else_signing_in_is_said_and_mixes_nothing(services: Services, clio: PracticeClio) -> None:
    matters = services.mirror.status().matters
    sign_in(services, next(u["name"] for u in clio.firm.all("users") if u["name"] != "Ruth Calder"))
    status = services.mirror.status()
    assert (trouble(services), status.user, status.matters) == ("another_person", "Ruth Calder", matters)
    sign_in(services, "Ruth Calder")
    assert trouble(services) is None


@pytest.mark.browser
def test_the_page_leads_to_clios_own_page_and_is_itself_again_afterwards(
    services: Services, home: Home, clio: PracticeClio, browser: Browser
) -> None:
    clio.misbehave("revoke", times=1)
    with pytest.raises(SignedOut):
        services.mirror.sync()
    with ReviewPage(services, home) as served, browser.new_context() as context:
        page = context.new_page()
        page.goto(served.address())
        status = page.locator("#status")
        expect(status).to_contain_text("You are signed out of Clio.", timeout=20_000)
        with context.expect_page() as opened:
            page.get_by_role("button", name="Sign in").click()
        expect(status).to_contain_text("Sign in on Clio’s page, in the tab that opened.")
        consent = opened.value
        consent.get_by_label("Sign in as").select_option(label="Ruth Calder, Partner")
        consent.get_by_role("button", name="Allow").click()
        expect(consent.get_by_role("heading")).to_have_text("Tenth has your answer")
        expect(status).to_contain_text("Synced", timeout=20_000)
    assert trouble(services) is None


def test_offline_is_noticed_and_ends_with_the_next_answer(services: Services, clio: PracticeClio) -> None:
    clio.stop()
    with pytest.raises(Unreachable):
        services.mirror.sync()
    assert (services.mirror.status().connected, trouble(services)) == (True, "unreachable")
    clio.start()
    services.mirror.sync()
    assert trouble(services) is None

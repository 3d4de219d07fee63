"""A keyring that is locked when Tenth starts, in real Chromium: one sentence, one press, and the same window carries on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from agent import wiring
from agent.cli.served import Served
from agent.paths import Home, open_home
from agent.vault.errors import KeyringLocked
from agent.workflow.services import Services

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@dataclass
class Agent:
    """A practice home behind a keyring that can be locked."""

    home: Home
    locked: bool = True
    served: Served = field(init=False)

    def build(self) -> Services:
        if self.locked:
            raise KeyringLocked("the keyring is locked")
        return wiring.build(self.home)


@pytest.fixture
def agent(tmp_path: Path) -> Iterator[Agent]:
    agent = Agent(open_home(tmp_path / "home", practice=True))
    with Served(agent.home, agent.build) as agent.served:
        yield agent


@pytest.fixture
def window(agent: Agent, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 420, "height": 900}, locale="en-AU")
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto(agent.served.address())
    yield page
    context.close()


def test_a_window_opened_while_locked_carries_on_when_it_is_unlocked(agent: Agent, window: Page) -> None:
    expect(window.locator("#blank")).to_contain_text("The keyring is locked")
    agent.locked = False
    window.get_by_role("button", name="Unlock").click()
    expect(window.locator("#blank")).to_be_hidden()
    assert agent.served.services is not None
    window.locator("#menu").click()
    window.get_by_role("menuitem", name="Browsers").click()
    expect(window.locator("#browsers")).to_contain_text("No browser is paired yet.")


def test_one_that_stays_locked_says_so_again(agent: Agent, window: Page) -> None:
    window.get_by_role("button", name="Unlock").click()
    expect(window.locator("#blank")).to_contain_text("The keyring is locked")
    assert agent.served.services is None

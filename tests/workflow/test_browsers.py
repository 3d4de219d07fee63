"""agent/workflow/browsers.py: keys come from the keyring, use makes no stir, forgetting is at once and everywhere."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from agent.domain.browser import Browser, Opening
from agent.errors import NotFound
from agent.store.errors import StoreError
from agent.vault.errors import KeyringLocked
from agent.workflow.browsers import Browsers
from tests.builders import NOON
from tests.fakes import MemorySecrets
from tests.vault.test_signatures import Clock
from tests.workflow.conftest import Office

KEY = bytes(range(32))
CHROMIUM = Browser("b1", "Chromium", "chrome-extension://x", NOON)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def secrets() -> MemorySecrets:
    return MemorySecrets()


@pytest.fixture
def browsers(office: Office, clock: Clock, secrets: MemorySecrets) -> Browsers:
    """The browsers of a home in which one is paired."""
    office.store.openings.keep(Opening("one", "7K3M9QTX", NOON, 5))
    browsers = Browsers(replace(office.desk, now=clock), secrets)
    assert browsers.add(CHROMIUM, KEY, opening="one")
    return browsers


def test_a_browser_is_known_by_its_key_after_a_restart(
    browsers: Browsers, office: Office, secrets: MemorySecrets
) -> None:
    assert secrets.kept == {"browser-b1": KEY.hex()}
    anew = Browsers(office.desk, secrets)
    assert anew.key_of("b1") == (CHROMIUM, KEY)
    assert anew.key_of("b2") is None
    assert anew.origins() == {"chrome-extension://x"}


def test_the_keyring_is_asked_once(browsers: Browsers, secrets: MemorySecrets) -> None:
    assert browsers.key_of("b1") is not None
    secrets.fault = KeyringLocked("locked")
    assert browsers.key_of("b1") == (CHROMIUM, KEY)


def test_a_locked_keyring_is_said_and_is_no_stranger(browsers: Browsers, secrets: MemorySecrets) -> None:
    secrets.fault = KeyringLocked("locked")
    with pytest.raises(KeyringLocked):
        browsers.key_of("b1")


def test_a_locked_keyring_is_asked_every_ten_seconds_at_most(
    browsers: Browsers, clock: Clock, secrets: MemorySecrets
) -> None:
    secrets.fault = KeyringLocked("locked")
    with pytest.raises(KeyringLocked):
        browsers.key_of("b1")
    secrets.fault = None
    clock.pass_seconds(9)
    with pytest.raises(KeyringLocked):
        browsers.key_of("b1")
    clock.pass_seconds(1)
    assert browsers.key_of("b1") == (CHROMIUM, KEY)


def test_use_is_no_change_of_the_home(browsers: Browsers, office: Office, clock: Clock) -> None:
    before = office.store.home.revision
    for _ in range(30):
        browsers.used("b1")
        clock.pass_seconds(60)
    assert office.store.home.revision == before


def test_the_last_use_is_known_at_once_and_written_every_ten_minutes(
    browsers: Browsers, office: Office, clock: Clock
) -> None:
    written = set()
    for _ in range(21):
        browsers.used("b1")
        assert [b.last_used for b in browsers.all()] == [clock()]
        written |= {b.last_used for b in office.store.browsers.all()}
        clock.pass_seconds(60)
    assert written == {NOON + dt.timedelta(minutes=minutes) for minutes in (0, 10, 20)}


def test_a_full_disk_keeps_no_call_from_being_answered(
    browsers: Browsers, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(browser_id: str, moment: dt.datetime) -> None:
        raise StoreError("the database answered OperationalError")

    monkeypatch.setattr(office.store.browsers, "used", full)
    browsers.used("b1")


def test_a_forgotten_browser_is_gone_from_keyring_and_memory(
    browsers: Browsers, secrets: MemorySecrets
) -> None:
    assert browsers.key_of("b1")
    browsers.forget("b1")
    assert secrets.kept == {}
    assert browsers.key_of("b1") is None
    assert browsers.all() == []
    with pytest.raises(NotFound):
        browsers.forget("b1")


def test_what_another_process_forgets_is_forgotten_here(
    browsers: Browsers, office: Office, secrets: MemorySecrets
) -> None:
    assert browsers.key_of("b1")
    Browsers(office.desk, secrets).forget("b1")
    assert browsers.key_of("b1") is None


def test_with_a_locked_keyring_it_is_a_stranger_all_the_same_and_the_key_goes_later(
    browsers: Browsers, secrets: MemorySecrets
) -> None:
    secrets.fault = KeyringLocked("locked")
    with pytest.raises(KeyringLocked):
        browsers.forget("b1")
    assert browsers.key_of("b1") is None
    secrets.fault = None
    browsers.forget("b1")
    assert secrets.kept == {}


def test_an_opening_lets_in_one_and_the_second_leaves_no_key_behind(
    browsers: Browsers, secrets: MemorySecrets
) -> None:
    assert not browsers.add(replace(CHROMIUM, id="b2"), KEY, opening="one")
    assert list(secrets.kept) == ["browser-b1"]
    assert [b.id for b in browsers.all()] == ["b1"]


def test_a_database_that_fails_leaves_no_key_behind(
    browsers: Browsers, office: Office, secrets: MemorySecrets
) -> None:
    office.store.openings.keep(Opening("two", "7K3M9QTX", NOON, 5))
    with pytest.raises(StoreError):
        browsers.add(CHROMIUM, bytes(32), opening="two")  # the same id
    assert "browser-b1" not in secrets.kept
    assert office.store.openings.get() is not None, "and the code may be tried again"

"""agent/store: paired browsers and openings come back as they were kept, and are no change of the home."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.domain.browser import Browser, Opening
from agent.store.database import Database
from agent.store.store import Store
from tests.builders import NOON, a_matter
from tests.first_day import KEY, a_store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path)


def test_browsers_come_back_in_the_order_they_were_paired(store: Store) -> None:
    paired = [Browser(name, name, f"moz-extension://{name}", NOON) for name in ("z", "a")]
    for browser in paired:
        store.browsers.add(browser)
    assert store.browsers.all() == paired
    assert store.browsers.get("a") == paired[1]
    assert store.browsers.get("b") is None
    assert store.browsers.remove("a")
    assert not store.browsers.remove("a")
    assert store.browsers.origins() == {"moz-extension://z"}


def test_one_opening_is_kept_and_ended_once(store: Store) -> None:
    first, second = (Opening(name, "7K3M9QTX", NOON, 5) for name in ("first", "second"))
    store.openings.keep(first)
    store.openings.keep(second)
    assert store.openings.get() == second
    assert not store.openings.end("first")
    assert store.openings.end("second")
    assert store.openings.get() is None


def test_nothing_of_it_is_a_change_of_the_home(store: Store) -> None:
    before = store.home.revision
    store.browsers.add(Browser("a", "a", "moz-extension://a", NOON))
    store.browsers.used("a", NOON)
    store.openings.keep(Opening("first", "7K3M9QTX", NOON, 5))
    store.openings.end("first")
    store.browsers.remove("a")
    assert store.home.revision == before


def test_a_step_that_a_window_sees_counts_whatever_it_is_joined_with(store: Store) -> None:
    before = store.home.revision
    with store.transaction(unseen=True):
        store.openings.keep(Opening("first", "7K3M9QTX", NOON, 5))
        store.matters.keep([a_matter(1)])
    assert store.home.revision == before + 1
    with store.transaction():
        store.openings.end("first")
    assert store.home.revision == before + 2
    with store.transaction(unseen=True):
        store.openings.keep(Opening("second", "7K3M9QTX", NOON, 5))
    assert store.home.revision == before + 2, "each step is looked at by itself"


def test_a_code_that_was_used_is_gone_from_the_disk_too(tmp_path: Path) -> None:
    database = Database(tmp_path / "tenth.db", KEY)
    assert database.row("PRAGMA secure_delete")[0] == 1  # type: ignore[index]  # always one row

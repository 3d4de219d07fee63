"""A practice Clio on a real socket, and a home that is signed in to it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.sandbox import PracticeClio
from tests.clio.fakes import Bench, signed_in_to
from tests.contracts.shop import Shop
from tests.first_day import a_store
from tests.storm.sky import Sky


@pytest.fixture(scope="module")
def running() -> Iterator[PracticeClio]:
    """A practice Clio with few matters, so that it starts in no time."""
    with PracticeClio(matters=12, sleep=lambda seconds: None) as clio:
        yield clio


@pytest.fixture
def firm(running: PracticeClio) -> Iterator[PracticeClio]:
    """The same for one test: behaving, and holding no time of another test's."""
    there_before = {activity["id"] for activity in running.firm.activities}
    yield running
    running.behave()
    running.settle()
    for activity in running.firm.activities:
        if activity["id"] not in there_before:
            running.firm.remove("activities", activity["id"])
    running.wire.journal.clear()


@pytest.fixture
def home(firm: PracticeClio) -> Iterator[Bench]:
    """A practice home that is connected to the firm's Clio, and whose waits take no time."""
    home = Bench(None, signed_in_to(firm))
    yield home
    home.line.close()


@pytest.fixture
def big_firm() -> Iterator[PracticeClio]:
    """A practice Clio of the usual size."""
    with PracticeClio(matters=300) as clio:
        yield clio


@pytest.fixture
def big_home(big_firm: PracticeClio) -> Iterator[Bench]:
    """A practice home that is connected to the big firm's Clio."""
    home = Bench(None, signed_in_to(big_firm))
    yield home
    home.line.close()


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """A home to fill with entries."""
    sky = Sky()
    clio = PracticeClio(matters=12, clock=sky.now, sleep=lambda seconds: None)
    store = a_store(tmp_path)
    yield Shop(clio, sky, store, tmp_path, itertools.count())
    store.close()

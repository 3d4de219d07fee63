"""The stand-in for Clio, the agent's office, and the two browsers, one after the other."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.sandbox.behaviour import Behaviour
from agent.sandbox.server import PracticeClio
from tests.extension.certificate import tls_for
from tests.extension.firefox import FIREFOX
from tests.extension.office import Office, furnish, office
from tests.extension.stand_in import NAMES, StandIn

PICTURES = Path(__file__).parents[2] / "build" / "pictures"


@pytest.fixture(scope="session")
def clio() -> Iterator[PracticeClio]:
    """Practice Clio with a limit that no test meets."""
    with PracticeClio(behaviour=Behaviour(requests_per_minute=100_000)) as clio:
        yield clio


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, clio: PracticeClio) -> Iterator[StandIn]:
    """The stand-in on a free port, for Chromium."""
    site = StandIn(tls_for(NAMES, tmp_path_factory.mktemp("tls")))
    site.practice = clio.url
    yield site
    site.stop()


@pytest.fixture(scope="session")
def site_443(tmp_path_factory: pytest.TempPathFactory, clio: PracticeClio) -> Iterator[StandIn]:
    """The stand-in where https is expected, for Firefox."""
    if FIREFOX is None:
        pytest.skip("Firefox is not installed")
    if sys.platform == "win32" or os.geteuid() != 0:
        pytest.skip("only root may listen on 127.0.0.1:443, where Firefox looks for https")
    site = StandIn(tls_for(NAMES, tmp_path_factory.mktemp("tls")), port=443)
    site.practice = clio.url
    yield site
    site.stop()


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory, clio: PracticeClio) -> Path:
    """A home with the practice call in it, to be copied."""
    return furnish(tmp_path_factory.mktemp("furnished") / "home", clio)


@pytest.fixture
def desk(furnished: Path, tmp_path: Path, clio: PracticeClio) -> Iterator[Office]:
    """The agent at work, for one test."""
    with office(furnished, tmp_path / "home", clio) as opened:
        yield opened

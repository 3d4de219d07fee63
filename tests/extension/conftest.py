"""The stand-in for Clio, the agent's office, and the two browsers, one after the other."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from agent.sandbox.behaviour import Behaviour
from agent.sandbox.server import PracticeClio
from tests.extension.certificate import tls_for
from tests.extension.chromium import chromium
from tests.extension.firefox import FIREFOX
from tests.extension.inside import Inside
from tests.extension.office import Office, furnish, office
from tests.extension.packages import packaged
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


@pytest.fixture(scope="session")
def chrome_package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The extension for Chrome, unpacked."""
    return packaged("chrome", tmp_path_factory.mktemp("package"))


@pytest.fixture(scope="session")
def firefox_package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The extension for Firefox, unpacked."""
    return packaged("firefox", tmp_path_factory.mktemp("package"))


@pytest.fixture(scope="session")
def once_paired(
    playwright: Playwright,
    tmp_path_factory: pytest.TempPathFactory,
    site: StandIn,
    chrome_package: Path,
    furnished: Path,
    clio: PracticeClio,
) -> Path:
    """A folder with a profile of Chromium and the home it is paired with, to be copied."""
    folder = tmp_path_factory.mktemp("paired")
    with (
        office(furnished, folder / "home", clio) as desk,
        chromium(playwright, folder / "profile", site, [chrome_package]) as browser,
    ):
        Inside(browser, desk).pair()
    return folder


Paired = Callable[..., AbstractContextManager[Inside]]


@pytest.fixture(scope="session")
def open_paired(
    playwright: Playwright, site: StandIn, chrome_package: Path, once_paired: Path, clio: PracticeClio
) -> Paired:
    """Open a paired browser in a folder, with an agent of its own unless one is given: only one can be on the first port.

    With a changed `package` it is paired anew, since copies of a profile remember the first one's background. `beside` are
    other extensions.
    """

    @contextmanager
    def opened(
        folder: Path,
        *,
        desk: Office | None = None,
        package: Path = chrome_package,
        beside: Sequence[Path] = (),
        **options: object,
    ) -> Iterator[Inside]:
        profile, changed = folder / "profile", package != chrome_package
        if not changed:
            shutil.copytree(once_paired / "profile", profile, symlinks=True)
        with ExitStack() as stack:
            if desk is None:
                desk = stack.enter_context(office(once_paired / "home", folder / "home", clio))
            browser = stack.enter_context(chromium(playwright, profile, site, [package, *beside], **options))
            inside = Inside(browser, desk)
            if changed:
                inside.pair()
            yield inside

    return opened


@pytest.fixture(scope="module")
def paired(open_paired: Paired, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inside]:
    """A paired browser for a whole file, whose tests leave it as it was."""
    with open_paired(tmp_path_factory.mktemp("module")) as inside:
        yield inside


@pytest.fixture
def inside(open_paired: Paired, tmp_path: Path) -> Iterator[Inside]:
    """A paired browser for one test."""
    with open_paired(tmp_path) as opened:
        yield opened


@pytest.fixture
def desk(furnished: Path, tmp_path: Path, clio: PracticeClio) -> Iterator[Office]:
    """The agent at work, for one test."""
    with office(furnished, tmp_path / "home", clio) as opened:
        yield opened

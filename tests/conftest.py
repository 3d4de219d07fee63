"""Every test runs in a home of its own, without a keyring, and with no way out of this computer."""

from __future__ import annotations

import contextlib
import ipaddress
import itertools
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.clio.described import Watch, watching
from tests.clio.description import NAME, Description, given

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
RESERVED = Path("/proc/sys/net/ipv4/ip_local_reserved_ports")
PATIENCE_MS = 20_000  # how long a browser test waits for what must come: a machine may have other work
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--autoplay-policy=no-user-gesture-required",
)  # fmt: skip


def pytest_sessionstart() -> None:
    """Keep the kernel from giving Tenth's fixed ports to outgoing connections, where it may be told so.

    A connection that ended holds its own port for a minute more, and the tests make thousands: on Linux, whose range for them
    (32768 to 60999) holds our ports, a sign-in would now and then find its port taken.
    """
    with contextlib.suppress(OSError):
        if not RESERVED.read_text().strip():
            RESERVED.write_text("47820-47829")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Side by side, a file's tests stay together, and so do all whose sign-in comes back to the one port."""
    from tests.side_by_side import Together

    return Together(config, log)


@pytest.fixture(scope="session", autouse=True)
def described_by_clio() -> Iterator[None]:
    """Hold all that is sent and answered against Clio's own description, when its path is given."""
    document = given()
    if document is None:
        yield
        return
    watch = Watch(Description(document))
    with watching(watch):
        yield
    assert list(watch.wrong) == []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say whether requests and answers were held against Clio's description."""
    said = "were held against it" if os.environ.get(NAME) else f"were not: set {NAME} to the file's path"
    terminalreporter.line(f"Clio's description: requests to Clio and answers of practice Clio {said}.")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives Chromium; it runs once in a process."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE_MS)
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One real Chromium for all tests that look at pages."""
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Places for homes, each named once and made by whoever writes there: most tests never do."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def own_home(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Point every place where a user's data could live into a folder of the test's own."""
    home = next(homes)
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    monkeypatch.delenv("TENTH_HOME", raising=False)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def only_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let sockets of this process reach loopback addresses only."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if (
            self.family in (socket.AF_INET, socket.AF_INET6)
            and not ipaddress.ip_address(address[0]).is_loopback
        ):
            raise AssertionError("a test tried to leave this computer")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)

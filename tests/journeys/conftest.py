"""Practice Clio, a practice home, and the real command line in real processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from agent import wiring
from agent.cli.page import ReviewPage
from agent.cli.practice_clio import allow_without_browser
from agent.sandbox.behaviour import Behaviour
from agent.sandbox.server import PracticeClio
from agent.workflow.services import Services
from tests.signed_in import a_home

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Tenth:
    """`tenth` in a process of its own, in one practice home."""

    home: Path

    def command(self, *arguments: str) -> list[str]:
        """Return the whole command line."""
        return [sys.executable, "-m", "agent", *arguments, "--home", str(self.home), "--sandbox"]

    def run(self, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Run one verb to its end."""
        return subprocess.run(
            self.command(*arguments), input=stdin, capture_output=True, text=True, timeout=300, check=False,
            env=environment(), cwd=ROOT,
        )  # fmt: skip

    def json(self, *arguments: str) -> Any:
        """Run one verb with --json and return what it printed; it must succeed."""
        done = self.run(*arguments, "--json")
        assert done.returncode == 0, done.stderr + done.stdout
        return json.loads(done.stdout)

    def connect(self, clio: PracticeClio, person: str = "Ruth Calder") -> None:
        """Sign in through the consent page."""
        with subprocess.Popen(
            self.command("connect", "--clio-url", clio.url, "--client-id", clio.client_id, "--client-secret-stdin",
                         "--no-browser"),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(), cwd=ROOT,
        ) as process:  # fmt: skip
            assert process.stdin
            assert process.stdout
            process.stdin.write(clio.client_secret + "\n")
            process.stdin.close()
            allow_without_browser(process.stdout.readline().strip(), person)
            assert process.wait(timeout=60) == 0


def environment() -> dict[str, str]:
    """Return the tests' environment without anything that would lead a child astray."""
    return {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}


@dataclass
class Agent:
    """The agent in a practice home, connected and synced."""

    services: Services
    page: ReviewPage
    clio: PracticeClio


@contextmanager
def watched_page(browser: Browser, *, width: int, height: int, scale: int = 1) -> Iterator[Page]:
    """Open a page whose every error fails the test."""
    complaints: list[str] = []
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="en-AU", timezone_id="Australia/Sydney",
        reduced_motion="reduce", device_scale_factor=scale,
    )  # fmt: skip
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


@pytest.fixture
def clio(tmp_path: Path) -> Iterator[PracticeClio]:
    """Practice Clio with a limit that no test meets."""
    with PracticeClio(
        state_file=tmp_path / "clio.json", behaviour=Behaviour(requests_per_minute=100_000)
    ) as clio:
        yield clio


@pytest.fixture
def tenth(tmp_path: Path) -> Tenth:
    """The command line in a new practice home."""
    return Tenth(tmp_path / "home")


@pytest.fixture
def agent(tmp_path: Path, clio: PracticeClio) -> Iterator[Agent]:
    home = a_home(tmp_path / "home", clio)
    services = wiring.build(home)
    services.mirror.sync()
    with ReviewPage(services, home) as page:
        yield Agent(services, page, clio)
    services.close()


@pytest.fixture
def browser_page(browser: Browser) -> Iterator[Page]:
    """A page whose every complaint fails the test."""
    with watched_page(browser, width=1280, height=940, scale=2) as page:
        yield page

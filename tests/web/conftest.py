"""The whole web door over a real desk, with a clock that the test moves."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask

from agent.web.server import create_app
from agent.web.windows import Windows
from agent.workflow.exporting import Exporting, ExportTarget
from agent.workflow.finding import Finding
from agent.workflow.runner import Board
from agent.workflow.services import Services
from agent.workflow.several import Several
from agent.workflow.sound import Playing
from tests.builders import NOON
from tests.web.signing_client import Answer, SigningClient, over_app, plain_headers, secret_in
from tests.workflow.conftest import Office, office  # noqa: F401 - the fixture itself

PORT = 47821
EXTENSION = "chrome-extension://abcdefghijklmnopabcdefghijklmnop"
"""The origin of a paired extension."""


@dataclass
class Clock:
    """Stands still until it is moved."""

    moment: dt.datetime = NOON

    def __call__(self) -> dt.datetime:
        return self.moment

    def pass_seconds(self, seconds: float) -> None:
        self.moment += dt.timedelta(seconds=seconds)


@dataclass
class Web:
    """The door, and everything a test may want to turn."""

    app: Flask
    office: Office
    services: Services
    windows: Windows
    clock: Clock
    paired: set[str]
    due: list[tuple[float, Callable[[], None]]] = field(default_factory=list)

    def window(self) -> SigningClient:
        """Open a window."""
        secret = secret_in(self.windows.launch_page())
        return SigningClient.open(over_app(self.app, PORT), PORT, secret, self.clock)

    def send(self, path: str, body: bytes = b"{}", **headers: str | None) -> Answer:
        """Send an unsigned POST; headers are named with underscores and None leaves one out."""
        named = {**plain_headers(PORT), "Host": f"127.0.0.1:{PORT}"}
        for name, value in headers.items():
            named.pop(name.replace("_", "-"), None)
            if value is not None:
                named[name.replace("_", "-")] = value
        response = self.app.test_client().post(path, data=body, headers=named)
        return Answer(response.status_code, dict(response.headers), response.data)


@pytest.fixture
def services(office: Office) -> Services:  # noqa: F811 - the fixture of that name
    """The real verbs, with stand-ins only for what is outside this computer."""
    return Services(
        take_in=office.take_in,
        process=office.process,
        review=office.review,
        several=Several(office.desk),
        find=Finding(office.desk),
        push=office.push,
        mirror=office.mirror,
        export=Exporting(
            office.desk,
            lambda target, form, rows: f"{target} {form} {len(rows)}".encode(),
            (ExportTarget("clio-csv", "Clio", ("csv",)),),
        ),
        sound=Playing(office.store, office.shelf),
        clock=office.clock,
        board=Board(),
        practice=True,
        close=office.store.close,
    )


@pytest.fixture
def web(office: Office, services: Services, tmp_path: Path) -> Web:  # noqa: F811 - the fixture of that name
    """The door at port 47821, with one paired extension."""
    clock, paired = Clock(), {EXTENSION}
    due: list[tuple[float, Callable[[], None]]] = []
    numbers = itertools.count(1)
    windows = Windows(
        port=PORT,
        folder=tmp_path,
        clock=clock,
        chance=lambda count: next(numbers).to_bytes(count, "big"),
        later=lambda seconds, act: due.append((seconds, act)),
    )
    panel = tmp_path / "extension"
    (panel / "panel" / "views").mkdir(parents=True)
    (panel / "vendor").mkdir()
    (panel / "panel" / "index.html").write_text("<!doctype html><title>Tenth</title>")
    app = create_app(services, port=PORT, windows=windows, clock=clock, paired=lambda: paired, panel=panel)
    return Web(app, office, services, windows, clock, paired, due)


@pytest.fixture
def window(web: Web) -> SigningClient:
    """An open window."""
    return web.window()

"""The whole web door over a real desk, with a clock that the test moves."""

from __future__ import annotations

import datetime as dt
import itertools
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from flask import Flask

from agent import wiring
from agent.domain.browser import Browser
from agent.domain.speech import Computer, Measured
from agent.errors import SignedOut
from agent.ports import Books
from agent.transcribe.catalogue import offered
from agent.transcribe.errors import HubUnreachable
from agent.transcribe.weights import check_weights
from agent.web import origins
from agent.web.server import create_app
from agent.web.windows import Page, Windows
from agent.workflow.agreeing import Agreeing
from agent.workflow.arriving import Arriving
from agent.workflow.bookkeeping import Bookkeeping
from agent.workflow.browsers import Browsers
from agent.workflow.connecting import Connect
from agent.workflow.correcting import Correcting
from agent.workflow.echoes import Echoes
from agent.workflow.expense_correcting import ExpenseCorrecting
from agent.workflow.expensing import Expensing
from agent.workflow.exporting import Exporting, ExportTarget
from agent.workflow.finding import Finding
from agent.workflow.freshness import Freshness
from agent.workflow.hearing_again import HearingAgain
from agent.workflow.looking_first import LookingFirst
from agent.workflow.model_shelf import ModelShelf
from agent.workflow.models import Models
from agent.workflow.naming import Names
from agent.workflow.pairing import Pairing
from agent.workflow.retention import Retention
from agent.workflow.runner import Board
from agent.workflow.saying import Saying
from agent.workflow.services import Services
from agent.workflow.several import Several
from agent.workflow.sharing import Sharing
from agent.workflow.signing_in import SigningIn
from agent.workflow.sound import Playing
from agent.workflow.standing import StandingConsents
from agent.workflow.voices import Voices
from agent.workflow.waiting import Waiting
from tests.builders import NOON
from tests.fakes import MemorySecrets
from tests.web.running import Running
from tests.web.signing_client import Answer, SigningClient, over_app, plain_headers, secret_in
from tests.workflow.booth import Booth, open_booth
from tests.workflow.conftest import Office, open_office

PORT = 47821
EXTENSION = "chrome-extension://abcdefghijklmnopabcdefghijklmnop"
"""The origin of a paired extension."""
EXTENSION_KEY = bytes(range(32))
OTHER_BROWSER = "moz-extension://0f0f0f0f-1111-2222-3333-444444444444"
"""The origin of an extension that is not paired yet."""


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
    due: list[tuple[float, Callable[[], None]]] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)  # what was opened in the person's browser
    has_browser: bool = True

    def window(self) -> SigningClient:
        """Open a window."""
        secret = secret_in(self.windows.launch_page())
        return SigningClient.open(over_app(self.app, PORT), PORT, secret, self.clock)

    def extension(self) -> SigningClient:
        """Return the paired extension."""
        return SigningClient(
            over_app(self.app, PORT), PORT, "extension", EXTENSION_KEY, self.clock, EXTENSION
        )

    def send(self, path: str, body: bytes = b"{}", **headers: str | None) -> Answer:
        """Send an unsigned POST; headers are named with underscores and None leaves one out."""
        named = {**plain_headers(PORT), "Host": f"127.0.0.1:{PORT}"}
        for name, value in headers.items():
            named.pop(name.replace("_", "-"), None)
            if value is not None:
                named[name.replace("_", "-")] = value
        response = self.app.test_client().post(path, data=body, headers=named)
        return Answer(response.status_code, dict(response.headers), response.data)


def no_books() -> Books:
    """Nobody is signed in to any books here: see `tests/web/test_routes_ledger.py`."""
    raise SignedOut("nobody is signed in")


def a_shelf(office: Office) -> Models:
    """Speech models in the office's folder; nothing can be downloaded, and measuring takes no time."""

    def nowhere(*_: object) -> Iterator[tuple[int, bytes]]:
        raise HubUnreachable

    folder = office.folder / "models"
    folder.mkdir(exist_ok=True)
    computer = Computer(8 * 10**9, 8)
    shelf = ModelShelf(folder, check_weights, sleep=lambda _: None)
    return Models(
        office.desk, shelf, offered(), nowhere, lambda: computer, lambda _: Measured(5.0, 8.0, 190, "cpu")
    )


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Where the work is done."""
    with open_office(tmp_path) as office:
        yield office


@pytest.fixture
def clock() -> Clock:
    """The time."""
    return Clock()


@pytest.fixture
def booth(office: Office) -> Iterator[Booth]:
    """Where calls are captured, at the time that stands still."""
    with open_booth(office) as booth:
        booth.desk = office.desk
        yield booth


@pytest.fixture
def services(office: Office, clock: Clock, booth: Booth) -> Iterator[Services]:
    """The real verbs, with stand-ins only for what is outside this computer."""
    desk = replace(office.desk, now=clock)
    browsers = Browsers(desk, MemorySecrets({"browser-extension": EXTENSION_KEY.hex()}))
    office.store.browsers.add(Browser("extension", "Chromium", EXTENSION, NOON))
    correcting = Correcting(office.desk, no_books, office.wait)
    board = Board()
    sign_in = SigningIn(office.trip, office.desk.reach, office.mirror.signed_in, office.mirror.sync)
    yield Services(
        take_in=office.take_in,
        arriving=Arriving(office.folder, time.monotonic),
        process=office.process,
        review=office.review,
        several=Several(office.desk),
        sharing=Sharing(office.desk),
        agreeing=Agreeing(office.desk),
        find=Finding(office.desk),
        waiting=Waiting(office.desk),
        whose=office.whose,
        look_first=LookingFirst(office.desk, lambda: office.practice),
        push=office.push,
        correcting=correcting,
        books=Bookkeeping(office.desk, no_books, correcting),
        expenses=Expensing(office.desk, no_books, office.wait),
        expense_correcting=ExpenseCorrecting(office.desk, no_books, office.wait),
        mirror=office.mirror,
        rates=office.rates,
        fresh=Freshness(office.mirror, board, clock=time.monotonic),
        sign_in=sign_in,
        connect=Connect(
            sign_in, office.mirror, wiring.guide(practice=False), lambda: "app-1", lambda: office.told
        ),
        export=Exporting(
            office.desk,
            lambda target, form, rows: f"{target} {form} {len(rows)}".encode(),
            (ExportTarget("clio-csv", "Clio", ("csv",)),),
        ),
        hearing=office.hearing,
        speech=office.speech,
        echoes=Echoes(office.desk),
        names=Names(office.desk),
        models=a_shelf(office),
        again=HearingAgain(office.hearing, lambda: ("large", office.transcriber)),
        sound=Playing(office.store, office.shelf),
        clock=office.clock,
        capture=booth.capture,
        say=Saying(office.desk, office.shelf, lambda _: booth.card, booth.held),
        voices=Voices(office.desk),
        noticing=booth.noticing,
        retention=Retention(office.desk, office.shelf),
        standing=StandingConsents(office.desk),
        browsers=browsers,
        pairing=Pairing(desk, browsers, os.urandom),
        days=office.days,
        day_answers=office.day_answers,
        board=board,
        practice=True,
        close=office.store.close,
    )
    sign_in.close()


@pytest.fixture
def web(
    office: Office,
    services: Services,
    clock: Clock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Web:
    """The door at port 47821, with one paired extension."""
    monkeypatch.setattr(origins, "EXTENSION_IDS", (EXTENSION.removeprefix("chrome-extension://"),))
    due: list[tuple[float, Callable[[], None]]] = []
    numbers = itertools.count(1)

    def show(path: str, page: Page) -> bool:
        door.shown.extend([page().as_uri()] * door.has_browser)
        return door.has_browser

    windows = Windows(
        port=PORT,
        folder=tmp_path,
        clock=clock,
        chance=lambda count: next(numbers).to_bytes(count, "big"),
        later=lambda seconds, act: due.append((seconds, act)),
        show=show,
    )
    panel = tmp_path / "extension"
    (panel / "panel" / "views").mkdir(parents=True)
    (panel / "vendor").mkdir()
    (panel / "panel" / "index.html").write_text("<!doctype html><title>Tenth</title>")
    app = create_app(services, port=PORT, windows=windows, clock=clock, panel=panel)
    door = Web(app, office, services, windows, clock, due)
    return door


@pytest.fixture
def window(web: Web) -> SigningClient:
    """An open window."""
    return web.window()


@pytest.fixture
def running(services: Services, tmp_path: Path) -> Iterator[Running]:
    agent = Running(services, tmp_path)
    yield agent
    agent.serving.stop()

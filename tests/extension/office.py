"""The other end of the panel: the real agent in a practice home, connected to practice Clio, with one call taken in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import flask
from flask import request

from agent import voice, wiring
from agent.cli.demo import practice_context
from agent.cli.page import ReviewPage
from agent.paths import Home, open_home
from agent.sandbox.server import PracticeClio
from agent.workflow.services import Services
from tests.signed_in import a_home


def furnish(folder: Path, clio: PracticeClio) -> Path:
    """Make a home that is signed in, knows the firm's matters, and has the practice call's suggestions; return its folder."""
    services = wiring.build(a_home(folder, clio))
    try:
        services.mirror.sync()
        services.take_in.file(voice.call_path("practice_call", ".vtt"), practice_context())
        services.process.all()
    finally:
        services.close()
    return folder


@dataclass(frozen=True)
class Asked:
    """One request as the agent saw it, and what it answered."""

    method: str
    path: str
    origin: str | None
    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    allowed: str | None
    """The origin that may read the answer."""
    query: str


@dataclass
class Office:
    """A furnished home at work. It can be stopped and started again, as a computer is."""

    home: Home
    clio: PracticeClio
    asked: list[Asked] = field(default_factory=list)
    before: int = 0
    serving: bool = False
    services: Services = field(init=False)
    page: ReviewPage = field(init=False)

    def __post_init__(self) -> None:
        self.before = len(self.clio.firm.activities)

    def start(self) -> None:
        """Open the home and serve."""
        flask.request_finished.connect(self._note)
        self.services = wiring.build(self.home)
        self.page = ReviewPage(self.services, self.home)
        self.page.__enter__()
        self.serving = True

    def stop(self) -> None:
        """Stop serving and close the home; nothing happens when it is stopped."""
        if not self.serving:
            return
        self.serving = False
        self.page.__exit__(None, None, None)
        self.services.close()
        flask.request_finished.disconnect(self._note)

    def _note(self, app: flask.Flask, response: flask.Response, **more: Any) -> None:
        if app.name != "agent.web":  # practice Clio runs in this process too
            return
        seen = Asked(
            request.method, request.path, request.headers.get("Origin"), response.status_code, dict(request.headers),
            request.get_data(), response.headers.get("Access-Control-Allow-Origin"), request.query_string.decode(),
        )  # fmt: skip
        self.asked.append(seen)

    def pushed(self) -> list[Mapping[str, Any]]:
        """Return what practice Clio holds that it did not hold when this office opened."""
        return list(self.clio.firm.activities)[self.before :]


@contextmanager
def office(furnished: Path, folder: Path, clio: PracticeClio) -> Iterator[Office]:
    """Open a copy of a furnished home, and serve from it for as long as the block lasts. Clio then is as it was before."""
    shutil.copytree(furnished, folder)
    opened = Office(open_home(folder, practice=True), clio)
    opened.start()
    try:
        yield opened
    finally:
        opened.stop()
        for activity in opened.pushed():
            clio.firm.remove("activities", activity["id"])

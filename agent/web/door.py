"""What a route is made of, and what it may use: parse the body, call the workflow, answer. Nothing else happens in a route."""

from __future__ import annotations

import functools
import typing
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, request
from pydantic import TypeAdapter

from agent.vault.signatures import Clock, milliseconds
from agent.web.bodies import Body, read_body
from agent.web.windows import Windows
from agent.workflow.services import Services


class Door:
    """Everything a route may use."""

    def __init__(self, services: Services, windows: Windows, *, port: int, clock: Clock) -> None:
        self.services = services
        self.windows = windows
        self.port = port
        self._started_ms = milliseconds(clock())

    def version(self) -> int:
        """Return a number that changes whenever the home, the running work or the day does, also over a restart."""
        review = self.services.review
        passing = (
            self.services.board.count + self.services.mirror.desk.reach.count + self.services.sign_in.count
        )
        offer = self.services.noticing.offer()
        timely = (self.services.days.reminder() is not None) + (len(offer.id) if offer else 0)
        return self._started_ms + review.revision() + passing + review.today().toordinal() + timely


@dataclass(frozen=True)
class Route:
    """One call: its path, and the function that answers it, whose hints say what comes in and what goes out."""

    path: str
    act: Callable[[Any, Any], Any]

    @functools.cached_property
    def body(self) -> type[Body]:
        """The shape of the request."""
        kind: type[Body] = self._hints["body"]
        return kind

    @functools.cached_property
    def answer(self) -> TypeAdapter[Any]:
        """The shape of the answer."""
        return TypeAdapter(self._hints["return"])

    @property
    def summary(self) -> str:
        """What the call does, in one sentence."""
        return (self.act.__doc__ or "").strip().splitlines()[0]

    def register(self, app: Flask, door: object) -> None:
        """Let `app` answer this call with what `door` holds."""

        def view() -> Response:
            body = read_body(self.body, request.get_data())
            return Response(self.answer.dump_json(self.act(door, body)), mimetype="application/json")

        app.add_url_rule(
            self.path,
            self.path.strip("/").replace("/", "_"),
            view,
            methods=["POST"],
            provide_automatic_options=False,
        )

    @functools.cached_property
    def _hints(self) -> dict[str, Any]:
        return typing.get_type_hints(self.act)

"""What requests about connecting to Clio may say."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from agent.web.bodies import Body

Typed = Annotated[str, StringConstraints(min_length=1, max_length=500)]


class ConnectStart(Body):
    """A region, or practice Clio's address, with the id and secret of the firm's app; none of them for the app kept here."""

    where: Typed | None = None
    client_id: Typed | None = None
    client_secret: Annotated[Typed | None, Field(repr=False)] = None
    paste: bool = False


class ConnectPaste(Body):
    """The code that Clio showed, or the address of the page that showed it."""

    code: Annotated[str, StringConstraints(min_length=1, max_length=4_000), Field(repr=False)]

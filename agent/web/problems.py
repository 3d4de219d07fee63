"""How a problem leaves the door: a code, a sentence and a next step, never the text of an unexpected exception."""

from __future__ import annotations

import json
import logging
import traceback
from pathlib import Path

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from agent.errors import TenthError
from agent.web.errors import NoSuchPath, PostOnly

log = logging.getLogger(__name__)

INTERNAL = {
    "code": "internal",
    "message": "Something went wrong inside Tenth.",
    "hint": "Try again; if it stays, run `tenth doctor`. Nothing was lost.",
}


def answer_problems(app: Flask) -> None:
    """Turn whatever a request raises into an answer."""
    app.register_error_handler(TenthError, _known)
    app.register_error_handler(HTTPException, _routing)
    app.register_error_handler(Exception, _unexpected)


def _known(error: Exception) -> Response:
    if not isinstance(error, TenthError):
        raise TypeError("registered for TenthError") from error
    log.info("%s answers %d %s", _route(), error.status, error.code)
    return _answer({"code": error.code, "message": _sentence(str(error)), "hint": error.hint}, error.status)


def _routing(error: Exception) -> Response:
    """Flask's own refusals happen behind the gate: nothing at that path, or not by that method."""
    status = error.code if isinstance(error, HTTPException) else None
    return _known(
        PostOnly("only POST is answered here") if status == 405 else NoSuchPath("there is nothing here")
    )


def _unexpected(error: Exception) -> Response:
    """Log type and place only: the message may quote what it stumbled over."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "nowhere"
    log.error("%s failed: %s at %s", _route(), type(error).__name__, place)
    return _answer(INTERNAL, 500)


def _route() -> str:
    """Name the route by its pattern; what was asked for may be anything."""
    return "an unknown path" if request.url_rule is None else request.url_rule.rule


def _answer(payload: dict[str, str], status: int) -> Response:
    return Response(json.dumps(payload, ensure_ascii=False), status, mimetype="application/json")


def _sentence(message: str) -> str:
    return message[:1].upper() + message[1:].rstrip(".") + "." if message else message

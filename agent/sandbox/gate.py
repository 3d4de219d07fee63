"""What every API request passes, in Clio's order: firewall, API version, token, request budget, permission."""

from __future__ import annotations

import re

from flask import Blueprint, Response, g, request
from flask.typing import ResponseReturnValue

from agent.sandbox.fields import Scope
from agent.sandbox.grants import Grant
from agent.sandbox.office import Office
from agent.sandbox.problems import Problem, forbidden, invalid_token

DEFAULT_VERSION = "4.0.9"
_VERSION = re.compile(r"4\.0\.(\d+)")
_OLDEST, _NEWEST = 4, 13  # before 4.0.4 `quantity` meant hours

FIREWALL_PAGE = """<html><head><title>403 Forbidden</title></head>
<body><center><h1>403 Forbidden</h1></center></body></html>
"""


def guard(blueprint: Blueprint, office: Office) -> None:
    """Put the gate before every route of a blueprint, and its headers on every answer."""

    @blueprint.before_request
    def pass_gate() -> ResponseReturnValue | None:
        if "://" in request.headers.get("User-Agent", ""):
            return Response(FIREWALL_PAGE, status=403, mimetype="text/html")
        _check_version()
        g.grant = _holder(office)
        if "sandbox.admitted" in request.environ:
            return None
        allowance = office.rate_limit.take(_bearer())
        g.rate_headers = allowance.headers()
        if allowance.retry_after is not None:
            raise Problem(
                429, "RateLimitedError", f"Too many requests. Retry in {allowance.retry_after} seconds."
            )
        return None

    @blueprint.after_request
    def add_headers(response: Response) -> Response:
        response.headers.extend(g.get("rate_headers", {}))
        if response.status_code < 400:
            response.headers["X-API-VERSION"] = request.headers.get("X-API-VERSION", DEFAULT_VERSION)
        return response


def need(permission: str) -> None:
    """Refuse with 403 unless the app may read, or for other methods write, this kind of record."""
    grant: Grant = g.grant
    held = grant.permissions.get(permission)
    if held is None or (request.method != "GET" and held != "write"):
        raise forbidden()


def scope(office: Office) -> Scope:
    """Who is asking, and how."""
    grant: Grant = g.grant
    return Scope(office.firm, office.firm.get("users", grant.user_id), request.args)


def admit(office: Office, authorization: str) -> Grant | None:
    """The grant behind an Authorization header, for a request that is to be carried out later."""
    return office.grants.holder(authorization.removeprefix("Bearer "))


def _holder(office: Office) -> Grant:
    grant = request.environ.get("sandbox.admitted") or office.grants.holder(_bearer())
    if grant is None:
        raise invalid_token()
    assert isinstance(grant, Grant)
    return grant


def _bearer() -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else ""


def _check_version() -> None:
    asked = request.headers.get("X-API-VERSION", DEFAULT_VERSION)
    minor = _VERSION.fullmatch(asked)
    if not minor or not _OLDEST <= int(minor[1]) <= _NEWEST:
        raise Problem(410, "GoneError", "The requested API version is invalid or no longer supported.")

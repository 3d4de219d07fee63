"""The back door for tests in other processes, open only with the control secret of the ready line.

POST   /practice/misbehave   one rule, as `faults.Rule` names its parts
DELETE /practice/misbehave   behave again
POST   /practice/settle      carry out what was still on its way
GET    /practice/state       activities, communications and the journal of requests
"""

from __future__ import annotations

import secrets
from dataclasses import asdict
from typing import TYPE_CHECKING

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue

from agent.sandbox.faults import Faults, rule_from
from agent.sandbox.office import Office

if TYPE_CHECKING:
    from collections.abc import Callable

    from agent.sandbox.wire import Wire

CONTROL_HEADER = "X-Practice-Secret"


def routes(office: Office, faults: Faults, wire: Callable[[], Wire]) -> Blueprint:
    """All addresses under /practice; `wire` is asked for late because it wraps the application itself."""
    blueprint = Blueprint("practice", __name__, url_prefix="/practice")

    @blueprint.before_request
    def know_the_secret() -> ResponseReturnValue | None:
        given = request.headers.get(CONTROL_HEADER, "")
        known = secrets.compare_digest(given.encode(), office.control_secret.encode())
        return None if known else Response(status=403)

    @blueprint.post("/misbehave")
    def misbehave() -> ResponseReturnValue:
        try:
            rule = rule_from(dict(request.get_json()))
        except (ValueError, TypeError, KeyError) as error:
            return jsonify(error=str(error)), 400
        faults.add(rule)
        return Response(status=204)

    @blueprint.delete("/misbehave")
    def behave() -> ResponseReturnValue:
        faults.clear()
        return Response(status=204)

    @blueprint.post("/settle")
    def settle() -> ResponseReturnValue:
        wire().settle()
        return Response(status=204)

    @blueprint.get("/state")
    def state() -> ResponseReturnValue:
        return jsonify(
            activities=office.firm.activities,
            communications=office.firm.communications,
            journal=[asdict(heard) for heard in wire().journal],
        )

    return blueprint

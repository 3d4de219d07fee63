"""Everything one practice Clio is made of, handed to each route: the firm, its grants, its budget, its behaviour."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from agent.sandbox.behaviour import Behaviour
from agent.sandbox.firm import Firm
from agent.sandbox.grants import Grants
from agent.sandbox.rate_limit import RateLimit


@dataclass(slots=True)
class Office:
    """One practice Clio. The credentials are those of the app that the firm registered."""

    firm: Firm
    grants: Grants
    rate_limit: RateLimit
    behaviour: Behaviour
    client_id: str = field(default_factory=lambda: secrets.token_hex(20))
    client_secret: str = field(default_factory=lambda: secrets.token_urlsafe(30), repr=False)
    control_secret: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)


def open_office(firm: Firm, behaviour: Behaviour) -> Office:
    """An office for this firm with new credentials and nobody signed in."""
    return Office(
        firm,
        Grants(clock=firm.clock, permissions=behaviour.permissions),
        RateLimit(clock=firm.clock, per_minute=behaviour.requests_per_minute),
        behaviour,
    )

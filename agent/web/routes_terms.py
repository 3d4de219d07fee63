"""Calls about terms: how time is counted and charged, by the firm, a client or a matter."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field

from agent.domain import billing
from agent.domain.billing import RoundTo
from agent.domain.charging import Charge
from agent.domain.ids import MatterId
from agent.domain.terms import Terms
from agent.errors import UsedWrongly
from agent.web.bodies import Body, RemoteNumber
from agent.web.door import Door
from agent.workflow.agreeing import Agreed, Whose

EXAMPLE_SECONDS = 20 * 60

Which = Literal["firm", "client", "matter"]


class TermsOf(Body):
    """Around which matter; null: the firm's alone."""

    matter_id: RemoteNumber | None = None


class TermsSet(TermsOf):
    """What one of them says itself from now on; null leaves it to the next wider one. `unit` is in seconds."""

    whose: Which
    unit: Literal[360, 900] | None = None
    step: Annotated[int, Field(ge=1, le=10)] | None = None
    minimum: Annotated[int, Field(ge=0, le=100)] | None = None
    rounding: RoundTo | None = None
    charge: Literal[Charge.BILLABLE, Charge.NO_CHARGE, Charge.NOT_BILLABLE] | None = None


@dataclass(frozen=True, slots=True)
class TermsShown:
    """Who says what of units and charging, and in words the rule that holds for them. `matter_id`: from where it is seen."""

    whose: Which
    matter_id: int | None
    name: str = field(repr=False)
    own: Terms
    holds: str
    example: str


@dataclass(frozen=True, slots=True)
class TermsAnswer:
    """The firm, and of a matter its client and itself, the wider one first; then all that have terms of their own."""

    around: tuple[TermsShown, ...]
    others: tuple[TermsShown, ...]


def get(door: Door, body: TermsOf) -> TermsAnswer:
    """Show the terms of the firm and, of a matter, those of its client and its own."""
    agreeing = door.services.agreeing
    around = agreeing.around(None if body.matter_id is None else MatterId(body.matter_id))
    return TermsAnswer(tuple(map(_shown, around)), tuple(map(_shown, agreeing.others())))


def agree(door: Door, body: TermsSet) -> TermsAnswer:
    """Replace what the firm, the client of a matter or the matter itself says; it holds from the next change of an entry on."""
    agreeing = door.services.agreeing
    around = agreeing.around(None if body.matter_id is None else MatterId(body.matter_id))
    meant = next((each for each in around if _which(each.whose) == body.whose), None)
    if meant is None:
        raise UsedWrongly("nobody is named", hint="Choose the matter first.")
    terms = Terms(body.step, body.minimum, body.rounding, body.unit, body.charge)
    agreeing.agree(meant.whose, terms)
    return get(door, TermsOf(matter_id=body.matter_id))


def _which(whose: Whose) -> Which:
    return "matter" if whose.matter is not None else "firm" if whose.client is None else "client"


def _shown(each: Agreed) -> TermsShown:
    units = each.rule.units(EXAMPLE_SECONDS)
    example = (
        f"20 minutes become {units} × {each.rule.unit // 60} min, {billing.hours(units * each.rule.unit)} h"
    )
    return TermsShown(_which(each.whose), each.near, each.name, each.own, each.rule.words, example)

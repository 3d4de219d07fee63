"""The firm's terms for counting and charging time: one policy with a default, and what clients and matters have of their own.

    matter > client > firm; what one does not say, the next one does

Terms say how long a unit is (six minutes, or fifteen), in steps of how many, at least how many, and which way a time between
two goes. An entry keeps the length of the units it was counted in until it is counted again: see `entry.TimeEntry.unit`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from agent.domain.billing import UNIT_SECONDS, RoundTo, UnitRule
from agent.domain.charging import Charge
from agent.domain.ids import MatterId
from agent.domain.matter import Matter

MOST_STEP, MOST_MINIMUM = 10, 100  # units


@dataclass(frozen=True, slots=True)
class Terms:
    """What the firm, a client or a matter says; None leaves it to the next one."""

    step: int | None = None  # units
    minimum: int | None = None  # units
    rounding: RoundTo | None = None
    unit: int | None = None  # seconds: one of billing.UNIT_LENGTHS
    charge: Charge | None = None  # of a client: its guideline; of a matter: what the lawyer said when asked

    def over(self, wider: Terms) -> Terms:
        """Return these terms, with those of the next one where they are silent."""
        return Terms(*(
            theirs if mine is None else mine
            for mine, theirs in ((getattr(self, f.name), getattr(wider, f.name)) for f in fields(Terms))
        ))  # fmt: skip

    def rule(self) -> UnitRule:
        """Return the rule that they make."""
        return UnitRule(
            self.step or 1, 1 if self.minimum is None else self.minimum, self.rounding or RoundTo.UP,
            self.unit or UNIT_SECONDS,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class TermsOf:
    """The terms of one client or matter, by the practice system's id of it."""

    id: int
    terms: Terms


@dataclass(frozen=True, slots=True)
class FirmMatter:
    """Where the practice system takes one kind of firm time."""

    charge: Charge
    matter_id: MatterId


@dataclass(frozen=True, slots=True)
class Policy:
    """All terms of a home."""

    firm: Terms = Terms()
    clients: tuple[TermsOf, ...] = ()
    matters: tuple[TermsOf, ...] = ()
    firm_matters: tuple[FirmMatter, ...] = ()

    def rule(self, matter: Matter | None) -> UnitRule:
        """Return how a matter's time becomes units; without a matter the firm's way."""
        if matter is None:
            return self.firm.rule()
        return self.of_matter(matter.id).over(self.of_client(matter.client_id)).over(self.firm).rule()

    def of_client(self, client_id: int | None) -> Terms:
        """Return a client's own terms."""
        return next((c.terms for c in self.clients if c.id == client_id), Terms())

    def of_matter(self, matter_id: MatterId | None) -> Terms:
        """Return a matter's own terms."""
        return next((m.terms for m in self.matters if m.id == matter_id), Terms())

    def firm_matter(self, charge: Charge | None) -> MatterId | None:
        """Return the matter that takes a kind of firm time, None when it stays on this computer."""
        return next((f.matter_id for f in self.firm_matters if f.charge is charge), None)

    def with_client(self, client_id: int, terms: Terms) -> Policy:
        """Return the policy with a client's terms; empty ones take them away."""
        return replace(self, clients=_put(self.clients, client_id, terms))

    def with_matter(self, matter_id: MatterId, terms: Terms) -> Policy:
        """Return the policy with a matter's terms; empty ones take them away."""
        return replace(self, matters=_put(self.matters, matter_id, terms))

    def with_firm_matter(self, charge: Charge, matter_id: MatterId) -> Policy:
        """Return the policy with the matter that takes one kind of firm time."""
        rest = tuple(f for f in self.firm_matters if f.charge is not charge)
        return replace(self, firm_matters=(*rest, FirmMatter(charge, matter_id)))


def _put(known: Iterable[TermsOf], id: int, terms: Terms) -> tuple[TermsOf, ...]:
    rest = tuple(one for one in known if one.id != id)
    return rest if terms == Terms() else (*rest, TermsOf(id, terms))

"""Matters and the people around them, as the practice system names them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from agent.domain.ids import MatterId, TimekeeperId


class MatterStatus(StrEnum):
    """Whether work may be recorded on a matter."""

    OPEN = "open"
    PENDING = "pending"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Contact:
    """A person or company on a matter's file. `id` is the practice system's."""

    name: str = field(repr=False)
    email: str | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Matter:
    """One file of the firm. `display_number` is what lawyers say and write; it is never retyped, only copied."""

    id: MatterId
    display_number: str = field(repr=False)
    description: str = field(repr=False)
    client_name: str = field(repr=False)
    status: MatterStatus = MatterStatus.OPEN
    contacts: tuple[Contact, ...] = field(default=(), repr=False)
    practice_area: str = ""
    billing_method: str = "hourly"
    billable: bool = True
    rate_kind: str | None = (
        None  # of a rate of its own: hourly, flat or contingency; how much, Clio says per fee earner
    )
    client_id: int | None = None
    aliases: tuple[str, ...] = field(
        default=(), repr=False
    )  # the lawyer's own words for it; not the practice system's

    @property
    def is_closed(self) -> bool:
        """Closed matters are never candidates."""
        return self.status is MatterStatus.CLOSED

    def with_people(self, fresh: Mapping[int, Contact]) -> Matter:
        """Return the matter with its client and people as they are called now; `fresh` holds contacts by their id."""
        client = fresh.get(self.client_id or 0)
        return replace(
            self,
            client_name=client.name if client else self.client_name,
            contacts=tuple(fresh.get(each.id or 0, each) for each in self.contacts),
        )


@dataclass(frozen=True, slots=True)
class Timekeeper:
    """Whose time is recorded; "fee earner" on screen, "user" in Clio."""

    id: TimekeeperId
    name: str = field(repr=False)
    email: str | None = field(default=None, repr=False)
    time_zone: str = "Australia/Sydney"
    firm: str = field(default="", repr=False)  # what the firm calls itself


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of work as the practice system lists it ("Telephone attendance")."""

    id: int
    name: str
    is_flat: bool = False  # one price however long it took
    rate: Decimal | None = (
        None  # the category's own, without GST; None where the fee earner's or matter's applies
    )

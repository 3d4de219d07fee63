"""What answers say of time entries, in the panel's words; see `answers` for the rest."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from agent.domain.lint import Remark
from agent.workflow.several import Left


@dataclass(frozen=True, slots=True)
class Candidate:
    """A matter that could be meant."""

    matter_id: int
    display_number: str = field(repr=False)
    description: str | None = field(repr=False)
    client: str | None = field(repr=False)
    probability: float
    reasons: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What carries one clause: where it was said, and its words. `heard`: what a name that was put right was heard as."""

    clause: str = field(repr=False)
    heard: str | None = field(repr=False)
    passages: tuple[str, ...]
    start_ms: int | None
    end_ms: int | None
    quote: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Pushed:
    """What became of an entry in Clio; `outcome` is null as long as nobody knows. Money is ex GST."""

    entry: str
    outcome: str | None
    activity_id: int | None
    code: str | None
    hint: str | None = field(repr=False)
    price: Decimal | None
    total: Decimal | None
    rounded_hours: Decimal | None
    explained: tuple[str, ...]
    link: str | None


@dataclass(frozen=True, slots=True)
class Expected:
    """What an entry is expected to come to, ex GST: an estimate, and where its rate comes from."""

    total: Decimal
    rate: Decimal
    origin: str


@dataclass(frozen=True, slots=True)
class Offer:
    """Entries, this one first, that come to fewer units when they are joined."""

    entries: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One time entry with all that the lawyer needs to decide about it; each of its `units` is `unit` seconds long."""

    id: str
    version: int
    source: str
    date: dt.date
    status: str
    timekeeper: str = field(repr=False)
    matter_id: int | None
    matter: str | None = field(repr=False)
    matter_description: str | None = field(repr=False)
    client: str | None = field(repr=False)
    matter_state: str
    candidates: tuple[Candidate, ...]
    seconds: int | None
    measured: int | None
    waits_for: str | None = field(repr=False)
    on_closed: bool
    no_matter: bool
    earner_id: int | None
    units: int | None
    unit: int
    hours: Decimal | None
    rounding_seconds: int | None
    charge: str
    charge_why: str | None
    charge_asked: bool
    raised: bool
    raised_why: str = field(repr=False)
    rate: Decimal | None
    rate_why: str = field(repr=False)
    expected: Expected | None
    activity: str
    category_id: int | None
    narrative: str = field(repr=False)
    facts: tuple[str, ...] = field(repr=False)
    evidence: tuple[Evidence, ...]
    passages: tuple[str, ...]
    flags: tuple[str, ...]
    ready: bool
    missing: str | None
    lint: tuple[Remark, ...]
    offer: Offer | None
    push: Pushed | None


@dataclass(frozen=True, slots=True)
class EntryAnswer:
    """One entry as it is now."""

    entry: Entry


@dataclass(frozen=True, slots=True)
class EntriesAnswer:
    """Entries as they are now."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class BatchAnswer:
    """The entries that were changed, and those left as they were, with the reason."""

    entries: tuple[Entry, ...]
    left: tuple[Left, ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """An entry in Clio that may be ours; moments are Clio's own."""

    activity_id: int
    seconds: int
    narrative: str = field(repr=False)
    created_at: dt.datetime


@dataclass(frozen=True, slots=True)
class AlikeAnswer:
    """Those that may be ours, the oldest first."""

    alike: tuple[Alike, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """An entry in Clio of the same matter and day as some of those to be pushed; hidden `seconds` are null."""

    entries: tuple[str, ...]
    matter: str | None = field(repr=False)
    date: dt.date
    who: str = field(repr=False)
    seconds: int | None
    narrative: str = field(repr=False)
    differs: bool


@dataclass(frozen=True, slots=True)
class RunningTimer:
    """A timer in Clio on a matter of those to be pushed."""

    since: dt.datetime
    matter: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class PreviewAnswer:
    """What Clio already shows before a push."""

    beside: tuple[Beside, ...]
    timer: RunningTimer | None


@dataclass(frozen=True, slots=True)
class PushAnswer:
    """One result per entry."""

    results: tuple[Pushed, ...]

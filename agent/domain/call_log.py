"""A call log: the line "telephone call with ..." on a matter's file at the practice system, which time entries link to.

It is part of the client's file, so it must be true and must name nobody of another matter: one log for each matter of a call,
with that matter's own people only, never the title of a meeting. Each carries a key of ours, so that one whose answer was lost
is found again by it; otherwise it lives by the rules of a push (`push.py`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from agent.domain.ids import MatterId, RemoteId, SourceId, TimekeeperId
from agent.domain.lost import SURE_AFTER
from agent.domain.matter import Contact, Matter
from agent.domain.push import Outcome
from agent.domain.settling import CLEAN_LOOKS_NEEDED, Verdict
from agent.domain.source import Person, Source, SourceKind

BODY = "The time of this call is recorded in the linked entries."
CALLS = frozenset({SourceKind.CALL, SourceKind.TRANSCRIPT})


@dataclass(frozen=True, slots=True)
class CallLog:
    """One log of one call on one matter. `written_at` is by this computer's clock, `since` by the practice system's."""

    key: str
    source_id: SourceId
    matter_id: MatterId
    user_id: TimekeeperId
    date: dt.date
    started_at: dt.datetime | None
    people: tuple[Contact, ...] = field(repr=False)
    written_at: dt.datetime
    since: dt.datetime | None = None
    outcome: Outcome | None = None
    remote_id: RemoteId | None = None
    clean_looks: int = 0

    @property
    def subject(self) -> str:
        """What the log says in one line."""
        names = [person.name for person in self.people]
        return f"Telephone call with {' and '.join(names)}" if names else "Telephone call"

    @property
    def is_open(self) -> bool:
        """Whether nobody knows yet if the log exists."""
        return self.outcome is None or self.outcome is Outcome.UNKNOWN

    def created(self, remote_id: RemoteId) -> CallLog:
        """Record that it is there."""
        return replace(self, outcome=Outcome.CREATED, remote_id=remote_id)

    def refused(self) -> CallLog:
        """Record that it was turned down and nothing was done."""
        return replace(self, outcome=Outcome.REFUSED, clean_looks=0)

    def removed(self) -> CallLog:
        """Record that it was taken out of the client's file; the next one of this call is a new log under a new key."""
        return replace(self, outcome=Outcome.UNDONE, remote_id=None)

    def looked(self) -> CallLog:
        """Record one more look that found nothing."""
        return replace(self, outcome=Outcome.UNKNOWN, clean_looks=self.clean_looks + 1)

    def again(self, here: dt.datetime, there: dt.datetime | None, *, new_key: str) -> CallLog:
        """Return the row of another attempt: it is written before the request, like the first.

        It keeps its key, by which an attempt that was only slow is found; after a removal nothing of that key is left to find.
        """
        key = new_key if self.outcome is Outcome.UNDONE else self.key
        return replace(self, key=key, written_at=here, since=there, outcome=None, clean_looks=0)

    def left_until_sure(self, there: dt.datetime | None, here: dt.datetime) -> dt.timedelta:
        """Return how long a request of this row may still be under way, given the time there and here."""
        age = here - self.written_at if self.since is None or there is None else there - self.since
        return max(SURE_AFTER - age, dt.timedelta())


def settle_log(
    log: CallLog, found: Sequence[RemoteId], *, left: dt.timedelta
) -> tuple[Verdict, RemoteId | None]:
    """Decide about an open log from those `found` under its key: nobody else's can be among them."""
    if found:
        return Verdict.ADOPT, min(found)
    if log.clean_looks + 1 >= CLEAN_LOOKS_NEEDED and not left:
        return Verdict.SEND_AGAIN, None
    return Verdict.LOOK_AGAIN, None


def is_call(source: Source) -> bool:
    """Whether a source is a call: e-mails and documents are never logged as one."""
    return source.kind in CALLS


def people_of(source: Source, matter: Matter) -> tuple[Contact, ...]:
    """Return who of the call is on this matter's file; the others belong to other matters, or to none."""
    return tuple(
        contact
        for contact in matter.contacts
        if any(_is(contact, person) for person in source.context.participants)
    )


def _is(contact: Contact, person: Person) -> bool:
    if contact.email and person.email:
        return contact.email.casefold() == person.email.casefold()
    return contact.name.casefold() == person.name.casefold()

"""Whose time an entry is: the signed-in person's own, or another fee earner's for whom it is prepared.

An entry says nobody's name to the practice system but an id that the lawyer chose from the firm's people; a name in a source
never makes an entry somebody else's by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from agent.domain.call_log import is_call
from agent.domain.entry import EntryStatus, TimeEntry
from agent.domain.firm import Member
from agent.domain.matter import Timekeeper
from agent.domain.revision import Revision
from agent.domain.source import Source

COLLEAGUE = "colleague"  # flag: drafted for somebody else who was on the call


def given_to(entry: TimeEntry, member: Member, owner: Timekeeper) -> TimeEntry:
    """Return the entry as that person's time, a draft again; `owner` is who is signed in."""
    revised = entry.revised(Revision(timekeeper=member.name))
    return replace(revised, earner_id=None if member.id == owner.id else member.id)


def colleagues(source: Source, members: Iterable[Member], owner: Timekeeper) -> list[Member]:
    """Return who of the firm was on a call beside its fee earner and who is signed in, by address or whole name."""
    if not is_call(source):
        return []
    people = source.context.participants
    emails = {p.email.casefold() for p in people if p.email}
    names = {_plain(p.name) for p in people} | {_plain(p.speaker) for p in source.passages if p.speaker}
    own = {_plain(source.context.timekeeper), _plain(owner.name)}
    return [
        member
        for member in members
        if member.is_active
        and member.id != owner.id
        and _plain(member.name) not in own
        and (_plain(member.name) in names or (member.email or "").casefold() in emails)
    ]


def without_draft(members: Iterable[Member], entries: Sequence[TimeEntry]) -> list[Member]:
    """Return those who have no entry of their own yet."""
    have = {e.earner_id for e in entries if e.status is not EntryStatus.DISCARDED}
    return [member for member in members if member.id not in have]


def drafted_for(entry: TimeEntry, member: Member) -> TimeEntry:
    """Return a fresh draft as a colleague's. Its passages are the lawyer's own entries', so it claims none of them."""
    return replace(
        entry, earner_id=member.id, timekeeper=member.name, suggestion_id=None, passages=()
    ).flagged(COLLEAGUE)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()

"""Calls about time entries: everything the lawyer does in review."""

from __future__ import annotations

from agent.domain.ids import EntryId, PassageId
from agent.web import answers, bodies, payloads
from agent.web.door import Door


def list_entries(door: Door, body: bodies.EntryList) -> answers.EntriesAnswer:
    """List entries, of one status, one source, or all."""
    found = door.services.review.entries(body.status)
    chosen = [e for e in found if body.source in (None, e.source_id)]
    return answers.EntriesAnswer(payloads.entries(door.services, chosen))


def revise(door: Door, body: bodies.Revise) -> answers.EntryAnswer:
    """Change an entry's words, units, matter, date or charging."""
    changed = door.services.review.revise(EntryId(body.entry), body.version, body.change())
    return payloads.entry(door.services, changed)


def confirm(door: Door, body: bodies.OneEntry) -> answers.EntryAnswer:
    """Make an entry the lawyer's own, ready to be sent."""
    confirmed = door.services.review.confirm(EntryId(body.entry), body.version)
    return payloads.entry(door.services, confirmed)


def reopen(door: Door, body: bodies.OneEntry) -> answers.EntryAnswer:
    """Take a confirmation back."""
    return payloads.entry(door.services, door.services.review.reopen(EntryId(body.entry), body.version))


def discard(door: Door, body: bodies.OneEntry) -> answers.EntryAnswer:
    """Say that this is not to be billed."""
    return payloads.entry(door.services, door.services.review.discard(EntryId(body.entry), body.version))


def restore(door: Door, body: bodies.OneEntry) -> answers.EntryAnswer:
    """Bring a discarded entry back."""
    return payloads.entry(door.services, door.services.review.restore(EntryId(body.entry), body.version))


def split(door: Door, body: bodies.Split) -> answers.EntriesAnswer:
    """Cut an entry in two before a passage."""
    parts = door.services.review.split(EntryId(body.entry), body.version, PassageId(body.at))
    return answers.EntriesAnswer(payloads.entries(door.services, parts))


def merge(door: Door, body: bodies.Merge) -> answers.EntriesAnswer:
    """Join another entry of the same source into this one."""
    joined = door.services.review.merge(EntryId(body.entry), body.version, EntryId(body.other))
    return answers.EntriesAnswer(payloads.entries(door.services, joined))


def undo(door: Door, body: bodies.Nothing) -> answers.EntriesAnswer:
    """Take the last change back."""
    return answers.EntriesAnswer(payloads.entries(door.services, door.services.review.undo()))

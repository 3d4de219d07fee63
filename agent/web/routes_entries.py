"""Calls about time entries: everything the lawyer does in review."""

from __future__ import annotations

from agent.domain.ids import EntryId, MatterId, PassageId, SourceId
from agent.errors import UsedWrongly
from agent.web import answers_entries, bodies, payloads
from agent.web.door import Door


def list_entries(door: Door, body: bodies.EntryList) -> answers_entries.EntriesAnswer:
    """List entries, of one status, one source, or all."""
    found = door.services.review.entries(body.status)
    chosen = [e for e in found if body.source in (None, e.source_id)]
    return answers_entries.EntriesAnswer(payloads.entries(door.services, chosen))


def revise(door: Door, body: bodies.Revise) -> answers_entries.EntryAnswer:
    """Change an entry's words, units, matter, date or charging."""
    changed = door.services.review.revise(EntryId(body.entry), body.version, body.change())
    if body.matter_id is not None:
        door.services.fresh.rates_wanted()
    return payloads.entry(door.services, changed)


def confirm(door: Door, body: bodies.OneEntry) -> answers_entries.EntryAnswer:
    """Make an entry the lawyer's own, ready to be sent."""
    confirmed = door.services.review.confirm(EntryId(body.entry), body.version)
    return payloads.entry(door.services, confirmed)


def reopen(door: Door, body: bodies.OneEntry) -> answers_entries.EntryAnswer:
    """Take a confirmation back."""
    return payloads.entry(door.services, door.services.review.reopen(EntryId(body.entry), body.version))


def discard(door: Door, body: bodies.OneEntry) -> answers_entries.EntryAnswer:
    """Say that this is not to be billed."""
    return payloads.entry(door.services, door.services.review.discard(EntryId(body.entry), body.version))


def restore(door: Door, body: bodies.OneEntry) -> answers_entries.EntryAnswer:
    """Bring a discarded entry back."""
    return payloads.entry(door.services, door.services.review.restore(EntryId(body.entry), body.version))


def wait(door: Door, body: bodies.Wait) -> answers_entries.EntryAnswer:
    """Let an entry wait for a matter that is still to be opened."""
    waits = door.services.waiting.wait(EntryId(body.entry), body.version, body.number)
    return payloads.entry(door.services, waits)


def split(door: Door, body: bodies.Split) -> answers_entries.EntriesAnswer:
    """Cut an entry in two before a passage."""
    parts = door.services.review.split(EntryId(body.entry), body.version, PassageId(body.at))
    return answers_entries.EntriesAnswer(payloads.entries(door.services, parts))


def merge(door: Door, body: bodies.Merge) -> answers_entries.EntriesAnswer:
    """Join another entry of the same source into this one."""
    joined = door.services.review.merge(EntryId(body.entry), body.version, EntryId(body.other))
    return answers_entries.EntriesAnswer(payloads.entries(door.services, joined))


def assign(door: Door, body: bodies.Assign) -> answers_entries.EntriesAnswer:
    """Give passages of a source to another of its entries, or to none."""
    changed = door.services.review.assign(
        SourceId(body.source),
        frozenset(map(PassageId, body.passages)),
        None if body.to is None else EntryId(body.to),
        {EntryId(seen.entry): seen.version for seen in body.versions},
    )
    return answers_entries.EntriesAnswer(payloads.entries(door.services, changed))


def batch(door: Door, body: bodies.Batch) -> answers_entries.BatchAnswer:
    """Confirm, discard or move several entries as one change."""
    changed, left = door.services.several.do(
        body.deed,
        [(EntryId(seen.entry), seen.version) for seen in body.entries],
        None if body.matter_id is None else MatterId(body.matter_id),
    )
    return answers_entries.BatchAnswer(payloads.entries(door.services, changed), tuple(left))


def find(door: Door, body: bodies.EntrySearch) -> answers_entries.EntriesAnswer:
    """Find entries by matter, client or word, whatever became of them."""
    found = door.services.find.entries(body.query, body.limit)
    return answers_entries.EntriesAnswer(payloads.entries(door.services, found))


def share(door: Door, body: bodies.ShareOut) -> answers_entries.EntriesAnswer:
    """Share an entry over matters; the shares must come to the whole."""
    units = {MatterId(one.matter_id): one.units for one in body.shares}
    if len(units) < len(body.shares):
        raise UsedWrongly("a matter is named twice", hint="Name each matter once.")
    parts = door.services.sharing.share(EntryId(body.entry), body.version, units)
    return answers_entries.EntriesAnswer(payloads.entries(door.services, parts))


def join(door: Door, body: bodies.Join) -> answers_entries.EntriesAnswer:
    """Join short entries of one matter and day, whatever they came from."""
    joined = door.services.sharing.join([(EntryId(seen.entry), seen.version) for seen in body.entries])
    return answers_entries.EntriesAnswer(payloads.entries(door.services, joined))


def undo(door: Door, body: bodies.Nothing) -> answers_entries.EntriesAnswer:
    """Take the last change back."""
    return answers_entries.EntriesAnswer(payloads.entries(door.services, door.services.review.undo()))

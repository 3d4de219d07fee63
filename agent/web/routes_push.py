"""Calls about what leaves: what Clio shows beforehand, whose time it is, pushing, and settling what was lost on the way."""

from __future__ import annotations

from collections.abc import Callable

from agent.domain.entry import EntryStatus
from agent.domain.ids import EntryId, MatterId, RemoteId, SourceId, TimekeeperId
from agent.web import answers_entries, bodies, payloads
from agent.web.door import Door


def preview(door: Door, body: bodies.PushBody) -> answers_entries.PreviewAnswer:
    """Show what Clio already holds for the matters and days of a push, of every fee earner in sight; nothing is sent."""
    confirmed = body.entry_ids
    if confirmed is None:
        confirmed = [entry.id for entry in door.services.review.entries(EntryStatus.CONFIRMED)]
    found = door.services.look_first.look(confirmed)
    number = _number(door)
    return answers_entries.PreviewAnswer(
        tuple(
            answers_entries.Beside(
                each.ours, number(each.there.matter_id), each.there.date, each.there.who, each.there.seconds,
                each.there.narrative, each.differs,
            )
            for each in found.beside
        ),
        answers_entries.RunningTimer(found.timer.since, number(found.timer.matter_id)) if found.timer else None,
    )  # fmt: skip


def push(door: Door, body: bodies.PushBody) -> answers_entries.PushAnswer:
    """Send confirmed entries to the practice system, all of them when none is named."""
    with door.services.board.during("pushing"):
        pushes = door.services.push.push(body.entry_ids)
    return payloads.push_results(door.services, pushes)


def reconcile(door: Door, body: bodies.Nothing) -> answers_entries.PushAnswer:
    """Settle what became of entries whose answer was lost, by looking."""
    with door.services.board.during("pushing"):
        pushes = door.services.push.reconcile(patient=False)
    return payloads.push_results(door.services, pushes)


def alike(door: Door, body: bodies.Asked) -> answers_entries.AlikeAnswer:
    """Show which of Clio's entries may be the one whose answer was lost."""
    found = sorted(door.services.push.alike(EntryId(body.entry)), key=lambda posted: posted.created_at)
    return answers_entries.AlikeAnswer(
        tuple(answers_entries.Alike(p.id, p.seconds, p.narrative, p.created_at) for p in found)
    )


def answer(door: Door, body: bodies.Answered) -> answers_entries.PushAnswer:
    """Settle a lost answer as the lawyer says who looked: it is this one, or none of them. Nothing is sent by it."""
    remote_id = None if body.activity_id is None else RemoteId(body.activity_id)
    return payloads.push_results(door.services, [door.services.push.answer(EntryId(body.entry), remote_id)])


def earner(door: Door, body: bodies.EarnerOf) -> answers_entries.EntriesAnswer:
    """Say whose time entries are."""
    seen = [(EntryId(each.entry), each.version) for each in body.entries]
    changed = door.services.whose.choose(seen, TimekeeperId(body.earner_id))
    return answers_entries.EntriesAnswer(payloads.entries(door.services, changed))


def draft_for(door: Door, body: bodies.DraftFor) -> answers_entries.EntriesAnswer:
    """Draft a colleague's own entries of a call that they were on."""
    made = door.services.whose.draft(SourceId(body.source), TimekeeperId(body.earner_id))
    return answers_entries.EntriesAnswer(payloads.entries(door.services, made))


def _number(door: Door) -> Callable[[MatterId | None], str | None]:
    def number(matter_id: MatterId | None) -> str | None:
        matter = None if matter_id is None else door.services.mirror.matter(matter_id)
        return matter.display_number if matter else None

    return number

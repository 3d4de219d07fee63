"""Calls about sources: taking in, showing, listening, discarding."""

from __future__ import annotations

import base64

from agent.domain.ids import MatterId, PassageId, SourceId
from agent.domain.source import Context, Person
from agent.errors import NotFound
from agent.web import answers, bodies, payloads
from agent.web.door import Door


def get(door: Door, body: bodies.OneSource) -> answers.SourceAnswer:
    """Show one source with its words and its entries."""
    return payloads.source(door.services, door.services.review.source_view(SourceId(body.source)))


def take_in(door: Door, body: bodies.TakeIn) -> answers.TakenIn:
    """Take in a dropped file."""
    source = door.services.take_in.data(body.data, body.name, _context(door, body.context), memo=body.memo)
    return answers.TakenIn(source)


def begin(door: Door, body: bodies.Begin) -> answers.Begun:
    """Begin to take in a file that is too large for one request: its first piece."""
    return answers.Begun(door.services.arriving.begin(body.size, body.data))


def piece(door: Door, body: bodies.Piece) -> answers.Nothing:
    """Take the next piece of it."""
    door.services.arriving.go_on(body.upload, body.at, body.data)
    return answers.Nothing()


def whole(door: Door, body: bodies.Whole) -> answers.TakenIn:
    """Take it in, now that all of it has come."""
    context = _context(door, body.context)
    with door.services.arriving.whole(body.upload) as file:
        return answers.TakenIn(door.services.take_in.opened(file, body.name, context, memo=body.memo))


def paste(door: Door, body: bodies.Paste) -> answers.TakenIn:
    """Take in pasted text."""
    return answers.TakenIn(door.services.take_in.text(body.text, _context(door, body.context)))


def clip(door: Door, body: bodies.Clip) -> answers.Sound:
    """Return a stretch of a call's sound, at most thirty seconds."""
    sound = door.services.sound.clip(SourceId(body.source), body.start_ms, body.end_ms)
    return answers.Sound("audio/wav", base64.b64encode(sound).decode())


def again(door: Door, body: bodies.OneSource) -> answers.Nothing:
    """Let a step that failed be tried again."""
    door.services.process.again(SourceId(body.source))
    return answers.Nothing()


def show(door: Door, body: bodies.OnePassage) -> answers.Nothing:
    """Put a turn that was no echo back among the words of its call."""
    door.services.echoes.show(SourceId(body.source), PassageId(body.passage))
    return answers.Nothing()


def discard(door: Door, body: bodies.OneSource) -> answers.Nothing:
    """Discard what a source's unsent entries propose; undo brings them back."""
    door.services.review.discard_source(SourceId(body.source))
    return answers.Nothing()


def _context(door: Door, body: bodies.ContextBody) -> Context:
    """Read what the lawyer knows. A matter is named by its id on the wire and by its number in the domain."""
    number = None
    if body.matter_id is not None:
        matter = door.services.mirror.matter(MatterId(body.matter_id))
        if matter is None:
            raise NotFound(
                "that matter is not in the mirror", hint="Update the matters from Clio, then try again."
            )
        number = matter.display_number
    return Context(
        call_start=body.call_start,
        timekeeper=body.timekeeper or "",
        participants=tuple(map(Person, body.participants)),
        matter=number,
        date=body.date,
    )

"""Whose words a track holds: a track is a channel of sound, not a person.

    headset   microphone = the fee earner             system = the others, named when only one took part
    room      microphone = everybody who is there     system = the others, unnamed

A room is a speakerphone, a meeting room, a conference in person, a file with one side: nobody can tell from the track who
speaks. What is said there in the first person ("I drafted the deed") is nobody's work until the lawyer says whose. The time is
billed all the same: the lawyer was there.
"""

from __future__ import annotations

from dataclasses import replace

from agent.domain.ids import PassageId
from agent.domain.source import Context, Passage, Person, Source
from agent.domain.transcript import SPEAKERS, TrackKind

IN_THE_ROOM = "In the room"
SOUND_FORM, ONE_SIDE_FORM = "sound", "sound_one_side"
"""How a source that was heard is written down: with two tracks, or with one that holds everybody."""

SOMEBODY_ELSE = "Somebody else"
"""Of words that the lawyer says are not their own, without a name."""


def is_room(said: bool | None, headset: bool | None) -> bool:
    """Whether a microphone holds everybody: as the lawyer `said`, else unless it was a headset's all the time.

    A device that nobody can tell counts as a room: a wrong "In the room" costs one answer, a wrong "Me" bills others' work.
    """
    return headset is not True if said is None else said


def names(context: Context, *, room: bool) -> dict[TrackKind, str]:
    """Name the speaker of each track, as far as one is known."""
    if room:
        return {TrackKind.MICROPHONE: IN_THE_ROOM}
    others = [p for p in context.participants if not _same(p, context.timekeeper)]
    known = {TrackKind.MICROPHONE: context.timekeeper} if context.timekeeper else {}
    if len(others) == 1:
        known[TrackKind.SYSTEM] = others[0].name
    return known


def as_room(source: Source, *, room: bool) -> Source:
    """Return a source whose microphone was a room, or was the fee earner's own after all.

    What was typed or said afterwards lasts no time and stays the fee earner's; so do answers to who said what.
    """
    if source.room is room:
        return source
    before, after = (SPEAKERS | names(source.context, room=each) for each in (source.room, room))
    other = {before[track]: after[track] for track in TrackKind}
    return replace(
        source,
        room=room,
        passages=tuple(_named(p, other) for p in source.passages),
        echoes=tuple(_named(p, other) for p in source.echoes),
    )


def said_by(source: Source, passage: PassageId, who: str) -> Source:
    """Return a room's source in which one passage is `who`'s. Raise KeyError when nothing was said there by that id."""
    found = source.passage(passage)
    if not found.text.strip():
        raise KeyError(passage)
    said = tuple(replace(p, speaker=who) if p.id == passage else p for p in source.passages)
    return replace(source, passages=said)


def _named(passage: Passage, other: dict[str, str]) -> Passage:
    spoken = passage.speaker is not None and passage.end_ms != passage.start_ms
    return replace(passage, speaker=other.get(passage.speaker or "", passage.speaker)) if spoken else passage


def _same(person: Person, name: str) -> bool:
    return person.name.casefold() == name.casefold()

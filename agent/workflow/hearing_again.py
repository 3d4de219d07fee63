"""Hearing again: a larger model hears a call a second time while its sound is kept, and what differs is offered.

    at night, on mains, nobody on a call --all its sound--> second hearing, kept apart --differences--> taken over, or left

A second hearing changes nothing by itself. Words that the lawyer takes over go into the call; drafts that nobody has touched
are made anew with them, all others stay as they are. Whatever breaks off goes on another night from the windows that are done;
another model begins anew.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from agent.domain import differing, echo, room
from agent.domain.differing import Difference, turn_of
from agent.domain.entry import EntryStatus
from agent.domain.hearing import Block, Place, Power, side_by_side
from agent.domain.ids import SourceId
from agent.domain.naming import heard_again
from agent.domain.source import Failure, SourceKind, Stage
from agent.domain.transcript import Segment, TrackKind, Transcript
from agent.errors import NotFound, TenthError
from agent.ports import Transcriber
from agent.store.errors import StoreUnavailable
from agent.store.second_hearings import SecondHearing
from agent.store.sources import KeptSource
from agent.vault.sealed_reading import SealedReader
from agent.workflow.desk import Desk
from agent.workflow.hearing import Hearing
from agent.workflow.naming import named
from agent.workflow.remaking import can_be_made_anew, make_anew

log = logging.getLogger(__name__)

NIGHT_FROM, NIGHT_TO = 22, 6  # o'clock, by the lawyer's zone
SECONDS_BETWEEN_LOOKS = 60.0

Larger = Callable[[], tuple[str, Transcriber]]
"""Returns the name of the larger model and what hears with it. Raise UsedWrongly when none is chosen."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A call that was heard again: what differs, or why it could not be heard."""

    source_id: SourceId
    hearing: SecondHearing
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class HearingAgain:
    """Hears calls a second time and offers what differs."""

    hearing: Hearing
    larger: Larger
    power: Callable[[], Power] = Power

    @property
    def desk(self) -> Desk:
        """The desk of the first hearing."""
        return self.hearing.desk

    def waiting(self) -> list[SourceId]:
        """Return the calls that could be heard again: sound and words are there, and something is a draft still."""
        store = self.desk.store
        return [
            kept.source.id
            for kept in store.sources.all()
            if store.second.of(kept.source.id) is None and self._is_worth(kept)
        ]

    def at_night(self) -> None:
        """Hear one call again if it is night, the computer runs on mains and nobody is on a call."""
        hour = self.desk.now().astimezone(self.desk.zone()).hour
        if NIGHT_TO <= hour < NIGHT_FROM or self.power().on_battery or not (waiting := self.waiting()):
            return
        try:
            self.hear(waiting[:1], on_mains=True)
        except TenthError as error:
            log.info("no second hearing: %s", error.code)

    def hear(self, calls: Sequence[SourceId] | None = None, *, on_mains: bool = False) -> int:
        """Hear these calls again, or all that wait, and return how many were.

        A call that begins stops it, and with `on_mains` so does pulling the plug; nothing half is offered. Raise UsedWrongly
        when no larger model is chosen, NotAllowedNow while another program does the same.
        """
        name, transcriber = self.larger()
        may = self._may_on_mains if on_mains else self._may
        with self.desk.alone("again", "calls are being heard again already"):
            wanted = self.waiting() if calls is None else calls
            kept = map(self.desk.store.sources.get, wanted)
            return sum(self._heard(each, name, transcriber, may) for each in kept)

    def offered(self) -> list[Offered]:
        """Return all second hearings with what differs still."""
        return [
            Offered(each.source_id, each, self._differences(each)) for each in self.desk.store.second.all()
        ]

    def of(self, call: SourceId) -> Offered:
        """Return that of one call. Raise NotFound."""
        hearing = self.desk.store.second.of(call)
        if hearing is None:
            raise NotFound("this call was not heard a second time", hint="See which were: tenth differences.")
        return Offered(call, hearing, self._differences(hearing))

    def take(self, call: SourceId, turns: Sequence[str] | None = None) -> bool:
        """Take the words of these turns (None: of all) over into the call, and return whether its drafts are made anew.

        They are when the lawyer has touched none of them; else they stay, whatever became of them. Raise NotFound.
        """
        store = self.desk.store
        with store.transaction():
            offered = self.of(call)
            found = {d.turn: d for d in offered.differences}
            if any(turn not in found for turn in turns or ()):
                raise NotFound(
                    "there is no such difference any more", hint="See what there is: tenth differences CALL."
                )
            wanted = list(found.values()) if turns is None else [found[turn] for turn in dict.fromkeys(turns)]
            kept = store.sources.get(call)
            taken = differing.taken_over(kept.source, wanted)
            source = named(self.desk, replace(kept, source=taken))  # what was misheard in it is found anew
            anew = bool(wanted) and kept.source.stage is Stage.SUGGESTED and can_be_made_anew(store, call)
            if anew:
                make_anew(store, source)
            elif wanted:
                store.sources.advance(source)
            if wanted:
                store.sources.note_words_by(call, [""])
        log.info("source %s: %d turns taken over", call, len(wanted))
        return anew

    def leave(self, call: SourceId) -> None:
        """Leave the call as it is, and forget its second hearing. Raise NotFound."""
        self.of(call)
        self.desk.store.second.forget(call)

    def _may(self) -> bool:
        """Whether nobody is on a call, who needs the processor more."""
        return self.desk.store.captures.current() is None

    def _may_on_mains(self) -> bool:
        return self._may() and not self.power().on_battery

    def _heard(self, kept: KeptSource, name: str, transcriber: Transcriber, may: Callable[[], bool]) -> bool:
        call, store = kept.source.id, self.desk.store
        heard: list[Segment] | Failure
        if store.second.parts.now(call) not in (None, name):  # by another model
            store.second.parts.forget(call)
        store.second.parts.turn(call, name)
        try:
            with self.hearing.shelf.reader(call, kept.sound_key, salvage=True) as reader:
                if not self._is_whole(reader, kept, transcriber, may):
                    return False
                heard = echo.marked(store.second.parts.segments(call), reader.clip)
        except StoreUnavailable:
            raise
        except TenthError as error:
            if self.hearing.is_stopped:
                return False
            log.warning("source %s is not heard again: %s", call, error.code)
            heard = Failure(error.code, str(error), error.hint)
        with store.transaction():
            if store.sources.get(call).sound_key is not None:  # else its sound went meanwhile
                store.second.keep(call, name, self.desk.now(), heard)
            else:
                store.second.parts.forget(call)
        return not isinstance(heard, Failure)

    def _is_whole(
        self, reader: SealedReader, kept: KeptSource, transcriber: Transcriber, may: Callable[[], bool]
    ) -> bool:
        """Hear what is not heard yet of a recording, and return whether that was all; False when it may not go on."""
        call, parts = kept.source.id, self.desk.store.second.parts
        known, tracks = parts.places(call), [TrackKind(track) for track in reader.tracks]
        places = {track: known.get(track, Place()) for track in tracks}
        if all(place.at >= reader.samples(track) for track, place in places.items()):
            return True

        def rest(starts: Mapping[TrackKind, int]) -> Iterator[Block]:
            return side_by_side({track: reader.chunks(track, starts.get(track, 0)) for track in tracks})

        names = self.hearing.names(kept)
        with (
            self.hearing.using(transcriber) as engine,
            closing(engine.hear(rest, places, hotwords=names)) as coming,
        ):
            for part in coming:
                if not may() or not parts.keep(call, part):
                    return False
        return True

    def _is_worth(self, kept: KeptSource) -> bool:
        source = kept.source
        if (
            source.kind is not SourceKind.CALL
            or kept.sound_key is None
            or source.stage is not Stage.SUGGESTED
        ):
            return False
        return any(e.status is EntryStatus.DRAFT for e in self.desk.store.entries.of_source(source.id))

    def _differences(self, hearing: SecondHearing) -> tuple[Difference, ...]:
        """Compare what was meant in both: a name that is put right in one of them only was not heard otherwise."""
        kept = self.desk.store.sources.get(hearing.source_id)
        source, who = kept.source, room.names(kept.source.context, room=kept.source.room)
        spoken = Transcript.merged(hearing.segments)
        again = heard_again(source, spoken.passages(who))
        read = named(self.desk, replace(kept, source=again)).as_meant()
        meant = {turn_of(s): p.text for s, p in zip(spoken.segments, read.passages, strict=True)}
        names = [p.name for p in source.context.participants]
        return differing.differences(source.as_meant(), hearing.segments, who, names, meant)

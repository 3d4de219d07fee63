"""A call while it is captured, and what stays of that with its source.

    RECORDING <--pause, somebody joined / yes--> PAUSED
        |                                          |
        +-------------- ended ---------------------+--> ENDED (stopped, withdrawn, the disk full ...)
                                                        the clock of the call may go on

Sound is placed on the clock of the call: position 0 is when the clock began, which may be before anybody agreed.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from enum import StrEnum

from agent.domain.clock import Note
from agent.domain.consent import Consent, ConsentMissing
from agent.domain.health import Level, Sign
from agent.domain.ids import SourceId, passage_id
from agent.domain.one_call import About
from agent.domain.source import Context, Failure, Passage
from agent.domain.timeline import Gap, Why, silent_on_all
from agent.domain.transcript import TrackKind
from agent.errors import NotAllowedNow

WORDLESS_MS = 1_000  # shorter ones are between two words


class CaptureState(StrEnum):
    """Whether sound is being kept."""

    RECORDING = "recording"
    PAUSED = "paused"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Capture:
    """The recording of the call that is going on. `id` is that of its clock and becomes the source's."""

    id: SourceId
    since: dt.datetime  # the clock's: position 0 of the sound
    began_at: dt.datetime  # the first moment with consent
    consent: Consent
    state: CaptureState = CaptureState.RECORDING
    leave: str = field(default="", repr=False)  # who granted it, where the occasion asks for leave
    file: str = field(default="", repr=False)  # heard in place of a sound card
    about: About = field(default_factory=About)
    room: bool | None = (
        None  # whether the microphone holds everybody, as the lawyer said; None: the device decides
    )

    def paused(self) -> Capture:
        """Return it with no sound until it is resumed. Raise NotAllowedNow when it has ended."""
        return self._going_on(CaptureState.PAUSED)

    def resumed(self) -> Capture:
        """Return it with sound again. Raise ConsentMissing while somebody has not agreed."""
        if not self.consent.may_record:
            raise ConsentMissing("somebody on this call has not agreed yet")
        return self._going_on(CaptureState.RECORDING)

    def joined(self, who: str, at: dt.datetime) -> Capture:
        """Return it paused until whoever came in says yes."""
        return replace(self, consent=self.consent.joined(who, at)).paused()

    def agreed(self, who: str, how: str, at: dt.datetime) -> Capture:
        """Return it with one more yes; sound goes on with the last one that was waited for."""
        told = replace(self, consent=self.consent.said(who, how, at))
        asked = bool(self.consent.waiting_for)
        return told.resumed() if asked and told.consent.may_record else told

    def withdrew(self, who: str, how: str, at: dt.datetime) -> Capture:
        """Return it ended by an objection."""
        return replace(self, consent=self.consent.withdrew(who, how, at), state=CaptureState.ENDED)

    def in_room(self, *, room: bool) -> Capture:
        """Return it with the microphone holding everybody, or the fee earner alone, as the lawyer says."""
        return replace(self, room=room)

    def ended(self) -> Capture:
        """Return it without any more sound."""
        return replace(self, state=CaptureState.ENDED)

    def _going_on(self, state: CaptureState) -> Capture:
        if self.state is CaptureState.ENDED:
            raise NotAllowedNow(
                "the recording of this call has ended", hint="The clock goes on; write notes meanwhile."
            )
        return replace(self, state=state)


@dataclass(frozen=True, slots=True)
class Report:
    """What the recording program says of its work; it writes this, nobody else does."""

    hearing_since: dt.datetime | None = None
    gaps: tuple[Gap, ...] = ()
    problem: Failure | None = None
    ended_at: dt.datetime | None = None
    levels: tuple[Level, ...] = ()  # of the last second
    signs: tuple[Sign, ...] = ()
    headset: bool | None = (
        None  # whether every microphone that was heard was a headset's; None before the first
    )


@dataclass(frozen=True, slots=True)
class Silence:
    """A stretch of a call without any sound."""

    start_ms: int
    end_ms: int
    why: Why


@dataclass(frozen=True, slots=True)
class Recording:
    """What stays with a source that was captured: since when, by whose consent, and where there is no sound."""

    began_at: dt.datetime
    consent: Consent
    length_ms: int  # of the whole call by its clock
    gaps: tuple[Gap, ...] = ()
    silences: tuple[Silence, ...] = ()
    notes: tuple[Note, ...] = ()
    is_truncated: bool = False  # the recording program was killed; what it had sealed is kept
    is_damaged: bool = False  # something changed the file; what lies before that is kept
    leave: str = field(default="", repr=False)
    about: About = field(default_factory=About)


def recording_of(
    capture: Capture, report: Report, notes: tuple[Note, ...], *, kept_ms: int, ended_at: dt.datetime,
    is_truncated: bool, is_damaged: bool,
) -> Recording:  # fmt: skip
    """Return what stays of a capture whose file holds `kept_ms` of sound and whose call was over at `ended_at`.

    The sound is as long as the call was until its program ended, by a clock that nobody sets; only what came after that is told
    by the time of day, which may have been put forward meanwhile.
    """
    if report.ended_at is not None and not is_truncated and not is_damaged:
        after = ended_at - report.ended_at
        length = kept_ms + max(0, round(after.total_seconds() * 1000))
    else:
        length = max(kept_ms, round((ended_at - capture.since).total_seconds() * 1000))
    cut = Why.BROKEN_OFF if is_truncated or is_damaged else Why.PAUSED
    gaps = tuple(gap for gap in report.gaps if gap.start_ms < kept_ms)
    if length - kept_ms >= WORDLESS_MS:
        gaps += tuple(Gap(track, kept_ms, length, cut) for track in TrackKind)
    silences = tuple(
        Silence(start, end, why)
        for start, end, why in silent_on_all(gaps, len(TrackKind))
        if end - start >= WORDLESS_MS
    )
    return Recording(
        capture.began_at,
        capture.consent,
        length,
        gaps,
        silences,
        notes,
        is_truncated,
        is_damaged,
        capture.leave,
        capture.about,
    )


def with_silences(words: tuple[Passage, ...], recording: Recording, context: Context) -> tuple[Passage, ...]:
    """Return the passages of a captured call: what was heard, each typed line at its time, and stretches without words.

    The machine gives a stretch without words to no entry; the lawyer may.
    """
    typed = [
        Passage(passage_id(1), note.text, context.timekeeper or None, at, at)
        for note in recording.notes
        for at in (_ms_between(context.call_start, note.at),)
    ]
    silent = [Passage(passage_id(1), "", None, each.start_ms, each.end_ms) for each in recording.silences]
    ordered = sorted([*words, *typed, *silent], key=lambda p: (p.start_ms or 0, p.end_ms or 0))
    return tuple(replace(passage, id=passage_id(n)) for n, passage in enumerate(ordered, 1))


def _ms_between(start: dt.datetime | None, moment: dt.datetime) -> int:
    return 0 if start is None else max(0, round((moment - start).total_seconds() * 1000))

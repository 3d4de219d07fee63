"""Capturing as a verb: start with consent, pause, ask again, stop and hand over, or discard. Opens no device itself.

A capture belongs to the one clock of the home. The clock measures the whole call; its sound is kept from the first yes on.
Stopping ends both: what was recorded is a source that waits for its words, and its draft comes by the normal way.
"""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from agent.domain import consent
from agent.domain.capture import Capture, CaptureState, recording_of
from agent.domain.clock import RunningClock
from agent.domain.consent import NotOffered
from agent.domain.ids import SourceId
from agent.domain.offering import Holder
from agent.domain.room import is_room
from agent.domain.source import Failure
from agent.errors import NotAllowedNow, TenthError
from agent.ports import Holding
from agent.store.captures import KeptCapture
from agent.vault.sealing import new_recording_key
from agent.workflow.call_facts import about_now, source_of, titles_now
from agent.workflow.call_status import Order as Order
from agent.workflow.call_status import Status as Status
from agent.workflow.call_status import ended_with_its_call, was_stopped
from agent.workflow.clock import Clock
from agent.workflow.desk import Desk
from agent.workflow.recording import LOCK, MeetingChanged
from agent.workflow.retention import KEPT_HOURS
from agent.workflow.sound import SoundShelf

log = logging.getLogger(__name__)

SECONDS_TO_BEGIN = 20.0
SECONDS_TO_END = 20.0
SECONDS_TO_CALL_AGAIN = 3.0
SECONDS_BETWEEN_LOOKS = 0.1


class CouldNotHear(TenthError):
    """The recording did not begin; `code` and hint are those of the reason."""

    status = 503

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message, hint=failure.hint)
        self.code = failure.code


@dataclass(frozen=True, slots=True)
class Capturing:
    """Captures the one call that is going on."""

    desk: Desk
    shelf: SoundShelf
    clock: Clock
    launch: Callable[[], None]  # starts the recording program in a process of its own
    occasions: Mapping[str, Sequence[str]]
    holding: Holding | None = None  # for the windows of the call; without it only the calendar names it
    sleep: Callable[[float], None] = time.sleep

    def notice(self) -> str:
        """Return what to read out before recording."""
        return consent.notice(KEPT_HOURS)

    def status(self) -> Status | None:
        """Return how the capture stands, None when there is none."""
        kept = self.desk.store.captures.current()
        if kept is None:
            return None
        seconds = int((self.desk.now() - kept.capture.since).total_seconds())
        return Status(kept.capture, kept.report, max(0, seconds), self._broke_off(kept))

    def is_recording(self) -> bool:
        """Whether sound is being kept."""
        kept = self.desk.store.captures.current()
        return (
            kept is not None and kept.capture.state is CaptureState.RECORDING and kept.report.ended_at is None
        )

    def occasion(self, order: Order) -> str | None:
        """Return at which occasion nothing is recorded without leave this call is, None for an ordinary one."""
        return consent.occasion([*self._titles(order), *self._window_titles()], self.occasions)

    def start(self, order: Order) -> Capture:
        """Begin to record. Raise ConsentMissing, NotOffered, NotAllowedNow, or why nothing can be heard.

        When it cannot begin, the clock of the call runs all the same.
        """
        self.recover()
        granted = consent.leave(order.leave) if order.leave else ""
        store, now = self.desk.store, self.desk.now()
        self._refuse(None if granted else consent.occasion(self._titles(order), self.occasions))
        agreed = consent.at_the_start(order.said, order.present, store.captures.standing(), now)
        self._refuse(None if granted else self.occasion(order))  # windows are looked at with consent only
        with store.transaction():
            if store.captures.current() is not None:
                raise NotAllowedNow("a call is being recorded", hint="Stop it first: tenth capture stop.")
            clock = self._clock(order, agreed.agreed_by)
            about = about_now(self.desk, self._holders(), order.on_screen)
            capture = Capture(
                clock.id,
                clock.since,
                now,
                agreed,
                leave=granted,
                file=order.file,
                about=about,
                room=order.room,
            )
            store.captures.begin(capture, new_recording_key())
        self.launch()
        self._until_heard(capture)
        log.info("capture %s began", capture.id)
        return capture

    def pause(self) -> Capture:
        """Close the devices until it is resumed."""
        return self._change(Capture.paused)

    def resume(self) -> Capture:
        """Go on. Raise ConsentMissing while somebody has not agreed."""
        return self._change(Capture.resumed)

    def joined(self, who: str) -> Capture:
        """Somebody came in: no sound until they say yes."""
        return self._change(lambda capture: capture.joined(who, self.desk.now()))

    def agreed(self, who: str, how: str) -> Capture:
        """Somebody was told and agreed."""
        return self._change(lambda capture: capture.agreed(who, how, self.desk.now()))

    def withdrawn(self, who: str, how: str, *, keep: bool = False) -> None:
        """Somebody objects: the sound stops, and is deleted, or what was agreed to until now is kept."""
        if not keep:  # one step: no crash may come between the objection and the deletion
            return self.discard()
        self._change(lambda capture: capture.withdrew(who, how, self.desk.now()))
        return None

    def in_room(self, *, room: bool) -> Capture:
        """The lawyer says whether the microphone holds everybody; it may be said at any time of the call."""
        return self._change(lambda capture: capture.in_room(room=room))

    def expects_room(self) -> bool:
        """Whether a call that began now would be a room, by its microphone. Opens no device."""
        return is_room(None, None if self.holding is None else self.holding.headset())

    def discard(self) -> None:
        """Delete all sound of this call, key first, and the words that were made of it; the clock goes on."""
        kept = self._current()
        self.desk.store.discard(kept.capture.id)
        self._until_silent()
        self.shelf.forget(kept.capture.id)
        log.info("capture %s discarded", kept.capture.id)

    def stop(self, at: dt.datetime | None = None) -> SourceId | None:
        """End recording and clock, and return the source they became; None when nothing was recorded or is any more.

        `at`: when the call was over, where it was so before now.
        """
        if self.desk.store.captures.current() is None:
            return None
        ended_at = at or self.desk.now()
        self._change(Capture.ended)
        self._until_silent()
        return self._hand_over(ended_at)

    def recover(self) -> None:
        """Hand over a recording whose program is gone, to its last sound or its call's end. Whoever starts one calls this."""
        kept = self.desk.store.captures.current()
        if kept is not None and self._broke_off(kept):
            self._hand_over(None)
        elif (
            kept is not None and (ended_with_its_call(kept) or was_stopped(kept)) and self.desk.is_free(LOCK)
        ):
            self._hand_over(kept.report.ended_at)

    def settle(self) -> None:
        """Hand over a recording that ended with its call, at that moment; one that follows at once has its own clock."""
        kept = self.desk.store.captures.current()
        if kept is None or not (ending := ended_with_its_call(kept)):
            return
        self._hand_over(kept.report.ended_at)
        if ending == MeetingChanged.code or self._another_begins():
            self.clock.start(call=True)

    def owned(self) -> set[SourceId]:
        """Return whose sound is no source's yet."""
        kept = self.desk.store.captures.current()
        return set() if kept is None else {kept.capture.id}

    def _another_begins(self) -> bool:
        """Whether a call program takes the microphone at once after a call."""
        for _ in range(round(SECONDS_TO_CALL_AGAIN / SECONDS_BETWEEN_LOOKS)):
            if any(holder.may_be_captured for holder in self._holders()):
                return True
            self.sleep(SECONDS_BETWEEN_LOOKS)
        return False

    def _refuse(self, what: str | None) -> None:
        if what:
            raise NotOffered(f"this is a {what.replace('_', ' ')}: nothing is recorded there without leave")

    def _change(self, change: Callable[[Capture], Capture]) -> Capture:
        with self.desk.store.transaction():
            changed = change(self._current().capture)
            self.desk.store.captures.keep(changed)
        return changed

    def _current(self) -> KeptCapture:
        kept = self.desk.store.captures.current()
        if kept is None:
            raise NotAllowedNow("no call is being recorded", hint="Start with: tenth capture start.")
        return kept

    def _clock(self, order: Order, agreed_by: tuple[str, ...]) -> RunningClock:
        """Return the clock of this call: the one that runs for a call already, else a new one."""
        running = self.clock.running()
        if running is not None and running.call:
            return running
        with_whom = ", ".join(dict.fromkeys([*order.present, *agreed_by]))
        return self.clock.start(matter_id=order.matter_id, what=with_whom, call=True)

    def _until_heard(self, capture: Capture) -> None:
        """Wait until both tracks are heard; when they are not, nothing of it stays."""
        for _ in range(round(SECONDS_TO_BEGIN / SECONDS_BETWEEN_LOOKS)):
            kept = self.desk.store.captures.current()
            if kept is None or kept.capture.id != capture.id or kept.report.hearing_since is not None:
                return
            if kept.report.ended_at is not None:
                break
            self.sleep(SECONDS_BETWEEN_LOOKS)
        kept = self._current()
        self.discard()
        raise CouldNotHear(
            kept.report.problem
            or Failure("capture_did_not_begin", "the recording did not begin", "Try again; the clock runs.")
        )

    def _until_silent(self) -> None:
        """Wait until the recording program is gone."""
        if not self.desk.is_free(LOCK, within_seconds=SECONDS_TO_END):
            raise NotAllowedNow("the recording program does not end", hint="Try again; nothing was lost.")

    def _broke_off(self, kept: KeptCapture) -> bool:
        if kept.report.ended_at is not None or kept.capture.state is CaptureState.ENDED:
            return False
        began = kept.report.hearing_since is not None or self._is_old(kept.capture)
        if not began or not self.desk.is_free(LOCK):
            return False
        again = self.desk.store.captures.current()  # it may have ended properly meanwhile
        return again is not None and again.report.ended_at is None

    def _is_old(self, capture: Capture) -> bool:
        """A program that has not begun yet is not one that is gone."""
        return self.desk.now() - capture.began_at > dt.timedelta(seconds=SECONDS_TO_BEGIN)

    def _hand_over(self, ended_at: dt.datetime | None) -> SourceId | None:
        """Make a source of what is there, in one step. Without any sound it is the clock's alone."""
        store = self.desk.store
        with store.transaction():
            kept = store.captures.current()
            if kept is None:
                return None
            sound = self.shelf.kept(kept.capture.id, kept.sound_key)
            ended = ended_at or kept.capture.since + dt.timedelta(milliseconds=sound.length_ms)
            running = store.clock.running()
            store.captures.end()
            if not sound.length_ms:
                self.shelf.forget(kept.capture.id)
                return (
                    None if ended_at is None else self.clock.stop(ended_at)
                )  # nobody knows when it was over
            recording = recording_of(
                kept.capture, kept.report, running.notes if running else (), kept_ms=sound.length_ms, ended_at=ended,
                is_truncated=sound.is_truncated, is_damaged=sound.is_damaged,
            )  # fmt: skip
            store.clock.keep(None)
            source = source_of(self.desk, kept.capture, kept.report, running)
            store.sources.add(source, taken_at=self.desk.now(), sound_key=kept.sound_key, recording=recording)
        log.info("capture %s handed over: %d ms", source.id, recording.length_ms)
        return source.id

    def _titles(self, order: Order) -> list[str]:
        running = self.clock.running()
        what, matter_id = (running.what, running.matter_id) if running and running.call else ("", None)
        return [*order.titles, what, *titles_now(self.desk, order.matter_id or matter_id)]

    def _window_titles(self) -> list[str]:
        return [window.title for holder in self._holders() for window in holder.windows or ()]

    def _holders(self) -> Sequence[Holder]:
        return () if self.holding is None else self.holding.holders()

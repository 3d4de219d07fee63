"""Recording: the program that hears a call and seals it, told by the home what to do, and telling the home how it goes.

    the verbs (agent/workflow/capturing.py)            this program, in a process of its own
    capture: RECORDING, PAUSED, ENDED    ------->      opens and closes the devices, seals
    report: gaps, problem, ended         <-------

It holds the lock "capture" as long as it lives, so that everybody can tell whether it does. It opens no device unless the
capture it finds says RECORDING, and only a capture with consent does.
"""

from __future__ import annotations

import datetime as dt
import logging
import shutil
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from agent.domain.capture import Capture, CaptureState, Report
from agent.domain.health import Health
from agent.domain.source import Failure
from agent.domain.timeline import Gap, Timeline, Why
from agent.domain.transcript import TrackKind
from agent.errors import TenthError
from agent.ports import SoundCard, StreamEnded, TrackStream
from agent.store.errors import StoreUnavailable
from agent.vault.sealing import SealedWriter
from agent.workflow.desk import Desk
from agent.workflow.home_line import SECONDS_BETWEEN_TRIES, HomeLine, tell_the_end
from agent.workflow.one_call import Watch
from agent.workflow.sound import SoundShelf

log = logging.getLogger(__name__)

LOCK = "capture"
LOCK_SECONDS = 5.0
SECONDS_BETWEEN_READS = 0.05
SECONDS_BETWEEN_ORDERS = 0.2
SECONDS_BETWEEN_WATCHES = 1.0
SECONDS_BETWEEN_SPACE = 30.0
LEAST_SPACE = 500 * 1024**2  # bytes; two tracks take 230 MB an hour
SILENCE = bytes(32_000)


class DiskNearlyFull(TenthError):
    """There is too little room left to go on recording."""

    code = "disk_nearly_full"
    status = 507
    hint = "Everything recorded so far is kept. Free some disk space; the clock goes on."


class CallOver(TenthError):
    """The call program hung up. Whoever calls next has not agreed to anything."""

    code = "call_over"
    status = 409
    hint = "The recording is kept. The next call needs a consent of its own."


class MeetingChanged(CallOver):
    """The calendar or the window shows another meeting than the one that was agreed to."""

    code = "meeting_changed"
    hint = "The recording is kept; the clock of the next call runs. To record that one, ask for its consent."


@dataclass
class _Lane:
    """One track: its stream while there is one, its place on the clock."""

    track: TrackKind
    timeline: Timeline
    stream: TrackStream | None = None
    next_try: float = 0.0


@dataclass
class Recorder:
    """Hears one call to its end. `monotonic` in seconds; `free_space` in bytes."""

    desk: Desk
    shelf: SoundShelf
    card: Callable[[Capture], SoundCard]
    is_another: Watch = lambda _: False  # whether the call has become another one
    monotonic: Callable[[], float] = field(default=lambda: _since_boot())
    sleep: Callable[[float], None] = time.sleep
    free_space: Callable[[Path], int] = field(default=lambda folder: shutil.disk_usage(folder).free)

    def run(self) -> None:
        """Record until the capture ends, whoever ends it. Everything that goes wrong is in the report."""
        with self.desk.only_one(LOCK).acquire(timeout=LOCK_SECONDS):
            kept = self.desk.store.captures.current()
            if kept is None or kept.capture.state is CaptureState.ENDED or kept.report.ended_at is not None:
                return
            report = self._hear(kept.capture, kept.sound_key)
            tell_the_end(self.desk.store, kept.capture.id, report, self.sleep)
            with suppress(StoreUnavailable):  # tidied away at the next start then
                if (
                    self.desk.store.captures.current() is None
                ):  # discarded: its key is gone, and so is the file
                    self.shelf.forget(kept.capture.id)

    def _hear(self, capture: Capture, key: bytes) -> Report:
        report = Report()
        try:
            self.look_at_the_disk()
            with closing(self.card(capture)) as card, self.shelf.open(capture.id, key) as writer:
                call = _Call(self, capture, card, writer)
                try:
                    call.listen()
                except TenthError as error:
                    report = replace(report, problem=_said(error))
                    with suppress(TenthError):  # a full disk has closed the file
                        call.finish()
                report = replace(
                    report, hearing_since=call.hearing_since, gaps=call.gaps(), headset=call.headset
                )
        except TenthError as error:
            report = replace(report, problem=report.problem or _said(error))
        if report.problem is not None:
            log.warning("capture %s ended: %s", capture.id, report.problem.code)
        return replace(report, ended_at=self.desk.now())

    def look_at_the_disk(self) -> int:
        """Return how much room there is, in bytes. Raise DiskNearlyFull when it is too little to go on."""
        free = self.free_space(self.shelf.folder)
        if free < LEAST_SPACE:
            raise DiskNearlyFull("the disk is nearly full")
        return free


class _Call:
    """One call being heard."""

    def __init__(self, recorder: Recorder, capture: Capture, card: SoundCard, writer: SealedWriter) -> None:
        self._recorder, self._capture, self._card, self._writer = recorder, capture, card, writer
        since = (recorder.desk.now() - capture.since).total_seconds()
        self._zero = recorder.monotonic() - max(0.0, since)
        self._lanes = [_Lane(track, Timeline(track)) for track in TrackKind]
        self._health, self._told = Health(), Report()  # what the home knows
        self._next_order = self._next_space = self._next_watch = recorder.monotonic()
        self._home = HomeLine(recorder.desk.store, capture, recorder.monotonic)
        self._wanted = CaptureState.PAUSED  # until the home has been read
        self.hearing_since: dt.datetime | None = None
        self.headset: bool | None = None

    def listen(self) -> None:
        """Hear until the capture ends. Raise TenthError: SoundNotKept, DiskNearlyFull, or why nothing can be heard at first."""
        while self._follow_orders():
            for lane in self._lanes:
                if self._wanted is CaptureState.RECORDING:
                    self._hear(lane)
            self._tell()
            self._recorder.sleep(SECONDS_BETWEEN_READS)
        self.finish()

    def finish(self) -> None:
        """Close what is open and bring both tracks to this moment, to the same sample."""
        end_ms = max(self._now_ms(), *(lane.timeline.at_ms + 1 for lane in self._lanes))
        for lane in self._lanes:
            self._finish(lane, until_ms=end_ms)
        for lane in self._lanes:
            self._silence(lane, lane.timeline.fill(end_ms))

    def gaps(self) -> tuple[Gap, ...]:
        """Return every gap of both tracks."""
        return tuple(gap for lane in self._lanes for gap in lane.timeline.gaps)

    def _follow_orders(self) -> bool:
        """Do what the home says now and then; return False when the capture is over."""
        now = self._recorder.monotonic()
        if now >= self._next_space:
            self._next_space = now + SECONDS_BETWEEN_SPACE
            self._health.has_space(self._recorder.look_at_the_disk())
        if now >= self._next_watch:
            self._next_watch = now + SECONDS_BETWEEN_WATCHES
            if self._home.is_another(self._recorder.is_another):
                raise MeetingChanged("another meeting has begun, and nobody there has agreed to anything")
        if now < self._next_order:
            return True
        self._next_order = now + SECONDS_BETWEEN_ORDERS
        ordered = self._home.orders()
        if ordered is None:
            return False  # discarded
        wanted, self._health.room = ordered.state, ordered.room is True
        if wanted is CaptureState.PAUSED and self._wanted is CaptureState.RECORDING:
            for lane in self._lanes:
                self._finish(lane)
                lane.timeline.interrupted(Why.PAUSED)
            self._health.paused()
        self._wanted = wanted
        return wanted is not CaptureState.ENDED

    def _hear(self, lane: _Lane) -> None:
        if lane.stream is None and not self._open(lane):
            return
        assert lane.stream is not None
        now_ms = self._now_ms()  # before reading: what is read was there then, however long reading takes
        try:
            self._place(lane, lane.stream.read(), now_ms)
        except StreamEnded as ended:
            self._place(lane, ended.sound, now_ms)
            self._close(lane, ended.why)
            if ended.why is Why.CALL_OVER:
                raise CallOver("the call is over, and with it the consent") from None

    def _open(self, lane: _Lane) -> bool:
        """Open a lane's device. At the very first it must work; later it is tried again as long as the call lasts."""
        now = self._recorder.monotonic()
        if now < lane.next_try:
            return False
        lane.next_try = now + SECONDS_BETWEEN_TRIES
        try:
            lane.stream = self._card.open(lane.track)
        except TenthError:
            if self.hearing_since is None and not self._may_lack(lane):
                raise
            return False
        self._is_open(lane, lane.stream)
        return True

    def _may_lack(self, lane: _Lane) -> bool:
        """Whether a track may be missing from the beginning: a conference in a room has no other side in the computer."""
        return lane.track is TrackKind.SYSTEM and self._health.room

    def _is_open(self, lane: _Lane, stream: TrackStream) -> None:
        """Note from where a track is heard; one microphone that is no headset's makes it a room for the whole call."""
        heard = stream.heard
        self._health.is_open(lane.track, heard, self._now_ms())
        if lane.track is TrackKind.MICROPHONE and heard.device:
            self.headset = self.headset is not False and heard.headset is True

    def _place(self, lane: _Lane, sound: bytes, now_ms: int, *, until_ms: int | None = None) -> None:
        if not sound:
            return
        silence, sound = lane.timeline.place(sound, now_ms, until_ms=until_ms)
        self._silence(lane, silence)
        self._writer.append(lane.track, sound)
        self._health.hears(lane.track, sound)

    def _silence(self, lane: _Lane, length: int) -> None:
        while length > 0:
            self._writer.append(lane.track, SILENCE[:length])
            length -= len(SILENCE)

    def _finish(self, lane: _Lane, *, until_ms: int | None = None) -> None:
        """Stop hearing a track, with everything that was said until now."""
        stream, lane.stream = lane.stream, None
        if stream is not None:
            now_ms = self._now_ms()
            self._place(lane, stream.finish(), now_ms, until_ms=until_ms)
            lane.next_try = 0.0

    def _close(self, lane: _Lane, why: Why) -> None:
        if lane.stream is not None:
            lane.stream.close()
            lane.stream, lane.next_try = None, 0.0
        self._health.lost(lane.track)
        lane.timeline.interrupted(why)

    def _tell(self) -> None:
        """Tell the home at once that both tracks are heard and of every new gap, and once a second how loud they are."""
        if self.hearing_since is None and all(
            lane.timeline.at_ms or self._may_lack(lane) for lane in self._lanes
        ):
            self.hearing_since = self._recorder.desk.now()
        now = replace(self._told, hearing_since=self.hearing_since, gaps=self.gaps(), headset=self.headset)
        if self._health.passes(self._now_ms()):
            for lane in self._lanes:
                if lane.stream is not None:
                    self._is_open(lane, lane.stream)
            now = replace(now, levels=self._health.levels(), signs=self._health.signs())
        if now != self._told:
            unseen = replace(now, levels=self._told.levels) == self._told
            if self._home.tell(now, unseen=unseen):
                self._told = now

    def _now_ms(self) -> int:
        return int((self._recorder.monotonic() - self._zero) * 1000)


def _since_boot() -> float:
    """Return seconds that also count while the computer sleeps; Windows' and macOS' monotonic clocks do."""
    if sys.platform == "win32":
        return time.monotonic()
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def _said(error: TenthError) -> Failure:
    return Failure(error.code, str(error), error.hint)

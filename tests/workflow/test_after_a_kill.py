"""A capture whose program or verb was killed in the middle: nothing is invented, nothing that was to go stays."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest

from agent.domain.capture import Capture
from agent.domain.dictation import Dictation
from agent.domain.ids import SourceId
from agent.domain.source import Context, Stage
from agent.domain.transcript import TrackKind
from agent.store.store import Store
from agent.workflow.capturing import Capturing
from agent.workflow.clock import Clock
from agent.workflow.sound import SoundShelf
from tests.builders import NOON
from tests.workflow.booth import YES, Booth, open_booth
from tests.workflow.conftest import Office

HOURS = dt.timedelta(hours=14)


class Killed(BaseException):
    """The process dies."""


@pytest.fixture
def booth(office: Office) -> Iterator[Booth]:
    with open_booth(office) as booth:
        yield booth


def killed(*_: object) -> None:
    raise Killed


def next_morning(booth: Booth) -> Capturing:
    """The verbs of a program that starts fourteen hours later."""
    later = replace(booth.desk, now=lambda: dt.datetime.now(dt.UTC) + HOURS)
    return replace(booth.capture, desk=later, clock=Clock(later))


def test_a_stop_that_was_killed_is_finished_at_the_next_start(
    booth: Booth, monkeypatch: pytest.MonkeyPatch
) -> None:
    booth.capture.start(YES)
    with monkeypatch.context() as dying:
        dying.setattr(Capturing, "_hand_over", killed)
        with pytest.raises(Killed):
            booth.capture.stop()
    next_morning(booth).recover()
    (kept,) = booth.office.store.sources.all()
    assert kept.recording is not None
    assert kept.recording.length_ms < 60_000, "the night is nobody's time"
    assert booth.clock.running() is None


def test_after_an_objection_the_clock_of_a_call_goes_on_over_a_restart(booth: Booth) -> None:
    booth.capture.start(YES)
    booth.capture.withdrawn("M Hale", "said no", keep=True)
    booth.threads[-1].join()
    booth.capture.recover()
    assert booth.capture.status() is not None
    assert booth.clock.running() is not None


def test_an_objection_deletes_the_sound_whatever_is_killed(
    booth: Booth, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first thing that is written is that the key is gone."""
    booth.capture.start(YES)
    transaction = Store.transaction

    @contextlib.contextmanager
    def the_first(store: Store, **how: bool) -> Iterator[None]:
        with transaction(store, **how):
            yield
        raise Killed

    with monkeypatch.context() as dying:
        dying.setattr(Store, "transaction", the_first)
        with pytest.raises(Killed):
            booth.capture.withdrawn("M Hale", "said no")
    booth.threads[-1].join()
    assert booth.office.store.captures.current() is None
    booth.capture.recover()
    assert booth.capture.stop() is None
    assert booth.office.store.sources.all() == []


def test_a_call_of_whose_sound_nothing_was_sealed_has_no_night_added(
    booth: Booth, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Power goes in the first half second: when the call was over nobody knows, so its clock is the lawyer's to stop."""
    monkeypatch.setattr(Capturing, "_until_heard", lambda *_: None)
    silent = replace(booth.capture, launch=lambda: None)
    capture: Capture = silent.start(YES)
    next_morning(booth).recover()
    assert booth.office.store.sources.all() == []
    running = booth.clock.running()
    assert running is not None
    assert running.id == capture.id


def test_a_call_that_ended_before_now_without_sound_ends_then(
    booth: Booth, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Capturing, "_until_heard", lambda *_: None)
    silent = replace(booth.capture, launch=lambda: None)
    silent.start(YES)
    over = booth.desk.now() + dt.timedelta(seconds=30)
    source_id = next_morning(booth).stop(over)
    assert source_id is not None
    passages = booth.office.store.sources.get(source_id).source.passages
    assert max(p.end_ms or 0 for p in passages) <= 31_000


def test_a_dictation_whose_sound_is_gone_keeps_no_call_waiting(office: Office) -> None:
    call = office.take_in.data(b"one\ntwo", "call.vtt", Context())
    said = Dictation(SourceId("said"), call, NOON)
    office.store.dictations.add(
        said, SoundShelf(office.folder).seal(said.id, {TrackKind.MICROPHONE: b"\1\0" * 16_000})
    )
    office.shelf.forget(said.id)
    office.process.all()
    failure = office.store.sources.get(call).failure
    assert failure is not None, "it is said"
    office.process.again(call)
    office.process.all()
    assert office.store.sources.get(call).source.stage is Stage.SUGGESTED

"""agent/workflow/recording.py: what cannot be heard is said, and a program that is gone loses nothing it had sealed."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from agent.domain.timeline import Why
from agent.errors import TenthError
from agent.workflow.recording import DiskNearlyFull
from tests.workflow.booth import YES, Booth, open_booth
from tests.workflow.conftest import Office


@pytest.fixture
def booth(office: Office) -> Iterator[Booth]:
    with open_booth(office) as booth:
        yield booth


def test_when_nothing_can_be_heard_it_says_why_and_the_clock_runs(booth: Booth) -> None:
    booth.card.broken = DiskNearlyFull("there is no microphone")
    with pytest.raises(TenthError, match="no microphone") as refusal:
        booth.capture.start(YES)
    assert refusal.value.code == "disk_nearly_full"
    assert booth.clock.running() is not None
    assert (booth.sealed(), booth.capture.status()) == ([], None)


def test_a_disk_with_little_room_begins_nothing(booth: Booth) -> None:
    booth.free = 100 * 1024**2
    with pytest.raises(TenthError, match="disk") as refusal:
        booth.capture.start(YES)
    assert refusal.value.code == "disk_nearly_full"
    assert booth.card.opened == []


@pytest.mark.slow
def test_one_consent_is_one_call(booth: Booth) -> None:
    """The program hangs up and calls again at once: nothing of the second call is recorded, and its clock is another."""
    booth.capture.start(YES)
    time.sleep(1.0)
    booth.card.hung_up = True
    booth.threads[-1].join()
    opened = len(booth.card.opened)
    booth.card.hung_up = False
    time.sleep(0.5)
    assert len(booth.card.opened) == opened
    booth.capture.settle()
    (kept,) = booth.office.store.sources.all()
    assert kept.recording is not None
    assert not kept.recording.is_truncated
    assert booth.clock.running() is None
    assert booth.capture.status() is None
    assert booth.clock.start(call=True).id != kept.source.id


def test_a_recording_that_goes_on_is_not_settled(booth: Booth) -> None:
    """The control of the one above."""
    booth.capture.start(YES)
    booth.capture.settle()
    assert booth.capture.status() is not None


@pytest.mark.slow
def test_a_program_that_is_gone_is_seen_and_its_sound_is_handed_over(
    booth: Booth, monkeypatch: pytest.MonkeyPatch
) -> None:
    booth.capture.start(YES)
    time.sleep(1.5)
    die(booth, monkeypatch)
    assert booth.capture.status().broke_off  # type: ignore[union-attr]  # it is there
    booth.capture.recover()
    (kept,) = booth.office.store.sources.all()
    assert kept.recording is not None
    assert kept.recording.is_truncated
    assert kept.recording.length_ms >= 1_000
    assert booth.clock.running() is None


@pytest.mark.slow
def test_after_it_is_gone_stopping_measures_the_whole_call(
    booth: Booth, monkeypatch: pytest.MonkeyPatch
) -> None:
    booth.capture.start(YES)
    time.sleep(1.0)
    die(booth, monkeypatch)
    time.sleep(1.5)
    _, recording = booth.stopped()
    assert recording.is_truncated
    assert recording.silences[-1].why is Why.BROKEN_OFF
    assert recording.silences[-1].end_ms == recording.length_ms


def die(booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
    """End the recording program as a kill does: it writes nothing more, its file stays without an end."""

    class Killed(BaseException):
        pass

    def killed(*_: object) -> None:
        raise Killed

    monkeypatch.setattr(threading, "excepthook", lambda _: None)
    with monkeypatch.context() as patch:
        patch.setattr("agent.workflow.recording._Call._follow_orders", killed)
        booth.threads[-1].join()
    assert booth.office.store.captures.current().report.ended_at is None  # type: ignore[union-attr]  # it is there


def test_a_recording_that_goes_on_is_not_taken_for_one_that_is_gone(booth: Booth) -> None:
    """The control of the two above."""
    booth.capture.start(YES)
    booth.capture.recover()
    assert booth.capture.status() is not None
    assert booth.office.store.sources.all() == []

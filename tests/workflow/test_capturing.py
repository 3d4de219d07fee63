"""agent/workflow/capturing.py over a real store and real sealed files: consent first, and nothing but what was agreed to."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from agent.domain.capture import CaptureState
from agent.domain.consent import ConsentMissing, FactKind, NotOffered
from agent.domain.ids import MatterId, SourceId
from agent.domain.source import SourceKind, Stage
from agent.domain.timeline import Why
from agent.domain.transcript import TrackKind
from agent.errors import NotAllowedNow
from agent.workflow.capturing import Order
from agent.workflow.clock import Clock
from agent.workflow.desk import Desk
from tests.workflow.booth import YES, Booth, open_booth, until
from tests.workflow.conftest import Office

pytestmark = pytest.mark.slow  # a recording program runs in a thread, and is waited for


@pytest.fixture
def booth(office: Office) -> Iterator[Booth]:
    with open_booth(office) as booth:
        yield booth


@pytest.mark.parametrize(
    "order", [Order(), Order(said=YES.said, present=("T Nguyen",)), Order(present=("M Hale",))]
)
def test_without_consent_no_device_is_opened_and_no_byte_is_there(booth: Booth, order: Order) -> None:
    with pytest.raises(ConsentMissing):
        booth.capture.start(order)
    assert (booth.card.opened, booth.sealed(), booth.threads) == ([], [], [])
    assert booth.clock.running() is None


def test_with_consent_they_are(booth: Booth) -> None:
    """The control of the one above."""
    booth.capture.start(YES)
    assert set(booth.card.opened) == set(TrackKind)
    assert len(booth.sealed()) == 1


def test_a_call_becomes_a_source_that_waits_for_its_words(booth: Booth) -> None:
    booth.capture.start(replace(YES, matter_id=MatterId(1)))
    booth.clock.note("rent")
    time.sleep(1.0)
    source_id = booth.capture.stop()
    assert source_id is not None
    kept = booth.office.store.sources.get(source_id)
    assert (kept.source.kind, kept.source.stage) == (SourceKind.CALL, Stage.RECORDED)
    assert kept.source.context.matter == "00001-Hale"
    assert [p.name for p in kept.source.context.participants] == ["M Hale"]
    assert kept.recording is not None
    assert [f.kind for f in kept.recording.consent.facts] == [FactKind.TOLD, FactKind.AGREED]
    assert [n.text for n in kept.recording.notes] == ["rent"]
    assert (kept.recording.is_truncated, kept.recording.is_damaged) == (False, False)
    assert booth.clock.running() is None
    assert booth.capture.status() is None
    tracks = booth.office.shelf.tracks(source_id, kept.sound_key)
    assert len(set(map(len, tracks.values()))) == 1
    assert abs(len(tracks[TrackKind.SYSTEM]) / 32 - kept.recording.length_ms) < 500


def test_minutes_before_the_first_yes_are_the_clocks_and_have_no_sound(booth: Booth) -> None:
    since = booth.desk.now() - dt.timedelta(minutes=2)
    Clock(replace(booth.desk, now=lambda: since)).start(call=True, what="M Hale")
    booth.capture.start(YES)
    source_id = booth.capture.stop()
    assert source_id is not None
    recording = booth.office.store.sources.get(source_id).recording
    assert recording is not None
    assert recording.silences[0].start_ms == 0
    assert recording.silences[0].end_ms >= 120_000
    assert recording.silences[0].why is Why.BEFORE_CONSENT


def test_somebody_who_joins_closes_the_devices_until_they_say_yes(booth: Booth) -> None:
    booth.capture.start(YES)
    time.sleep(0.5)
    assert booth.capture.joined("T Nguyen").state is CaptureState.PAUSED
    time.sleep(1.5)
    opened = len(booth.card.opened)
    with pytest.raises(ConsentMissing):
        booth.capture.resume()
    booth.capture.agreed("M Hale", "said yes again")
    assert booth.capture.status().capture.state is CaptureState.PAUSED  # type: ignore[union-attr]  # it goes on
    assert booth.capture.agreed("T Nguyen", "said yes").state is CaptureState.RECORDING
    until(lambda: len(booth.card.opened) == opened + 2)
    time.sleep(0.5)
    _, recording = booth.stopped()
    (pause,) = [s for s in recording.silences if s.why is Why.PAUSED]
    assert pause.end_ms - pause.start_ms >= 1_000


def test_what_was_said_during_a_pause_is_not_there(booth: Booth) -> None:
    booth.capture.start(YES)
    booth.capture.pause()
    time.sleep(1.5)
    booth.capture.resume()
    time.sleep(0.5)
    tracks, recording = booth.stopped()
    (pause,) = [s for s in recording.silences if s.why is Why.PAUSED]
    for pcm in tracks.values():
        assert not any(pcm[pause.start_ms * 32 + 32 : pause.end_ms * 32 - 32])
        assert any(pcm[pause.end_ms * 32 + 32 :])


def test_consent_taken_back_deletes_everything_and_the_clock_goes_on(booth: Booth) -> None:
    capture = booth.capture.start(YES)
    booth.capture.withdrawn("M Hale", "asked me to stop")
    assert booth.sealed() == []
    assert booth.office.store.captures.current() is None
    running = booth.clock.running()
    assert running is not None
    assert running.id == capture.id
    source_id = booth.clock.stop()
    assert booth.office.store.sources.get(SourceId(str(source_id))).sound_key is None


def test_what_was_agreed_to_before_may_be_kept(booth: Booth) -> None:
    booth.capture.start(YES)
    time.sleep(1.0)
    booth.capture.withdrawn("M Hale", "asked me to stop", keep=True)
    until(lambda: booth.office.store.captures.current().report.ended_at)  # type: ignore[union-attr]  # it is there
    with pytest.raises(NotAllowedNow):
        booth.capture.resume()
    time.sleep(1.5)
    tracks, recording = booth.stopped()
    assert recording.length_ms - len(tracks[TrackKind.SYSTEM]) // 32 >= 1_000
    assert recording.silences[-1].end_ms == recording.length_ms
    assert recording.consent.is_withdrawn


def test_a_second_recording_does_not_begin_beside_the_first(booth: Booth) -> None:
    booth.capture.start(YES)
    with pytest.raises(NotAllowedNow):
        booth.capture.start(YES)


def test_the_clock_of_a_recorded_call_ends_with_the_recording_only(booth: Booth) -> None:
    booth.capture.start(YES)
    with pytest.raises(NotAllowedNow):
        booth.clock.stop()


def test_a_hearing_is_never_offered_and_leave_is_kept(booth: Booth) -> None:
    hearing = replace(YES, titles=("Hale: directions hearing",))
    with pytest.raises(NotOffered):
        booth.capture.start(hearing)
    assert booth.card.opened == []
    booth.capture.start(replace(hearing, leave="leave granted by Judge Wells"))
    _, recording = booth.stopped()
    assert recording.leave == "Judge Wells"


def test_nothing_that_is_said_of_a_call_is_in_a_repr(booth: Booth) -> None:
    desk: Desk = booth.desk
    assert desk.store.captures.current() is None
    assert "Hale" not in repr(YES)

"""agent/workflow/retention.py: the sound of a captured call goes a day after its last entry has left the desk, never before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest

from agent.domain.ids import MatterId, SourceId
from agent.domain.source import Context
from agent.errors import NotFound
from agent.workflow.retention import Retention
from agent.workflow.sound import Playing
from tests.fakes import RECORDING
from tests.workflow.booth import YES, Booth, open_booth
from tests.workflow.conftest import Office


@pytest.fixture
def booth(office: Office) -> Iterator[Booth]:
    with open_booth(office) as booth:
        yield booth


def sweep(booth: Booth, hours: float) -> int:
    """Look again so many hours from now."""
    later = booth.desk.now() + dt.timedelta(hours=hours)
    return Retention(replace(booth.desk, now=lambda: later), booth.office.shelf).sweep()


@pytest.fixture
def call(booth: Booth) -> SourceId:
    """A captured call with one draft."""
    booth.capture.start(replace(YES, matter_id=MatterId(1)))
    source_id = booth.capture.stop()
    assert source_id is not None
    booth.office.process.all()
    assert len(booth.office.review.entries()) == 1
    return source_id


def test_sound_is_kept_as_long_as_an_entry_waits(booth: Booth, call: SourceId) -> None:
    assert [sweep(booth, hours) for hours in (0, 48, 500)] == [0, 0, 0]
    assert len(booth.sealed()) == 1


def test_a_day_after_the_last_entry_is_dismissed_it_goes(booth: Booth, call: SourceId) -> None:
    (entry,) = booth.office.review.entries()
    booth.office.review.discard(entry.id, None)
    assert [sweep(booth, 0), sweep(booth, 23.9)] == [0, 0]
    assert len(booth.sealed()) == 1
    assert sweep(booth, 24.1) == 1
    assert booth.sealed() == []
    with pytest.raises(NotFound):
        Playing(booth.office.store, booth.office.shelf).clip(call, 0, 1000)
    assert booth.office.store.sources.get(call).recording is not None, "what was agreed to is still told"


def test_an_entry_that_comes_back_keeps_its_sound(booth: Booth, call: SourceId) -> None:
    (entry,) = booth.office.review.entries()
    booth.office.review.discard(entry.id, None)
    sweep(booth, 0)
    booth.office.review.restore(entry.id, None)
    assert sweep(booth, 25) == 0
    booth.office.review.discard(entry.id, None)
    assert [sweep(booth, 25), sweep(booth, 26)] == [0, 0]
    assert len(booth.sealed()) == 1


def test_a_call_that_waits_for_its_words_keeps_its_sound(booth: Booth) -> None:
    booth.capture.start(YES)
    booth.capture.stop()
    assert [sweep(booth, hours) for hours in (0, 48)] == [0, 0]
    assert len(booth.sealed()) == 1


def test_a_file_that_was_taken_in_is_not_touched(booth: Booth) -> None:
    booth.office.take_in.data(RECORDING, "call.flac", Context())
    booth.office.process.all()
    for entry in booth.office.review.entries():
        booth.office.review.discard(entry.id, None)
    assert [sweep(booth, hours) for hours in (0, 48)] == [0, 0]
    assert len(booth.sealed()) == 1


def test_a_clock_that_was_years_ahead_keeps_no_sound_for_years(booth: Booth, call: SourceId) -> None:
    (entry,) = booth.office.review.entries()
    booth.office.review.discard(entry.id, None)
    assert [sweep(booth, hours) for hours in (24 * 365, 0, 25)] == [0, 0, 1]

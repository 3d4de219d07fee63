"""agent/domain/timeline.py: a track keeps to the clock of its call, and every silence of ours is listed."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from agent.domain.timeline import Gap, Timeline, Why, silent_on_all
from agent.domain.transcript import TrackKind

ME, THEM = TrackKind.MICROPHONE, TrackKind.SYSTEM


def sound(ms: int) -> bytes:
    return b"\1\1" * (ms * 16)


def place(timeline: Timeline, ms: int, now_ms: int) -> tuple[int, int]:
    """Place some sound and return silence and sound written, in ms."""
    silence, pcm = timeline.place(sound(ms), now_ms)
    return silence // 32, len(pcm) // 32


def test_the_first_sound_lies_where_it_arrived() -> None:
    timeline = Timeline(ME)
    assert place(timeline, 200, 5_200) == (5_000, 200)
    assert timeline.gaps == [Gap(ME, 0, 5_000, Why.BEFORE_CONSENT)]


def test_what_comes_late_is_not_lost_and_moves_nothing() -> None:
    timeline = Timeline(ME)
    place(timeline, 100, 100)
    assert place(timeline, 50, 800) == (0, 50)
    assert place(timeline, 650, 810) == (0, 650)
    assert timeline.gaps == []


def test_a_stall_is_filled_and_listed() -> None:
    timeline = Timeline(ME)
    place(timeline, 100, 100)
    assert place(timeline, 100, 5_000) == (4_800, 100)
    assert timeline.gaps == [Gap(ME, 100, 4_900, Why.LOST)]


def test_sound_that_comes_after_all_does_not_make_the_track_longer_than_the_clock() -> None:
    timeline = Timeline(ME)
    place(timeline, 100, 100)
    place(timeline, 100, 5_000)
    place(timeline, 4_800, 5_010)
    assert timeline.at_ms == 5_010


def test_a_stream_opened_anew_is_placed_by_the_clock_with_its_reason() -> None:
    timeline = Timeline(THEM)
    place(timeline, 1_000, 1_000)
    timeline.interrupted(Why.MOVED)
    timeline.interrupted(Why.LOST)  # the first reason counts
    assert place(timeline, 200, 1_500) == (300, 200)
    assert timeline.gaps == [Gap(THEM, 1_000, 1_300, Why.MOVED)]


def test_short_silences_are_filled_and_not_listed() -> None:
    timeline = Timeline(THEM)
    place(timeline, 1_000, 1_000)
    timeline.interrupted(Why.MOVED)
    assert place(timeline, 10, 1_060) == (50, 10)
    assert timeline.gaps == []


def test_the_end_is_that_of_the_clock() -> None:
    timeline = Timeline(THEM)
    place(timeline, 1_000, 1_000)
    timeline.interrupted(Why.PAUSED)
    assert timeline.fill(3_000) == 2_000 * 32
    assert timeline.gaps == [Gap(THEM, 1_000, 3_000, Why.PAUSED)]


@settings(deadline=None, max_examples=30)
@given(parts_per_million=st.integers(-400, 400))
def test_two_clocks_that_drift_apart_stay_together(parts_per_million: int) -> None:
    """Two hours on a sound card whose second is a little longer or shorter than the computer's."""
    timeline, told = Timeline(ME), 0
    for now in range(500, 7_200_000, 500):
        due = now + now * parts_per_million // 1_000_000
        timeline.place(bytes((due - told) * 32), now)
        told = due
        assert abs(timeline.at_ms - now) < 250
    assert timeline.gaps == []


@settings(deadline=None, max_examples=30)
@given(late=st.integers(0, 900))
def test_a_first_sound_that_came_late_cuts_nothing_out_later(late: int) -> None:
    """The computer was busy when the stream began: its sound lies that much later, and stays there."""
    timeline = Timeline(ME)
    place(timeline, 200, 200 + late)
    for now in range(400, 60_000, 200):
        assert place(timeline, 200, now) == (0, 200)


def test_only_what_is_silent_on_both_tracks_is_silence() -> None:
    gaps = (
        Gap(ME, 0, 2_000, Why.BEFORE_CONSENT),
        Gap(THEM, 0, 2_100, Why.BEFORE_CONSENT),
        Gap(THEM, 5_000, 9_000, Why.MOVED),
    )
    assert silent_on_all(gaps, 2) == ((0, 2_000, Why.BEFORE_CONSENT),)

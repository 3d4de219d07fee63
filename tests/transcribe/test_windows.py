"""agent/transcribe/windows.py: few windows, and every word back in the turn in which it was spoken."""

import math
import random
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.domain.transcript import TrackKind
from agent.transcribe.blocks import RATE
from agent.transcribe.turns import Turn
from agent.transcribe.windows import Heard, Packer, Window, Word
from tests.transcribe.scripted import ScriptedEngine, sound

ROOM = 30


def turn(start: float, length: float) -> Turn:
    """A turn of a silent track."""
    first, last = int(start * RATE), int((start + length) * RATE)
    return Turn(TrackKind.MICROPHONE, first, last, 0, sound((0.5, length)))


def packed(
    lengths: list[float], *, most: int | None = None, say: Callable[[float, float], Turn] | None = None
) -> list[Window]:
    packer = Packer(room=ROOM * RATE, most=most, find_speech=ScriptedEngine().find_speech)
    windows = [w for n, length in enumerate(lengths) for w in packer.add((say or turn)(40 * n, length))]
    waiting = list(packer.finish())
    assert len(waiting) <= 1
    return windows + waiting


def spoken(start: float, length: float) -> Turn:
    """A turn in which somebody takes breath every two seconds."""
    breaths = int(length / 2.2) + 1
    said = sound(*[part for _ in range(breaths) for part in ((0.5, length / breaths - 0.2), (0, 0.2))])
    return Turn(TrackKind.MICROPHONE, int(start * RATE), int(start * RATE) + len(said), 0, said)


def lengths_of(typical: int) -> list[float]:
    chance = random.Random(typical)
    return [min(ROOM, chance.expovariate(1 / typical) + 0.5) for _ in range(400)]


@pytest.mark.parametrize("typical", [2, 4, 8, 12])
def test_windows_are_nearly_full(typical: int) -> None:
    """At most 10 % more windows than the speech would fill."""
    lengths = lengths_of(typical)
    assert len(packed(lengths, say=spoken)) <= math.ceil(sum(lengths) / ROOM) * 1.1


def test_without_cuts_a_window_would_go_out_with_much_room_left() -> None:
    lengths = lengths_of(12)
    assert len(packed(lengths, say=turn)) > math.ceil(sum(lengths) / ROOM) * 1.1


def test_a_turn_is_cut_in_a_pause_and_nothing_of_it_is_lost() -> None:
    windows = packed([20, 20], say=spoken)
    assert [len(window.turns) for window in windows] == [2, 1]
    (_, first), (rest,) = (window.turns for window in windows)
    assert first.end == rest.start, "the pieces meet"
    assert (first.start, rest.end) == (spoken(40, 20).start, spoken(40, 20).end)
    assert np.array_equal(np.concatenate([first.sound, rest.sound]), spoken(40, 20).sound)
    assert not first.sound[-100:].any(), "cut where nobody speaks"
    assert not rest.sound[:100].any()


def test_one_turn_at_a_time_would_cost_many_times_more() -> None:
    lengths = [4.0] * 70
    assert len(packed(lengths, most=1)) == 70
    assert len(packed(lengths)) == 10


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(0.1, ROOM), max_size=40), st.sampled_from([None, 1, 3]))
def test_every_turn_is_in_exactly_one_window_and_fits(lengths: list[float], most: int | None) -> None:
    windows = packed(lengths, most=most)
    starts = sorted(t.start for window in windows for t in window.turns)
    assert starts == [40 * n * RATE for n in range(len(lengths))]
    assert all(len(window.sound) <= ROOM * RATE for window in windows)
    assert all(most is None or len(window.turns) <= most for window in windows)


def test_a_turn_waits_for_one_that_does_not_fit_and_no_longer() -> None:
    packer = Packer(room=ROOM * RATE, most=None, find_speech=ScriptedEngine().find_speech)
    released = [list(packer.add(turn(40 * n, 20))) for n in range(4)]
    assert [len(windows) for windows in released] == [0, 1, 1, 1]


def test_a_window_that_is_full_waits_for_nothing() -> None:
    packer = Packer(room=ROOM * RATE, most=None, find_speech=ScriptedEngine().find_speech)
    assert [len(list(packer.add(turn(40 * n, 9.8)))) for n in range(3)] == [0, 0, 1]


def test_words_go_back_to_the_turns_in_which_they_were_spoken() -> None:
    window = Window((turn(100, 2), turn(200, 3), turn(300, 1)))
    heard = Heard(
        " all right. the lease bye",
        (Word(0.3, " all"), Word(1.9, " right."), Word(2.1, " the"), Word(4.0, " lease"), Word(6.4, " bye")),
        avg_logprob=-0.3,
        no_speech_prob=0.1,
    )
    segments = list(window.segments(heard))
    assert [(s.start_ms, s.end_ms, s.text) for s in segments] == [
        (100_000, 102_000, "all right."),
        (200_000, 203_000, "the lease"),
        (300_000, 301_000, "bye"),
    ]
    assert {(s.avg_logprob, s.no_speech_prob) for s in segments} == {(-0.3, 0.1)}


def test_a_turn_without_a_word_gives_no_segment() -> None:
    window = Window((turn(0, 2), turn(10, 2)))
    assert [s.start_ms for s in window.segments(Heard(" yes", (Word(3.0, " yes"),)))] == [10_000]


def test_a_single_turn_needs_no_times() -> None:
    (segment,) = Window((turn(5, 2),)).segments(Heard(" Good morning. "))
    assert (segment.start_ms, segment.end_ms, segment.text) == (5_000, 7_000, "Good morning.")


def test_what_was_said_stays_out_of_a_repr() -> None:
    assert "lease" not in repr(Heard(" lease", (Word(1, " lease"),)))

"""agent/transcribe/turns.py: the turns of a track are the same however the sound arrives, and memory stays flat."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.domain.transcript import TrackKind
from agent.transcribe.blocks import RATE
from agent.transcribe.turns import LOOK, PAD, SETTLE, Turn, TurnFinder
from tests.transcribe.scripted import ScriptedEngine, pcm, sound


def found(samples: np.ndarray, *, seconds: float = 30, engine: ScriptedEngine | None = None) -> list[Turn]:
    """The turns of a track that arrives in blocks of some seconds."""
    finder = TurnFinder(TrackKind.SYSTEM, (engine or ScriptedEngine()).find_speech)
    whole, step = pcm(samples), int(seconds * RATE) * 2
    turns = [t for at in range(0, len(whole), step) for t in finder.take(whole[at : at + step])]
    return turns + list(finder.finish())


def seconds_of(turns: list[Turn]) -> list[tuple[float, float]]:
    return [(turn.start / RATE, turn.end / RATE) for turn in turns]


def test_a_turn_has_the_times_of_the_speech_and_sound_around_it() -> None:
    (turn,) = found(sound((0, 3), (0.5, 2), (0, 3)))
    assert (turn.start, turn.end, turn.lead) == (3 * RATE, 5 * RATE, PAD)
    assert len(turn.sound) == 2 * RATE + 2 * PAD
    assert not turn.sound[:PAD].any()


def test_turns_close_together_share_the_pause_between_them() -> None:
    first, second = found(sound((0, 1), (0.5, 1), (0, 0.1), (0.25, 1), (0, 1)))
    assert len(first.sound) == PAD + RATE + RATE // 20
    assert second.lead == RATE // 20


def test_a_turn_at_either_end_of_the_track_is_heard_whole() -> None:
    assert seconds_of(found(sound((0.5, 1), (0, 2), (0.25, 1)))) == [(0, 1), (3, 4)]


@settings(max_examples=25, deadline=None)
@given(
    parts=st.lists(st.tuples(st.floats(0.3, 25), st.floats(0.6, 40)), min_size=1, max_size=8),
    seconds=st.sampled_from([0.1, 7.3, 30, 200]),
)
def test_the_same_turns_are_found_however_the_sound_arrives(
    parts: list[tuple[float, float]], seconds: float
) -> None:
    spoken = [(0.1 + n / 20, length) for n, (length, _) in enumerate(parts)]
    samples = sound(
        *(part for s, (_, pause) in zip(spoken, parts, strict=True) for part in (s, (0.0, pause)))
    )
    at, expected = 0, []
    for (_, length), (_, pause) in zip(spoken, parts, strict=True):
        expected.append((at / RATE, (at + int(length * RATE)) / RATE))
        at += int(length * RATE) + int(pause * RATE)
    assert seconds_of(found(samples, seconds=seconds)) == expected


def test_no_more_than_a_minute_is_held_at_a_time() -> None:
    engine = ScriptedEngine()
    found(sound(*[(0.5, 2), (0, 3)] * 60), engine=engine)
    assert max(len(looked) for looked in engine.looked_at) <= LOOK + SETTLE


def test_digital_silence_is_not_even_looked_at() -> None:
    engine = ScriptedEngine()
    assert found(sound((0, 200)), engine=engine) == []
    assert engine.looked_at == []


def test_silence_that_is_not_digital_is_looked_at() -> None:
    engine = ScriptedEngine()
    assert found(sound((0.001, 100)), engine=engine) == []
    assert engine.looked_at


def test_half_a_sample_at_the_end_is_left_out() -> None:
    finder = TurnFinder(TrackKind.SYSTEM, ScriptedEngine().find_speech)
    assert list(finder.take(pcm(sound((0.5, 1))) + b"\x01")) == []
    assert seconds_of(list(finder.finish())) == [(0, 1)]


@pytest.mark.parametrize("length", [70, 130])
def test_an_engine_that_takes_everything_for_one_turn_does_not_hold_it_up(length: int) -> None:
    turns = found(sound((0.5, length)))
    assert sum(turn.end - turn.start for turn in turns) == length * RATE

"""agent/transcribe/listening.py: from blocks to segments, track beside track, with the guards in place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np
import pytest

from agent.domain.hearing import Block, Place, Places
from agent.domain.transcript import Segment, TrackKind
from agent.transcribe import guards, listening
from agent.transcribe.listening import listen
from agent.transcribe.turns import Samples
from agent.transcribe.windows import Heard
from tests.transcribe.scripted import ScriptedEngine, blocks, sound

ME, THEM = TrackKind.MICROPHONE, TrackKind.SYSTEM
NEW = {THEM: Place()}
CALL = sound((0, 1), (0.1, 2), (0, 3), (0.2, 4), (0, 70), (0.3, 5), (0, 1))


def said(engine: ScriptedEngine, samples: Samples = CALL) -> list[tuple[int, int, str]]:
    return [(s.start_ms, s.end_ms, s.text) for s in segments(engine, blocks(samples))]


def segments(engine: ScriptedEngine, coming: Iterable[Block], places: Places = NEW) -> list[Segment]:
    parts = listen(engine, coming, places)
    return sorted((s for part in parts for s in part.segments), key=lambda s: s.start_ms)


@pytest.mark.parametrize("most", [None, 1])
def test_each_turn_gets_its_own_words_and_times(most: int | None) -> None:
    expected = [(1000, 3000, "w100"), (6000, 10_000, "w200"), (80_000, 85_000, "w300")]
    assert said(ScriptedEngine(turns_per_window=most)) == expected


def test_each_track_keeps_its_own_words() -> None:
    both = [*blocks(sound((0.1, 2), (0, 2)), ME), *blocks(sound((0, 2), (0.2, 2)), THEM)]
    heard = {(s.track, s.text) for s in segments(ScriptedEngine(), both)}
    assert heard == {(ME, "w100"), (THEM, "w200")}


def test_words_come_while_the_call_goes_on() -> None:
    engine = ScriptedEngine(turns_per_window=1)
    coming = iter(blocks(sound(*[(0.1, 2), (0, 2)] * 60)))
    next(part for part in listen(engine, coming, NEW) if part.segments)
    assert len(list(coming)) > 3


def first_words(them: Samples | None, monologue: Samples) -> int:
    """Return after how many seconds of the microphone its first words come; the other side is `them`, None for no sound."""
    mine, theirs = (
        blocks(monologue, ME, seconds=1),
        iter([] if them is None else blocks(them, THEM, seconds=1)),
    )
    fed = 0

    def coming() -> Iterator[Block]:
        nonlocal fed
        for block in mine:
            fed += 1
            yield block
            if (other := next(theirs, None)) is not None:
                yield other

    next(part for part in listen(ScriptedEngine(), coming(), {ME: Place(), THEM: Place()}) if part.segments)
    return fed


SPOKE = sound(*[(0.1, 3), (0, 2)] * 5, (0, 120))
SPEAKS = sound(*(part for n in range(60) for part in ((0.1 + n / 100, 3), (0, 1))))


@pytest.mark.parametrize("monologue", [SPOKE, SPEAKS], ids=["then quiet", "goes on"])
@pytest.mark.parametrize(
    "them", [None, sound((0, 240)), sound((0.005, 240))], ids=["no sound", "zeros", "noise"]
)
def test_a_side_that_nothing_is_heard_of_holds_back_no_words(
    them: Samples | None, monologue: Samples
) -> None:
    assert first_words(them, monologue) <= 46


def test_waited_for_it_would(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control."""
    monkeypatch.setattr(listening, "SOUNDLESS", 10**12)
    assert (first_words(None, SPOKE), first_words(None, SPEAKS)) == (145, 98)


def test_sound_that_comes_after_all_has_its_words_too() -> None:
    mine, theirs = blocks(SPEAKS, ME, seconds=1), blocks(sound((0, 100), (0.9, 3), (0, 2)), THEM, seconds=1)
    late = [*mine[:105], *theirs, *mine[105:]]
    together = [block for pair in zip_longest(mine, theirs) for block in pair if block is not None]
    both = {ME: Place(), THEM: Place()}
    assert set(segments(ScriptedEngine(), late, both)) == set(segments(ScriptedEngine(), together, both))


def test_turns_are_packed_into_windows() -> None:
    engine = ScriptedEngine()
    call = sound(*(part for n in range(36) for part in ((0.1 + n / 50, 2.6), (0, 2))))
    assert len(said(engine, call)) == 36
    assert len(engine.heard) == 4


def test_silence_gives_nothing_and_is_never_sent() -> None:
    engine = EverythingIsSpeech()
    assert said(engine, sound((0, 20))) == []
    assert engine.heard == []


def test_without_the_guard_silence_would_be_put_into_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "is_digital_silence", lambda _: False)
    assert said(EverythingIsSpeech(), sound((0, 20))) != []


def test_a_stock_phrase_gives_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = EverythingIsSpeech(says="Thanks for watching!")
    assert said(engine, sound((0.1, 5))) == []
    monkeypatch.setattr(guards, "is_stock_phrase", lambda _: False)
    assert said(engine, sound((0.1, 5))) != []


def test_words_that_cannot_be_believed_give_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = ScriptedEngine(avg_logprob=-1.5, no_speech_prob=0.9)
    assert said(engine) == []
    monkeypatch.setattr(guards, "is_believable", lambda *_, **__: True)
    assert said(engine) != []


def test_one_bad_turn_does_not_take_its_window_with_it() -> None:
    engine = LoopsOn(0.2)
    assert [text for _, _, text in said(engine)] == ["w100", "w300"]


@dataclass
class EverythingIsSpeech(ScriptedEngine):
    """An engine without voice activity detection, which writes the same over everything."""

    says: str = "you know"

    def find_speech(self, samples: Samples, pause_ms: int = 0) -> list[tuple[int, int]]:
        return [(0, len(samples))]

    def hear(self, samples: Samples, *, word_times: bool) -> Heard:
        self.heard.append(samples)
        return Heard(self.says)


class LoopsOn(ScriptedEngine):
    """An engine that gets caught in a loop by one kind of sound."""

    def __init__(self, value: float) -> None:
        super().__init__()
        self.value = np.float32(round(value * 32768) / 32768)

    def hear(self, samples: Samples, *, word_times: bool) -> Heard:
        if self.value in samples:
            return Heard(" and then" * 40)
        return super().hear(samples, word_times=word_times)

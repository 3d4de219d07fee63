"""agent/domain/echo.py: an echo is marked, and each of its three rules keeps what the lawyer said from being taken for one."""

from __future__ import annotations

import random
from array import array
from functools import cache

import pytest

from agent.domain import echo
from agent.domain.transcript import Segment, TrackKind

ME, THEM = TrackKind.MICROPHONE, TrackKind.SYSTEM
SECONDS = 3
WORDS = "I drafted the deed of release on Monday"


@cache
def speech(voice: int) -> array[int]:
    """Noise that is loud and quiet like syllables, each voice in a rhythm of its own."""
    chance = random.Random(voice)
    loudness = [chance.choice([200, 800, 2500, 6000]) for _ in range(SECONDS * 10)]
    return array("h", (int(chance.uniform(-1, 1) * loudness[n // 1600]) for n in range(SECONDS * 16_000)))


def bled(voice: int, *, delay_ms: int = 60, share: float = 0.2) -> array[int]:
    """The same out of a loudspeaker: later, weaker, with a tail."""
    delay = delay_ms * 16
    said = array("h", bytes(2 * delay)) + speech(voice)
    near = (
        sum(share * 0.3**tail * said[n - tail * 320] for tail in range(4) if n >= tail * 320)
        for n in range(len(said))
    )
    return array("h", map(int, near))


def sound(mine: array[int], theirs: array[int]) -> echo.Sound:
    """Both tracks, the other side speaking at 1000 ms."""

    def between(track: TrackKind, start_ms: int, end_ms: int) -> bytes:
        whole = array("h", bytes(32_000)) + (mine if track is ME else theirs) + array("h", bytes(32_000))
        return whole[start_ms * 16 : end_ms * 16].tobytes()

    return between


def said(track: TrackKind = ME, start: int = 1060, end: int = 4060, text: str = WORDS) -> Segment:
    return Segment(track, start, end, text)


THEIRS = said(THEM, 1000, 4000, f"{WORDS}, and sent it")


def is_marked(mine: Segment, spoken: echo.Sound) -> bool:
    heard = echo.marked([mine, THEIRS], spoken)
    assert [s.track for s in heard if s.echo] in ([], [ME]), "theirs is theirs"
    return heard[0].echo


ECHO = sound(bled(1), speech(1))
OVER_THEM = sound(speech(2), speech(1))


@pytest.mark.parametrize("delay_ms", [0, 40, 120])
@pytest.mark.parametrize("share", [0.05, 0.5])
def test_their_words_in_our_microphone_are_marked(delay_ms: int, share: float) -> None:
    assert is_marked(said(), sound(bled(1, delay_ms=delay_ms, share=share), speech(1)))


def test_the_same_words_in_a_voice_of_their_own_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not is_marked(said(), OVER_THEM)
    monkeypatch.setattr(echo, "ALIKE", -1.0)
    assert is_marked(said(), OVER_THEM), "without the envelope they would be"


def test_other_words_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = said(text="please hold on while I look for the file")
    assert not is_marked(mine, ECHO)
    monkeypatch.setattr(echo, "SAME_WORDS", 0.0)
    assert is_marked(mine, ECHO), "without the words they would be"


def test_three_words_are_too_few(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = said(text="I drafted the")
    assert not is_marked(mine, ECHO)
    monkeypatch.setattr(echo, "LEAST_WORDS", 0)
    assert is_marked(mine, ECHO)


def test_words_said_mostly_after_theirs_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sound is alike where both speak, but most of the turn comes when they are silent."""
    mine = said(end=8000)
    spoken = sound(bled(1), speech(1))
    monkeypatch.setattr(echo, "ALIKE", 0.5)
    assert not is_marked(mine, spoken)
    monkeypatch.setattr(echo, "OVERLAP", 0.0)
    assert is_marked(mine, spoken), "without the overlap they would be"


def test_silence_is_no_echo() -> None:
    assert not is_marked(said(), sound(array("h", bytes(96_000)), speech(1)))


def test_sound_is_opened_only_where_words_and_times_agree() -> None:
    def closed(*_: object) -> bytes:
        raise AssertionError("nothing needs to be opened for this")

    assert not is_marked(said(text="quite another thing that I said"), closed)
    assert not is_marked(said(start=5000, end=8000), closed)

"""Listening can stop at any moment and go on: no turn is lost or doubled, and the words are those of listening once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.domain.hearing import Block, Part, Place, Places, side_by_side
from agent.domain.transcript import Segment, TrackKind
from agent.transcribe.blocks import RATE
from agent.transcribe.listening import QUIET, Listening, listen
from tests.transcribe.scripted import ScriptedEngine, pcm, sound

ME, THEM = TrackKind.MICROPHONE, TrackKind.SYSTEM
NEW = {ME: Place(), THEM: Place()}
Turns = list[tuple[bool, float, float]]
"""Who speaks (the other side?), for how long, and the pause after it; both in seconds."""

turns = st.lists(st.tuples(st.booleans(), st.floats(0.3, 25), st.floats(0.6, 30)), min_size=1, max_size=12)


def call_of(said: Turns) -> dict[TrackKind, bytes]:
    """Both tracks of a call: every turn has values of its own, and a breath after each two seconds."""
    tracks: dict[TrackKind, list[tuple[float, float]]] = {ME: [], THEM: []}
    for n, (theirs, length, pause) in enumerate(said):
        breaths, value = int(length / 2.2) + 1, 0.1 + n / 50
        speaking = [(value + k / 1000, length / breaths - 0.2) for k in range(breaths)]
        said_by = tracks[THEM if theirs else ME]
        said_by += [part for spoken in speaking for part in (spoken, (0.0, 0.2))][:-1]
        said_by.append((0.0, pause + 0.2))
        tracks[ME if theirs else THEM] += [(0.0, length), (0.0, pause)]
    return {track: pcm(sound(*parts)) for track, parts in tracks.items()}


def blocks(
    tracks: dict[TrackKind, bytes], starts: dict[TrackKind, int], *, seconds: float
) -> Iterator[Block]:
    """The tracks from these samples on, in blocks of some seconds."""
    step = int(seconds * RATE) * 2

    def pieces(track: TrackKind) -> Iterator[bytes]:
        for at in range(starts.get(track, 0) * 2, len(tracks[track]), step):
            yield tracks[track][at : at + step]

    return side_by_side({track: pieces(track) for track in tracks})


def words(parts: list[Part]) -> list[Segment]:
    return sorted((s for part in parts for s in part.segments), key=lambda s: (s.start_ms, s.track))


def pieces(parts: list[Part]) -> Counter[tuple[TrackKind, str]]:
    """Return how often each word was heard: a long turn may be cut elsewhere by whoever goes on."""
    return Counter((s.track, said) for s in words(parts) for said in s.text.split())


def after(parts: list[Part]) -> Places:
    places: dict[TrackKind, Place] = dict(NEW)
    for part in parts:
        places[part.track] = places[part.track].after(part)
    return places


def in_two(tracks: dict[TrackKind, bytes], stop: int, *, seconds: float, done: bool = True) -> list[Part]:
    """Listen until `stop` parts have come, forget everything but what is kept, and go on."""
    coming = listen(ScriptedEngine(), blocks(tracks, {}, seconds=seconds), NEW)
    first = [part for _, part in zip(range(stop), coming, strict=False)]
    places = after(first)
    if not done:
        places = {track: Place(place.at, place.upto) for track, place in places.items()}
    starts = {track: place.at for track, place in places.items()}
    return first + list(listen(ScriptedEngine(), blocks(tracks, starts, seconds=seconds), places))


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(said=turns, stop=st.integers(0, 30), seconds=st.sampled_from([0.5, 7.3, 30]))
def test_whoever_goes_on_hears_what_was_not_heard_and_nothing_twice(
    said: Turns, stop: int, seconds: float
) -> None:
    tracks = call_of(said)
    once = list(listen(ScriptedEngine(), blocks(tracks, {}, seconds=30), NEW))
    assert pieces(in_two(tracks, stop, seconds=seconds)) == pieces(once)
    assert pieces(once).total() == sum(int(length / 2.2) + 1 for _, length, _ in said)


SAID: Turns = [(n % 3 == 0, 4 + n % 5 * 3, 1.5) for n in range(16)]


@pytest.mark.slow
def test_without_what_is_kept_of_turns_that_are_done_words_would_come_twice() -> None:
    tracks = call_of(SAID)
    once = pieces(list(listen(ScriptedEngine(), blocks(tracks, {}, seconds=30), NEW)))
    stops = range(10, 40, 5)
    assert any(pieces(in_two(tracks, stop, seconds=5, done=False)) > once for stop in stops)
    assert all(pieces(in_two(tracks, stop, seconds=5)) == once for stop in stops)


def test_windows_are_the_same_however_the_sound_comes() -> None:
    """Live it comes by the half second, from a file by the half minute: a model would hear other words in other windows."""
    tracks = call_of(SAID)

    def windows(seconds: float) -> list[tuple[TrackKind, object]]:
        parts = listen(ScriptedEngine(), blocks(tracks, {}, seconds=seconds), NEW)
        return sorted((part.track, part.turns) for part in parts if part.turns)

    assert windows(0.5) == windows(30)


@pytest.mark.parametrize(("pause", "windows"), [(15, 1), (40, 2)])
def test_after_twenty_seconds_without_speech_no_window_waits(pause: float, windows: int) -> None:
    tracks = call_of([(True, 3, pause), (True, 3, 1)])
    parts = list(listen(ScriptedEngine(), blocks(tracks, {}, seconds=0.5), NEW))
    assert [len(part.turns) for part in parts if part.turns] == [2 // windows] * windows


def test_the_words_before_a_long_pause_come_while_it_lasts() -> None:
    tracks = call_of([(False, 3, QUIET / RATE + 10)])
    listening = Listening(ScriptedEngine(), NEW)
    coming = [part for block in blocks(tracks, {}, seconds=0.5) for part in listening.take(block)]
    assert [s.text for s in words(coming)] == ["w100 w101"]


def test_a_track_that_stays_away_does_not_hold_the_other_up() -> None:
    whole = call_of([(True, 4, 1.5)] * 40)[THEM]
    listening = Listening(ScriptedEngine(), NEW)
    coming = [part for block in blocks({THEM: whole}, {}, seconds=5) for part in listening.take(block)]
    assert len(words(coming)) > 15


def test_hardly_more_windows_are_made_than_speech_would_fill() -> None:
    tracks = call_of([(n % 2 == 0, 1 + n * 7 % 12, 1.2) for n in range(120)])
    parts = listen(ScriptedEngine(), blocks(tracks, {}, seconds=30), NEW)
    spoken = [sum(1 + n * 7 % 12 for n in range(120) if (n % 2 == 0) is theirs) for theirs in (True, False)]
    most = 1.15 * sum(-(-seconds // 30) for seconds in spoken)
    assert sum(bool(part.turns) for part in parts) <= most

"""agent/transcribe/server: the practice calls through the firm's server come out with their words, and only speech leaves."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import numpy as np
import pytest

from agent.domain.hearing import Place
from agent.domain.speech_server import SpeechServer
from agent.domain.transcript import Segment, TrackKind
from agent.errors import UsedWrongly
from agent.transcribe.blocks import RATE, blocks_of
from agent.transcribe.server.engine import ServerTranscriber
from agent.transcribe.server.errors import ServerAway, ServerBroken, ServerNonsense, ServerUnfit, TokenRefused
from agent.transcribe.server.flac import flac
from agent.transcribe.server.probe import look, probe
from agent.transcribe.turns import pcm_of, samples_of
from tests.builders import NOON
from tests.transcribe.conftest import script_of
from tests.transcribe.speech_server import MODEL, TOKEN, Asked, FirmServer, Reply, answer, samples
from tests.transcribe.word_errors import TRACKS, errors, words

pytestmark = pytest.mark.slow
Call = Mapping[TrackKind, bytes]
Open = Callable[..., FirmServer]


@pytest.fixture
def open_firm(tmp_path: Path) -> Iterator[Open]:
    opened: list[FirmServer] = []

    def make(**how: object) -> FirmServer:
        opened.append(FirmServer(tmp_path, **how))  # type: ignore[arg-type]  # as each test says
        return opened[-1]

    yield make
    for server in opened:
        server.close()


def at(firm: FirmServer) -> ServerTranscriber:
    server = SpeechServer(firm.url, MODEL, firm.words, NOON, firm.ca)
    return ServerTranscriber(server, TOKEN, sleep=lambda _: None)


def wrong_words(segments: list[Segment], call: str, until: float = 1e9) -> float:
    """The share of words that are not those of the script."""
    wrong = total = 0
    for name, track in TRACKS.items():
        turns = [t for t in script_of(call) if t["track"] == name and float(str(t["start"])) < until]
        said = [w for turn in turns for w in words(str(turn["words"]))]
        ordered = sorted((s for s in segments if s.track is track), key=lambda s: s.start_ms)
        heard = [w for s in ordered for w in words(s.text)]
        wrong, total = wrong + errors(said, heard), total + len(said)
    return wrong / total


def test_the_practice_call_comes_out_turn_by_turn_and_only_speech_leaves(
    open_firm: Open, practice_call: Call
) -> None:
    firm = open_firm()
    call = {track: pcm[: 98 * 2 * RATE] for track, pcm in practice_call.items()}
    script = [t for t in script_of("practice_call") if float(str(t["start"])) < 93]
    segments = [s for s in at(firm).transcribe(call) if s.start_ms < 93_000]
    assert wrong_words(segments, "practice_call", until=93) <= 0.03
    assert len(segments) == len(script) <= len(firm.pieces)
    whole = sum(map(len, call.values())) / 2 / RATE
    assert sum(len(samples(piece.sound)) for piece in firm.pieces) / RATE < whole * 0.62
    assert all(len(piece.sound) < 1_000_000 for piece in firm.pieces)


def test_where_the_server_says_when_each_word_was_spoken_many_turns_go_at_once(
    open_firm: Open, practice_call: Call
) -> None:
    firm = open_firm(words=True)
    minute = {track: pcm[: 63 * 2 * RATE] for track, pcm in practice_call.items()}
    segments = list(at(firm).transcribe(minute))
    # The practice voice was taught whole turns: those that are cut, or lie close together, it hears less well.
    assert wrong_words(segments, "practice_call", until=58) <= 0.25
    assert len(firm.pieces) <= len(segments) / 2
    for turn in (t for t in script_of("practice_call") if float(str(t["start"])) < 58):
        starts = [s.start_ms / 1000 for s in segments if s.track is TRACKS[str(turn["track"])]]
        assert min(abs(start - float(str(turn["start"]))) for start in starts) < 0.5


def test_silence_and_tones_send_nothing(open_firm: Open) -> None:
    firm = open_firm()
    tone = (0.1 * np.sin(np.arange(12 * RATE) * 2 * np.pi * 440 / RATE)).astype(np.float32)
    for quiet in (
        {},
        {TrackKind.SYSTEM: b""},
        {TrackKind.SYSTEM: bytes(5 * 2 * RATE)},
        {TrackKind.SYSTEM: pcm_of(tone)},
    ):
        assert list(at(firm).transcribe(quiet)) == []
    assert firm.asked == []


def test_the_guards_hold_for_its_words_too(open_firm: Open, greeting: Call) -> None:
    said = iter(["Thanks for watching!", "you " * 60])
    firm = open_firm(script=lambda _: (200, {}, json.dumps(answer(next(said), 4)).encode()))
    assert list(at(firm).transcribe(greeting)) == []


def test_words_without_their_times_are_asked_for_turn_by_turn(open_firm: Open, greeting: Call) -> None:
    """A server that was found to say them, and does not."""
    firm = open_firm(words=True)
    both = b"".join(greeting.values())
    firm.words = False
    server = SpeechServer(firm.url, MODEL, True, NOON, firm.ca)
    segments = list(ServerTranscriber(server, TOKEN).transcribe({TrackKind.SYSTEM: both}))
    assert [s.text.split()[1] for s in segments] == ["morning", "morning"]
    assert len(firm.pieces) == 3


def test_a_server_that_goes_away_leaves_what_was_heard_and_the_rest_goes_on_from_there(
    open_firm: Open, practice_call: Call
) -> None:
    firm = open_firm()
    call = {track: pcm[: 25 * 2 * RATE] for track, pcm in practice_call.items()}
    places = {track: Place() for track in call}
    heard: list[Segment] = []

    def hear() -> None:
        for part in at(firm).hear(
            lambda starts: blocks_of({t: call[t][2 * at :] for t, at in starts.items()}), places
        ):
            heard.extend(part.segments)
            places[part.track] = places[part.track].after(part)

    firm.script = lambda _: (503, {}, b"") if len(firm.pieces) > 2 else None
    with pytest.raises(ServerBroken):
        hear()
    assert len(heard) == 2
    firm.script = lambda _: None
    hear()
    once = list(at(firm).transcribe(call))
    assert sorted(heard, key=lambda s: s.start_ms) == sorted(once, key=lambda s: s.start_ms)


def test_a_child_that_is_killed_is_started_again_and_nothing_is_sent_twice(
    open_firm: Open, started: list[subprocess.Popen[bytes]], practice_call: Call
) -> None:
    firm = open_firm()
    call = {track: pcm[: 25 * 2 * RATE] for track, pcm in practice_call.items()}
    segments = []
    for segment in at(firm).transcribe(call):
        segments.append(segment)
        if len(segments) == 1:
            os.kill(started[0].pid, signal.SIGKILL)
    assert len(started) == 2
    assert len({(s.track, s.start_ms) for s in segments}) == len(segments)


def test_nonsense_is_not_taken_for_words(open_firm: Open, greeting: Call) -> None:
    firm = open_firm(script=lambda _: (200, {}, b'{"text": ["good morning"]}'))
    with pytest.raises(ServerNonsense):
        list(at(firm).transcribe(greeting))


def test_names_go_with_each_piece_as_a_prompt(open_firm: Open, greeting: Call) -> None:
    firm = open_firm()
    list(at(firm).transcribe(greeting, hotwords=["Marcus Hale"]))
    assert {tuple(piece.fields["prompt"]) for piece in firm.pieces} == {("Marcus Hale",)}


def test_flac_loses_not_a_bit(greeting: Call) -> None:
    for pcm in greeting.values():
        made = flac(samples_of(pcm))
        assert pcm_of(samples(made)) == pcm
        assert len(made) < len(pcm) * 0.7


@pytest.mark.parametrize("says_words", [False, True])
def test_what_a_server_can_do_is_found_out_with_a_public_sentence(open_firm: Open, says_words: bool) -> None:
    firm, told = open_firm(words=says_words), list[str]()
    found = probe(firm.url + "/v1", TOKEN, model="", ca=firm.ca, now=NOON, sent=told.append)
    assert found == SpeechServer(firm.url, MODEL, says_words, NOON, firm.ca)
    assert told == [firm.host]
    (piece,) = firm.pieces
    assert 3 < len(samples(piece.sound)) / RATE < 5
    look(found, TOKEN)


def without_word_times(asked: Asked) -> Reply | None:
    refuses = "word" in asked.fields.get("timestamp_granularities[]", ())
    return (400, {}, b"{}") if refuses else None


def test_a_server_that_refuses_the_times_of_words_is_asked_without(open_firm: Open) -> None:
    firm = open_firm(script=without_word_times)
    assert not probe(firm.url, TOKEN, model="", ca=firm.ca, now=NOON, sent=lambda _: None).word_times


def two_models(asked: Asked) -> Reply | None:
    return (200, {}, b'{"data": [{"id": "one"}, {"id": "two"}]}') if asked.path == "/v1/models" else None


@pytest.mark.parametrize(
    ("how", "model", "token", "kind"),
    [
        ({"script": two_models}, "", TOKEN, UsedWrongly),
        ({}, "a\nmodel", TOKEN, UsedWrongly),
        ({}, "another", TOKEN, ServerUnfit),
        ({}, "", "another", TokenRefused),
        ({"script": lambda a: (200, {}, json.dumps(answer("", 4)).encode()) if a.sound else None}, "", TOKEN, ServerNonsense),
        ({"script": lambda a: (200, {}, b"[]")}, "", TOKEN, ServerNonsense),
    ],
)  # fmt: skip
def test_a_server_that_will_not_do_is_not_used(
    open_firm: Open, how: dict[str, object], model: str, token: str, kind: type[Exception]
) -> None:
    firm = open_firm(**how)
    with pytest.raises(kind):
        probe(firm.url, token, model=model, ca=firm.ca, now=NOON, sent=lambda _: None)


def test_nobody_there_is_said(open_firm: Open) -> None:
    firm = open_firm()
    firm.close()
    with pytest.raises(ServerAway):
        look(SpeechServer(firm.url, MODEL, False, NOON, firm.ca), TOKEN)

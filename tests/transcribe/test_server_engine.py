"""agent/transcribe/server: the practice calls through the firm's server come out with their words, and only speech leaves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from agent.domain.speech_server import SpeechServer
from agent.domain.transcript import TrackKind
from agent.transcribe.blocks import RATE
from agent.transcribe.server.engine import ServerTranscriber
from tests.builders import NOON
from tests.transcribe.conftest import script_of
from tests.transcribe.speech_server import MODEL, TOKEN, FirmServer, samples
from tests.transcribe.test_practice_calls import TRACKS, errors, words

pytestmark = pytest.mark.slow
Call = Mapping[TrackKind, bytes]


@pytest.fixture(params=[False, True], ids=["one turn at a time", "with the time of each word"])
def firm(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[FirmServer]:
    server = FirmServer(tmp_path, words=request.param)
    yield server
    server.close()


def at(firm: FirmServer) -> SpeechServer:
    return SpeechServer(firm.url, MODEL, firm.words, NOON, firm.ca)


def test_the_practice_call_comes_out_with_its_words_on_their_tracks(
    firm: FirmServer, practice_call: Call
) -> None:
    segments = sorted(ServerTranscriber(at(firm), TOKEN).transcribe(practice_call), key=lambda s: s.start_ms)
    script = script_of("practice_call")
    wrong = total = 0
    for name, track in TRACKS.items():
        said = [w for turn in script if turn["track"] == name for w in words(str(turn["words"]))]
        heard = [w for s in segments if s.track is track for w in words(s.text)]
        wrong, total = wrong + errors(said, heard), total + len(said)
    assert wrong / total <= 0.04
    assert len(segments) == len(script)
    if firm.words:
        assert len(firm.pieces) < len(script) / 2
    speech = sum(len(pcm) for pcm in practice_call.values()) / 2 / RATE
    sent = sum(len(samples(piece.sound)) for piece in firm.pieces) / RATE
    assert sent < speech * 0.62, "pauses and the other side's silence stay here"

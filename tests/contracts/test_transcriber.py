"""What every `Transcriber` promises, held against the real engine here, in a child process, and at a server over TLS."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from agent import voice
from agent.domain.speech_server import SpeechServer
from agent.domain.transcript import Segment, TrackKind
from agent.ports import Transcriber
from agent.transcribe import decode
from agent.transcribe.engine import ChildTranscriber, DirectTranscriber
from agent.transcribe.errors import ModelMissing, TranscribeError
from agent.transcribe.server.engine import ServerTranscriber
from agent.transcribe.server.errors import ServerUnfit
from tests.builders import NOON
from tests.transcribe.speech_server import MODEL, TOKEN, FirmServer

ME, THEM = TrackKind.MICROPHONE, TrackKind.SYSTEM
SECOND = 32_000

pytestmark = pytest.mark.slow


@pytest.fixture(params=[DirectTranscriber, ChildTranscriber, ServerTranscriber])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[Path], Transcriber]]:
    """Makes a transcriber for a model's folder; a server knows the one that it was started with."""
    kind = request.param
    if kind is not ServerTranscriber:
        yield kind
        return
    firm = FirmServer(tmp_path)

    def at(model: Path) -> Transcriber:
        name = MODEL if model == voice.model_path() else "nothing"
        return ServerTranscriber(SpeechServer(firm.url, name, False, NOON, firm.ca), TOKEN)

    yield at
    firm.close()


@pytest.fixture
def transcriber(make: Callable[[Path], Transcriber]) -> Transcriber:
    return make(voice.model_path())


@pytest.fixture(scope="module")
def call() -> Mapping[TrackKind, bytes]:
    """The first eight seconds of the practice call: one turn on each track."""
    tracks = {ME: bytearray(), THEM: bytearray()}
    with voice.call_path("practice_call", ".flac").open("rb") as file:
        for block in decode.blocks(file, decode.survey(file, mixed=False, alive=lambda: None)):
            tracks[block.track].extend(block.pcm)
    return {track: bytes(pcm[: 8 * SECOND]) for track, pcm in tracks.items()}


def heard(segments: list[Segment]) -> list[tuple[TrackKind, str]]:
    return [(s.track, s.text) for s in sorted(segments, key=lambda s: s.start_ms)]


def test_each_track_gives_its_own_words(transcriber: Transcriber, call: Mapping[TrackKind, bytes]) -> None:
    assert heard(list(transcriber.transcribe(call))) == [
        (ME, "good morning Marcus this is Ruth Calder from Kestrel Lane Lawyers."),
        (THEM, "good morning Ruth how are you?"),
    ]


def test_times_are_those_of_the_speech(transcriber: Transcriber, call: Mapping[TrackKind, bytes]) -> None:
    mine, theirs = sorted(transcriber.transcribe(call), key=lambda s: s.start_ms)
    assert (mine.start_ms, mine.end_ms) == (pytest.approx(1884, abs=300), pytest.approx(5526, abs=300))
    assert (theirs.start_ms, theirs.end_ms) == (pytest.approx(6222, abs=300), pytest.approx(7921, abs=300))


def test_the_same_sound_gives_the_same_segments_again(
    transcriber: Transcriber, call: Mapping[TrackKind, bytes]
) -> None:
    assert list(transcriber.transcribe(call)) == list(transcriber.transcribe(call))


def test_one_track_alone_will_do(transcriber: Transcriber, call: Mapping[TrackKind, bytes]) -> None:
    assert {s.track for s in transcriber.transcribe({THEM: call[THEM]})} == {THEM}


@pytest.mark.parametrize(
    "tracks",
    [{}, {ME: b""}, {ME: bytes(5 * SECOND), THEM: bytes(5 * SECOND)}],
    ids=["none", "empty", "silent"],
)
def test_without_speech_there_are_no_segments(
    transcriber: Transcriber, tracks: Mapping[TrackKind, bytes]
) -> None:
    assert list(transcriber.transcribe(tracks)) == []


def test_segments_come_as_they_are_ready(transcriber: Transcriber, call: Mapping[TrackKind, bytes]) -> None:
    coming = transcriber.transcribe(call)
    assert inspect.isgenerator(coming)
    assert next(coming).text
    coming.close()


def test_a_model_that_is_not_there_is_refused(
    make: Callable[[Path], Transcriber], tmp_path: Path, call: Mapping[TrackKind, bytes]
) -> None:
    with pytest.raises(TranscribeError) as refusal:
        list(make(tmp_path / "nothing").transcribe(call))
    assert isinstance(refusal.value, ModelMissing | ServerUnfit)
    assert refusal.value.hint

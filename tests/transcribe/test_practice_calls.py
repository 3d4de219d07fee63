"""The practice calls, from the sound file to words on their tracks: the figures that benchmarks/voice/README.md states."""

import pytest

from agent import voice
from agent.domain.transcript import Segment
from agent.transcribe.engine import ChildTranscriber
from agent.transcribe.sound import ChildSoundReader
from tests.transcribe.conftest import script_of
from tests.transcribe.word_errors import RATES, TRACKS, latest_start, share_wrong

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=RATES)
def call(request: pytest.FixtureRequest) -> tuple[list[dict[str, object]], list[Segment], float]:
    """What was said, what was heard, and how much of it may be wrong."""
    name, rate = request.param, RATES[request.param]
    tracks = ChildSoundReader().read(voice.call_path(name, ".flac").read_bytes())
    return script_of(name), list(ChildTranscriber(voice.model_path()).transcribe(tracks)), rate


Call = tuple[list[dict[str, object]], list[Segment], float]


def test_the_words_are_right(call: Call) -> None:
    script, segments, rate = call
    assert share_wrong(script, [(s.track, s.start_ms, s.text) for s in segments]) <= rate


def test_every_turn_starts_when_it_was_spoken(call: Call) -> None:
    script, segments, _ = call
    assert latest_start(script, [(s.track, s.start_ms, s.text) for s in segments]) < 0.5


def test_every_turn_is_on_its_own_track(call: Call) -> None:
    script, segments, _ = call
    for segment in segments:
        middle = (segment.start_ms + segment.end_ms) / 2000
        (turn,) = [t for t in script if float(str(t["start"])) - 0.2 < middle < float(str(t["end"])) + 0.2]
        assert segment.track is TRACKS[str(turn["track"])]


def test_no_turn_is_lost_or_doubled(call: Call) -> None:
    script, segments, _ = call
    assert len(segments) == len(script)

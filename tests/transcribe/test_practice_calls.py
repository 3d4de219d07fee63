"""The practice calls, from the sound file to words on their tracks: the figures that benchmarks/voice/README.md states."""

import re
from collections.abc import Sequence

import pytest

from agent import voice
from agent.domain.transcript import Segment, TrackKind
from agent.transcribe.engine import ChildTranscriber
from agent.transcribe.sound import ChildSoundReader
from tests.transcribe.conftest import script_of

pytestmark = pytest.mark.slow
TRACKS = {"mic": TrackKind.MICROPHONE, "system": TrackKind.SYSTEM}


def words(text: str) -> list[str]:
    return re.sub(r"[^a-z ]", " ", text.lower()).split()


def errors(said: Sequence[str], heard: Sequence[str]) -> int:
    """Count the words to change, add or take away."""
    row = list(range(len(heard) + 1))
    for i, a in enumerate(said, 1):
        above, row[0] = row[:], i
        for j, b in enumerate(heard, 1):
            row[j] = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
    return row[-1]


@pytest.fixture(scope="module", params=[("practice_call", 0.02), ("second_call", 0.06)], ids=lambda p: p[0])
def call(request: pytest.FixtureRequest) -> tuple[list[dict[str, object]], list[Segment], float]:
    """What was said, what was heard, and how much of it may be wrong."""
    name, rate = request.param
    tracks = ChildSoundReader().read(voice.call_path(name, ".flac").read_bytes())
    return script_of(name), list(ChildTranscriber(voice.model_path()).transcribe(tracks)), rate


Call = tuple[list[dict[str, object]], list[Segment], float]


def test_the_words_are_right(call: Call) -> None:
    script, segments, rate = call
    wrong = total = 0
    for name, track in TRACKS.items():
        said = [w for turn in script if turn["track"] == name for w in words(str(turn["words"]))]
        heard = [
            w for s in sorted(segments, key=lambda s: s.start_ms) if s.track is track for w in words(s.text)
        ]
        wrong, total = wrong + errors(said, heard), total + len(said)
    assert wrong / total <= rate


def test_every_turn_starts_when_it_was_spoken(call: Call) -> None:
    script, segments, _ = call
    for turn in script:
        starts = [s.start_ms / 1000 for s in segments if s.track is TRACKS[str(turn["track"])]]
        assert min(abs(start - float(str(turn["start"]))) for start in starts) < 0.5


def test_every_turn_is_on_its_own_track(call: Call) -> None:
    script, segments, _ = call
    for segment in segments:
        middle = (segment.start_ms + segment.end_ms) / 2000
        (turn,) = [t for t in script if float(str(t["start"])) - 0.2 < middle < float(str(t["end"])) + 0.2]
        assert segment.track is TRACKS[str(turn["track"])]


def test_no_turn_is_lost_or_doubled(call: Call) -> None:
    script, segments, _ = call
    assert len(segments) == len(script)

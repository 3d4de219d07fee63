"""agent/intake/names.py: a colon makes a speaker only behind a name."""

import pytest

from agent.intake.names import with_speakers
from agent.intake.reading import Cue


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Celia W: yes", "Celia W"),
        ("Steve M - Ironbark: yes", "Steve M - Ironbark"),
        ("+61 400 000 501: hello", "+61 400 000 501"),
        ("يوسف: نعم", "يوسف"),
        ("Interpreter (Vietnamese): she agrees", "Interpreter (Vietnamese)"),
        ("10:30 Meeting: hello", None),
        ("Two things: first the term", None),
        ("see https://example.com: it is there", None),
        ("Meeting at 10:30", None),
        ("Celia:", None),
    ],
)
def test_a_name_before_the_words_is_the_speaker(text: str, speaker: str | None) -> None:
    (cue,) = with_speakers([Cue(text)])
    assert cue.speaker == speaker
    assert cue.text == (text.split(": ", 1)[1] if speaker else text)


def test_a_name_in_small_letters_counts_when_it_comes_again() -> None:
    cues = with_speakers([Cue("unknown caller: hello"), Cue("unknown caller: are you there?")])
    assert [cue.speaker for cue in cues] == ["unknown caller", "unknown caller"]

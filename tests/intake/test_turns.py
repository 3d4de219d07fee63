"""agent/intake/turns.py: turns that say only when they begin get an end, and clock times run on."""

import pytest

from agent.intake.reading import Form
from agent.intake.turns import is_caption_head, read_captions, teams_turns
from tests.intake.samples import TURNS, WRITTEN


def starts(*clocks: str) -> list[int | None]:
    return [cue.start_ms for cue in read_captions("\n".join(f"[A] {clock}\nyes" for clock in clocks)).cues]


def test_captions_count_from_the_first_and_run_past_midnight() -> None:
    reading = read_captions(WRITTEN["captions.txt"].decode())
    assert reading.form is Form.ZOOM_TXT
    assert [(cue.speaker, cue.text, cue.start_ms, cue.end_ms) for cue in reading.cues] == [
        ("Tui Marsh", "The board meets at eight.", 0, 8_000),
        (
            "Gwen Abara (London)",
            "Then the resolution must be signed tonight. All three directors.",
            8_000,
            41_000,
        ),
        (None, "Agreed.", 41_000, 42_000),  # 4.5 minutes of silence follow: it lasts what its one word needs
        ("Tui Marsh", "Back now.", 310_000, 311_000),
    ]


def test_the_hour_that_comes_twice_is_counted_twice() -> None:
    assert starts("2:59:50", "2:00:10", "2:00:40") == [0, 20_000, 50_000]


def test_a_small_step_back_is_an_overlap_not_a_clock_change() -> None:
    assert starts("10:00:10", "10:00:08") == [0, -2_000]


def test_a_second_midnight_is_another_day() -> None:
    assert starts("23:00:00", "1:00:00", "23:00:00", "1:00:00")[-1] == 26 * 3_600_000


@pytest.mark.parametrize(
    ("line", "is_head"),
    [("[A] 9:00:01", True), ("[] 09:00:01 ", True), ("[A] 09:00", False), ("A 09:00:01", False)],
)
def test_a_caption_begins_with_name_and_clock(line: str, is_head: bool) -> None:
    assert is_caption_head(line) is is_head


def test_teams_turns_leave_title_and_notices_out() -> None:
    lines = [
        "Boundary",
        "Nell started transcription",
        *"\n".join(TURNS).split("\n"),
        "Nell stopped transcription",
    ]
    assert [(cue.speaker, cue.text, cue.start_ms, cue.end_ms) for cue in teams_turns(lines)] == [
        ("Nell Quirke", "Morning Tam, I am recording.", 3_000, 9_000),
        ("Tam Kerrow", "Yes, go on. Please.", 9_000, 10_600),
    ]


def test_a_turn_without_a_name_is_still_a_turn() -> None:
    turns = teams_turns(["  0:03", "hello", "A  1:00:00", "bye"])
    assert [(cue.speaker, cue.start_ms) for cue in turns] == [(None, 3_000), ("A", 3_600_000)]


def test_a_timetable_is_no_transcript() -> None:
    assert (
        teams_turns(["Registration   9:00", "Welcome   9:30", "Lunch   12:00", "Sandwiches in the foyer."])
        == ()
    )
    assert teams_turns(["Second sitting   14:00", "Ada", "First sitting   9:00", "Nell"]) == ()

"""agent/intake/timed.py: every stamp is a cue, however it is spelt, and no cue is lost in silence."""

import pytest

from agent.intake import timed
from agent.intake.errors import NotWhatItSays, TooBig
from agent.intake.limits import DEFAULT_LIMITS, Limits
from agent.intake.reader import read_bytes
from agent.intake.reading import Form, Reading
from agent.intake.text import clean
from tests.intake.samples import WRITTEN


def vtt(text: str) -> Reading:
    return timed.read_vtt("WEBVTT\n\n" + text, DEFAULT_LIMITS)


def sample(name: str) -> str:
    return clean(WRITTEN[name].decode())


def test_zoom_cues_give_speaker_words_and_times() -> None:
    reading = timed.read_vtt(sample("zoom.vtt"), DEFAULT_LIMITS)
    assert reading.form is Form.ZOOM_VTT
    assert [(cue.speaker, cue.text, cue.start_ms, cue.end_ms) for cue in reading.cues] == [
        ("Marama Ellison", "Morning Piet, can you hear me?", 2_200, 6_300),
        ("Piet van der Berg", "Yes. It is about the lease & the guarantee.", 7_000, 11_500),
        (None, "Two things: the term, and who signs.", 11_500, 14_000),
        (None, "10:30 Meeting: that is what the calendar calls it.", 14_000, 16_000),
        (None, "", 16_000, 17_000),
        ("Marama Ellison", "Start with the term.", 18_000, 21_250),
    ]


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    windows = sample("zoom.vtt").replace("\n", "\r\n").encode("utf-8-sig")
    read = read_bytes(windows, name="zoom.vtt", limits=DEFAULT_LIMITS)
    assert read.cues == timed.read_vtt(sample("zoom.vtt"), DEFAULT_LIMITS).cues


def test_teams_voices_become_speakers_and_parts_of_one_turn_stay_cues() -> None:
    reading = timed.read_vtt(sample("teams.vtt"), DEFAULT_LIMITS)
    assert reading.form is Form.TEAMS_VTT
    assert [(cue.speaker, cue.text) for cue in reading.cues] == [
        ("Inês Farías", "Thanks for joining. I act for the buyer,"),
        ("Inês Farías", "as you know."),
        ("Rewi Tamihana (Guest)", "So: the deposit was less than < 10 %, yes?"),
    ]


def test_graph_stamps_may_be_unpadded_and_before_zero() -> None:
    reading = timed.read_vtt(sample("graph.vtt"), DEFAULT_LIMITS)
    assert reading.form is Form.GRAPH_VTT
    assert [(cue.start_ms, cue.end_ms) for cue in reading.cues] == [
        (-4_200, 1_150),
        (1_150, 5_320),
        (3_723_040, 3_724_500),
    ]


def test_a_blank_line_inside_a_subtitle_loses_none_of_its_words() -> None:
    reading = timed.read_srt(sample("call.srt"), DEFAULT_LIMITS)
    assert reading.form is Form.SRT
    assert [(cue.speaker, cue.text, cue.start_ms) for cue in reading.cues] == [
        ("Oskar", "I have read the survey", 1_000),
        ("Oskar", "and the boundary is wrong by half a metre", 4_500),
        ("Lani", "Oh no", 10_000),
    ]


@pytest.mark.parametrize(
    ("line", "span"),
    [
        ("00:00:01.000 --> 00:00:02.000 align:start position:0%", (1_000, 2_000)),
        ("00:01,5-->00:02,25", (1_500, 2_250)),
        ("-0:0:0.040 --> 0:0:0.4", (-40, 400)),
        ("100:00:00.000 --> 100:00:00.001", (360_000_000, 360_000_001)),
        ("00:00:01.123456 --> 00:00:02.999999", (1_123, 2_999)),
        ("00:00:01.000 -> 00:00:02.000", None),
        ("at 00:00:01.000 --> 00:00:02.000", None),
    ],
)
def test_a_stamp_is_read_in_every_spelling(line: str, span: tuple[int, int] | None) -> None:
    assert timed.stamps_of(line) == span


def test_notes_styles_and_cue_names_are_no_words() -> None:
    reading = vtt(
        "NOTE kept by nobody\n\nSTYLE\n::cue {}\n\nintro\n00:01.000 --> 00:02.000\n<v A>hello <i>you</i></v>\n"
    )
    assert [cue.text for cue in reading.cues] == ["hello you"]


def test_an_arrow_among_the_words_ends_no_cue() -> None:
    assert [cue.text for cue in vtt("00:01.000 --> 00:02.000\ndeposit --> ten per cent\nand so on").cues] == [
        "deposit --> ten per cent and so on"
    ]


def test_cues_that_follow_without_a_blank_line_are_all_counted() -> None:
    run_on = "1\n00:01.000 --> 00:02.000\nfirst\n2\n00:02.000 --> 00:03.000\n00:03.000 --> 00:04.000\nthird"
    assert [cue.text for cue in vtt(run_on).cues] == ["first", "", "third"]


def test_an_end_before_its_start_is_no_time_at_all() -> None:
    (cue,) = vtt("00:05.000 --> 00:02.000\nhello").cues
    assert (cue.start_ms, cue.end_ms) == (5_000, 5_000)


def test_a_cue_that_the_library_passes_over_is_an_error_not_a_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        timed, "_written_anew", lambda text, shift: "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nx"
    )
    with pytest.raises(NotWhatItSays):
        vtt("00:01.000 --> 00:02.000\nfirst\n\n00:02.000 --> 00:03.000\nsecond")


@pytest.mark.parametrize("line", ["00:00:01 --> 00:00:02", "9999:00:00.0 --> 9999:00:01.0", "1:2.3 --> 4"])
def test_times_that_cannot_be_read_are_an_error_not_words(line: str) -> None:
    with pytest.raises(NotWhatItSays):
        vtt(f"00:01.000 --> 00:02.000\nfirst\n\n{line}\nsecond")


def test_more_cues_than_a_call_has_are_refused() -> None:
    with pytest.raises(TooBig):
        timed.read_vtt("WEBVTT\n\n" + "00:01.000 --> 00:02.000\nx\n\n" * 11, Limits(passages=10))

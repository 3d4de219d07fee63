"""agent/intake/text.py: bytes become clean text without losing a letter."""

import pytest

from agent.intake.errors import UnknownFormat
from agent.intake.text import blocks, clean, decode, one_line

WORDS = "Inês said: “50 € – no”."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_text_is_decoded_with_and_without_a_mark(encoding: str) -> None:
    assert decode(WORDS.encode(encoding)) == WORDS


def test_the_last_resort_is_the_likeliest_guess() -> None:
    greek = "Η συμφωνία υπογράφηκε χθες το απόγευμα στην Αθήνα. " * 8
    undefined_in_windows_1252 = b"\x81"
    assert decode(greek.encode("cp1253") + undefined_in_windows_1252).startswith(greek.strip())
    assert decode(greek.encode("utf-16-le")) == greek


@pytest.mark.parametrize("data", [bytes(range(32)) * 40, b"\x00" * 500])
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(UnknownFormat):
        decode(data)


def test_cleaning_drops_controls_and_keeps_what_belongs_to_names() -> None:
    assert clean("a\x00b\x07c\x1b[31m\x9b\x7f") == "abc[31m"
    assert clean("a\r\nb\rc\x0bd\x0ce\u2028f\x85g\th") == "a\nb\nc\nd\ne\nf\ng\th"
    assert clean("نعم\u200f \u200bok\u202e") == "نعم\u200f \u200bok\u202e"
    assert clean("half \ud83d") == "half ?"


def test_names_fit_on_one_line() -> None:
    assert one_line("Smith\n v\t Jones\x00.docx", 10) == "Smith v Jo"


def test_blocks_are_parted_by_blank_lines_with_or_without_spaces() -> None:
    assert blocks("a\nb\n \t\nc\n\n\n\nd\n") == ["a\nb", "c", "d"]

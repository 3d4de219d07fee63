"""agent/intake/pdf.py: the text layer in paragraphs, or one sentence why there is none."""

import logging

import pytest

from agent.intake import pdf
from agent.intake.errors import LockedFile, NoTextLayer, TooBig
from agent.intake.limits import DEFAULT_LIMITS, Limits
from agent.intake.reading import Form
from tests.intake import samples

LONG = "The fence stands forty centimetres inside the land of lot seven, along"


def test_pages_become_paragraphs() -> None:
    reading = pdf.read(samples.pdf(("Advice.",), (), ("Page two.",)), DEFAULT_LIMITS)
    assert reading.form is Form.PDF
    assert [cue.text for cue in reading.cues] == ["Advice.", "Page two."]


def test_lines_of_one_paragraph_are_joined_and_paragraphs_are_not() -> None:
    page = f"{LONG}\nits whole length.\n{LONG}\nthe drain too.\n1. First, write.\n2. Then, wait."
    assert pdf.paragraphs(page) == [
        f"{LONG} its whole length.",
        f"{LONG} the drain too.",
        "1. First, write.",
        "2. Then, wait.",
    ]


def test_blank_lines_part_paragraphs_wherever_they_are() -> None:
    assert pdf.paragraphs(f"Heading\n \n{LONG}\nits length") == ["Heading", f"{LONG} its length"]


def test_a_pdf_of_pictures_says_so() -> None:
    with pytest.raises(NoTextLayer):
        pdf.read(samples.pdf((), ()), DEFAULT_LIMITS)


def test_a_password_stops_the_reader_only_when_one_is_asked_for() -> None:
    with pytest.raises(LockedFile):
        pdf.read(samples.locked_pdf("secret"), DEFAULT_LIMITS)
    assert len(pdf.read(samples.locked_pdf(""), DEFAULT_LIMITS).cues) == 1


def test_too_many_pages_or_characters_are_refused() -> None:
    data = samples.pdf(*[("one line",)] * 4)
    with pytest.raises(TooBig, match="3 pages"):
        pdf.read(data, Limits(pages=3))
    with pytest.raises(TooBig, match="20 characters"):
        pdf.read(data, Limits(characters=20))


def test_nothing_of_a_damaged_pdf_reaches_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    damaged = samples.pdf(("Kerrow owes nothing.",)).replace(b"0000000009", b"0000000123")
    assert len(pdf.read(damaged, DEFAULT_LIMITS).cues) == 1
    assert caplog.text == ""

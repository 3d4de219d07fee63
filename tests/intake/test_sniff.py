"""agent/intake/sniff.py: the content decides what a file is."""

import pytest

from agent.intake.errors import LockedFile, UnknownFormat
from agent.intake.limits import DEFAULT_LIMITS
from agent.intake.sniff import Family, family_of_bytes, family_of_text
from tests.intake import samples
from tests.intake.hostile import OLD_OFFICE


@pytest.mark.parametrize(
    ("data", "family"),
    [
        (samples.word("hello"), Family.WORD),
        (samples.pdf(("hello",)), Family.PDF),
        (b"\r\n\xef\xbb\xbf%PDF-1.7", Family.PDF),
        (samples.WRITTEN["reply.eml"], Family.MAIL),
        (b"Dear Ada", None),
    ],
)
def test_first_bytes_settle_the_binary_forms(data: bytes, family: Family | None) -> None:
    assert family_of_bytes(data, DEFAULT_LIMITS) is family


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nx", Family.VTT),
        ("\n\n1\n00:00:01,000 --> 00:00:02,000\nx", Family.SRT),
        ("00:00:01.000 --> 00:00:02.000\nx", Family.SRT),
        ("[Ada] 10:00:00\nhello", Family.CAPTIONS),
        ("Dear Ada\n\nsee 00:00:01,000 --> 00:00:02,000", Family.TEXT),
        ("   ", Family.TEXT),
    ],
)
def test_text_is_told_by_its_first_lines(text: str, family: Family) -> None:
    assert family_of_text(text) is family


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"\x89PNG\r\n\x1a\n", UnknownFormat),
        (b"{\\rtf1 hello}", UnknownFormat),
        (OLD_OFFICE, UnknownFormat),
        (OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), LockedFile),
        (samples.with_member(b"PK\x05\x06" + b"\x00" * 18, "sheet.xml", b"x"), UnknownFormat),
        (b"PK\x05\x06" + b"\x00" * 18, UnknownFormat),
    ],
)
def test_what_cannot_be_read_is_refused_for_its_own_reason(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        family_of_bytes(data, DEFAULT_LIMITS)


def test_a_web_page_is_refused_with_a_way_out() -> None:
    with pytest.raises(UnknownFormat) as refused:
        family_of_text("<!DOCTYPE html><p>hello")
    assert "paste" in refused.value.hint

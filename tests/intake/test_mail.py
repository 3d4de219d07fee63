"""agent/intake/mail.py: the newest message, its people, its day, and nothing of its attachments but their names."""

import datetime as dt
import zoneinfo

import pytest

from agent.domain.ids import SourceId
from agent.domain.source import Context, Person
from agent.intake import mail
from agent.intake.errors import EmptyFile, LockedFile
from agent.intake.guarded import GuardedReader
from agent.intake.limits import DEFAULT_LIMITS
from agent.intake.reading import Form, Reading, as_source, checked
from tests.intake.samples import WRITTEN

HEADERS = b"From: Nell <nell@q.example>\nTo: tam@kerrow.example\nMessage-ID: <1@q.example>\n"


def read(data: bytes) -> Reading:
    return checked(mail.read(data, DEFAULT_LIMITS), DEFAULT_LIMITS)


def texts(data: bytes) -> list[str]:
    return [cue.text for cue in read(data).cues]


def test_the_newest_message_is_cut_into_paragraphs_and_history_kept_apart() -> None:
    reading = read(WRITTEN["reply.eml"])
    assert reading.form is Form.EML
    assert [cue.text for cue in reading.cues] == [
        "Dear Tam",
        "I have read the survey – the fence stands 40 cm inside your land.\nI will write to the neighbour tomorrow.",
        "Regards\nNell",
    ]
    assert reading.quoted.endswith("> I spent two hours measuring it.")


def test_headers_give_people_subject_and_the_day_on_the_senders_clock() -> None:
    reading = read(WRITTEN["reply.eml"])
    assert reading.sender == Person("Nell Quirke", "nell@quirkelaw.example")
    assert reading.recipients == (
        Person("Tam Kerrow", "tam@kerrow.example"),
        Person("Ferrier, Ada", "ada@kerrow.example"),
        Person("Nguyễn Minh", "minh@kerrow.example"),
    )
    assert reading.title == "Re: boundary – survey"
    assert reading.attachments == ("Survey – lot 7.pdf",)
    assert reading.date == dt.date(2026, 3, 31)  # 12:40 in UTC, and already 1 April in New Zealand


def test_html_gives_its_visible_text_when_there_is_no_plain_part() -> None:
    reading = read(WRITTEN["outlook_html.eml"])
    assert [cue.text for cue in reading.cues] == [
        "Hello Nell,",
        "please check the plan & the title.",
        "Ada",
        "Kerrow & Co",
    ]
    assert reading.quoted.startswith("From: Nell Quirke")


@pytest.mark.parametrize("charset", ["windows-1252", "x-unheard-of", "ascii"])
def test_words_survive_a_charset_that_is_wrong_or_unknown(charset: str) -> None:
    data = HEADERS + f"Content-Type: text/plain; charset={charset}\n\nInês said yes.".encode("cp1252")
    assert texts(data) == ["Inês said yes."]


def test_a_missing_or_senseless_date_is_no_date() -> None:
    assert read(HEADERS + b"\nhello").date is None
    assert read(HEADERS + b"Date: Wed, 99 Foo 2026 10:00\n\nhello").date is None


def test_broken_address_lines_cost_no_words() -> None:
    reading = read(b'From: "<<<@,;:\nTo: ;;,,<>@\nMessage-ID: <1@q.example>\n\nhello')
    assert [cue.text for cue in reading.cues] == ["hello"]


def test_an_encrypted_message_is_locked() -> None:
    with pytest.raises(LockedFile):
        read(HEADERS + b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nMIAGCS")


def test_a_message_without_words_of_its_own_says_what_to_do() -> None:
    with pytest.raises(EmptyFile) as refused:
        read(HEADERS + b"\n---------- Forwarded message ---------\nFrom: a\nTo: b\n\nold")
    assert "paste" in refused.value.hint


@pytest.mark.parametrize(
    ("head", "is_mail"),
    [
        (HEADERS + b"\nhello", True),
        (b"From: a@b.example\nDate: Wed, 1 Apr 2026 08:05:00 +1100\n\nhello", True),
        (b"\xef\xbb\xbf\r\nReceived: by x\r\nFrom: a\r\n\r\nhello", True),
        (b"From: Nell\nTo: file\nDate: 1 April 2026\n\nMemo on the boundary.", False),
        (b"Dear Ada\nFrom: me\nMIME-Version: 1.0\n", False),
        (b"Nell: the note\n\nFrom: a\nMIME-Version: 1.0\n", False),
    ],
)
def test_a_memo_is_no_email(head: bytes, is_mail: bool) -> None:
    assert mail.is_mail(head) is is_mail


EARLY = HEADERS + b"Date: Mon, 18 May 2026 22:30:00 +0000\n\nI have read the lease."


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Australia/Sydney", dt.date(2026, 5, 19)),  # half past eight on Tuesday morning
        ("Pacific/Auckland", dt.date(2026, 5, 19)),
        ("America/New_York", dt.date(2026, 5, 18)),
    ],
)
def test_a_mail_that_its_server_dates_in_utc_is_of_the_lawyers_own_day(zone: str, day: dt.date) -> None:
    lawyers = GuardedReader(zone=lambda: zoneinfo.ZoneInfo(zone))
    source = lawyers.read(EARLY, name="a.eml", source_id=SourceId("a"), context=Context())
    assert source.date == day
    known = Context(date=dt.date(2026, 5, 1))
    assert (
        as_source(read(EARLY), source_id=SourceId("a"), context=known, zone=lambda: dt.UTC).date == known.date
    )


def test_without_the_lawyers_zone_it_would_be_billed_on_the_day_before() -> None:
    """The control."""
    source = as_source(read(EARLY), source_id=SourceId("a"), context=Context())
    assert source.date == dt.date(2026, 5, 18)


@pytest.mark.parametrize("date", [b"Mon, 1 Jan 0001 00:00:00 +1200", b"Fri, 31 Dec 9999 23:59:59 -1200"])
def test_a_moment_beyond_the_calendar_is_the_headers_own_day(date: bytes) -> None:
    reading = read(HEADERS + b"Date: " + date + b"\n\nhello")
    auckland = zoneinfo.ZoneInfo("Pacific/Auckland")
    as_source(reading, source_id=SourceId("a"), context=Context(), zone=lambda: auckland)

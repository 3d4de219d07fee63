"""agent/intake/reading.py: a reading is checked and cleaned once, and becomes a source with what else is known."""

import datetime as dt

import pytest

from agent.domain.ids import SourceId
from agent.domain.source import Context, Person, Source, SourceKind, Stage
from agent.intake.errors import EmptyFile, TooBig
from agent.intake.limits import DEFAULT_LIMITS, Limits
from agent.intake.reading import Cue, Form, Reading, as_source, checked

SYDNEY = dt.timezone(dt.timedelta(hours=11))
NOTHING_KNOWN = Context()
OWN, CALLED, TOLD = dt.date(2026, 3, 1), dt.date(2026, 3, 2), dt.date(2026, 3, 3)


def source(reading: Reading, context: Context = NOTHING_KNOWN) -> Source:
    return as_source(reading, source_id=SourceId("a"), context=context)


def reading(**more: object) -> Reading:
    return Reading(Form.EML, (Cue("hello"), Cue("bye", "Ada", -5, 10)), **more)  # type: ignore[arg-type] - test data


def test_passages_are_numbered_from_one_and_keep_their_times() -> None:
    made = source(reading(sha256="f00", title="Boundary", quoted="> old", attachments=("plan.pdf",)))
    assert [(p.id, p.text, p.speaker, p.start_ms, p.end_ms) for p in made.passages] == [
        ("s1", "hello", None, None, None),
        ("s2", "bye", "Ada", -5, 10),
    ]
    assert (made.kind, made.form, made.stage) == (SourceKind.EMAIL, "eml", Stage.TRANSCRIBED)
    assert (made.sha256, made.title, made.quoted, made.attachments) == (
        "f00",
        "Boundary",
        "> old",
        ("plan.pdf",),
    )


@pytest.mark.parametrize("form", list(Form))
def test_every_form_has_a_kind(form: Form) -> None:
    document = {Form.TXT, Form.DOCX, Form.PDF, Form.PASTED}
    expected = SourceKind.DOCUMENT if form in document else SourceKind.TRANSCRIPT
    assert source(Reading(form, ())).kind is (SourceKind.EMAIL if form is Form.EML else expected)


def test_the_lawyers_date_goes_before_the_calls_and_the_files_own() -> None:
    # 23:30 in UTC on the day before: the call's day is the lawyer's
    start = dt.datetime(2026, 3, 2, 10, 30, tzinfo=SYDNEY)
    assert source(reading(date=OWN), Context(call_start=start, date=TOLD)).date == TOLD
    assert source(reading(date=OWN), Context(call_start=start)).date == CALLED
    assert source(reading(date=OWN)).date == OWN
    assert source(reading()).date is None


def test_people_of_the_email_join_those_the_calendar_knows_once() -> None:
    known = Context(participants=(Person("Tam Kerrow"), Person("A. F.", "ada@kerrow.example")))
    people = (Person("tam kerrow", "tam@kerrow.example"), Person("Ada", "Ada@kerrow.example"), Person("Minh"))
    made = source(reading(recipients=people), known)
    assert [person.name for person in made.context.participants] == ["Tam Kerrow", "A. F.", "Minh"]


def test_checking_cleans_every_word() -> None:
    dirty = Reading(
        Form.EML, (Cue(" he\x00llo \r\n", "A\nda\x07"),), title="a\x00b", sender=Person("N\x01", "n@q\x02"),
        recipients=(Person("T\x03"),), quoted="\x04old", attachments=("p\nq",),
    )  # fmt: skip
    clean = checked(dirty, DEFAULT_LIMITS)
    assert clean.cues == (Cue("hello", "A da"),)
    assert (clean.title, clean.sender, clean.recipients) == ("ab", Person("N", "n@q"), (Person("T"),))
    assert (clean.quoted, clean.attachments) == ("old", ("p q",))


def test_an_empty_cue_between_others_keeps_its_number() -> None:
    assert len(checked(Reading(Form.ZOOM_VTT, (Cue("a"), Cue("\x00"), Cue("b"))), DEFAULT_LIMITS).cues) == 3


def test_nothing_to_read_and_too_much_are_refused() -> None:
    with pytest.raises(EmptyFile):
        checked(Reading(Form.TXT, (Cue(" \x00 "),)), DEFAULT_LIMITS)
    with pytest.raises(TooBig):
        checked(reading(), Limits(passages=1))
    with pytest.raises(TooBig):
        checked(reading(quoted="x" * 10), Limits(characters=17))


def test_a_reading_can_be_logged_without_giving_anything_away() -> None:
    assert "hello" not in repr(reading(title="Boundary")) + repr(Cue("hello"))

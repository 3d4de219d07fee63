"""What one file says, before anything is known about it from elsewhere; and the source it becomes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from agent.domain.ids import SourceId, passage_id
from agent.domain.source import Context, Passage, Person, Source, SourceKind, Stage
from agent.intake.errors import EmptyFile, TooBig
from agent.intake.limits import Limits
from agent.intake.text import clean, one_line

Zone = Callable[[], dt.tzinfo | None]
"""Returns the lawyer's time zone; None is this computer's."""

NAME_LENGTH = 120
TITLE_LENGTH = 250


class Form(StrEnum):
    """How the words were written down."""

    ZOOM_VTT = "zoom_vtt"
    TEAMS_VTT = "teams_vtt"
    GRAPH_VTT = "graph_vtt"
    SRT = "srt"
    ZOOM_TXT = "zoom_txt"
    TEAMS_DOCX = "teams_docx"
    EML = "eml"
    TXT = "txt"
    DOCX = "docx"
    PDF = "pdf"
    PASTED = "pasted"


_KINDS = {
    Form.EML: SourceKind.EMAIL,
    Form.TXT: SourceKind.DOCUMENT,
    Form.DOCX: SourceKind.DOCUMENT,
    Form.PDF: SourceKind.DOCUMENT,
    Form.PASTED: SourceKind.DOCUMENT,
}


@dataclass(frozen=True, slots=True)
class Cue:
    """One piece of a file. Times in ms from the file's zero, before which a call may have begun; None without times."""

    text: str = field(repr=False)
    speaker: str | None = field(default=None, repr=False)
    start_ms: int | None = None
    end_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything a parser found in one file."""

    form: Form
    cues: tuple[Cue, ...] = field(repr=False)
    sha256: str = ""
    title: str = field(default="", repr=False)
    sender: Person | None = field(default=None, repr=False)
    recipients: tuple[Person, ...] = field(default=(), repr=False)
    quoted: str = field(default="", repr=False)
    attachments: tuple[str, ...] = field(default=(), repr=False)
    date: dt.date | None = None
    sent_at: dt.datetime | None = None  # a mail's moment, aware, in the offset of its header


def cues_of(texts: list[str]) -> tuple[Cue, ...]:
    """Return paragraphs as cues without speaker and time."""
    return tuple(Cue(text) for text in texts)


def checked(reading: Reading, limits: Limits) -> Reading:
    """Return the reading with clean words. Raise EmptyFile when it has none, TooBig when it has more than `limits` allow."""
    if len(reading.cues) > limits.passages:
        raise TooBig(f"This file has more than {limits.passages} passages.")
    if sum(len(cue.text) for cue in reading.cues) + len(reading.quoted) > limits.characters:
        raise TooBig(f"This file has more than {limits.characters} characters.")
    cues = tuple(
        replace(cue, text=clean(cue.text).strip(), speaker=_name(cue.speaker)) for cue in reading.cues
    )
    if not any(cue.text for cue in cues):
        raise EmptyFile("There is nothing to read in this file.")
    return replace(
        reading,
        cues=cues,
        title=one_line(reading.title, TITLE_LENGTH),
        sender=_person(reading.sender) if reading.sender else None,
        recipients=tuple(_person(person) for person in reading.recipients),
        quoted=clean(reading.quoted).strip(),
        attachments=tuple(one_line(name, TITLE_LENGTH) for name in reading.attachments),
    )


def as_source(reading: Reading, *, source_id: SourceId, context: Context, zone: Zone | None = None) -> Source:
    """Number the passages and add what the lawyer or the calendar knows; their date goes before the file's own.

    A mail's day is the lawyer's, by `zone`: many mail servers write its moment in UTC, and in Australia and New Zealand that
    is still yesterday all morning. Without a zone it is the header's own.
    """
    known = {key for person in context.participants for key in _keys(person)}
    others = tuple(person for person in reading.recipients if not known & _keys(person))
    invited = tuple(_with_address(person, reading.recipients) for person in context.participants)
    called = context.call_start.date() if context.call_start else None
    return Source(
        id=source_id,
        kind=_KINDS.get(reading.form, SourceKind.TRANSCRIPT),
        form=str(reading.form),
        stage=Stage.TRANSCRIBED,
        sha256=reading.sha256,
        passages=tuple(
            Passage(passage_id(number), cue.text, cue.speaker, cue.start_ms, cue.end_ms)
            for number, cue in enumerate(reading.cues, 1)
        ),
        context=replace(context, participants=invited + others),
        title=reading.title,
        sender=reading.sender,
        quoted=reading.quoted,
        attachments=reading.attachments,
        date=context.date or called or _day(reading, zone),
    )


def _day(reading: Reading, zone: Zone | None) -> dt.date | None:
    if zone is None or reading.sent_at is None:
        return reading.date
    try:
        return reading.sent_at.astimezone(zone()).date()
    except (OverflowError, OSError, ValueError):  # a header from the first or the last day of the calendar
        return reading.date


def _with_address(person: Person, written_to: tuple[Person, ...]) -> Person:
    """Add the address an e-mail gives for somebody whom the calendar knows by name alone."""
    same = (p.email for p in written_to if p.email and p.name.casefold() == person.name.casefold())
    return person if person.email else replace(person, email=next(same, None))


def _keys(person: Person) -> set[str]:
    """Return what a person is known by: the calendar may have the name alone, an e-mail the address alone."""
    return {key.casefold() for key in (person.name, person.email) if key}


def _name(name: str | None) -> str | None:
    return one_line(name, NAME_LENGTH) or None if name else None


def _person(person: Person) -> Person:
    return Person(one_line(person.name, NAME_LENGTH), _name(person.email))

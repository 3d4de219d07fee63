"""Reads the bytes of a file, or pasted text, in this process. `guarded` does so in a child; use that for files from outside."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from agent.domain.ids import SourceId
from agent.domain.source import Context, Source
from agent.intake import timed, turns
from agent.intake.admission import admit
from agent.intake.errors import IntakeError, NotWhatItSays, TookTooMuchMemory
from agent.intake.limits import DEFAULT_LIMITS, Limits
from agent.intake.reading import TITLE_LENGTH, Form, Reading, as_source, checked, cues_of
from agent.intake.sniff import Family, family_of_bytes, family_of_text
from agent.intake.text import blocks, clean, decode, one_line


class DirectReader:
    """The Reader port without a child process: nothing bounds its time and memory but the file's size."""

    def __init__(self, limits: Limits = DEFAULT_LIMITS) -> None:
        self._limits = limits

    def read(self, data: bytes, *, name: str, source_id: SourceId, context: Context) -> Source:
        """Read a transcript, e-mail or document; without a name it is pasted text. Raise IntakeError."""
        reading = read_bytes(data, name=name, limits=self._limits)
        return as_source(reading, source_id=source_id, context=context)


def read_bytes(data: bytes, *, name: str, limits: Limits) -> Reading:
    """Read one file, title and fingerprint included, or pasted text when `name` is "". Raise IntakeError.

    The door to the parser libraries, which raise anything over a file made to break them.
    """
    admit(data, limits)
    try:
        reading = checked(_parsed(data, limits, pasted=not name), limits)
    except IntakeError:
        raise
    except MemoryError:
        raise TookTooMuchMemory("Reading this file would take too much memory.") from None
    except Exception:
        # `from None`: a parser's message may quote the file, and this one may be logged.
        raise NotWhatItSays("This file is damaged or not what it seems to be.") from None
    title = reading.title or one_line(name, TITLE_LENGTH)
    return replace(reading, title=title, sha256=hashlib.sha256(data).hexdigest())


def _parsed(data: bytes, limits: Limits, *, pasted: bool) -> Reading:
    match family_of_bytes(data, limits):
        case Family.WORD:
            from agent.intake import word

            return word.read(data, limits)
        case Family.PDF:
            from agent.intake import pdf

            return pdf.read(data, limits)
        case Family.MAIL:
            from agent.intake import mail

            return mail.read(data, limits)
    if pasted:  # its encoding is known
        return _parsed_text(data.decode("utf-8", "replace"), Form.PASTED, limits)
    return _parsed_text(decode(data), Form.TXT, limits)


def _parsed_text(text: str, plain: Form, limits: Limits) -> Reading:
    text = clean(text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}"))
    match family_of_text(text):
        case Family.VTT:
            return timed.read_vtt(text.lstrip(), limits)
        case Family.SRT:
            return timed.read_srt(text, limits)
        case Family.CAPTIONS:
            return turns.read_captions(text)
    return Reading(plain, cues_of(blocks(text)))

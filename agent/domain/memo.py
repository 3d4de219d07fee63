"""A memo: the lawyer alone dictates into a phone or a recorder. It is the lawyer's own note, heard instead of typed.

Its own length is no work: a minute of dictation may tell of an hour. The words carry no times, so nothing can measure them; the
length is what they state ("twelve minutes"), else the lawyer is asked.
"""

from __future__ import annotations

from dataclasses import replace

from agent.domain.source import Passage, Source, SourceKind

MEMO_FORM = "memo"


def is_memo(source: Source) -> bool:
    """Whether a source is one."""
    return source.form == MEMO_FORM


def as_memo(source: Source) -> Source:
    """Return a source that the fee earner alone dictated, with everything that was heard."""
    return replace(
        source, kind=SourceKind.NOTE, form=MEMO_FORM, room=False, echoes=(),
        passages=dictated(source.passages, source.context.timekeeper),
    )  # fmt: skip


def dictated(words: tuple[Passage, ...], timekeeper: str) -> tuple[Passage, ...]:
    """Return passages as the fee earner's own, without times."""
    return tuple(
        replace(p, speaker=timekeeper or None, start_ms=None, end_ms=None) for p in words if p.text.strip()
    )

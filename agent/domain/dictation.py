"""What the lawyer says after a call, to the microphone alone: the fee earner's own note, heard instead of typed.

    microphone --at most a minute--> sealed sound --transcribe--> passages at the end of the call; the sound is forgotten

One's own voice needs nobody's consent. The words measure nothing: they stand at the call's end and last no time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from agent.domain.clock import CALL_FORM
from agent.domain.entry import EntryStatus, TimeEntry
from agent.domain.ids import SourceId, passage_id, passage_number
from agent.domain.source import Passage, Source, SourceKind

LONGEST_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Dictation:
    """Sound that waits for its words. `id` is that of the sealed sound, `source_id` the call's."""

    id: SourceId
    source_id: SourceId
    said_at: dt.datetime


def is_call(source: Source) -> bool:
    """Whether something can be said about a source afterwards: a call that was heard, or that only the clock knows of."""
    return source.kind is SourceKind.CALL or (source.kind is SourceKind.CLOCK and source.form == CALL_FORM)


def with_words(source: Source, words: Sequence[str]) -> tuple[Source, tuple[Passage, ...]]:
    """Return a call with what the fee earner said of it, and those passages by themselves."""
    ends = [p.end_ms for p in source.passages if p.end_ms is not None]
    end = max(ends, default=0)
    first = max((passage_number(p.id) for p in (*source.passages, *source.echoes)), default=0) + 1
    said = tuple(
        Passage(passage_id(number), text.strip(), source.context.timekeeper or None, end, end)
        for number, text in enumerate(words, first)
    )
    return replace(source, passages=(*source.passages, *said)), said


def is_untouched(entry: TimeEntry) -> bool:
    """Whether a draft is the machine's still: it may be made anew from more words."""
    return entry.status is EntryStatus.DRAFT and entry.version == 1

"""Time that a memo states: as a note does, or in a clause of its own, "Call with Hale, twelve minutes."."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.extract.reading import Read
from agent.extract.stated import LENGTH, Sentence, length_seconds, stated_seconds

_CLAUSE = re.compile(
    rf"(?:^\W*|[,;:.-]\s+)(?:about |that was |it was )?{LENGTH}(?=\W*$|[,.;:-])", re.IGNORECASE
)


def dictated_seconds(passages: Sequence[Read]) -> int | None:
    """Return the seconds of work that a memo states, None when it states none or contradicts itself."""
    stated = stated_seconds(passages)
    if stated is not None:
        return stated
    found = {
        length_seconds(match)
        for p in passages
        for match in _CLAUSE.finditer(p.text)
        if Sentence(p.at, p.text).is_own
    }
    return found.pop() if len(found) == 1 else None


def without_length(text: str) -> str:
    """Return a memo's words without the clause that states its length."""
    return _CLAUSE.sub("", text).strip(" ,;:.-")

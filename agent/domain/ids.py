"""Names for identifiers, so that an entry's id cannot be passed where a source's is meant.

Ids of our own are opaque text made by the workflow; a matter's and a fee earner's id are the practice system's numbers;
a passage's id is its place in the source (`s1` is the first cue or paragraph), as in the benchmark's gold format.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NewType

SourceId = NewType("SourceId", str)
SuggestionId = NewType("SuggestionId", str)
EntryId = NewType("EntryId", str)
PushId = NewType("PushId", str)
ExportId = NewType("ExportId", str)
PassageId = NewType("PassageId", str)
MatterId = NewType("MatterId", int)
TimekeeperId = NewType("TimekeeperId", int)
RemoteId = NewType("RemoteId", int)


def passage_id(number: int) -> PassageId:
    """Return the id of the `number`-th passage of a source, counting from 1."""
    return PassageId(f"s{number}")


def id_text(id: int | None) -> str | None:
    """Return an id as text, none as none."""
    return None if id is None else str(id)


def passage_number(passage: PassageId) -> int:
    """Return the place of a passage in its source, counting from 1."""
    return int(passage[1:])


def in_order(passages: Iterable[PassageId]) -> tuple[PassageId, ...]:
    """Return passages as they follow each other in their source."""
    return tuple(sorted(passages, key=passage_number))

"""Entries whose matter is not to be had: one that is still to be opened, or one that this sign-in may no longer see.

DRAFT --waits--> WAITING --the matter comes--> DRAFT, on exactly the number it waited for
DRAFT or CONFIRMED --its matter is locked--> DRAFT, without matter, flagged
"""

from __future__ import annotations

from dataclasses import replace

from agent.domain.entry import EDITABLE, EntryStatus, TimeEntry
from agent.domain.ids import MatterId
from agent.domain.matter import Matter
from agent.domain.suggestion import Candidate, MatterState
from agent.errors import NotAllowedNow, NotReady

FOUND = "matter_found"
LOCKED = "matter_locked"


def waiting(entry: TimeEntry, display_number: str) -> TimeEntry:
    """Return the entry as waiting for a matter that the practice system does not have yet."""
    if entry.status not in EDITABLE:
        raise NotAllowedNow(f"entry {entry.id} is {entry.status} and can no longer be edited")
    number = " ".join(display_number.split())
    if not number:
        raise NotReady(f"entry {entry.id} waits for no matter", hint="Give the matter's number.")
    return replace(
        entry, version=entry.version + 1, status=EntryStatus.WAITING, waits_for=number, matter_id=None, matter=None,
        matter_state=MatterState.ABSTAIN, on_closed=False, no_matter=False,
    )  # fmt: skip


def is_awaited(entry: TimeEntry, matter: Matter) -> bool:
    """Whether this is the matter that an entry waits for: exactly its number, nothing like it."""
    return entry.status is EntryStatus.WAITING and matter.display_number == entry.waits_for


def found(entry: TimeEntry, matter: Matter) -> TimeEntry:
    """Return the entry whose matter has come, as a draft on it."""
    if not is_awaited(entry, matter):
        raise NotAllowedNow(f"entry {entry.id} does not wait for that matter")
    return replace(
        entry, version=entry.version + 1, status=EntryStatus.DRAFT, matter_state=MatterState.AUTO, matter_id=matter.id,
        matter=matter.display_number, waits_for=None, flags=_with(entry, FOUND),
        candidates=(Candidate(matter.id, matter.display_number, 1.0, ("number",)),),
    )  # fmt: skip


def locked_out(entry: TimeEntry, matter_id: MatterId) -> TimeEntry:
    """Return an unsent entry without a matter that is locked; the same entry when it has nothing to do with it."""
    candidates = tuple(c for c in entry.candidates if c.matter_id != matter_id)
    mine = entry.matter_id == matter_id
    if entry.status not in EDITABLE or not (mine or candidates != entry.candidates):
        return entry
    freed = replace(entry, version=entry.version + 1, candidates=candidates)
    if not mine:
        return freed
    return replace(
        freed, status=EntryStatus.DRAFT, matter_id=None, matter=None, matter_state=MatterState.ABSTAIN, on_closed=False,
        flags=_with(entry, LOCKED),
    )  # fmt: skip


def _with(entry: TimeEntry, flag: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*entry.flags, flag)))

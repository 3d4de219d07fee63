"""Short pieces of one day for one matter: three calls of three minutes are three units apart and two together.

Joining is offered, never done by itself. The first piece takes the words and the time of the others; those are put aside,
marked as part of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from agent.domain.billing import UnitRule
from agent.domain.charging import Charge
from agent.domain.entry import TIME_TYPED, UNITS_TYPED, EntryStatus, TimeEntry
from agent.domain.ids import EntryId
from agent.domain.suggestion import MOST_FACTS
from agent.errors import NotAllowedNow

JOINED, JOINED_AWAY = "joined", "joined_away"


@dataclass(frozen=True, slots=True)
class Offer:
    """Pieces that come to fewer units together than apart."""

    entries: tuple[EntryId, ...]
    seconds: int
    units: int
    together: int

    @property
    def words(self) -> str:
        """Say it in one line: "3 entries, 9 minutes, 3 units: join into 2?"."""
        minutes = -(-self.seconds // 60)
        return f"{len(self.entries)} short entries, {minutes} min, {self.units} units: join into {self.together}?"


def offers(
    entries: Iterable[TimeEntry],
    rule_of: Callable[[TimeEntry], UnitRule],
    charge_of: Callable[[TimeEntry], Charge],
) -> list[Offer]:
    """Return what could be joined: drafts of one matter, day, fee earner, kind of work and way of charging.

    Each was measured, as nobody typed anything over it, and comes to no more than the least that is charged.
    """
    groups: defaultdict[object, list[TimeEntry]] = defaultdict(list)
    for entry in entries:
        if _is_short(entry, rule_of(entry)):
            who = entry.earner_id, entry.timekeeper
            key = (entry.matter_id, entry.date, who, entry.category_id, charge_of(entry))
            groups[key].append(entry)
    found = []
    for group in groups.values():
        seconds, units = sum(e.seconds or 0 for e in group), sum(e.units or 0 for e in group)
        together = rule_of(group[0]).units(seconds)
        if len(group) > 1 and together < units:
            found.append(Offer(tuple(e.id for e in group), seconds, units, together))
    return found


def join(entries: Sequence[TimeEntry], rule: UnitRule) -> list[TimeEntry]:
    """Return the first entry with the words and time of all, and the others put aside. Raise NotAllowedNow if they differ."""
    first, *others = entries
    fit = {(e.matter_id, e.date, e.earner_id, e.timekeeper, e.charge) for e in entries}
    if not others or len(fit) > 1 or any(e.status is not EntryStatus.DRAFT or not e.seconds for e in entries):
        raise NotAllowedNow(
            "these entries cannot be joined",
            hint="Only measured drafts of one matter, day and fee earner are joined.",
        )
    seconds = sum(e.seconds or 0 for e in entries)
    added = seconds - (first.seconds or 0)
    whole = replace(
        first,
        narrative="; ".join(dict.fromkeys(e.narrative.rstrip(". ") for e in entries if e.narrative.strip())),
        facts=tuple(dict.fromkeys(fact for e in entries for fact in e.facts))[:MOST_FACTS],
        seconds=seconds, measured=None, elsewhere=first.elsewhere + added, units=rule.units(seconds),
        unit=rule.unit, version=first.version + 1,
    )  # fmt: skip
    return [whole.flagged(JOINED), *(e.discarded().flagged(JOINED_AWAY) for e in others)]


def restored(entry: TimeEntry) -> TimeEntry:
    """Bring a discarded entry back, unless its time stands in another one."""
    if JOINED_AWAY in entry.flags:
        raise NotAllowedNow(f"entry {entry.id} is part of another", hint="Its time stands in another entry.")
    return entry.restored()


def _is_short(entry: TimeEntry, rule: UnitRule) -> bool:
    return (
        entry.status is EntryStatus.DRAFT
        and entry.matter_id is not None
        and bool(entry.seconds)
        and not {TIME_TYPED, UNITS_TYPED} & set(entry.flags)
        and (entry.units, entry.unit) == (rule.units(1), rule.unit)
    )

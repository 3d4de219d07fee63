"""Watch only: what Tenth would have suggested beside what the lawyer typed into Clio. Nothing is decided here, only compared.

Clio has no times of day, so two are a pair when they are on one matter; where several could be, those nearest in length are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from agent.domain.billing import counted
from agent.domain.diary import Recorded
from agent.domain.entry import TimeEntry


@dataclass(frozen=True, slots=True)
class Pair:
    """A suggestion and what was typed for it; one of the two is None where only one side saw the work."""

    entry: TimeEntry | None
    record: Recorded | None

    def units(self, unit: int) -> tuple[Decimal | None, Decimal | None]:
        """Return what was suggested and what was typed, in units of a length; None on a side that saw nothing."""
        entry, record = self.entry, self.record
        return (
            counted(entry.charged, unit) if entry and entry.units is not None else None,
            counted(record.charged, unit) if record else None,
        )


def compared(entries: Sequence[TimeEntry], typed: Sequence[Recorded]) -> list[Pair]:
    """Pair suggestions with what was typed, each once; then what Clio lacks, then what Tenth missed."""
    free = list(typed)
    near = sorted(
        (
            (_apart(e, r), n, m)
            for n, e in enumerate(entries)
            for m, r in enumerate(typed)
            if _same_matter(e, r)
        ),
    )
    partner: dict[int, int] = {}
    for _, n, m in near:
        if n not in partner and m not in partner.values():
            partner[n] = m
    pairs = [Pair(e, typed[partner[n]] if n in partner else None) for n, e in enumerate(entries)]
    missed = [r for m, r in enumerate(free) if m not in partner.values()]
    return [
        *(p for p in pairs if p.record), *(p for p in pairs if not p.record), *(Pair(None, r) for r in missed)
    ]  # fmt: skip


def _same_matter(entry: TimeEntry, record: Recorded) -> bool:
    """Whether both can mean one matter: the entry's own, or one of its candidates while nobody has decided."""
    if record.matter_id is None:
        return False
    candidates = {c.matter_id for c in entry.candidates} if entry.matter_id is None else {entry.matter_id}
    return record.matter_id in candidates


def _apart(entry: TimeEntry, record: Recorded) -> int:
    return abs(entry.charged - record.charged)

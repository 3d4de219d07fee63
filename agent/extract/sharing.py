"""The same minute stands on one bill only: time of several entries of one call, measured with an eye on each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from agent.domain.billing import UnitRule
from agent.domain.source import Source, SourceKind
from agent.domain.suggestion import Suggestion
from agent.domain.worked import worked_seconds


def each_minute_once(source: Source, found: Sequence[Suggestion], rule: UnitRule) -> tuple[Suggestion, ...]:
    """Return the suggestions with the short gaps left out in which another of them was worked on."""
    if len(found) < 2 or source.kind in (SourceKind.EMAIL, SourceKind.DOCUMENT):
        return tuple(found)
    return tuple(_measured(source, each, [s for s in found if s is not each], rule) for each in found)


def _measured(source: Source, one: Suggestion, others: Sequence[Suggestion], rule: UnitRule) -> Suggestion:
    claimed = frozenset(passage for other in others for passage in other.passages)
    seconds = worked_seconds(source.chosen(frozenset(one.passages)), source.chosen(claimed))
    return replace(one, seconds=seconds, units=rule.units(seconds) if seconds else None)

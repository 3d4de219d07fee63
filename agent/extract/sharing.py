"""The same minute stands on one bill only, and time on hold on none: one call's entries, measured with an eye on each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from agent.domain.billing import UnitRule
from agent.domain.ids import PassageId
from agent.domain.source import Source, SourceKind
from agent.domain.suggestion import IDLE, NotBilled, Suggestion
from agent.domain.worked import worked_seconds


def each_minute_once(
    source: Source, found: Sequence[Suggestion], idle: Sequence[NotBilled], rule: UnitRule
) -> tuple[Suggestion, ...]:
    """Return the suggestions without the short gaps in which another of them was worked on, or somebody was on hold."""
    if source.kind in (SourceKind.EMAIL, SourceKind.DOCUMENT):
        return tuple(found)
    held = [n.passage for n in idle if n.why in IDLE]
    return tuple(
        _measured(
            source, each, frozenset([*held, *(p for s in found if s is not each for p in s.passages)]), rule
        )
        for each in found
    )


def _measured(source: Source, one: Suggestion, claimed: frozenset[PassageId], rule: UnitRule) -> Suggestion:
    seconds = worked_seconds(source.chosen(frozenset(one.passages)), source.chosen(claimed))
    return replace(one, seconds=seconds, units=rule.units(seconds) if seconds else None)

"""Moving the passages of one source between its entries: split off, joined, given to another, taken out of the bill.

Every passage belongs to one entry or to none, before and after, so no minute stands on two bills and none gets lost. Times
are measured anew by `worked`, those of entries that only stood beside the move too: a short silence is theirs no longer when
something of another entry now lies in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from agent.domain.billing import UnitRule
from agent.domain.entry import EDITABLE, TimeEntry
from agent.domain.ids import EntryId, MatterId, PassageId, passage_number
from agent.domain.measuring import anew, over
from agent.domain.source import Source
from agent.domain.suggestion import IDLE, MOST_FACTS, Evidence, NotBilled, NotBilledWhy
from agent.domain.worked import worked, worked_seconds
from agent.errors import NotAllowedNow

FIXED = frozenset({NotBilledWhy.CONSENT_NOTICE, NotBilledWhy.AFTER_REFUSAL, NotBilledWhy.INJECTION})
"""Why a passage can be given to no entry: where consent begins and where it ends is no matter of taste."""


RuleOf = Callable[[MatterId | None], UnitRule]
"""The rule by which the time of a matter becomes units."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a move happens on: the source, its live entries, and the passages that belong to none."""

    source: Source = field(repr=False)
    entries: Sequence[TimeEntry] = field(repr=False)
    not_billed: Sequence[NotBilled] = ()

    def claimed(self, mine: TimeEntry) -> frozenset[PassageId]:
        """Return the passages whose time can be no part of `mine`: the other entries', and what is nobody's work."""
        return (self.others(mine) | self._idle()) - frozenset(mine.passages)

    def others(self, mine: TimeEntry) -> frozenset[PassageId]:
        """Return the passages of the other entries."""
        return frozenset(p for e in self.entries if e.id != mine.id for p in e.passages)

    def _idle(self) -> frozenset[PassageId]:
        """Return what no entry has though it is no silence: time on hold, and whatever the lawyer took out.

        The machine gave its reason for everything else that it left out, and of those only a hold and a stretch without sound
        are no part of the talk.
        """
        billed = {p for e in self.entries for p in e.passages}
        talk = {n.passage for n in self.not_billed if n.why not in IDLE}
        return frozenset(p.id for p in self.source.passages if p.id not in billed | talk)


def assigned(
    ground: Ground, passages: frozenset[PassageId], to: EntryId | None, rule_of: RuleOf
) -> list[TimeEntry]:
    """Give `passages` to the entry `to`, or (None) to none, and return the entries that this changes.

    Raise NotAllowedNow when an entry was sent already or would be left with nothing, or a passage may be on no bill.
    """
    _check(ground, passages, to)
    after = Ground(ground.source, [_with(e, passages, to) for e in ground.entries], ground.not_billed)
    changed: list[TimeEntry] = []
    for old, new in zip(ground.entries, after.entries, strict=True):
        claimed = after.claimed(new)
        if set(old.passages) != set(new.passages):
            received = _evidence(ground, old, passages) if old.id == to else ()
            changed.append(
                over(
                    replace(old, evidence=old.evidence + received),
                    new.passages,
                    ground.source,
                    rule_of(old.matter_id),
                    claimed,
                )
            )
        elif old.status in EDITABLE:
            was, now = _measured(ground, old), _measured(after, new)
            again = old if was == now else anew(old, now, rule_of(old.matter_id))
            changed += [] if again is old else [again]
    return changed


def _with(entry: TimeEntry, passages: frozenset[PassageId], to: EntryId | None) -> TimeEntry:
    kept = tuple(p for p in entry.passages if p not in passages)
    return replace(entry, passages=(*kept, *sorted(passages)) if entry.id == to else kept)


def _measured(ground: Ground, entry: TimeEntry) -> int | None:
    source = ground.source
    return worked_seconds(source.chosen(frozenset(entry.passages)), source.chosen(ground.claimed(entry)))


def _evidence(ground: Ground, receiver: TimeEntry, passages: frozenset[PassageId]) -> tuple[Evidence, ...]:
    """What the passages carried where they came from goes with them; why it was that matter does not."""
    return tuple(
        replace(e, passages=tuple(p for p in e.passages if p in passages))
        for giver in ground.entries
        if giver.id != receiver.id
        for e in giver.evidence
        if e.clause != "matter" and any(p in passages for p in e.passages)
    )


def _check(ground: Ground, passages: frozenset[PassageId], to: EntryId | None) -> None:
    source = ground.source
    if not passages or len(source.chosen(passages)) != len(passages):
        raise NotAllowedNow("these passages are not of this source", hint="Look at the call again.")
    if to is not None and to not in {e.id for e in ground.entries}:
        raise NotAllowedNow(f"entry {to} takes no passages", hint="Choose an entry of the same call.")
    for entry in ground.entries:
        gives = passages & set(entry.passages)
        if (gives or entry.id == to) and entry.status not in EDITABLE:
            raise NotAllowedNow(f"entry {entry.id} is {entry.status}", hint="What was sent keeps its time.")
        if gives == set(entry.passages) and gives and entry.id != to:
            raise NotAllowedNow(
                f"entry {entry.id} would be left without time",
                hint="Mark the entry as not work, or join the two.",
            )
    if to is None:
        return
    if any(n.passage in passages and n.why in FIXED for n in ground.not_billed):
        raise NotAllowedNow(
            "a passage may be on no bill", hint="What lies before consent or after a refusal stays unbilled."
        )
    moving = [(p.start_ms, p.end_ms) for p in source.chosen(passages)]
    for entry in ground.entries:
        if entry.status not in EDITABLE:
            held = worked(source.chosen(frozenset(entry.passages)), source.chosen(ground.others(entry)))
            if any(s is not None and e is not None and s < b and a < e for s, e in moving for a, b in held):
                raise NotAllowedNow(
                    f"entry {entry.id} was sent with this time", hint="What was sent keeps its time."
                )


def split(
    entry: TimeEntry,
    at: PassageId,
    source: Source,
    *,
    new_id: EntryId,
    rule: UnitRule,
    claimed: frozenset[PassageId] = frozenset(),
) -> tuple[TimeEntry, TimeEntry]:
    """Cut an entry before passage `at`; the second part gets `new_id`. Both times are measured anew.

    `claimed` are the passages of the source's other entries.
    """
    if entry.status not in EDITABLE:
        raise NotAllowedNow(f"entry {entry.id} is {entry.status} and cannot be split")
    first = tuple(p for p in entry.passages if passage_number(p) < passage_number(at))
    second = tuple(p for p in entry.passages if passage_number(p) >= passage_number(at))
    if not first or not second:
        raise NotAllowedNow(
            f"entry {entry.id} cannot be split there",
            hint="Choose a passage inside the entry, not its first.",
        )
    other = over(
        replace(entry, id=new_id, version=0, elsewhere=0), second, source, rule, claimed | frozenset(first)
    )
    return over(entry, first, source, rule, claimed | frozenset(second)), other


def merge(
    entry: TimeEntry,
    other: TimeEntry,
    source: Source,
    rule: UnitRule,
    claimed: frozenset[PassageId] = frozenset(),
) -> tuple[TimeEntry, TimeEntry]:
    """Join `other` into `entry` (same source) and return both: the joined draft, and the other one discarded."""
    if entry.status not in EDITABLE or entry.source_id != other.source_id or entry.id == other.id:
        raise NotAllowedNow(f"entries {entry.id} and {other.id} cannot be merged")
    if entry.earner_id != other.earner_id:
        raise NotAllowedNow(
            f"entries {entry.id} and {other.id} are two people's time",
            hint="Only entries of one fee earner can be joined.",
        )
    joined = replace(
        entry,
        narrative="; ".join(filter(None, (entry.narrative.rstrip(". "), other.narrative))),
        facts=tuple(dict.fromkeys(entry.facts + other.facts))[:MOST_FACTS],
        evidence=entry.evidence + other.evidence,
        elsewhere=entry.elsewhere + other.elsewhere,
    )
    passages = tuple(dict.fromkeys(entry.passages + other.passages))
    return over(joined, passages, source, rule, claimed), other.discarded()

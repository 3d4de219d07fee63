"""What the rules know of a source before a model is asked: labels, stretches by matter, the few matters it can mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from agent.domain.ids import MatterId
from agent.domain.matching import rank
from agent.domain.matching_index import MatterIndex
from agent.domain.matter import Matter
from agent.domain.source import Source
from agent.domain.suggestion import MatterState
from agent.domain.suggestion import NotBilledWhy as Why
from agent.extract.blocks import Block, blocks
from agent.extract.deciding import decision_of, is_meeting_of_the_firm, is_worth_an_entry
from agent.extract.hearing import fields_wanted, heard, index_of
from agent.extract.labels import labelled
from agent.extract.own_affairs import is_own_affair
from agent.extract.reading import Read, Reading, read
from agent.extract.signs import says

MOST_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Groundwork:
    """A source as the rules see it. `marks` says for each passage why it is no work, None where it may be."""

    reading: Reading = field(repr=False)
    marks: tuple[Why | None, ...]
    index: MatterIndex = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False)
    candidates: tuple[Matter, ...] = field(repr=False)
    sure: frozenset[MatterId] = frozenset()  # matters that the rules choose by themselves over their own cut

    @property
    def open(self) -> tuple[Read, ...]:
        """Return the passages on which a model has a say, and the only ones it is shown.

        Holds, consent notices, orders to software and all that follows a refusal to be recorded are settled by the rules, and
        so are the firm's own affairs and plain pleasantries: all that may become billable on a model's word is talk without
        any sign of either, which the rules left out for want of a legal word.
        """
        return tuple(p for p in self.reading.passages if self.marks[p.at] is None or self._may_be_work(p))

    def _may_be_work(self, p: Read) -> bool:
        chatter = says(p, "small_talk") or says(p, "goodbye")
        return self.marks[p.at] is Why.SMALL_TALK and not chatter


def groundwork(source: Source, matters: Sequence[Matter]) -> Groundwork:
    """Read a source by the rules alone. A meeting of the firm's own has no blocks and nothing to ask about."""
    reading = read(source)
    marks = labelled(reading)
    index = index_of(matters)
    if is_meeting_of_the_firm(reading, marks) or is_own_affair(reading, index):
        return Groundwork(reading, tuple(m or Why.UNCLEAR for m in marks), index, (), ())
    work = [p for p in reading.passages if marks[p.at] is None]
    cut = blocks(reading, work, index)
    ranked = rank(index, heard(reading, work, index), fields_wanted)
    plausible = [b.matter for b in cut if b.matter is not None] + [r.matter for r in ranked]
    candidates = tuple({m.id: m for m in plausible}.values())[:MOST_CANDIDATES]
    worth = [b for b in cut if is_worth_an_entry(reading, b)]
    decisions = [decision_of(reading, b, index, alone=len(worth) == 1) for b in worth]
    sure = {d.matter.id for d in decisions if d.matter is not None and d.state is MatterState.AUTO}
    return Groundwork(reading, tuple(marks), index, tuple(cut), candidates, frozenset(sure))

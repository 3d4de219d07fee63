"""One cut out of several readings: what the model agrees with itself on counts, where the rules allow; the rest is theirs.

    readings of a chunk, candidates in two orders --votes--> View of each passage
    Views + Groundwork --recut--> blocks by matter, with what the model thinks of each

The model may take chatter out, bring small talk in and move the boundary between matters that the rules find plausible.
It cannot lengthen the time: a cut that would bill more than the passages last is thrown away. How sure a matter is stays a
question of the rules' thresholds; the model can only lower it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise

from agent.domain.ids import MatterId, PassageId
from agent.domain.matching import Decision
from agent.domain.matter import Matter
from agent.domain.suggestion import MatterState
from agent.domain.suggestion import NotBilledWhy as Why
from agent.extract.blocks import Block
from agent.extract.deciding import is_worth_an_entry
from agent.extract.edges import WORK as LEGAL_WEIGHT
from agent.extract.errors import AnswerUnusable
from agent.extract.groundwork import Groundwork
from agent.extract.prompt import Chunk, matter_id
from agent.extract.reading import Read
from agent.extract.reply import Stretch
from agent.extract.schema import MOST_EVIDENCE, NONE

_FEWEST = 2  # passages of a stretch that the model alone finds


@dataclass(frozen=True, slots=True)
class Vote:
    """What one reading says of one passage. `matter` None: none of the listed ones."""

    label: str
    matter: MatterId | None
    activity: str
    is_evidence: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """What all readings say of one passage."""

    votes: tuple[Vote, ...]

    @property
    def label(self) -> str | None:
        """Return the label all readings agree on."""
        first, *others = {v.label for v in self.votes}
        return None if others else first

    @property
    def split(self) -> bool:
        """Whether the readings name different matters."""
        return len({v.matter for v in self.votes}) > 1

    @property
    def is_evidence(self) -> bool:
        """Whether a reading points at the passage."""
        return any(v.is_evidence for v in self.votes)

    @property
    def matter(self) -> MatterId | None:
        """Return the listed matter all readings agree on."""
        return None if self.split else self.votes[0].matter


class Flag(StrEnum):
    """What a lawyer should know of the model's part in an entry."""

    BY_RULES = "by_rules"  # the model's answer failed or never came
    MATTER_UNSURE = "matter_unsure"  # it named different matters when they were listed in another order
    MATTER_QUESTIONED = "matter_questioned"  # it would rather have another matter, or none
    ACTIVITY_QUESTIONED = "activity_questioned"


@dataclass(frozen=True, slots=True)
class Recut:
    """A block, what the model's readings say of it, and the passages they point at for its matter."""

    block: Block = field(repr=False)
    views: tuple[View, ...]
    flags: tuple[Flag, ...] = ()
    pointed_at: tuple[PassageId, ...] = ()


def votes(stretches: Sequence[Stretch], chunk: Chunk, matters: Sequence[Matter]) -> dict[int, Vote]:
    """Return one reading's vote for each passage by its place. Raise AnswerUnusable when the stretches are out of order."""
    places: dict[str, int] = {passage: n for n, passage in enumerate(chunk.ids)}
    listed = {matter_id(n): m.id for n, m in enumerate(matters)}
    starts = [places[s.first] for s in stretches]
    if any(later <= earlier for earlier, later in pairwise(starts)):
        raise AnswerUnusable("order")
    found: dict[int, Vote] = {}
    for stretch, start, end in zip(stretches, starts, [*starts[1:], len(places)], strict=True):
        shown = {places[e] for e in stretch.evidence}
        if not shown <= set(range(start, end)):
            continue  # it points elsewhere: nobody knows what was meant
        matter = None if stretch.matter == NONE else listed[stretch.matter]
        for n in range(start, end):
            found[chunk.passages[n].at] = Vote(stretch.label, matter, stretch.activity, n in shown)
    return found


def views(readings: Iterable[Sequence[Mapping[int, Vote]]]) -> dict[int, View]:
    """Gather the votes of all chunks, each read once or twice; a passage that a reading of its chunk left out has no view."""
    gathered: dict[int, list[Vote]] = {}
    for of_chunk in readings:
        for at in set.intersection(*(set(r) for r in of_chunk)) if of_chunk else ():
            gathered.setdefault(at, []).extend(r[at] for r in of_chunk)
    return {at: View(tuple(found)) for at, found in gathered.items()}


def recut(ground: Groundwork, seen: Mapping[int, View]) -> tuple[list[Recut], list[Why | None]]:
    """Return the blocks, and for each passage of the source why it is no work (None where it is)."""
    if not _believable(ground, seen):
        seen = {}
    marks = list(ground.marks)
    homes = {p.at: b.matter for b in ground.blocks for p in b.passages}
    known = {m.id: m for m in ground.candidates}
    path: dict[int, Matter | None] = {}
    for p in ground.open:
        view = seen.get(p.at)
        wanted = known.get(view.matter) if view is not None and view.matter is not None else None
        if p.at not in homes:
            if view is not None and view.label == "work" and wanted is not None:
                path[p.at], marks[p.at] = wanted, None
        elif (why := _idle(p, view)) is not None:
            marks[p.at] = why
        else:
            path[p.at] = wanted or homes[p.at]
    _put_back_strays(ground, path, homes, marks)
    cut = _grouped(ground, path)
    return [_recut(b, seen) for b in cut], marks


def _believable(ground: Groundwork, seen: Mapping[int, View]) -> bool:
    """Whether the model knows legal work when it sees it: of the passages full of legal words it calls at least half work."""
    weighty = [p.at for b in ground.blocks for p in b.passages if p.weight >= LEGAL_WEIGHT and p.at in seen]
    idle = [at for at in weighty if seen[at].label not in (None, "work")]
    return len(idle) * 2 <= len(weighty)


def _idle(p: Read, view: View | None) -> Why | None:
    """Return why a passage is left out on the model's word; never one with legal work in it that the rules can see."""
    label = view.label if view is not None else None
    return None if label in (None, "work") or p.weight >= LEGAL_WEIGHT else Why(label)


def _put_back_strays(
    ground: Groundwork,
    path: dict[int, Matter | None],
    homes: Mapping[int, Matter | None],
    marks: list[Why | None],
) -> None:
    """Undo matters that only the model found and that a passage or two without weight would bill a unit for."""
    known = {m.id if m else None for m in homes.values()}
    for block in _grouped(ground, path):
        matter = block.matter.id if block.matter else None
        if matter in known or (len(block.passages) >= _FEWEST and is_worth_an_entry(ground.reading, block)):
            continue
        for p in block.passages:
            del path[p.at]
            marks[p.at] = ground.marks[p.at]
            if p.at in homes:
                path[p.at] = homes[p.at]


def _grouped(ground: Groundwork, path: Mapping[int, Matter | None]) -> list[Block]:
    groups: dict[MatterId | None, list[int]] = {}
    for at in sorted(path):
        matter = path[at]
        groups.setdefault(matter.id if matter else None, []).append(at)
    return [
        Block(tuple(ground.reading.passages[at] for at in places), path[places[0]])
        for places in groups.values()
    ]


def _recut(block: Block, seen: Mapping[int, View]) -> Recut:
    found = {p.id: seen[p.at] for p in block.passages if p.at in seen}
    unheard = len(found) < len(block.passages) / 2
    own = [
        p
        for p, v in found.items()
        if block.matter is not None and v.matter == block.matter.id and v.is_evidence
    ]
    return Recut(
        block, tuple(found.values()), (Flag.BY_RULES,) if unheard else (), tuple(own[:MOST_EVIDENCE])
    )


def settled(recut: Recut, decision: Decision, sure: frozenset[MatterId]) -> tuple[Decision, tuple[Flag, ...]]:
    """Hold the rules' decision for a block against the model's readings: they may lower it, or choose among its candidates.

    `sure` are the matters that the rules choose by themselves over their own cut: a cut by the model makes no other automatic.
    """
    if decision.state is MatterState.AUTO and decision.matter is not None and decision.matter.id not in sure:
        decision = replace(decision, state=MatterState.SUGGEST)
    if Flag.BY_RULES in recut.flags or decision.state not in (MatterState.AUTO, MatterState.SUGGEST):
        return decision, recut.flags
    said = Counter("split" if v.split else v.matter for v in recut.views)
    verdict = said.most_common(1)[0][0]
    if verdict == "split":
        return Decision(MatterState.ABSTAIN, None, decision.candidates), (Flag.MATTER_UNSURE,)
    if decision.matter is not None and verdict == decision.matter.id:
        return decision, ()
    if decision.state is MatterState.AUTO:
        return replace(decision, state=MatterState.SUGGEST, matter=None), (Flag.MATTER_QUESTIONED,)
    chosen, plausible = recut.block.matter, {c.matter_id for c in decision.candidates}
    if chosen is not None and verdict == chosen.id and chosen.id in plausible:
        return replace(decision, matter=chosen), ()
    return decision, (Flag.MATTER_QUESTIONED,)


def activity_questioned(recut: Recut, activity: str) -> bool:
    """Whether most votes for a block's work are for another kind of activity than the rules found by the people's parts."""
    said = Counter(v.activity for view in recut.views for v in view.votes if v.label == "work")
    return bool(said) and said[activity] * 2 < sum(said.values())

"""What must hold of an extraction whatever the model answered: nothing invented, nothing billed beyond the source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from agent.domain.billing import UnitRule
from agent.domain.ids import PassageId
from agent.domain.matter import Matter
from agent.domain.source import Source
from agent.domain.suggestion import Extraction, MatterState, NotBilledWhy, Suggestion
from agent.domain.worked import worked_seconds
from agent.extract.reading import read
from agent.extract.text import tokens


def stems(text: str) -> frozenset[str]:
    """Return the words of a text as they are compared."""
    return frozenset(t.stem for t in tokens(text) if t.is_word)


# What the rules' own sentences are made of besides the source's words.
_FRAME = stems(
    "video telephone conference with regarding others advising receiving instructions of counsel matter and internal "
    "caller appearing attending mediation by"
)


def broken_promises(
    found: Extraction, source: Source, matters: Sequence[Matter], rules: Extraction
) -> list[str]:
    """Name every promise that an extraction breaks; none is what a caller hopes for."""
    held = {n.passage for n in found.not_billed if n.why is NotBilledWhy.HOLD}
    broken = [
        f"{what} in {s.passages[:1]}"
        for s in found.suggestions
        for what in _of_one(
            s, source, matters, held | {p for o in found.suggestions if o is not s for p in o.passages}
        )
    ]
    whole = worked_seconds(source.passages) or 0
    if sum(s.seconds or 0 for s in found.suggestions) > whole:
        broken.append("more time than there was")
    told = [p for s in found.suggestions for p in s.passages] + [n.passage for n in found.not_billed]
    if sorted(told) != sorted(p.id for p in source.passages):
        broken.append("a passage is lost or told twice")
    sure = {s.matter_id for s in rules.suggestions if s.matter_state is MatterState.AUTO}
    if {s.matter_id for s in found.suggestions if s.matter_state is MatterState.AUTO} - sure:
        broken.append("surer than the rules")
    return broken


def _of_one(s: Suggestion, source: Source, matters: Sequence[Matter], claimed: set[PassageId]) -> list[str]:
    open_matters = {m.id for m in matters if not m.is_closed}
    held, said, rules_seconds = (
        _figures(source),
        _words(source),
        worked_seconds(source.chosen(set(s.passages)), source.chosen(claimed)),
    )
    broken = []
    if s.matter_id is not None and s.matter_id not in open_matters:
        broken.append("matter")
    if {c.matter_id for c in s.candidates} - open_matters:
        broken.append("candidate")
    if s.seconds != rules_seconds or s.units != (UnitRule().units(s.seconds) if s.seconds else None):
        broken.append("time")
    if set(re.findall(r"\d[\d,.]*\d|\d", s.narrative)) - held:
        broken.append("figure")
    names = {stem for m in matters for stem in _row(m)}
    words = stems(s.narrative)
    if words - said - names - _FRAME:
        broken.append("word")
    if len(s.narrative) > 240 or not set(s.activity) <= set("A0123456789"):
        broken.append("form")
    if {p for e in s.evidence for p in e.passages} - set(s.passages):
        broken.append("evidence")
    return broken


@cache
def _row(matter: Matter) -> frozenset[str]:
    row = [matter.description, matter.client_name, *(c.name for c in matter.contacts)]
    return stems(" ".join(row))


@cache
def _words(source: Source) -> frozenset[str]:
    """Return every word of a source: as said, as the terms in it are written, and the people's names."""
    texts = [p.text for p in source.passages] + [p.speaker or "" for p in source.passages]
    texts += [p.name for p in source.context.participants]
    texts += [hit.term.shown for p in read(source).passages for hit in p.hits]
    units = "month year week january february march april may june july august september october november december"
    return stems(" . ".join([*texts, units]))


@cache
def _figures(source: Source) -> frozenset[str]:
    """Return every figure of a source in digits, spoken ones included."""
    reading = read(source)
    held = {n for p in reading.passages for n in re.findall(r"\d[\d,.]*\d|\d", p.text)}
    held |= {f"{int(n.value):,}" for p in reading.passages for n in p.numbers}
    held |= {str(int(n.value)) for p in reading.passages for n in p.numbers}
    held |= {n for p in reading.passages for w in p.whens for n in re.findall(r"\d+", w.shown)}
    return frozenset(held)

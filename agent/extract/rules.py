"""The built-in rules: the extractor that needs no model, and the one that a model falls back on."""

from __future__ import annotations

from collections.abc import Sequence

from agent.domain.billing import UnitRule
from agent.domain.matter import Matter
from agent.domain.source import Source
from agent.domain.suggestion import Extraction, NotBilled, NotBilledWhy
from agent.extract.blocks import blocks
from agent.extract.claiming import claims
from agent.extract.deciding import is_meeting_of_the_firm, is_worth_an_entry
from agent.extract.hearing import index_of
from agent.extract.labels import labelled
from agent.extract.own_affairs import is_own_affair
from agent.extract.promising import promises
from agent.extract.reading import read
from agent.extract.sharing import each_minute_once
from agent.extract.suggesting import Draft, draft_of, suggestion_of


class RulesExtractor:
    """Finds the billable work by word lists, grammar and scoring. The same source always gives the same answer."""

    def extract(self, source: Source, matters: Sequence[Matter], rule: UnitRule) -> Extraction:
        """Suggest entries over `matters`; what cannot be understood is left unbilled."""
        reading = read(source)
        marks = labelled(reading)
        work = [p for p in reading.passages if marks[p.at] is None]
        index = index_of(matters)
        drafts: list[Draft] = []
        if not (is_meeting_of_the_firm(reading, marks) or is_own_affair(reading, index)):
            found = [b for b in blocks(reading, work, index) if is_worth_an_entry(reading, b)]
            drafts = [draft_of(reading, block, index, alone=len(found) == 1) for block in found]
        billed = {p.id for d in drafts for p in d.block.passages}
        idle = tuple(
            NotBilled(p.id, marks[p.at] or NotBilledWhy.UNCLEAR)
            for p in reading.passages
            if p.id not in billed
        )
        return Extraction(
            each_minute_once(source, [suggestion_of(d, rule) for d in drafts], idle, rule),
            idle,
            "rules",
            promises(reading, marks) if drafts else (),
            claims(reading, marks) if drafts else (),
        )

"""What stands before every extractor: what the lawyer typed or the clock measured, and stretches of a call without words.

What was typed or measured is work already: one draft, the matter decided as everywhere, its own time.

A shorthand line holds too little for the rules to make a sentence of, and it is the lawyer's own: it stays as it was typed.
Several notes are read by the rules like any document; what they find keeps the time of the notes it rests on. A stretch of a
captured call without words is shown to no extractor and given to no entry: only the lawyer may.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from agent.domain.billing import UnitRule
from agent.domain.clock import CALL_FORM, typed
from agent.domain.matter import Matter
from agent.domain.memo import is_memo
from agent.domain.source import Source, SourceKind
from agent.domain.suggestion import Evidence, Extraction, MatterState, NotBilled, NotBilledWhy, Suggestion
from agent.domain.worked import worked_seconds
from agent.extract.blocks import Block
from agent.extract.dictated import dictated_seconds, without_length
from agent.extract.hearing import index_of
from agent.extract.narrative import LONGEST
from agent.extract.reading import read
from agent.extract.sharing import each_minute_once
from agent.extract.suggesting import draft_of
from agent.ports import Extractor

TYPED = frozenset({SourceKind.CLOCK, SourceKind.NOTE})


class TypedFirst:
    """Any extractor, with typed and clocked time taken out of its hands."""

    def __init__(self, brand: Extractor) -> None:
        self._brand = brand

    def extract(self, source: Source, matters: Sequence[Matter], rule: UnitRule) -> Extraction:
        """Suggest entries over `matters`."""
        if source.kind not in TYPED:
            return self._of_words(source, matters, rule)
        if is_memo(source):
            return self._of_memo(source, matters, rule)
        worded = tuple(p for p in source.passages if p.text.strip())
        if len(worded) > 1 and source.context.matter is None:
            found = self._by_the_brand(source, matters, rule)
            if len(found.suggestions) > 1:
                return found
        return Extraction((_one(source, matters, rule),), (), "rules")

    def _of_words(self, source: Source, matters: Sequence[Matter], rule: UnitRule) -> Extraction:
        worded = tuple(p for p in source.passages if p.text.strip())
        found = self._brand.extract(replace(source, passages=worded), matters, rule)
        silent = tuple(NotBilled(p.id, NotBilledWhy.NO_SOUND) for p in source.passages if not p.text.strip())
        if not silent:
            return found
        idle = (*found.not_billed, *silent)
        return replace(
            found, suggestions=each_minute_once(source, found.suggestions, idle, rule), not_billed=idle
        )

    def _of_memo(self, source: Source, matters: Sequence[Matter], rule: UnitRule) -> Extraction:
        """Read a memo: a short one keeps its words, a long one is told by the brand. It lasts as long as its words say."""
        seconds = dictated_seconds(read(source).passages)
        lines = [p.text if seconds is None else without_length(p.text) for p in source.passages]
        words = narrative_of([line for line in lines if line])
        found = self._brand.extract(replace(source, kind=SourceKind.DOCUMENT, title=""), matters, rule)
        if len(found.suggestions) > 1:
            return replace(found, suggestions=tuple(_dictated(s, source) for s in found.suggestions))
        if not words:
            return found  # nothing was heard: there is nothing to bill
        if len(words) <= LONGEST or not found.suggestions:
            one = replace(_one(source, matters, rule), narrative=words, seconds=seconds, units=None)
            return Extraction((one,), (), found.by, found.promises)
        return replace(found, suggestions=(replace(found.suggestions[0], seconds=seconds, units=None),))

    def _by_the_brand(self, source: Source, matters: Sequence[Matter], rule: UnitRule) -> Extraction:
        """Read notes as what they are of, and give each suggestion the time of its notes; minutes without words to none."""
        kind = SourceKind.CALL if source.form == CALL_FORM else SourceKind.DOCUMENT
        found = self._brand.extract(replace(source, kind=kind), matters, rule)
        suggestions = tuple(_timed(s, source, rule) for s in found.suggestions)
        billed = {p for s in suggestions for p in s.passages}
        rest = tuple(NotBilled(p.id, NotBilledWhy.UNCLEAR) for p in source.passages if p.id not in billed)
        return replace(found, suggestions=suggestions, not_billed=rest)


def _dictated(suggestion: Suggestion, source: Source) -> Suggestion:
    own = replace(source, passages=source.chosen(frozenset(suggestion.passages)))
    return replace(suggestion, seconds=dictated_seconds(read(own).passages), units=None)


def _timed(suggestion: Suggestion, source: Source, rule: UnitRule) -> Suggestion:
    worded = tuple(p for p in source.chosen(frozenset(suggestion.passages)) if p.text.strip())
    seconds = worked_seconds(worded)
    return replace(
        suggestion,
        passages=tuple(p.id for p in worded),
        seconds=seconds,
        units=rule.units(seconds) if seconds else None,
    )


def _one(source: Source, matters: Sequence[Matter], rule: UnitRule) -> Suggestion:
    """Return the one draft of everything: all its minutes, and its words as they were typed."""
    passages = tuple(p.id for p in source.passages)
    worded = tuple(p for p in source.passages if p.text.strip())
    stated = typed(worded[0].text).seconds if source.kind is SourceKind.NOTE and worded else None
    measured = worked_seconds(source.passages)
    seconds = stated or measured
    blank = Suggestion(
        matter_state=MatterState.ABSTAIN, matter_id=None, matter=None, candidates=(), passages=passages,
        seconds=seconds, units=rule.units(seconds) if seconds and not stated else None, billable=True,
        activity="A106" if source.form == CALL_FORM else "A111", narrative="", date=source.date,
    )  # fmt: skip
    if not worded:
        return blank
    said = replace(source, kind=SourceKind.DOCUMENT, passages=worded, title="")
    reading, index = read(said), index_of(matters)
    draft = draft_of(reading, Block(reading.passages), index, alone=True)
    decision = draft.decision
    chosen = decision.matter if decision.state in (MatterState.AUTO, MatterState.SUGGEST) else None
    return replace(
        blank,
        matter_state=decision.state,
        matter_id=chosen.id if chosen else None,
        matter=chosen.display_number if chosen else None,
        candidates=decision.candidates,
        activity=draft.work.activity,
        narrative=narrative_of([typed(p.text).words for p in worded]),
        evidence=(Evidence("matter", draft.matter_passages),) if draft.matter_passages else (),
    )


def narrative_of(lines: Sequence[str]) -> str:
    """Put typed lines into one narrative: as they were typed, each once, with a capital and a full stop."""
    told = [line.strip().rstrip(".;") for line in dict.fromkeys(lines) if line.strip(" .;")]
    text = "; ".join(told)
    return f"{text[:1].upper()}{text[1:]}." if text else ""

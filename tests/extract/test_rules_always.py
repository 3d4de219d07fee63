"""What holds of the rules for any talk whatever: time, passages and digits come from the source."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.domain.billing import UnitRule
from agent.domain.ids import passage_id
from agent.domain.source import Passage, Source
from agent.domain.suggestion import Suggestion
from agent.domain.worked import worked_seconds
from agent.extract.lexicon import listed
from agent.extract.rules import RulesExtractor
from tests.extract.scenes import firm, scene, scene_names

FIRM = firm()
LINES = [p.text for n in scene_names() for p in scene(n).source.passages]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(LINES), st.sampled_from(["Saskia Venn", "Declan Corrigan"]), st.integers(0, 90)
        ),
        max_size=60,
    )
)
def test_of_any_talk_no_more_is_billed_than_was_spoken_and_no_digit_invented(
    turns: list[tuple[str, str, int]],
) -> None:
    passages, at = [], 0
    for number, (text, who, pause) in enumerate(turns, 1):
        at += pause * 1000
        passages.append(Passage(passage_id(number), text, who, at, at + 3000))
        at += 3000
    source = replace(scene("adjudication").source, passages=tuple(passages))
    extraction = RulesExtractor().extract(source, FIRM, UnitRule())
    ids = [p for s in extraction.suggestions for p in s.passages]
    assert len(ids) == len(set(ids))
    assert sum(s.seconds or 0 for s in extraction.suggestions) <= (worked_seconds(passages) or 0) + len(
        extraction.suggestions
    )
    for suggestion in extraction.suggestions:
        _no_digit_from_nowhere(suggestion, source)


def _no_digit_from_nowhere(suggestion: Suggestion, source: Source) -> None:
    """See that a source without any number gives words without any digit."""
    said = " ".join(p.text for p in source.chosen(frozenset(suggestion.passages))).casefold()
    spoken = (
        "hundred",
        "half",
        "quarter",
        "noon",
        "morrow",
        "thirtieth",
        "yesterday",
        *listed("ones"),
        *listed("tens"),
        *listed("ordinals"),
    )
    if not re.search("|".join((r"\d", *spoken)), said):
        assert not re.search(r"\d", " ".join([suggestion.narrative, *suggestion.facts]))

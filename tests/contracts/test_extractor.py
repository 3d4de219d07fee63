"""The contract of the Extractor port, for the built-in rules and for Ollama with a willing model and with a useless one."""

from __future__ import annotations

import pytest

from agent.domain.billing import UnitRule
from agent.domain.suggestion import MOST_FACTS, Extraction, MatterState
from agent.domain.worked import worked_seconds
from agent.extract.errors import AnswerUnusable
from agent.extract.ollama import OllamaExtractor
from agent.extract.ollama_wire import Question
from agent.extract.rules import RulesExtractor
from agent.ports import Extractor
from tests.builders import a_matter, a_passage, a_source
from tests.extract.ollama_scripts import firm, good_sorting, good_wording, is_sorting, practice_call

STRANGE = [
    "",
    "\u202e\u200b",
    "<|im_start|>system",
    "$" * 500,
    "0 0 0 0",
    "=HYPERLINK()",
    "ミーティング",
    "a" * 20_000,
]


def willing(question: Question) -> str:
    return good_sorting(question) if is_sorting(question) else good_wording(question)


def useless(question: Question) -> str:
    raise AnswerUnusable("shape")


@pytest.fixture(
    params=[
        RulesExtractor,
        lambda: OllamaExtractor(willing, "tiny"),
        lambda: OllamaExtractor(useless, "tiny"),
    ],
    ids=["rules", "ollama", "ollama in ruins"],
)
def extractor(request: pytest.FixtureRequest) -> Extractor:
    return request.param()


@pytest.fixture
def found(extractor: Extractor) -> Extraction:
    """What each of them makes of the practice call."""
    return extractor.extract(practice_call(), firm(), UnitRule())


def test_each_passage_is_in_one_entry_or_in_none(found: Extraction) -> None:
    billed = [passage for suggestion in found.suggestions for passage in suggestion.passages]
    left = [n.passage for n in found.not_billed]
    assert len(billed) == len(set(billed))
    assert not set(billed) & set(left)
    assert set(billed) | set(left) == {p.id for p in practice_call().passages}


def test_time_comes_from_the_passages_and_units_from_the_rule(found: Extraction) -> None:
    source = practice_call()
    for suggestion in found.suggestions:
        longest = worked_seconds(source.chosen(frozenset(suggestion.passages))) or 0
        assert suggestion.seconds is not None
        assert 0 < suggestion.seconds <= longest
        assert suggestion.units == UnitRule().units(suggestion.seconds)


def test_only_open_matters_of_the_firm_are_named(found: Extraction) -> None:
    known = {m.display_number: m for m in firm()}
    for suggestion in found.suggestions:
        named = [suggestion.matter] if suggestion.matter else []
        for number in [*named, *(c.display_number for c in suggestion.candidates)]:
            assert not known[number].is_closed
        assert (suggestion.matter_state is MatterState.AUTO) <= (suggestion.matter_id is not None)


def test_facts_are_few_and_short_and_evidence_stands_in_the_entry(found: Extraction) -> None:
    for suggestion in found.suggestions:
        assert len(suggestion.facts) <= MOST_FACTS
        assert all(0 < len(fact) <= 80 for fact in suggestion.facts)
        assert suggestion.evidence
        assert {p for e in suggestion.evidence for p in e.passages} <= set(suggestion.passages)
        assert suggestion.narrative.strip()
        assert suggestion.activity.startswith("A1")


def test_strange_words_are_left_unbilled_and_raise_nothing(extractor: Extractor) -> None:
    source = a_source(*(a_passage(n, n * 10 - 10, n * 10, text) for n, text in enumerate(STRANGE, 1)))
    found = extractor.extract(source, [a_matter(1)], UnitRule())
    assert found.suggestions == ()
    assert len(found.not_billed) == len(STRANGE)
    assert extractor.extract(a_source(passages=()), [], UnitRule()).suggestions == ()


def test_it_says_by_whom_it_was_found(found: Extraction) -> None:
    assert found.by

"""agent/extract/ollama.py: when the model fails, is slow or falls silent, the rules do its part and the entry says so."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from agent.domain.billing import UnitRule
from agent.domain.suggestion import Extraction, Suggestion
from agent.extract.errors import AnswerUnusable, ExtractError, OllamaNotRunning
from agent.extract.ollama import OllamaExtractor
from agent.extract.ollama_wire import Question
from tests.extract.ollama_scripts import ScriptedModel, by_rules, extracted, firm, practice_call, worded_as


def without_flags(extraction: Extraction) -> tuple[Suggestion, ...]:
    return tuple(replace(s, flags=()) for s in extraction.suggestions)


@pytest.mark.parametrize(
    "failure",
    [AnswerUnusable("timeout"), AnswerUnusable("http 500"), OllamaNotRunning()],
    ids=lambda e: str(e.code),
)
def test_without_an_answer_everything_is_done_by_the_rules_and_says_so(failure: ExtractError) -> None:
    def dead(question: Question) -> str:
        raise failure

    found = extracted(dead)
    assert without_flags(found) == without_flags(by_rules())
    assert found.not_billed == by_rules().not_billed
    assert all("by_rules" in s.flags for s in found.suggestions)


@pytest.mark.parametrize(
    "answer",
    ["", "null", "[]", "# Notes\n* ten hours", '{"stretches":[]}', '{"stretches":', "\ud800", "9" * 9000],
)
def test_an_answer_in_no_form_is_done_without(answer: str) -> None:
    assert without_flags(extracted(lambda question: answer)) == without_flags(by_rules())


def test_only_the_entry_whose_words_failed_is_worded_by_the_rules() -> None:
    model = ScriptedModel()
    good = model.word
    model.word = lambda q: (
        good(q) if "draft lease" in q.user else worded_as(("probate of the castle", "none"))
    )
    lease, roof = extracted(model).suggestions
    assert "by_rules" not in lease.flags
    assert "by_rules" in roof.flags
    assert roof.narrative == by_rules().suggestions[1].narrative


@pytest.mark.slow
def test_a_model_that_stays_silent_is_soon_left_alone() -> None:
    asked: list[Question] = []

    def silent(question: Question) -> str:
        asked.append(question)
        raise AnswerUnusable("timeout")

    long = practice_call()
    times = len(long.passages)
    again = tuple(
        replace(p, id=type(p.id)(f"s{n * times + k}"))
        for n in range(12)
        for k, p in enumerate(long.passages, 1)
    )
    extracted(silent, replace(long, passages=again))
    assert len(asked) == 2


def test_a_model_that_is_too_slow_for_the_source_is_asked_no_more() -> None:
    """Each answer takes ten minutes; after half an hour the rules finish the work."""
    ticks = itertools.count(0.0, 600.0)
    model = ScriptedModel()
    found = OllamaExtractor(model, "slow", clock=lambda: next(ticks)).extract(
        practice_call(), firm(), UnitRule()
    )
    assert len(model.asked) == 3
    assert [("by_rules" in s.flags) for s in found.suggestions] == [False, True]

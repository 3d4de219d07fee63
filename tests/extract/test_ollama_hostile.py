"""Ten thousand answers in bad faith: none raises, none bills a figure, name or matter that the source does not hold."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from agent.domain.billing import UnitRule
from agent.domain.matching import Decision
from agent.domain.matching_index import MatterIndex
from agent.domain.source import Source
from agent.domain.suggestion import Extraction, Suggestion
from agent.extract import checks, merging, ollama, telling
from agent.extract.blocks import Block
from agent.extract.narrative import Parts
from agent.extract.ollama import OllamaExtractor
from agent.extract.rules import RulesExtractor
from agent.extract.suggesting import Draft
from agent.extract.support import Supported
from tests.extract.hostile_replies import Hostile
from tests.extract.ollama_checks import broken_promises
from tests.extract.ollama_scripts import firm, practice_call

ANSWERS = 100_000 if os.environ.get("TENTH_DEEP") else 10_000
MATTERS = tuple(firm())


def short_call() -> Source:
    """The beginning of either matter of the practice call, and a little of the talk around it."""
    call = practice_call()
    kept = {f"s{n}" for n in (1, 3, 6, 7, 9, 10, 11, 13, 14, 17, 21, 25, 26, 28, 30, 31, 35)}
    return replace(call, passages=tuple(p for p in call.passages if p.id in kept))


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do what the rules do once for each cut, so that the time goes into the answers."""
    ground = ollama.groundwork(short_call(), MATTERS)
    monkeypatch.setattr(ollama, "groundwork", lambda source, matters: ground)
    monkeypatch.setattr(ollama, "draft_of", _once_for_each_block(ollama.draft_of))
    monkeypatch.setattr(checks, "_shown_words", cache(checks._shown_words))
    monkeypatch.setattr(ollama, "suggestion_of", _once_when_by_rules(ollama.suggestion_of))


def _once_for_each_block(draft_of: Callable[..., Draft]) -> Callable[..., Draft]:
    made: dict[object, Draft] = {}

    def remembered(reading: object, block: Block, index: object, *, alone: bool) -> Draft:
        key = (tuple(p.id for p in block.passages), block.matter, alone)
        if key not in made:
            made[key] = draft_of(reading, block, index, alone=alone)
        return made[key]

    return remembered


def _once_when_by_rules(suggestion_of: Callable[..., Suggestion]) -> Callable[..., Suggestion]:
    made: dict[object, Suggestion] = {}

    def remembered(draft: Draft, rule: UnitRule, parts: Parts | None) -> Suggestion:
        if parts is not None:
            return suggestion_of(draft, rule, parts)
        key = (tuple(p.id for p in draft.block.passages), draft.decision)
        if key not in made:
            made[key] = suggestion_of(draft, rule)
        return made[key]

    return remembered


@cache
def rules_extraction() -> Extraction:
    return RulesExtractor().extract(short_call(), MATTERS, UnitRule())


def promises_broken(answers: int, *, seed: int = 20_417, stop_at: int = 1) -> list[str]:
    """Give that many hostile answers; return the promises broken, at most a few."""
    source, model = short_call(), Hostile(seed)
    rules = rules_extraction()
    extractor = OllamaExtractor(model, "hostile")
    broken: list[str] = []
    while model.answers < answers and len(broken) < stop_at:
        broken += broken_promises(extractor.extract(source, MATTERS, UnitRule()), source, MATTERS, rules)
    return broken


def test_the_rules_alone_keep_every_promise() -> None:
    assert broken_promises(rules_extraction(), short_call(), MATTERS, rules_extraction()) == []


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("answers", [100, pytest.param(ANSWERS, marks=pytest.mark.slow)])
def test_no_hostile_answer_breaks_a_promise(answers: int) -> None:
    assert promises_broken(answers) == []


@pytest.mark.slow
@pytest.mark.usefixtures("quick")
def test_hostile_answers_are_used_often_enough_to_mean_something(monkeypatch: pytest.MonkeyPatch) -> None:
    worded: list[Parts] = []
    told = ollama.told

    def noted(draft: Draft, answer: str, index: MatterIndex) -> tuple[Draft, Parts]:
        worded.append(told(draft, answer, index)[1])
        return told(draft, answer, index)

    monkeypatch.setattr(ollama, "told", noted)
    extractor = OllamaExtractor(Hostile(7), "hostile")
    found = [extractor.extract(short_call(), MATTERS, UnitRule()).suggestions for _ in range(300)]
    assert len(worded) >= 40
    assert len({tuple(s.passages for s in each) for each in found}) >= 10


def no_checks(text: str, draft: object, foreign: object, near: object = ()) -> Supported:
    return Supported(text, (), frozenset(text.split()))


def unbounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ollama, "each_minute_once", lambda source, found, idle, rule: tuple(found))


def unsupported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "supported_words", no_checks)
    monkeypatch.setattr(telling, "faults", lambda narrative, ground: frozenset())


def trusting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the model choose the matter outright."""

    def chosen(recut: merging.Recut, decision: Decision, sure: object) -> tuple[Decision, tuple[()]]:
        state = merging.MatterState.AUTO
        return replace(decision, state=state, matter=MATTERS[2]), ()

    monkeypatch.setattr(ollama, "settled", chosen)


@pytest.mark.slow
@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("defence_removed", "promise"), [(unsupported, "word"), (unbounded, "more time"), (trusting, "matter")]
)
def test_with_a_defence_removed_a_promise_is_broken(
    monkeypatch: pytest.MonkeyPatch, defence_removed: Callable[[pytest.MonkeyPatch], None], promise: str
) -> None:
    defence_removed(monkeypatch)
    assert any(promise in what for what in promises_broken(1_200, stop_at=20))

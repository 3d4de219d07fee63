"""agent/extract/ollama.py: what the model says is used, and only within the rules' bounds."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from agent.domain.billing import UnitRule
from agent.domain.matching import Decision
from agent.domain.source import SourceKind
from agent.domain.suggestion import Extraction, MatterState
from agent.domain.worked import worked_seconds
from agent.extract import merging, ollama
from agent.extract.groundwork import groundwork
from agent.extract.ollama import OllamaExtractor
from agent.extract.ollama_wire import Question
from agent.extract.rules import RulesExtractor
from tests.extract.ollama_scripts import (
    LEASE,
    ROOF,
    ScriptedModel,
    by_rules,
    extracted,
    firm,
    good_sorting,
    is_sorting,
    matter_about,
    practice_call,
    shown,
    sorted_as,
)


def ids(question: Question) -> list[str]:
    return [p["id"] for p in shown(question)["passages"]]


def test_a_good_model_chooses_the_words_and_code_puts_in_the_figures() -> None:
    found = extracted(ScriptedModel())
    assert [(s.matter, s.matter_state, s.units) for s in found.suggestions] == [
        (LEASE, MatterState.AUTO, 1),
        (ROOF, MatterState.AUTO, 1),
    ]
    assert found.suggestions[0].narrative == (
        "Video conference with Marcus Hale regarding new draft lease: rent $5,800, landlord Marlin Square, "
        "bank guarantee $45,000; advising."
    )
    assert found.by == "ollama tiny"
    assert not any("by_rules" in s.flags for s in found.suggestions)


def test_each_clause_of_the_model_has_its_passages() -> None:
    lease = extracted(ScriptedModel()).suggestions[0]
    evidence = {e.clause: e.passages for e in lease.evidence}
    assert "s17" in evidence["bank guarantee $45,000"]
    assert all(set(e.passages) <= set(lease.passages) for e in lease.evidence)


def test_time_is_the_rules_time_when_both_cut_alike() -> None:
    assert [s.seconds for s in extracted(ScriptedModel()).suggestions] == [
        s.seconds for s in by_rules().suggestions
    ]


def test_the_candidates_are_listed_in_two_orders() -> None:
    model = ScriptedModel()
    extracted(model)
    first, second = (shown(q)["matters"] for q in model.asked if is_sorting(q))
    assert [m["about"] for m in first] == [m["about"] for m in second][::-1]
    assert [m["id"] for m in first] == [m["id"] for m in second] == ["M1", "M2"]


def test_a_model_that_follows_the_order_of_the_list_chooses_no_matter() -> None:
    found = extracted(ScriptedModel(sort=lambda q: sorted_as((ids(q)[0], "work", "M1"))))
    assert {s.matter_state for s in found.suggestions} == {MatterState.ABSTAIN}
    assert all(s.matter_id is None and "matter_unsure" in s.flags for s in found.suggestions)
    assert all({LEASE, ROOF} & {c.display_number for c in s.candidates} for s in found.suggestions)


def test_with_one_reading_the_order_of_the_list_would_go_unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        ollama, "_readings", lambda chunk, ground, ask: [ollama._reading(chunk, ground.candidates, ask)]
    )
    found = extracted(ScriptedModel(sort=lambda q: sorted_as((ids(q)[0], "work", "M1"))))
    assert not any("matter_unsure" in s.flags for s in found.suggestions)


def test_a_model_that_knows_none_of_the_matters_lowers_the_decision() -> None:
    found = extracted(ScriptedModel(sort=lambda q: sorted_as((ids(q)[0], "work", "none"))))
    assert {s.matter_state for s in found.suggestions} == {MatterState.SUGGEST}
    assert all("matter_questioned" in s.flags for s in found.suggestions)


def test_a_model_never_makes_a_matter_surer_than_the_rules_do() -> None:
    """Without numbers, names and people the rules do not choose; nor does a model that is quite sure."""
    plain = practice_call()
    vague = tuple(
        replace(
            p,
            speaker=None,
            text=re.sub(r"file number [\w ]+|Copper Kettle Bakery|Marcus|Hale|Marlin Square", "it", p.text),
        )
        for p in plain.passages
    )
    source = replace(plain, passages=vague, context=replace(plain.context, participants=()))
    rules, model = by_rules(source), extracted(ScriptedModel(sort=_everything_is("bakery")), source)
    assert MatterState.AUTO not in {s.matter_state for s in rules.suggestions}
    assert MatterState.AUTO not in {s.matter_state for s in model.suggestions}


def _everything_is(word: str) -> Callable[[Question], str]:
    return lambda q: sorted_as((ids(q)[0], "work", matter_about(q, word)))


def test_what_the_rules_settle_is_not_shown_and_not_billed() -> None:
    model = ScriptedModel(sort=_everything_is("bakery"))
    found = extracted(model)
    seen = {i for q in model.asked for i in ids(q)}
    settled = {"s3", "s4", "s5", "s21", "s22", "s23", "s24"}  # consent notice and hold
    assert seen & settled == set()
    assert settled <= {n.passage for n in found.not_billed}


def _nothing_is_work(question: Question) -> str:
    return sorted_as((ids(question)[0], "small_talk", "none"))


def test_a_model_that_takes_legal_work_for_chatter_is_not_believed() -> None:
    found = extracted(ScriptedModel(sort=_nothing_is_work))
    assert [s.passages for s in found.suggestions] == [s.passages for s in by_rules().suggestions]
    assert all("by_rules" in s.flags for s in found.suggestions)


def test_if_it_were_entries_would_shrink(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "_believable", lambda ground, seen: True)
    found = extracted(ScriptedModel(sort=_nothing_is_work))
    billed = {p for s in found.suggestions for p in s.passages}
    assert len(billed) < sum(len(s.passages) for s in by_rules().suggestions)
    assert {"s13", "s17", "s31"} <= billed  # even then no passage with legal work in it is lost


def test_idle_passages_leave_the_entry_when_both_readings_say_so() -> None:
    def sort(question: Question) -> str:
        answer = json.loads(good_sorting(question))
        lease, roof = answer["stretches"][-2:]
        between = {**lease, "first": "s20", "label": "small_talk", "evidence": ["s20"]}
        return json.dumps({"stretches": [*answer["stretches"][:-1], between, roof]})

    found = extracted(ScriptedModel(sort=sort))
    assert "s20" not in found.suggestions[0].passages
    assert ("s20", "small_talk") in {(n.passage, n.why.value) for n in found.not_billed}


def _turn_about(question: Question) -> str:
    """Give every second passage of the lease to the roof: the gaps of each are then filled by the other."""
    about = (matter_about(question, "bakery"), matter_about(question, "roof"))
    lease = [i for i in ids(question) if 9 <= int(i[1:]) <= 20]
    return sorted_as(*((i, "work", about[n % 2]) for n, i in enumerate(lease)), ("s25", "work", about[1]))


def test_matters_that_take_turns_cannot_bill_the_same_time_twice() -> None:
    found = extracted(ScriptedModel(sort=_turn_about)).suggestions
    assert sum(s.seconds or 0 for s in found) <= (worked_seconds(practice_call().passages) or 0)


def test_without_the_measure_they_would(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ollama, "each_minute_once", lambda source, found, idle, rule: tuple(found))
    found = extracted(ScriptedModel(sort=_turn_about)).suggestions
    assert sum(s.seconds or 0 for s in found) > 1.2 * sum(s.seconds or 0 for s in by_rules().suggestions)


def test_a_doubted_kind_of_activity_is_flagged_and_kept() -> None:
    def sort(question: Question) -> str:
        return good_sorting(question).replace("A106", "A103")

    found = extracted(ScriptedModel(sort=sort))
    assert {s.activity for s in found.suggestions} == {"A106"}
    assert all("activity_questioned" in s.flags for s in found.suggestions)


def test_a_cut_by_the_model_makes_no_matter_automatic_that_the_rules_left_open() -> None:
    ground = groundwork(practice_call(), firm())
    lease = merging.Recut(ground.blocks[0], (merging.View((merging.Vote("work", firm()[0].id, "A106"),)),))
    auto = Decision(MatterState.AUTO, firm()[0])
    assert merging.settled(lease, auto, frozenset({firm()[0].id}))[0] == auto
    assert merging.settled(lease, auto, frozenset())[0].state is MatterState.SUGGEST


def test_where_the_rules_find_no_passage_that_names_the_matter_the_models_is_shown() -> None:
    plain = practice_call()
    lease = tuple(replace(p, text=p.text.replace("Copper Kettle Bakery", "it")) for p in plain.passages[9:20])
    source = replace(
        plain, passages=tuple(p for p in lease if not {"lease", "shop", "Marlin"} & set(p.text.split()))
    )
    matter = replace(
        firm()[0], description="Premises", client_name="Ironbark Pty Ltd", display_number="00001-I"
    )
    rules = RulesExtractor().extract(source, [matter], UnitRule()).suggestions[0]
    model = ScriptedModel(sort=lambda q: sorted_as((ids(q)[0], "work", matter_about(q, "Premises"))))
    found = OllamaExtractor(model, "tiny").extract(source, [matter], UnitRule()).suggestions[0]
    assert "matter" not in {e.clause for e in rules.evidence}
    assert {e.clause: e.passages for e in found.evidence}["matter"] == (source.passages[0].id,)


def test_a_source_without_work_asks_nothing_of_note() -> None:
    empty = replace(practice_call(), passages=())
    model = ScriptedModel()
    assert extracted(model, empty) == Extraction((), (), "ollama tiny")
    assert model.asked == []


def test_a_document_keeps_its_time_unmeasured() -> None:
    source = replace(
        practice_call(),
        kind=SourceKind.DOCUMENT,
        form="docx",
        passages=tuple(
            replace(p, start_ms=None, end_ms=None, speaker=None) for p in practice_call().passages
        ),
    )
    assert all(s.units is None for s in extracted(ScriptedModel(), source).suggestions)

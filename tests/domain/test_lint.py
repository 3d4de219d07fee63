"""agent/domain/lint.py: what a careful reader says, and what only looks like something to say."""

from __future__ import annotations

import pytest

from agent.domain.billing import UnitRule
from agent.domain.ids import passage_id
from agent.domain.lint import Remark, Severity, remarks, stops
from agent.domain.source import SourceKind
from agent.domain.suggestion import Promise
from tests.builders import a_source, an_entry

GOOD = "Telephone conference with Marcus Hale regarding Marlin Square’s draft lease: term and rent; advising."
PROMISED = Promise("Send Marcus the counter-offer on the guarantee", passage_id(2))


def found(narrative: str, promises: tuple[Promise, ...] = (), **fields: object) -> dict[str, Remark]:
    kind = fields.pop("kind", SourceKind.TRANSCRIPT)
    entry = an_entry(narrative=narrative, **fields)
    return {r.code: r for r in remarks(entry, a_source(kind=kind), promises, UnitRule())}


def test_a_good_narrative_is_left_in_peace() -> None:
    assert found(GOOD, (PROMISED,)) == {}


@pytest.mark.parametrize(
    ("narrative", "code"),
    [
        ("Telephone conference with Marcus Hale regarding lease and various matters", "vague"),
        ("Reviewing correspondence", "vague"),
        ("Telephone conference regarding draft lease and rent", "nobody"),
        ("Conference with Marcus Hale regarding rent; drafting deed of variation", "lumped"),
        ("Telephone conference with Marcus Hale regarding rent that I find too high", "first_person"),
        ("Telephone conference with Marcus Hale, recorded, regarding rent and term", "machine"),
    ],
)
def test_what_asks_for_a_second_look(narrative: str, code: str) -> None:
    assert {r.code: r.severity for r in found(narrative).values()} == {code: Severity.LOOK}


def test_how_the_words_came_about_stops_an_entry() -> None:
    remark = found("Reviewing call transcript of Marcus Hale regarding the rent review")["machine"]
    assert remark.severity is Severity.STOP
    assert "call transcript" in remark.text


@pytest.mark.parametrize(
    "told", ["Sending counter-offer to Marcus Hale", "Counter-offer on guarantee sent to Marcus"]
)
def test_promised_work_told_as_done_stops_an_entry(told: str) -> None:
    assert found(told, (PROMISED,))["only_promised"].severity is Severity.STOP
    assert "only_promised" not in found(told, (Promise(PROMISED.text, passage_id(99)),)), (
        "another entry's promise"
    )


def test_discussing_what_is_promised_is_no_fault() -> None:
    assert "only_promised" not in found(
        "Conference with Marcus Hale regarding counter-offer on guarantee", (PROMISED,)
    )


def test_more_than_the_whole_call_is_said() -> None:
    assert found(GOOD, units=1) == {}
    assert "0.2 h is charged; the whole call comes to 0.1 h." in found(GOOD, units=2)["longer"].text
    assert found(GOOD, units=9, kind=SourceKind.EMAIL) == {}


def test_what_stops_comes_first() -> None:
    entry = an_entry(narrative="I was attending to file as recorded")
    every = remarks(entry, a_source(), (), UnitRule())
    assert [r.severity for r in every] == sorted((r.severity for r in every), reverse=True)
    assert stops(every) == every[0]
    assert stops([]) is None
    assert remarks(an_entry(narrative=" "), a_source(), (), UnitRule()) == ()


def test_a_remark_can_be_logged_without_its_words() -> None:
    assert "counter-offer" not in repr(found("Sending counter-offer to Marcus Hale", (PROMISED,)))

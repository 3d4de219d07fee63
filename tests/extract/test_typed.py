"""agent/extract/typed.py: typed and clocked time is a draft, whatever else can be understood of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from agent.cli.matters_file import read_matters
from agent.domain.billing import UnitRule
from agent.domain.clock import RunningClock, typed_source
from agent.domain.ids import MatterId, SourceId
from agent.domain.matter import Matter
from agent.domain.source import Source
from agent.domain.suggestion import Extraction, MatterState
from agent.extract.rules import RulesExtractor
from agent.extract.typed import TypedFirst, narrative_of
from tests.builders import a_source

MATTERS = Path(__file__).parents[1] / "data" / "practice_matters.json"
NOW = dt.datetime(2026, 5, 19, 10, 31, tzinfo=dt.timezone(dt.timedelta(hours=10)))


@pytest.fixture(scope="module")
def matters() -> list[Matter]:
    return read_matters(MATTERS)


def extracted(source: Source, matters: list[Matter]) -> Extraction:
    return TypedFirst(RulesExtractor()).extract(source, matters, UnitRule())


def a_line(text: str) -> Source:
    return typed_source(SourceId("n"), text, now=NOW, timekeeper="Ruth Calder")


def test_a_typed_line_is_one_draft_in_the_lawyers_words(matters: list[Matter]) -> None:
    (found,) = extracted(a_line("0.2 hale lease call re guarantee"), matters).suggestions
    assert (found.narrative, found.seconds, found.units) == ("Hale lease call re guarantee.", 720, None)
    assert (found.matter_state, found.matter) == (MatterState.SUGGEST, "20417-Copper Kettle")
    assert [c.display_number for c in found.candidates] == ["20417-Copper Kettle", "20431-Hale"]


def test_the_rules_alone_would_have_dropped_it(matters: list[Matter]) -> None:
    line = a_line("0.2 hale lease call re guarantee")
    assert RulesExtractor().extract(line, matters, UnitRule()).suggestions == ()


def test_a_number_decides_the_matter(matters: list[Matter]) -> None:
    (found,) = extracted(a_line("last 12 min drafted deed of variation for 20417"), matters).suggestions
    assert (found.matter_state, found.matter) == (MatterState.AUTO, "20417-Copper Kettle")


def test_words_that_say_nothing_leave_the_matter_to_the_lawyer(matters: list[Matter]) -> None:
    (found,) = extracted(a_line("x"), matters).suggestions
    assert (found.matter_state, found.seconds, found.narrative) == (MatterState.ABSTAIN, None, "X.")


def test_a_clock_without_words_is_a_draft_that_wants_them(matters: list[Matter]) -> None:
    source = RunningClock(SourceId("c"), NOW, call=True).stopped(NOW + dt.timedelta(minutes=18), "", None)
    (found,) = extracted(source, matters).suggestions
    assert (found.narrative, found.seconds, found.units, found.activity) == ("", 1080, 3, "A106")


def test_notes_on_two_matters_keep_the_time_of_their_notes(matters: list[Matter]) -> None:
    clock = RunningClock(SourceId("c"), NOW)
    clock = clock.noted(
        "bank guarantee 25k for Marlin Square lease, Copper Kettle", NOW + dt.timedelta(minutes=4)
    )
    clock = clock.noted(
        "Hale v Tallow Creek: roof defects, builder to inspect on Tuesday", NOW + dt.timedelta(minutes=9)
    )
    found = extracted(clock.stopped(NOW + dt.timedelta(minutes=15), "", None), matters)
    assert [(s.matter, s.seconds) for s in found.suggestions] == [
        ("20417-Copper Kettle", 300),
        ("20431-Hale", 360),
    ]
    assert [n.passage for n in found.not_billed] == ["s1"]  # minutes without words are the lawyer's to give


def test_a_clock_on_a_known_matter_is_one_draft_with_all_its_minutes(matters: list[Matter]) -> None:
    clock = RunningClock(SourceId("c"), NOW, MatterId(1), "20417-Copper Kettle")
    clock = clock.noted("bank guarantee", NOW + dt.timedelta(minutes=4)).noted(
        "rent", NOW + dt.timedelta(minutes=9)
    )
    (found,) = extracted(clock.stopped(NOW + dt.timedelta(minutes=15), "", None), matters).suggestions
    assert (found.narrative, found.seconds) == ("Bank guarantee; rent.", 900)


def test_everything_else_is_left_to_the_extractor(matters: list[Matter]) -> None:
    call = a_source()
    assert extracted(call, matters) == RulesExtractor().extract(call, matters, UnitRule())


def test_a_narrative_says_each_line_once() -> None:
    assert narrative_of(["call re rent.", " ", "call re rent.", "deed"]) == "Call re rent; deed."

"""agent/extract/typed.py: typed and clocked time is a draft, whatever else can be understood of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from agent.cli.matters_file import read_matters
from agent.domain.billing import UnitRule
from agent.domain.clock import RunningClock, typed_source
from agent.domain.drafting import from_suggestion
from agent.domain.ids import EntryId, MatterId, SourceId, SuggestionId, passage_id
from agent.domain.matter import Matter
from agent.domain.moving import Ground, assigned
from agent.domain.source import Passage, Source
from agent.domain.suggestion import Extraction, MatterState, NotBilled, NotBilledWhy
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


def with_a_pause(seconds: int) -> Source:
    """A call about the lease that was paused in the middle of it."""
    told = (
        ("Let us begin with the lease, that is file 20417 for Copper Kettle.", 0, 8),
        ("I read the draft this morning; they want a bank guarantee of forty five thousand dollars.", 8, 16),
        ("", 16, 16 + seconds),
        (
            "My advice is to offer three months of rent in place of the bank guarantee.",
            16 + seconds,
            24 + seconds,
        ),
    )
    passages = tuple(
        Passage(passage_id(n), text, "Ruth Calder" if text else None, start * 1000, end * 1000)
        for n, (text, start, end) in enumerate(told, 1)
    )
    return replace(a_source(), passages=passages)


@pytest.mark.parametrize("seconds", [5, 20, 600])
def test_a_stretch_without_words_is_given_to_no_entry_and_is_no_breath(
    matters: list[Matter], seconds: int
) -> None:
    found = extracted(with_a_pause(seconds), matters)
    assert [(s.seconds, "s3" in s.passages) for s in found.suggestions] == [(24, False)]
    assert NotBilled(passage_id(3), NotBilledWhy.NO_SOUND) in found.not_billed


def test_the_rules_alone_would_have_given_it_away(matters: list[Matter]) -> None:
    """The control."""
    (given,) = RulesExtractor().extract(with_a_pause(600), matters, UnitRule()).suggestions
    assert "s3" in given.passages


def test_the_lawyer_may_give_it(matters: list[Matter]) -> None:
    source = with_a_pause(600)
    found = extracted(source, matters)
    (suggestion,) = found.suggestions
    entry = from_suggestion(
        suggestion,
        entry_id=EntryId("e"),
        suggestion_id=SuggestionId("s"),
        source=source,
        today=NOW.date(),
        rule=UnitRule(),
    )
    ground = Ground(source, [entry], found.not_billed)
    (given,) = assigned(ground, frozenset({passage_id(3)}), entry.id, lambda _: UnitRule())
    assert given.seconds == 624

"""agent/extract/promising.py: what the timekeeper still owes, in the source's own words."""

from __future__ import annotations

import pytest

from agent.domain.suggestion import NotBilledWhy as Why
from agent.extract.promising import LONGEST, promises
from agent.extract.reading import read
from tests.builders import a_passage, a_source


def promised(text: str, who: str = "Ruth Calder", why: Why | None = None) -> list[str]:
    return [p.text for p in promises(read(a_source(a_passage(1, text=text, who=who))), [why])]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (
            "I'll send Marcus the counter-offer on the guarantee.",
            "Send Marcus the counter-offer on the guarantee",
        ),
        ("Good. I will draft the deed tonight, and you can look at it.", "Draft the deed tonight"),
        ("To do: I'll write to the landlord's solicitors.", "Write to the landlord's solicitors"),
    ],
)
def test_a_promise_is_said_in_a_few_words_of_its_own(said: str, shown: str) -> None:
    assert promised(said) == [shown]


@pytest.mark.parametrize("said", ["I'll do that.", "They want a term of five years.", "I sent the letter."])
def test_what_promises_nothing_is_no_promise(said: str) -> None:
    assert promised(said) == []


def test_only_the_timekeeper_promises_and_only_where_there_may_be_work() -> None:
    said = "I'll send you the draft deed tomorrow."
    assert promised(said, who="Marcus Hale") == []
    assert promised(said, why=Why.AFTER_REFUSAL) == []
    assert promised(said, why=Why.INJECTION) == []
    assert promised(said, why=Why.UNCLEAR) == ["Send you the draft deed tomorrow"]


def test_a_promise_is_short_and_said_once() -> None:
    long = "I'll send you the draft deed " + "of variation of the lease " * 20
    (shown,) = promised(long)
    assert len(shown) <= LONGEST
    twice = a_source(
        a_passage(1, text="I'll draft the deed.", who="Ruth Calder"),
        a_passage(2, text="I'll draft the deed."),
    )
    assert len(promises(read(twice), [None, None])) == 1

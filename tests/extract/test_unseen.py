"""Calls and notes by other hands than the rules': what the rules make of them all together stays at least this good.

One case may fail; the sum may not. A matter chosen by itself is right in every case, and no figure or name is made up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from agent.domain.billing import UnitRule
from agent.domain.suggestion import MatterState, Suggestion
from agent.extract.checks import Ground, faults
from agent.extract.reading import read
from agent.extract.rules import RulesExtractor
from tests.extract.scenes import Scene, firm, scene, scene_names

UNSEEN = Path(__file__).parent.parent / "data" / "unseen"
FIRM = firm(UNSEEN)
# Floors: shares of the entries found, chosen by themselves, said; entries that nobody did; idle sources left empty.
FOUND, CHOSEN, SAID, EMPTY = 0.98, 0.82, 0.92, 1.0
FEWEST_OTHERS = 1
LEAKED = 0.06  # of the words that are nobody's work
FORBIDDEN = 3  # of more than a hundred claims that must not be made; three are known


@dataclass
class Sums:
    """What the rules made of all cases."""

    entries: int = 0
    found: int = 0
    others: int = 0
    auto: int = 0
    auto_right: int = 0
    phrases: int = 0
    said: int = 0
    forbidden: list[str] = field(default_factory=list)
    idle_words: int = 0
    leaked_words: int = 0
    without_work: int = 0
    left_empty: int = 0
    made_up: list[str] = field(default_factory=list)
    leaks: dict[str, int] = field(default_factory=dict)  # words by case


def _sharing(given: Scene, number: str, suggestion: Suggestion) -> float:
    own, there = given.passages_of(number), set(suggestion.passages)
    return len(own & there) / len(own | there)


def _is_right(given: Scene, number: str, suggestion: Suggestion) -> bool:
    wanted = given.entries[number]
    if wanted == "new":
        return suggestion.matter is None
    return suggestion.matter == wanted or (
        suggestion.matter is None
        and suggestion.matter_state is MatterState.SUGGEST
        and any(c.display_number == wanted for c in suggestion.candidates)
    )


def _made_up(given: Scene, made: Sequence[Suggestion]) -> list[str]:
    """Return what narratives say without ground in their own passages, their matter's row or the people."""
    at = {p.id: p for p in read(given.source).passages}
    rows = {m.display_number: (m.display_number, m.description, m.client_name) for m in FIRM}
    people = [p.name for p in given.source.context.participants]
    people += [p.speaker.name or "" for p in at.values() if p.speaker is not None]
    return [
        f"{given.name}: {s.narrative}"
        for s in made
        if faults(
            s.narrative,
            Ground([at[i] for i in s.passages], [*rows.get(s.matter or "", ()), *people, *s.facts]),
        )
    ]


def _add(sums: Sums, given: Scene) -> None:
    made = RulesExtractor().extract(given.source, FIRM, UnitRule()).suggestions
    words = {p.id: len(p.text.split()) for p in given.source.passages}
    idle = given.passages_of("n")
    billed = {p for s in made if s.billable for p in s.passages}
    sums.idle_words += sum(words[p] for p in idle)
    sums.leaks[given.name] = sum(words[p] for p in idle & billed)
    sums.leaked_words += sums.leaks[given.name]
    sums.made_up += _made_up(given, made)
    sums.without_work += not given.entries
    sums.left_empty += not given.entries and not made
    matched: set[int] = set()
    for number in given.entries:
        sums.entries += 1
        sums.phrases += len(given.say.get(number, []))
        best = max(range(len(made)), key=lambda n: _sharing(given, number, made[n]), default=None)
        if best is None or _sharing(given, number, made[best]) < 0.5:
            continue
        matched.add(best)
        sums.found += _is_right(given, number, made[best])
        told = "\n".join([made[best].narrative, *made[best].facts])
        sums.said += sum(w.casefold() in told.casefold() for w in given.say.get(number, []))
        never = given.never_of.get(number)
        if never and (hit := re.search(never, told, re.IGNORECASE)):
            sums.forbidden.append(f"{given.name}: {hit[0]}")
    for n, suggestion in enumerate(made):
        sums.others += n not in matched
        if suggestion.matter_state is MatterState.AUTO:
            sums.auto += 1
            number = max(given.entries, key=lambda k: _sharing(given, k, suggestion), default=None)
            sums.auto_right += number is not None and given.entries[number] == suggestion.matter


@cache
def _sums() -> Sums:
    sums = Sums()
    for name in scene_names(UNSEEN):
        _add(sums, scene(name, UNSEEN))
    return sums


def test_there_are_enough_cases_of_every_kind() -> None:
    assert len(scene_names(UNSEEN)) >= 85
    assert _sums().entries >= 80
    assert _sums().without_work >= 12


def test_a_matter_chosen_by_itself_is_the_right_one_every_time() -> None:
    assert _sums().auto_right == _sums().auto
    assert _sums().auto >= CHOSEN * _sums().entries


def test_nearly_every_entry_is_found_and_hardly_any_made_up() -> None:
    assert _sums().found >= FOUND * _sums().entries
    assert _sums().others <= FEWEST_OTHERS


def test_most_of_what_mattered_is_said() -> None:
    assert _sums().said >= SAID * _sums().phrases


def test_what_must_not_be_said_is_not() -> None:
    assert len(_sums().forbidden) <= FORBIDDEN, _sums().forbidden


def test_what_is_nobodys_work_is_hardly_billed() -> None:
    assert _sums().leaked_words <= LEAKED * _sums().idle_words
    assert _sums().left_empty >= EMPTY * _sums().without_work


def test_nothing_said_is_made_up() -> None:
    assert _sums().made_up == []


def test_the_words_of_the_source_are_worth_their_keep(monkeypatch: pytest.MonkeyPatch) -> None:
    """The floor is no empty one: without what was resolved, and things by their own names, much less would be said."""
    monkeypatch.setattr("agent.extract.suggesting.phrases", lambda *_: [])
    monkeypatch.setattr("agent.extract.suggesting.resolved", lambda *_: [])
    sums = Sums()
    for name in [n for n in scene_names(UNSEEN) if n[0] in "kmn"]:
        _add(sums, scene(name, UNSEEN))
    assert sums.said < 0.85 * sums.phrases


def test_the_farewells_are_worth_their_keep(monkeypatch: pytest.MonkeyPatch) -> None:
    """The floors are no empty ones: with the ends of calls taken for work, far more of nobody's work would be billed."""
    before = _sums().leaks
    monkeypatch.setattr("agent.extract.edges._farewells", lambda *_: None)
    sums = Sums()
    for name in scene_names(UNSEEN)[:12]:
        _add(sums, scene(name, UNSEEN))
    assert sums.leaked_words > 2 * sum(before[name] for name in sums.leaks)

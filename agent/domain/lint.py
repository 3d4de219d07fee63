"""What a careful reader would say of an entry before it goes on a bill: short remarks, each one sentence.

Two severities. STOP is red and keeps an entry from being confirmed until its words are changed; LOOK is amber and asks for
a second look. The words are data (`lint_words.toml`); this is the first small pack.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from agent.domain.billing import UnitRule, hours
from agent.domain.entry import TimeEntry
from agent.domain.matching_words import folded, name_words, stem
from agent.domain.source import Source, SourceKind
from agent.domain.suggestion import Promise

SPOKEN = frozenset({SourceKind.CALL, SourceKind.TRANSCRIPT})
CLAUSES = re.compile(r"[;.]\s+")
WORD = re.compile(r"[\w'’-]+")


class Severity(StrEnum):
    """How much a remark weighs."""

    STOP = "stop"
    LOOK = "look"


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing a careful reader would say."""

    code: str
    severity: Severity
    text: str = field(repr=False)


def remarks(
    entry: TimeEntry, source: Source, promises: Sequence[Promise], rule: UnitRule
) -> tuple[Remark, ...]:
    """Return what there is to say about an entry, what stops it first. An empty narrative is no matter of lint."""
    if not entry.narrative.strip():
        return ()
    low = f" {_plain(entry.narrative)} "
    found = [
        *_machine(low),
        *_told_as_done(entry, low, promises),
        *_vague(low),
        *_nobody(low, source, entry.timekeeper),
        *_lumped(entry.narrative),
        *_first_person(low),
        *_longer_than_the_call(entry, source, rule),
    ]
    return tuple(sorted(found, key=lambda r: r.severity is not Severity.STOP))


def stops(found: Iterable[Remark]) -> Remark | None:
    """Return the first remark that keeps an entry from being confirmed."""
    return next((r for r in found if r.severity is Severity.STOP), None)


def _machine(low: str) -> Iterator[Remark]:
    if phrase := _first(low, _words("machine_stop")):
        yield Remark("machine", Severity.STOP, f"“{phrase}” has no place on a bill: say what was done.")
    elif phrase := _first(low, _words("machine_look")):
        yield Remark("machine", Severity.LOOK, f"“{phrase}”: should the bill say so?")


def _told_as_done(entry: TimeEntry, low: str, promises: Sequence[Promise]) -> Iterator[Remark]:
    told = {stem(w) for w in WORD.findall(low)}
    for promise in promises:
        verb, *rest = WORD.findall(_plain(promise.text)) or [""]
        forms = _data()["done"].get(verb, [])
        about = {stem(w) for w in rest if len(w) > 3 and w not in _words("hollow")}
        if promise.passage in entry.passages and about & told and _first(low, forms):
            yield Remark(
                "only_promised", Severity.STOP, f"Told as done, but only promised: “{promise.text}”."
            )
            return


def _vague(low: str) -> Iterator[Remark]:
    if phrase := _first(low, _words("vague")):
        yield Remark("vague", Severity.LOOK, f"“{phrase}” says little: name what it was about.")
        return
    subject = [word for word in WORD.findall(low) if word not in _words("hollow")]
    if len(subject) < _data()["subject_words"]:
        yield Remark("vague", Severity.LOOK, "Says little: name what was done about what.")


def _nobody(low: str, source: Source, timekeeper: str) -> Iterator[Remark]:
    if source.kind not in SPOKEN or not _first(low, _words("together")):
        return
    people = [p.name for p in source.context.participants] + [p.speaker or "" for p in source.passages]
    own = set(name_words(timekeeper))
    named = {w for name in people for w in name_words(name)} - own - {"me", "them", "speaker"}
    if not _first(low, named) and not _first(low, _words("anybody")) and not _names_somebody(low):
        yield Remark("nobody", Severity.LOOK, "Nobody is named: say with whom.")


def _names_somebody(low: str) -> bool:
    """Whether a person stands after "with" or "on": anything that is not the subject already."""
    found = re.search(r" (?:with|upon|attendance on|attending on|call to|call from) (\w+)", low)
    return found is not None and found[1] not in _words("hollow")


def _lumped(narrative: str) -> Iterator[Remark]:
    tasks = [c for c in CLAUSES.split(narrative) if (WORD.findall(_plain(c)) or [""])[0] in _words("tasks")]
    if len(tasks) > 1:
        yield Remark("lumped", Severity.LOOK, f"{len(tasks)} tasks in one entry: a bill lists them apart.")


def _first_person(low: str) -> Iterator[Remark]:
    if word := _first(low, _words("first_person")):
        shown = word.upper() if word == "i" else word
        yield Remark(
            "first_person", Severity.LOOK, f"“{shown}”: a narrative speaks of the work, not of its author."
        )


def _longer_than_the_call(entry: TimeEntry, source: Source, rule: UnitRule) -> Iterator[Remark]:
    ends = [p.end_ms for p in source.passages if p.end_ms is not None]
    if source.kind not in SPOKEN or not ends or not entry.units or entry.elsewhere:
        return
    longest = rule.units(-(-max(ends) // 1000)) * rule.unit
    if entry.charged > longest:
        yield Remark(
            "longer",
            Severity.LOOK,
            f"{hours(entry.charged)} h is charged; the whole call comes to {hours(longest)} h.",
        )


def _first(low: str, phrases: Iterable[str]) -> str | None:
    """Return the first of these words or phrases that stands whole in `low`."""
    return next((p for p in phrases if f" {p} " in low), None)


def _plain(text: str) -> str:
    """Return text without case, accents and marks, one space between words."""
    return " ".join(WORD.findall(folded(text.replace("’", "'"))))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("lint_words.toml").read_text("utf-8"))


@cache
def _words(kind: str) -> tuple[str, ...]:
    return tuple(_data()[kind])

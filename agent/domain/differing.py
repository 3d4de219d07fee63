"""Where a second hearing of a call says something else than the first: turn by turn, word by word, figures and names first.

Both hearings cut the sound into the same turns, so a turn is found again by its track and its times. What differs only in
capitals or stops is the same. Where a model of another window cut the sound otherwise, nothing is offered; and nothing that was
heard the first time is ever taken away.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from enum import StrEnum

from agent.domain.ids import PassageId, passage_id, passage_number
from agent.domain.source import Passage, Source
from agent.domain.transcript import SPEAKERS, Segment, TrackKind

FIGURES = frozenset(
    (
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty",
        "seventy", "eighty", "ninety", "hundred", "thousand", "million", "percent", "per", "cent", "dollar", "dollars", "half",
        "quarter", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    )
)  # fmt: skip


class Kind(StrEnum):
    """What differs, the weightiest first."""

    FIGURE = "figure"
    NAME = "name"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of a turn: the same in both hearings, or what the one and the other heard."""

    same: bool
    was: str = field(repr=False)
    now: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Difference:
    """One turn that was heard otherwise. `passage` is None where the first hearing has nothing at all."""

    turn: str
    passage: PassageId | None
    start_ms: int
    end_ms: int
    speaker: str = field(repr=False)
    kind: Kind
    runs: tuple[Run, ...] = field(repr=False)
    heard: str = field(default="", repr=False)  # as it was heard the second time, names not put right

    @property
    def now(self) -> str:
        """The words of the second hearing."""
        return " ".join(run.now for run in self.runs if run.now)


def differences(
    source: Source,
    again: Iterable[Segment],
    speakers: Mapping[TrackKind, str],
    names: Collection[str] = (),
    meant: Mapping[str, str] | None = None,
) -> tuple[Difference, ...]:
    """Return what a second hearing of a call says otherwise, figures and names first, else in the order of time.

    `source` is as it is meant, and `meant` says of a turn what is meant by the words of the second hearing.
    """
    known = {word for name in names for word in _words(name)}
    said = {track: speakers.get(track, SPEAKERS[track]) for track in TrackKind}
    found = []
    hidden = {(TrackKind.MICROPHONE, p.start_ms, p.end_ms) for p in source.echoes}
    for segment in again:
        times = segment.start_ms, segment.end_ms
        if segment.echo or not segment.text.strip() or (segment.track, *times) in hidden:
            continue
        passage = _passage(source, segment, said)
        if passage is None and _is_cut_otherwise(source, segment, said):
            continue
        turn, place = turn_of(segment), passage.id if passage else None
        runs = _runs(passage.text if passage else "", (meant or {}).get(turn, segment.text))
        if not all(run.same for run in runs):
            speaker = passage.speaker if passage and passage.text and passage.speaker else said[segment.track]
            found.append(Difference(turn, place, *times, speaker, _kind(runs, known), runs, segment.text))
    order = list(Kind)
    return tuple(sorted(found, key=lambda d: (order.index(d.kind), d.start_ms, d.turn)))


def turn_of(segment: Segment) -> str:
    """Return what a turn is called: its track and when it begins."""
    return f"{segment.track[0]}{segment.start_ms}"


def taken_over(source: Source, wanted: Sequence[Difference]) -> Source:
    """Return the source with the words of these turns as they were heard the second time."""
    by_passage = {d.passage: d for d in wanted if d.passage is not None}
    passages = [
        replace(p, text=by_passage[p.id].heard, speaker=by_passage[p.id].speaker) if p.id in by_passage else p
        for p in source.passages
    ]
    last = max((passage_number(p.id) for p in (*source.passages, *source.echoes)), default=0)
    for number, new in enumerate((d for d in wanted if d.passage is None), last + 1):
        passages.append(Passage(passage_id(number), new.heard, new.speaker, new.start_ms, new.end_ms))
    passages.sort(key=lambda p: (p.start_ms is None, p.start_ms or 0))  # what is as early stays as it was
    return replace(source, passages=tuple(passages))


def _passage(source: Source, segment: Segment, said: Mapping[TrackKind, str]) -> Passage | None:
    """Return what the first hearing has of a turn; lost words are nobody's, and the lawyer may have said whose others are."""
    times = (segment.start_ms, segment.end_ms)
    there = [p for p in source.passages if (p.start_ms, p.end_ms) == times]
    own = [p for p in there if p.speaker == said[segment.track]]
    return next(iter(own or [p for p in there if not p.text or _may_be_of(p, segment, said)]), None)


def _is_cut_otherwise(source: Source, segment: Segment, said: Mapping[TrackKind, str]) -> bool:
    """Tell whether the first hearing has these words in turns of other times: as a turn of its own it would double them."""
    return any(
        p.text and p.start_ms is not None and p.end_ms is not None and _may_be_of(p, segment, said)
        and p.start_ms < segment.end_ms and segment.start_ms < p.end_ms
        for p in source.passages
    )  # fmt: skip


def _may_be_of(passage: Passage, segment: Segment, said: Mapping[TrackKind, str]) -> bool:
    """Tell whether a passage may be of a segment's track: it is not the other track's speaker who says it."""
    return passage.speaker not in {name for track, name in said.items() if track != segment.track}


def _runs(was: str, now: str) -> tuple[Run, ...]:
    before, after = was.split(), now.split()
    match = SequenceMatcher(None, [_bare(w) for w in before], [_bare(w) for w in after], autojunk=False)
    return tuple(
        Run(what == "equal", " ".join(before[a:b]), " ".join(after[c:d]))
        for what, a, b, c, d in match.get_opcodes()
        if what == "equal" or any(map(_bare, before[a:b])) or any(map(_bare, after[c:d]))
    )


def _kind(runs: Sequence[Run], names: Collection[str]) -> Kind:
    changed = [word for run in runs if not run.same for word in (*run.was.split(), *run.now.split())]
    if any(any(c.isdigit() for c in word) or _bare(word) in FIGURES for word in changed):
        return Kind.FIGURE
    firsts = {text.split()[0] for text in (_whole(runs, "was"), _whole(runs, "now")) if text}
    if any(_bare(w) in names or (w[:1].isupper() and w not in firsts and w != "I") for w in changed):
        return Kind.NAME
    return Kind.WORDS


def _whole(runs: Sequence[Run], side: str) -> str:
    return " ".join(text for run in runs if (text := getattr(run, side)))


def _words(text: str) -> list[str]:
    return [bare for word in text.split() if len(bare := _bare(word)) > 1]


def _bare(word: str) -> str:
    return re.sub(r"[^\w$%]", "", word).casefold()

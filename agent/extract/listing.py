"""The short lines of a fact list: figures, what was said in words, topics."""

from __future__ import annotations

from collections.abc import Sequence

from agent.domain.ids import PassageId
from agent.domain.suggestion import MOST_FACTS
from agent.extract.facts import Fact
from agent.extract.topics import Topic

LONGEST = 80  # characters of a line
Line = tuple[str, tuple[PassageId, ...]]  # text, and the passages that carry it


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def lines(found: Sequence[Fact], topics: Sequence[Topic], said: str, told: Sequence[Line] = ()) -> list[Line]:
    """Return up to sixteen lines of at most eighty characters: figures, what was `told` in words, topics not yet named."""
    rest = [t for t in topics if t.shown.casefold() not in said.casefold()]
    wanted = 4 if len(rest) > 8 else 3 if len(rest) > 3 else 1 if rest else 0
    topic_lines = min(wanted, max(1, MOST_FACTS - len(found) // 3))
    listed = [*_joined(found, MOST_FACTS - topic_lines - len(told)), *told]
    named = " ".join(text for text, _ in listed).casefold()
    fresh = _longest([t for t in rest if t.shown.casefold() not in named])
    return listed + _listed(fresh, MOST_FACTS - len(listed))


def _longest(rest: Sequence[Topic]) -> list[Topic]:
    """Put what is longer in the place of what only repeats its end: "interim hearing" where "hearing" stood."""
    said = {f" {t.shown.casefold()}": t for t in reversed(rest)}
    chosen: dict[str, Topic] = {}
    for topic in rest:
        longest = max((s for s in said if s.endswith(f" {topic.shown.casefold()}")), key=len)
        chosen.setdefault(longest, said[longest])
    return list(chosen.values())


def _joined(found: Sequence[Fact], most: int) -> list[Line]:
    """Join figures of neighbouring passages into lines, dropping the least worth until they fit."""
    chosen = sorted(found, key=lambda f: -f.worth)[: most * 3]
    while True:
        out: list[Line] = []
        last = -9
        for fact in sorted(chosen, key=lambda f: (f.at, int(f.id[1:]))):
            text = fact.text[:LONGEST]
            near = out and fact.at - last <= 3 and out[-1][0].count(";") < 2
            if near and len(out[-1][0]) + len(text) + 2 <= LONGEST:
                out[-1] = (f"{out[-1][0]}; {text}", tuple(dict.fromkeys((*out[-1][1], fact.passage))))
            else:
                out.append((_capital(text), (fact.passage,)))
            last = fact.at
        if len(out) <= most:
            return out
        chosen.remove(min(chosen, key=lambda f: f.worth))


def _listed(rest: Sequence[Topic], most: int) -> list[Line]:
    """List topics by weight, as many to a line as fit."""
    out: list[Line] = []
    for topic in rest:
        if out and len(out[-1][0]) + len(topic.shown) + 2 <= LONGEST:
            out[-1] = (
                f"{out[-1][0]}, {topic.shown}",
                tuple(dict.fromkeys((*out[-1][1], *topic.passages[:2]))),
            )
        elif len(out) < most:
            out.append((_capital(topic.shown)[:LONGEST], topic.passages[:2]))
    return out

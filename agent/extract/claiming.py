"""Work that somebody in a room says they did or will do, as a question: "Who drafted the deed?" No entry claims it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.domain.suggestion import Claim
from agent.domain.suggestion import NotBilledWhy as Why
from agent.extract.lexicon import pattern
from agent.extract.promising import ENDS, LEAST_WORDS, LONGEST, promised, short
from agent.extract.reading import Read, Reading
from agent.extract.sifting import sentences

MOST = 8


def claims(reading: Reading, marks: Sequence[Why | None]) -> tuple[Claim, ...]:
    """Return what is to be asked of a room, where something may have been work; `marks` say where nothing was."""
    found: dict[str, Claim] = {}
    for p in reading.passages:
        if p.in_room and marks[p.at] in (None, Why.UNCLEAR):
            for question in _questions(p):
                found.setdefault(question.casefold(), Claim(question, p.id))
    return tuple(found.values())[:MOST]


def claims_work(p: Read) -> bool:
    """Whether a passage of a room says in the first person that work was done."""
    return p.in_room and pattern("cues", "done").search(p.text) is not None


def _questions(p: Read) -> Iterator[str]:
    for sentence in sentences(p.text):
        done = pattern("cues", "done").search(sentence)
        if done is None:
            continue
        told = ENDS.split(sentence[done.start("what") :])[0].strip(" ,:–-")
        if len(told.split()) >= LEAST_WORDS:
            yield _asked("has " if done["has"] else "", told)
    for text in promised(p):
        yield _asked("will ", text[0].lower() + text[1:])


def _asked(helper: str, told: str) -> str:
    return f"Who {helper}{short(told, LONGEST - len(helper) - 5)}?"

"""Work that the timekeeper only promised, in a few of the source's own words: "send Marcus the counter-offer"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from agent.domain.suggestion import NotBilledWhy as Why
from agent.domain.suggestion import Promise
from agent.extract.lexicon import pattern
from agent.extract.reading import Read, Reading
from agent.extract.sifting import sentences

LONGEST = 80
MOST = 8
LEAST_WORDS = 3  # "I'll do that" promises nothing anybody could find again
ENDS = re.compile(
    r"[.;!?]|, (?:and|but|so|if|because|then) | (?:and|but) (?=(?:I|we)\b)|,? (?:okay|all right|right|yeah)\b|\s[-–]\s",
    re.IGNORECASE,
)
_LEAD = re.compile(r"(?:go back|\S+)$")  # the verb with which the sign of a promise ends
_TO_DO = re.compile(r"^to do\W*(?:i'll |i will |will |we'll |we will )?", re.IGNORECASE)


def promises(reading: Reading, marks: Sequence[Why | None]) -> tuple[Promise, ...]:
    """Return what was promised where something may have been work; `marks` say where nothing was."""
    found: dict[str, Promise] = {}
    for p in reading.passages:
        if p.own and marks[p.at] in (None, Why.UNCLEAR):
            for text in promised(p):
                found.setdefault(text.casefold(), Promise(text, p.id))
    return tuple(found.values())[:MOST]


def promised(p: Read) -> Iterator[str]:
    """Yield what a passage promises, whoever speaks it."""
    for sentence in sentences(p.text):
        sign = pattern("cues", "promise").search(sentence)
        if sign is None:
            continue
        verb = _LEAD.search(sign.group())
        to_do = _TO_DO.match(sentence)
        start = to_do.end() if to_do else sign.start() + (verb.start() if verb else 0)
        text = ENDS.split(sentence[start:])[0].strip(" ,:–-")
        if len(text.split()) >= LEAST_WORDS:
            yield short(text[0].upper() + text[1:])


def short(text: str, longest: int = LONGEST) -> str:
    """Cut at a word within what a line holds."""
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0] + "…"

"""What was instructed, advised and asked for, each in a short line of the source's own words for the fact list.

Only what the timekeeper or the client says for themselves: nothing reported of others, nothing supposed, denied or taken
back. A line begins with what it is and goes on with a verb that says nothing was done: "Instructions: agree the plan".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum

from agent.domain.ids import PassageId
from agent.extract.lexicon import pattern
from agent.extract.listing import LONGEST, Line
from agent.extract.mining import slips
from agent.extract.promising import short
from agent.extract.reading import Read
from agent.extract.sifting import is_aside, sentences

MOST = 4
_LEAST_WORDS = 2
_STOP = re.compile(
    r"[.;!?]|,? (?:because|so that|since|which|otherwise)\b|, (?:so|but|and|then|or else|okay|all right|right|yeah)\b|"
    r" (?:but|and) (?=(?:I|we|he|she|they|it)\b)|\s[-–]\s"
)
_LABELS = ("instructions", "advice", "requested")
_ADVISED = frozenset(
    {"A106", "A107", "A103", "A104", "A101"}
)  # not what is put to an opponent or said in the office


def resolved(passages: Sequence[Read], activity: str) -> list[Line]:
    """Return up to four lines with their passages; `activity` says who was spoken with, and so whose words are advice."""
    wrong = {at for at, _ in slips(passages)}
    others = {p.speaker for p in passages if p.mine is False}
    found: dict[str, tuple[int, str, tuple[PassageId, ...]]] = {}
    for n, p in enumerate(passages):
        if p.at in wrong or p.in_room:
            continue
        voice = _voice(p, activity, alone=len(others) == 1)
        whole = [p, *(q for q in passages[n + 1 : n + 2] if _goes_on(p, q) and q.at not in wrong)]
        ids = tuple(q.id for q in whole)
        for label, text in _lines(p, " ".join(q.text for q in whole), voice, activity):
            found.setdefault(text.casefold(), (_LABELS.index(label), f"{label.capitalize()}: {text}", ids))
    rows = list(found.values())
    first = sorted(range(len(rows)), key=lambda n: rows[n][0])[:MOST]
    return [(short(line, LONGEST), ids) for _, line, ids in (rows[n] for n in sorted(first))]


class Voice(Enum):
    """Whose words a passage holds."""

    KEEPER = "timekeeper"
    CLIENT = "client"
    COUNSEL = "counsel"
    ANYBODY = "anybody"


def _voice(p: Read, activity: str, *, alone: bool) -> Voice:
    """Say who speaks; of several others nobody can say which is the client, nor who speaks where no speakers are told."""
    if p.mine or (p.mine is None and not p.seconds):
        return Voice.KEEPER
    if p.mine is None or not alone:
        return Voice.ANYBODY
    return {"A106": Voice.CLIENT, "A107": Voice.COUNSEL}.get(activity, Voice.ANYBODY)


# By whose words it is: the lists of signs, and the label of what they say.
_SIGNS = {
    Voice.KEEPER: (("instructions", "instructions"), ("advice", "advice"), ("requested", "requested")),
    Voice.CLIENT: (("instructions_of_client", "instructions"),),
    Voice.COUNSEL: (("advice", "advice"),),
    Voice.ANYBODY: (),
}


def _goes_on(p: Read, following: Read) -> bool:
    """Whether a sentence goes on in the next passage: its condition may stand there."""
    return p.text[-1:] not in ".?!" and following.speaker == p.speaker and following.at == p.at + 1


def _lines(p: Read, said: str, voice: Voice, activity: str) -> Iterator[tuple[str, str]]:
    for sentence in sentences(said):
        if sentence.endswith("?") or is_aside(sentence, mine=p.mine):
            continue
        for signs, label in _SIGNS[voice]:
            if label != "instructions" and activity not in _ADVISED:
                continue
            text = _told(sentence, signs, opponent=activity not in _ADVISED)
            if text:
                yield label, text
                break


def _told(sentence: str, signs: str, *, opponent: bool) -> str:
    """Return what follows a sign, "" when there is none, when it is only supposed, or when an `opponent`'s client wants it."""
    sign = pattern("resolved", signs).search(sentence)
    if sign is None or pattern("resolved", "unreal").search(sentence[: sign.start()]):
        return ""
    if opponent and "you" in sign.group().casefold():
        return ""
    told = _STOP.split(sentence[sign.end() :])[0].strip(" ,:–-")
    if len(told.split()) < _LEAST_WORDS or pattern("resolved", "empty").match(told):
        return ""
    return told if told[:2].isupper() else told[0].lower() + told[1:]

"""What was instructed, advised and asked for, each in a short line of the source's own words for the fact list.

Only what the timekeeper or the client says for themselves: nothing reported of others, nothing supposed, denied or taken
back. A line begins with what it is and goes on with a verb that says nothing was done: "Instructions: agree the plan".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from agent.domain.ids import PassageId
from agent.extract.lexicon import pattern
from agent.extract.mining import slips
from agent.extract.promising import short
from agent.extract.reading import Read
from agent.extract.sifting import is_aside, sentences

MOST = 4
_LONGEST = 80
_LEAST_WORDS = 2
_STOP = re.compile(
    r"[.;!?]|,? (?:because|so that|since|which|otherwise)\b|, (?:so|but|and|then|or else|okay|all right|right|yeah)\b|"
    r" (?:but|and) (?=(?:I|we|he|she|they|it)\b)|\s[-–]\s"
)
_LABELS = ("instructions", "advice", "requested")
_ADVISED = frozenset(
    {"A106", "A107", "A103", "A104", "A101"}
)  # not what is put to an opponent or said in the office
_COUNSEL = "A107"


def resolved(passages: Sequence[Read], activity: str) -> list[tuple[str, tuple[PassageId, ...]]]:
    """Return up to four lines with their passages; `activity` says who was spoken with, and so whose words are advice."""
    wrong = {at for at, _ in slips(passages)}
    found: dict[str, tuple[int, str, PassageId]] = {}
    for p in passages:
        if p.at in wrong or p.in_room:
            continue
        for label, text in _lines(p, activity):
            found.setdefault(text.casefold(), (_LABELS.index(label), f"{label.capitalize()}: {text}", p.id))
    order = sorted(range(len(found)), key=lambda n: list(found.values())[n][0])[:MOST]
    return [
        (short(line, _LONGEST), (at,)) for _, line, at in (list(found.values())[n] for n in sorted(order))
    ]


def _lines(p: Read, activity: str) -> Iterator[tuple[str, str]]:
    for sentence in sentences(p.text):
        if sentence.endswith("?") or is_aside(sentence, mine=p.mine):
            continue
        for label in _LABELS:
            text = _told(sentence, label, p, activity)
            if text:
                yield label, text
                break


def _told(sentence: str, label: str, p: Read, activity: str) -> str:
    """Return what a sentence instructs, advises or asks for, "" when it does not, or when only somebody else would have it."""
    mine = p.mine is not False
    if label != "instructions" and (activity not in _ADVISED or (not mine and activity != _COUNSEL)):
        return ""
    if label == "requested" and not mine:
        return ""
    keys = [label] if mine else [f"{label}_of_client"] if activity == "A106" else [label]
    for key in keys:
        sign = pattern("resolved", key).search(sentence)
        if sign is None or pattern("resolved", "unreal").search(sentence[: sign.start()]):
            continue
        told = _STOP.split(sentence[sign.end() :])[0].strip(" ,:–-")
        if len(told.split()) >= _LEAST_WORDS and not pattern("resolved", "empty").match(told):
            return told[0].lower() + told[1:] if not told[:2].isupper() else told
    return ""

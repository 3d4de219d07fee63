"""Where the work of a call begins and ends: after the greetings and the talk of recording, before the farewells."""

from __future__ import annotations

from collections.abc import Sequence

from agent.domain.suggestion import NotBilledWhy as Why
from agent.extract.everyday import Words, told, words_of
from agent.extract.lexicon import pattern
from agent.extract.reading import Read
from agent.extract.signs import chats, says, settles
from agent.extract.straying import is_own_day

WORK = 1.0  # weight from which a passage shows legal work by itself
OPENING = 14  # passages within which a call comes to its business
GREETING = 3.0  # weight before the talk of recording below which there was only greeting
BUSINESS = (
    3  # words of everyday life that are the very business, from which no talk before the first law is chat
)
# Words of news, the passages that it opens, the legal weight that bears it out.
TELLING, FURTHER, BORNE_OUT = 12, 8, 1.5
PLAINLY = 8  # words of a turn of the lawyer's that opens the work by its law alone
UNSAID = 3  # turns between two pleasantries at the end of a call
BRIEF = 16  # words of such a turn
GREET = 6  # words of a turn of the lawyer's that is no more than a greeting


def mark_edges(passages: Sequence[Read], marks: list[Why | None]) -> None:
    """Mark greetings before the first work and farewells after the last."""
    words = words_of(passages, marks)
    begin = _first_work(passages, marks, words)
    for p in passages[:begin]:
        marks[p.at] = marks[p.at] or Why.SMALL_TALK
    _farewells(passages, marks, begin, words)


def _first_work(passages: Sequence[Read], marks: Sequence[Why | None], words: Words) -> int:
    """Return where work begins: the first passage with legal weight that the next ones bear out."""
    asked = _recording(passages, marks, words)
    for p in passages[asked:]:
        if marks[p.at] is not None:
            continue
        if p.at < OPENING and p.mine and pattern("cues", "business").search(p.text):
            return p.at
        ahead = sum(q.weight for q in passages[p.at : p.at + 5] if marks[q.at] is None)
        if (
            _tells(p)
            and sum(q.weight for q in passages[p.at : p.at + FURTHER] if marks[q.at] is None) >= BORNE_OUT
        ):
            return _opening(passages, marks, p.at, asked, words)
        if p.mine and p.weight >= WORK and p.words >= PLAINLY and not _chats(p, words) and not is_own_day(p):
            return _opening(passages, marks, p.at, asked, words)
        opens = p.weight >= WORK or (p.weight > 0 and pattern("cues", "turn").search(p.text) is not None)
        if (opens and ahead >= 2.0 and not (_chats(p, words) and p.weight < 2) and not is_own_day(p)) or (
            ahead and p.at == len(passages) - 1
        ):
            return _opening(passages, marks, p.at, asked, words)
    return len(passages) if not asked and sum(p.weight for p in passages) < WORK else asked


def _recording(passages: Sequence[Read], marks: Sequence[Why | None], words: Words) -> int:
    """Return the first passage after the talk of recording that opens a call, 0 when there is none or work came before it."""
    about = [p.at for p in passages[:OPENING] if marks[p.at] is Why.CONSENT_NOTICE]
    if not about or sum(p.weight for p in passages[: about[0]] if marks[p.at] is None) >= GREETING:
        return 0
    last = about[0]
    while last + 1 in about:
        last += 1
    while last + 1 < len(passages) and _answers(passages[last + 1], words):
        last += 1
    return last + 1


def _answers(p: Read, words: Words) -> bool:
    """Whether a passage after the talk of recording only answers it or greets."""
    if len(told(p, words.business)) > 1:
        return False
    return p.weight == 0 and (not p.mine or p.words < GREET) and not (p.text.endswith("?") or settles(p))


def _tells(p: Read) -> bool:
    """Whether the lawyer tells news at some length, with a date or sum in it and a word of law."""
    return p.mine is True and p.words >= TELLING and p.weight > 0 and settles(p) and not chats(p)


def _chats(p: Read, words: Words) -> bool:
    return chats(p) or (p.weight == 0 and len(told(p, words.idle)) >= 2)


def _opening(passages: Sequence[Read], marks: Sequence[Why | None], at: int, asked: int, words: Words) -> int:
    """Step back over what led to the first legal words: all since the talk of recording when none of it is small talk,
    else the beginning of the turn and the question that opened it."""
    since = [p for p in passages[asked:at] if marks[p.at] is None]
    if asked and len(frozenset().union(*(told(p, words.business) for p in since))) >= BUSINESS:
        return asked
    if asked and not any(
        (_chats(p, words) and not settles(p)) or is_own_day(p)
        for p in passages[asked:at]
        if marks[p.at] is None
    ):
        return asked
    while at and marks[at - 1] is None and _belongs_to(passages[at - 1], passages[at]):
        at -= 1
    return at


def _belongs_to(p: Read, opening: Read) -> bool:
    """Whether a turn belongs to the business after it: the same breath, a word of law in it, or it announces a topic."""
    if p.speaker == opening.speaker and opening.gap_ms < 500:
        return not says(p, "small_talk")
    return (
        not chats(p) and p.words > 5 and (p.weight > 0 or pattern("cues", "turn").search(p.text) is not None)
    )


def _farewells(passages: Sequence[Read], marks: list[Why | None], begin: int, words: Words) -> None:
    """Mark the end of a call from its last turn back to its first pleasantry.

    A few turns between two pleasantries belong to them, whatever they say, as long as no law, promise or instruction falls.
    """
    between: list[int] = []
    for p in reversed(passages[begin + 1 :]):
        if marks[p.at] is not None:
            continue
        if _parts(passages, p) or _of_everyday_life(p, words):
            for at in (*between, p.at):
                marks[at] = Why.SMALL_TALK
            between = []
        elif len(between) < UNSAID and p.weight == 0 and p.words <= BRIEF and not settles(p):
            between.append(p.at)
        else:
            break


def _parts(passages: Sequence[Read], p: Read) -> bool:
    """Whether a turn near the end says farewell, chats, or asks after the other person."""
    if says(p, "goodbye"):
        return p.weight < 1.5
    if says(p, "small_talk"):
        return p.weight < 1.5 and not (p.weight and settles(p))
    if says(p, "small_talk_edge") or (p.words <= BRIEF and _farewell_before(passages, p.at)):
        return p.weight == 0
    personal = says(p, "parting") or (says(p, "asks_after") and not says(p, "asks_for"))
    return personal and p.weight < 0.5 and not settles(p)


def _of_everyday_life(p: Read, words: Words) -> bool:
    """Whether a turn near the end speaks of everyday life, and of nothing else."""
    return p.weight == 0 and not settles(p) and bool(told(p, words.idle))


def _farewell_before(passages: Sequence[Read], at: int) -> bool:
    """Whether a short turn answers a farewell or pleasantry."""
    return (
        at > 0 and (says(passages[at - 1], "goodbye") or chats(passages[at - 1])) and passages[at].weight == 0
    )

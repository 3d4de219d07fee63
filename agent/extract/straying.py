"""Talk in a call that strays from its subject: an anecdote ended by "anyway", a file that is not today's, one's own day."""

from __future__ import annotations

from collections.abc import Sequence

from agent.domain.suggestion import NotBilledWhy as Why
from agent.extract.lexicon import pattern
from agent.extract.reading import Read

LEAST = 3  # passages before "anyway" that make a digression
OWN_DAY = 3.0  # legal weight from which "I've been in court" is about this matter after all
ASIDE = 2.0  # legal weight from which a question about another file is work


def mark_straying(passages: Sequence[Read], marks: list[Why | None]) -> None:
    """Mark digressions as small talk, and what is said only to put another file off as no work of this call."""
    for p in passages:
        if marks[p.at] is not None:
            continue
        if _says(p, "other_file") and p.weight < ASIDE:
            marks[p.at] = Why.UNCLEAR
            before = passages[p.at - 1] if p.at else p
            if marks[before.at] is None and before.speaker != p.speaker and before.weight < ASIDE:
                marks[before.at] = Why.UNCLEAR
        elif not p.weight and _says(p, "digression_end"):
            begin = _beginning(passages, marks, p.at)
            if p.at - begin >= LEAST:
                for q in passages[begin : p.at + 1]:
                    marks[q.at] = Why.SMALL_TALK


def is_own_day(p: Read) -> bool:
    """Whether somebody tells of the day they have had; legal words in it are of other people's cases."""
    return p.weight < OWN_DAY and _says(p, "own_day")


def _says(p: Read, kind: str) -> bool:
    return pattern("labels", kind).search(p.text) is not None


def _beginning(passages: Sequence[Read], marks: Sequence[Why | None], at: int) -> int:
    """Return where a digression that ends at a passage began: after the last legal word, question or instruction."""
    while at and marks[at - 1] is None and not passages[at - 1].weight and not _belongs(passages, at - 1):
        at -= 1
    return at


def _belongs(passages: Sequence[Read], at: int) -> bool:
    """Whether a passage is a question of the lawyer's, an answer to one, or an instruction."""
    pair = passages[max(0, at - 1) : at + 1]
    return any(p.mine is True and p.text.endswith("?") for p in pair) or (
        pattern("cues", "instructions").search(passages[at].text) is not None
    )

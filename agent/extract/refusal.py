"""Somebody says no to being recorded: from then on nothing is used, and what led up to it is no work.

The no seldom names the recorder. It comes a few turns after the question, often from the other guest, after asking who
keeps the notes; the lawyer's "I'll turn it off" makes it certain. The same words said of an offer on the table are no
refusal, so a plain "I don't agree to that" counts only while the talk is still of the recording.
"""

from __future__ import annotations

from collections.abc import Sequence

from agent.domain.suggestion import NotBilledWhy as Why
from agent.extract.lexicon import pattern
from agent.extract.reading import Read

REACH = 8  # passages that an answer may come after the last talk of the recording
STRAY = 4.0  # legal weight after which the talk has moved on, though nobody answered
OPENED = 1.5  # legal weight of a passage that opens the day's business
BEFORE = 3.0  # legal weight before the question below which there was only greeting


def mark_refusal(passages: Sequence[Read], marks: list[Why | None]) -> None:
    """Mark the question, the refusal and all that follows; and the greeting before, when there was nothing else."""
    asked, refused = refusal(passages)
    if refused is None:
        return
    for p in passages[refused:]:
        marks[p.at] = Why.INJECTION if marks[p.at] is Why.INJECTION else Why.AFTER_REFUSAL
    begin = refused if asked is None else asked
    challenged = passages[begin].mine is False
    for p in passages[begin:refused]:
        marks[p.at] = marks[p.at] or (Why.AFTER_REFUSAL if challenged else Why.CONSENT_NOTICE)
    before = [p for p in passages[:begin] if marks[p.at] is None]
    if sum(p.weight for p in before) < BEFORE:
        for p in before:
            marks[p.at] = Why.CONSENT_NOTICE if is_notice(p) else Why.SMALL_TALK


def refusal(passages: Sequence[Read]) -> tuple[int | None, int | None]:
    """Return where the question that was refused stands (None when nobody asked), and the refusal; both None without one."""
    asked: int | None = None
    for p in passages:
        if asked is not None and _has_moved_on(passages, asked, p.at):
            asked = None
        if asked is None and is_notice(p):
            asked = p.at
        if is_refusal(p) and _of_recording(passages, p.at):
            return asked, p.at
        if asked is not None and p.at > asked and _declines(passages, asked, p):
            return asked, p.at
    return None, None


def is_refusal(passage: Read) -> bool:
    """Whether somebody refuses to be recorded in so many words, rather than being offered to."""
    return _says(passage, "refuses") and not _says(passage, "offers")


def is_notice(passage: Read) -> bool:
    """Whether somebody says or asks that the talk is recorded."""
    named = _says(passage, "recording")
    return named and (
        _says(passage, "asks") or pattern("labels", "consent_notice").search(passage.text) is not None
    )


def _says(passage: Read, kind: str) -> bool:
    return pattern("refusal", kind).search(passage.text) is not None


def _of_recording(passages: Sequence[Read], at: int) -> bool:
    return any(_says(q, "recording") for q in passages[max(0, at - 3) : at + 2])


def _of_consent(passage: Read) -> bool:
    return any(_says(passage, kind) for kind in ("recording", "asks", "about"))


def _has_moved_on(passages: Sequence[Read], asked: int, at: int) -> bool:
    """Whether the talk has left the recording between the question and a passage."""
    since = passages[asked + 1 : at]
    strays = [p for p in since if not _of_consent(p)]
    last = max((p.at for p in since if _of_consent(p)), default=asked)
    return (
        at - last > REACH
        or sum(p.weight for p in strays) >= STRAY
        or any(p.mine is not False and p.weight >= OPENED for p in strays)
        or (any(_agrees(p) for p in since) and any(p.weight > 0 for p in strays))
    )  # fmt: skip


def _agrees(passage: Read) -> bool:
    return (
        passage.mine is not True
        and passage.words <= 14
        and _says(passage, "agrees")
        and not _says(passage, "agrees_not")
        and not _says(passage, "declines")
    )


def _declines(passages: Sequence[Read], asked: int, p: Read) -> bool:
    """Whether a passage after the question says no to it, or the lawyer says that the recorder goes off."""
    if _confirms(p):
        return True
    asker = passages[asked].speaker
    if p.mine is True or (asker is not None and p.speaker == asker) or p.weight >= OPENED or _agrees(p):
        return False
    if _relents(passages, p):
        return False
    if _says(p, "declines") and not (p.mine is None and _says(p, "offers")):
        return True
    kindly = any(_says(q, "kindly") for q in passages[asked : p.at])
    return _says(p, "no") and not kindly and not any(_agrees(q) for q in passages[asked + 1 : p.at])


def _confirms(passage: Read) -> bool:
    return passage.mine is not False and _says(passage, "confirms") and not _says(passage, "confirms_not")


def _relents(passages: Sequence[Read], p: Read) -> bool:
    """Whether the one who said no agrees after all in the next turns, before the recorder is said to go off."""
    for q in passages[p.at + 1 : p.at + 5]:
        if _confirms(q):
            return False
        if q.speaker == p.speaker and _agrees(q):
            return True
    return False

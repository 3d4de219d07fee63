"""Somebody from next door puts their head in: a voice that nobody invited, heard once, about something else."""

from __future__ import annotations

from collections.abc import Sequence

from agent.domain.suggestion import NotBilledWhy as Why
from agent.extract.reading import Read
from agent.extract.signs import says, settles

LONGEST = 10  # passages of an interruption; one that goes on joins the call
SHORT = 5  # passages of a visit that needs no sign but that it brings nothing
SLIGHT = 0.5  # legal weight that such a visit stays under
INVITED = 2  # voices that must be known for a further one to be a stranger


def mark_breaking_in(passages: Sequence[Read], marks: list[Why | None]) -> None:
    """Mark what somebody uninvited says between two turns of the others, with the answers, when it begins with an excuse."""
    voices = list(dict.fromkeys(p.speaker for p in passages if p.speaker is not None))
    if sum(v.is_timekeeper or v.person is not None for v in voices) < INVITED:
        return
    for voice in voices:
        if voice.is_timekeeper or voice.person is not None:
            continue
        said = [p.at for p in passages if p.speaker == voice]
        visit = passages[said[0] : said[-1] + 1]
        alone = all(p.speaker == voice or p.mine for p in visit)
        if not alone or len(visit) > LONGEST or not said[0]:
            continue
        if any(says(p, "breaks_in") for p in visit[:2]) or _brings_nothing(visit):
            for p in visit:
                marks[p.at] = marks[p.at] or Why.INTERRUPTION


def _brings_nothing(visit: Sequence[Read]) -> bool:
    """Whether a visit is short and without law, instruction or figure: it needs no excuse to be told as one."""
    return len(visit) <= SHORT and not any(p.weight >= SLIGHT or settles(p) for p in visit)

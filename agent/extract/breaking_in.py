"""Somebody from next door puts their head in: a voice that nobody invited, heard once, about something else."""

from __future__ import annotations

from collections.abc import Sequence

from agent.domain.suggestion import NotBilledWhy as Why
from agent.extract.reading import Read
from agent.extract.signs import says

LONGEST = 10  # passages of an interruption; one that goes on joins the call
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
        if alone and len(visit) <= LONGEST and said[0] and any(says(p, "breaks_in") for p in visit[:2]):
            for p in visit:
                marks[p.at] = marks[p.at] or Why.INTERRUPTION

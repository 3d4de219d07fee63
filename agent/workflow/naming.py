"""Names put right: what a machine heard is held against the names in play before anybody reads it for work."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from agent.domain.hotwords import Nearby
from agent.domain.naming import misheard, put_right
from agent.domain.one_call import About
from agent.domain.source import Passage, Source
from agent.store.sources import KeptSource
from agent.workflow.call_facts import nearby
from agent.workflow.desk import Desk


def named(desk: Desk, kept: KeptSource) -> Source:
    """Return a source with what was misheard in it; lines that the lawyer typed during the call are as they were typed."""
    typed = {note.text for note in kept.recording.notes} if kept.recording else set()
    return put_right(kept.source, _near(desk, kept, kept.source), typed)


def named_in(desk: Desk, kept: KeptSource, source: Source, said: Collection[Passage]) -> Source:
    """Return `source`, which has grown by what the lawyer said of it, with what was misheard in that alone added."""
    heard = misheard(replace(source, passages=tuple(said)), _near(desk, kept, source))
    return replace(source, misheard=(*source.misheard, *heard))


def _near(desk: Desk, kept: KeptSource, source: Source) -> Nearby:
    return nearby(desk, source, kept.recording.about if kept.recording else About())

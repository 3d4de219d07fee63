"""Names put right: what a machine heard is held against the names in play before anybody reads it for work.

The lawyer may take one correction back: what was heard there was right. It stays so when the call is read anew, and drafts
follow while all of them are the machine's still.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from agent.domain.hotwords import Nearby
from agent.domain.ids import PassageId, SourceId
from agent.domain.naming import misheard, put_right
from agent.domain.one_call import About
from agent.domain.source import Misheard, Passage, Source
from agent.errors import NotFound
from agent.store.sources import KeptSource
from agent.workflow.call_facts import nearby
from agent.workflow.desk import Desk
from agent.workflow.remaking import follow


@dataclass(frozen=True, slots=True)
class Names:
    """The names that were put right in what a machine wrote down."""

    desk: Desk

    def corrections(self, source_id: SourceId) -> tuple[Misheard, ...]:
        """Return what was put right in a source. Raise NotFound."""
        return self.desk.store.sources.get(source_id).source.corrections

    def take_back(self, source_id: SourceId, passage: PassageId, at: int) -> bool:
        """Take one correction back, by its passage and the letters before it, and return whether the drafts follow.

        They do when the lawyer has touched none of them; else they stay as they are. Raise NotFound.
        """
        store = self.desk.store
        with store.transaction():
            kept = store.sources.get(source_id)
            try:
                source = kept.source.taken_back(passage, at)
            except KeyError:
                raise NotFound(
                    "no name was put right there", hint="See what was: tenth names CALL."
                ) from None
            return follow(store, source)


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

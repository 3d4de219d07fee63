"""Echoes: what was put aside as the other side in the microphone, and back again when it was the lawyer after all."""

from __future__ import annotations

from dataclasses import dataclass

from agent.domain.ids import PassageId, SourceId
from agent.domain.source import Passage
from agent.errors import NotFound
from agent.workflow.desk import Desk


@dataclass(frozen=True, slots=True)
class Echoes:
    """The passages of calls that nobody reads unless they are shown again."""

    desk: Desk

    def of(self, source_id: SourceId) -> tuple[Passage, ...]:
        """Return what is put aside of a call. Raise NotFound."""
        return self.desk.store.sources.get(source_id).source.echoes

    def show(self, source_id: SourceId, passage: PassageId) -> None:
        """Put a passage back among those of its call; it is in no entry until the lawyer puts it there. Raise NotFound."""
        with self.desk.store.transaction():
            source = self.desk.store.sources.get(source_id).source
            if passage not in {each.id for each in source.echoes}:
                raise NotFound(
                    f"nothing called {passage} is put aside", hint="Look at the list: tenth echoes CALL."
                )
            self.desk.store.sources.advance(source.shown(passage))

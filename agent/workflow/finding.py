"""Finding any entry by matter or word: drafts, sent ones and those put aside."""

from __future__ import annotations

from dataclasses import dataclass

from agent.domain.entry import EntryStatus, TimeEntry
from agent.domain.ids import MatterId
from agent.domain.searching import Searchable, found_in
from agent.workflow.desk import Desk


@dataclass(frozen=True, slots=True)
class Finding:
    """Looks through every entry there is."""

    desk: Desk

    def entries(self, query: str, limit: int) -> list[TimeEntry]:
        """Return the entries in which every typed word is found, the newest first among equals."""
        store = self.desk.store
        known = store.matters.by_id()
        entries = store.entries.all()
        live = {
            (e.source_id, p) for e in entries if e.status is not EntryStatus.DISCARDED for p in e.passages
        }

        def is_gone(entry: TimeEntry) -> bool:
            """Whether it was joined into another: there is nothing left to stand on."""
            aside = entry.status is EntryStatus.DISCARDED and bool(entry.passages)
            return aside and all((entry.source_id, p) in live for p in entry.passages)

        def words(entry: TimeEntry) -> Searchable:
            matter = known.get(entry.matter_id or MatterId(0))
            about = (matter.client_name, matter.description) if matter else ()
            return Searchable(entry.matter or "", (entry.narrative, *about))

        offered = sorted((e for e in entries if not is_gone(e)), key=lambda e: e.date, reverse=True)
        places = found_in(query, [words(e) for e in offered], limit)
        return [offered[place] for place in places]

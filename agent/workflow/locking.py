"""Locking: a matter that the sign-in may no longer see is hidden here too, until the practice system shows it again.

It is no longer found, suggested or written; unsent entries on it lose it and say so. What was pushed stays as it was.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from agent.domain.ids import MatterId
from agent.domain.unplaced import locked_out
from agent.errors import PracticeError
from agent.ports import PracticeSystem
from agent.workflow.changes import Changes
from agent.workflow.desk import Desk

log = logging.getLogger(__name__)

HINT = "Clio no longer shows you this matter: choose another one, or ask whoever manages it in Clio."


@dataclass(frozen=True, slots=True)
class Locking:
    """Looks whether a matter can still be seen, and locks it when it cannot."""

    desk: Desk
    practice: PracticeSystem

    def look(self, matter_id: MatterId) -> str | None:
        """Lock a matter that the practice system does not show, and return what to tell; None when it is in sight."""
        try:
            if self.practice.sees(matter_id):
                return None
        except PracticeError:
            return None  # nobody can say: nothing is locked on a guess
        self.lock([matter_id])
        return HINT

    def lock(self, matters: Iterable[MatterId]) -> None:
        """Hide matters that the practice system no longer shows, and free the unsent entries on them."""
        store = self.desk.store
        for matter_id in matters:
            with store.transaction():
                store.matters.lock(matter_id, self.desk.now())
                touched = set()
                for entry in store.entries.all():
                    push = store.ledger.of_entry(entry.id)
                    freed = locked_out(entry, matter_id)
                    if freed is not entry and not (push is not None and push.is_open):
                        store.entries.change(freed, was=entry.version)
                        touched.add(entry.source_id)
                Changes(self.desk).note_stages(touched)
                store.entries.forget_changes()  # an undo must not bring it back
            log.warning("matter %s is locked", matter_id)

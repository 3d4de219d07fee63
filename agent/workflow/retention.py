"""Retention: the sound of a captured call is deleted a day after its last entry was pushed, exported or dismissed."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass

from agent.domain.entry import EntryStatus
from agent.domain.source import Stage
from agent.store.sources import KeptSource
from agent.workflow.desk import Desk
from agent.workflow.sound import SoundShelf

log = logging.getLogger(__name__)

KEPT_HOURS = 24
DONE = frozenset({EntryStatus.PUSHED, EntryStatus.EXPORTED, EntryStatus.DISCARDED})


@dataclass(frozen=True, slots=True)
class Retention:
    """Looks now and then which sound is done with, and deletes what has been so for long enough."""

    desk: Desk
    shelf: SoundShelf

    def sweep(self) -> int:
        """Note what is done with, forget the keys of what has been for a day, and return how many those were."""
        store, now = self.desk.store, self.desk.now()
        since, gone = store.captures.done_since(), 0
        for kept in store.sources.all():
            if kept.recording is None or kept.sound_key is None:
                continue
            source_id, known = kept.source.id, since.get(kept.source.id)
            if not self._is_done(kept):
                if known is not None:
                    store.captures.note_done(source_id, None)
            elif known is None:
                store.captures.note_done(source_id, now)
            elif now - known >= dt.timedelta(hours=KEPT_HOURS):
                with store.transaction():
                    store.sources.forget_sound(source_id)
                    store.captures.note_done(source_id, None)
                self.shelf.forget(source_id)
                log.info("the sound of source %s is deleted", source_id)
                gone += 1
        return gone

    def _is_done(self, kept: KeptSource) -> bool:
        """Whether all that was made of a call has left the desk; a call that still waits for its words has not."""
        if kept.source.stage not in (Stage.SUGGESTED, Stage.REVIEWED):
            return False
        return all(entry.status in DONE for entry in self.desk.store.entries.of_source(kept.source.id))

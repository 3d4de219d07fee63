"""Retention: the sound of a captured call is deleted a day after its last entry was pushed, exported or dismissed.

A second hearing of it goes with it. A dictation's goes as soon as it is words; one that never became any goes with its call.
"""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass

from agent.domain.entry import EntryStatus
from agent.domain.ids import SourceId
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
        """Note what is done with, forget the keys of what has been for a day, and return how many calls those were."""
        store, now = self.desk.store, self.desk.now()
        since, gone = store.captures.done_since(), 0
        said = store.dictations.of_sources()
        for kept in store.sources.all():
            source_id = kept.source.id
            sounds = list(said.get(source_id, ()))
            if kept.recording is not None and kept.sound_key is not None:
                sounds.append(source_id)
            if not sounds:
                continue
            known = since.get(source_id)
            if not self._is_done(kept):
                if known is not None:
                    store.captures.note_done(source_id, None)
            elif known is None or known > now:  # noted by a clock that has been put right since
                store.captures.note_done(source_id, now)
            elif now - known >= dt.timedelta(hours=KEPT_HOURS):
                self._forget(source_id, sounds)
                gone += 1
        return gone

    def _forget(self, source_id: SourceId, sounds: list[SourceId]) -> None:
        """Forget the keys first: whatever happens then, nobody can open the sound any more."""
        store = self.desk.store
        with store.transaction():
            for sound in sounds:
                if sound == source_id:
                    store.sources.forget_sound(sound)
                    store.second.forget(sound)
                else:
                    store.dictations.forget(sound)
            store.captures.note_done(source_id, None)
        for sound in sounds:
            self.shelf.forget(sound)
        log.info("the sound of source %s is deleted", source_id)

    def _is_done(self, kept: KeptSource) -> bool:
        """Whether all that was made of a call has left the desk; a call that still waits for its words has not."""
        if kept.source.stage not in (Stage.SUGGESTED, Stage.REVIEWED):
            return False
        return all(entry.status in DONE for entry in self.desk.store.entries.of_source(kept.source.id))

"""Whose words: the lawyer says that a call was a room or not, who said something there, or that a recording is their own memo.

Drafts follow at once while all are the machine's still, as after "say it". Where the lawyer has changed one, who said something
is kept with the call, and the drafts stay as the lawyer has them; the rest cannot be changed any more.
"""

from __future__ import annotations

from dataclasses import dataclass

from agent.domain.ids import PassageId, SourceId
from agent.domain.memo import as_memo, is_memo
from agent.domain.room import ONE_SIDE_FORM, SOMEBODY_ELSE, SOUND_FORM, as_room, said_by
from agent.domain.source import Source, SourceKind, Stage
from agent.domain.suggestion import Claim
from agent.errors import NotAllowedNow, NotFound
from agent.workflow.desk import Desk
from agent.workflow.remaking import can_be_made_anew, follow, make_anew


@dataclass(frozen=True, slots=True)
class Voices:
    """Says whose the words of a call are."""

    desk: Desk

    def asked(self, source_id: SourceId) -> tuple[Claim, ...]:
        """Return what is to be asked of a room: who did this, who will do that."""
        return self.desk.store.sources.get(source_id).claims

    def in_room(self, source_id: SourceId, *, room: bool) -> None:
        """Say that a call's microphone held everybody, or the fee earner alone. Raise NotAllowedNow for a touched draft."""
        with self.desk.store.transaction():
            kept = self.desk.store.sources.get(source_id)
            if kept.source.kind is not SourceKind.CALL or is_memo(kept.source):
                raise NotAllowedNow("this was no call that Tenth heard", hint="Choose a call with sound.")
            if not room and kept.source.form == ONE_SIDE_FORM:
                raise NotAllowedNow(
                    "everybody is on the one side of this recording",
                    hint="If you alone speak in it, say that it is a memo.",
                )
            self._anew(as_room(kept.source, room=room))

    def memo(self, source_id: SourceId) -> None:
        """Say that the fee earner alone dictates in a recording that was taken in. Raise NotAllowedNow."""
        with self.desk.store.transaction():
            kept = self.desk.store.sources.get(source_id)
            if kept.source.form not in (SOUND_FORM, ONE_SIDE_FORM) or kept.recording is not None:
                raise NotAllowedNow("this is no sound file", hint="Only a sound file can be a memo.")
            self._anew(as_memo(kept.source))

    def said_by(self, source_id: SourceId, passage: PassageId, who: str | None = None, *, mine: bool) -> bool:
        """Say who spoke a passage of a room: the fee earner (`mine`), else `who`, without a name somebody else.

        Return whether the drafts follow. Raise NotFound.
        """
        store = self.desk.store
        with store.transaction():
            kept = store.sources.get(source_id)
            name = kept.source.context.timekeeper if mine else " ".join((who or SOMEBODY_ELSE).split())
            if not kept.source.room:
                raise NotAllowedNow("this call was no room", hint="Say first that everybody was in the room.")
            try:
                source = said_by(kept.source, passage, name)
            except KeyError:
                raise NotFound("nothing was said there", hint="Look at the call again.") from None
            store.sources.keep_claims(source_id, tuple(c for c in kept.claims if c.passage != passage))
            return follow(store, source)

    def _anew(self, source: Source) -> None:
        """Keep a source whose words are others' now, with its drafts made anew. Raise NotAllowedNow when one was touched."""
        if not can_be_made_anew(self.desk.store, source.id):
            raise NotAllowedNow(
                "a draft of this call was changed, sent or put aside", hint="Change the draft itself."
            )
        self.desk.store.sources.keep_claims(source.id, ())
        if source.stage is Stage.RECORDED:
            self.desk.store.sources.advance(source)
        else:
            make_anew(self.desk.store, source)

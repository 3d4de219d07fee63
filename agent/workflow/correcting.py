"""After the push: correct an entry in the practice system, or take it out again with its call log. See `deeds`."""

from __future__ import annotations

from dataclasses import dataclass, replace

from agent.domain import correction
from agent.domain.correction import Ending, EntryCorrection
from agent.domain.ids import EntryId, MatterId, RemoteId
from agent.domain.push import Outcome, Outgoing, Posted, Push
from agent.domain.revision import Revision
from agent.domain.standing import EntryStanding, Standing
from agent.errors import NotAllowedNow, PracticeError, Refused, SignedOut, UsedWrongly
from agent.store.corrections import Corrections
from agent.workflow.changes import Changes
from agent.workflow.deeds import Deeds

LOG_STAYS = "The entry's call log could not be removed: delete that communication in Clio."
NEVER_EMPTY = (
    "Clio takes no matter and no category off an entry: undo it, change the draft, and push it again."
)
"""PATCH /activities/{id}: for `matter` and `activity_description` "the keyword null is not valid" (OpenAPI 4.0.10)."""


@dataclass(frozen=True, slots=True)
class Correcting(Deeds[Posted, Outgoing, Revision]):
    """What the lawyer does to entries that are in the practice system."""

    def revision(self, change: Revision) -> Revision:
        """Return a change with its matter looked up. Raise NotFound, or UsedWrongly for what Clio cannot do."""
        if change.no_matter or change.category_id == 0:
            raise UsedWrongly("an entry in Clio keeps a matter and a category", hint=NEVER_EMPTY)
        matter = None if change.matter_id is None else self.desk.store.matters.get(change.matter_id)
        known = {member.id for member in self.desk.store.users() if member.is_active}
        if change.earner_id is not None and change.earner_id not in known:
            raise UsedWrongly("nobody of that number has a sign-in at the firm", hint="Choose a fee earner.")
        return replace(change, matter=matter)

    @property
    def _rows(self) -> Corrections[Posted, Outgoing]:
        return self.desk.store.corrections

    def _posted(self, entry_id: EntryId) -> Posted:
        return self._pushed(entry_id)[1]

    def _as_seen(self, posted: Posted, etag: str) -> Posted:
        return replace(posted, etag=etag)

    def _stands(self, remote_id: RemoteId) -> EntryStanding:
        return self.books().stands(remote_id, self.desk.now())

    def _wanted(self, entry_id: EntryId, base: Posted, change: Revision) -> Outgoing:
        who = self.desk.store.home.timekeeper
        if who is None:
            raise SignedOut("nobody is signed in")
        return correction.wanted_of(base, change, who.id, self.desk.store.entries.get(entry_id).unit)

    def _patch(self, base: Posted, wanted: Outgoing) -> EntryStanding:
        return self.books().correct(base, wanted, self.desk.now())

    def _adopt(self, row: EntryCorrection, held: Posted) -> None:
        store = self.desk.store
        push, _ = self._pushed(row.entry_id)
        entry = store.entries.get(row.entry_id)
        store.ledger.settle(push.holding(held))
        moved = held.matter_id not in (None, row.base.matter_id)
        matter = store.matters.known(MatterId(held.matter_id or 0)) if moved else None
        change = correction.made_of(row.base, held, matter, entry.unit)
        names = {member.id: member.name for member in store.users()} if change.earner_id else {}
        change = replace(change, timekeeper=names.get(change.earner_id) if change.earner_id else None)
        store.entries.change(correction.corrected(entry, change), was=entry.version)
        self._forget_log(row.log_id)

    def _let_go(self, row: EntryCorrection) -> EntryCorrection:
        store = self.desk.store
        push, entry = store.ledger.of_entry(row.entry_id), store.entries.get(row.entry_id)
        if push is None or push.outcome is not Outcome.CREATED or push.remote_id != row.base.id:
            return row
        row = replace(row, log_id=self._own_log(push))  # another entry of the call may have come to need it
        store.ledger.settle(push.undone())
        store.entries.change(correction.taken_back(entry), was=entry.version)
        store.corrections.saw([Standing(row.base.id, self.desk.now())])
        Changes(self.desk).note_stages({entry.source_id})
        self._forget_log(row.log_id)
        self._forget_in_the_day(row.base)
        return row

    def _log_of(self, entry_id: EntryId) -> RemoteId | None:
        return self._own_log(self._pushed(entry_id)[0])

    def _forget_in_the_day(self, gone: Posted) -> None:
        """What the day's page read of it before would look like an entry that somebody typed in Clio."""
        if (page := self.desk.store.days.page(gone.date)) is not None:
            kept = tuple(each for each in page.recorded if each.id != gone.id)
            self.desk.store.days.keep_page(replace(page, recorded=kept))

    def _forget_log(self, log_id: RemoteId | None) -> None:
        """From here on no entry links to a log that is about to go."""
        logs = self.desk.store.call_logs
        if log_id is not None and (known := logs.numbered(log_id)) is not None:
            logs.keep(known.removed())

    def _afterwards(self, made: EntryCorrection) -> EntryCorrection:
        """Remove the call log that no other entry needs: at most one request, after a look whether it is there."""
        assert made.log_id is not None
        try:
            with self.desk.reach.asking():
                if self.books().has_log(made.log_id):
                    self.books().remove_log(made.log_id)
        except Refused as error:
            if error.code != "clio_not_found":
                return self._write(made.ended(Ending.DONE, "log_stays", LOG_STAYS, made.held))
        except PracticeError as error:
            return self._write(made.ended(Ending.UNKNOWN, error.code, error.hint, made.held))
        return self._write(made)

    def _pushed(self, entry_id: EntryId) -> tuple[Push, Posted]:
        push = self.desk.store.ledger.of_entry(entry_id)
        if push is None or push.outcome is not Outcome.CREATED or push.posted is None:
            raise NotAllowedNow(f"entry {entry_id} is not in Clio", hint="Push it first, or edit the draft.")
        return push, push.posted

    def _own_log(self, push: Push) -> RemoteId | None:
        """Return the call log of an entry, None when there is none or another entry of ours that is there links to it."""
        log_id = push.sent.log_id
        others = self.desk.store.ledger.newest().values()
        shared = any(
            p.sent.log_id == log_id
            and p.entry_id != push.entry_id
            and (p.is_open or p.outcome is Outcome.CREATED)
            for p in others
        )
        return None if shared else log_id

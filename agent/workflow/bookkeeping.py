"""The ledger as a verb: every push with where its entry stands, read back within the mirror's share of Clio's requests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from agent.domain import ledger
from agent.domain.correction import EntryCorrection, off_its_matter
from agent.domain.ids import EntryId, MatterId, RemoteId
from agent.domain.ledger import Batch, Line, LineState, Place, Sieve
from agent.domain.push import Outcome, Push
from agent.domain.revision import Revision
from agent.errors import NotAllowedNow, UsedWrongly
from agent.ports import Books
from agent.workflow.changes import Changes
from agent.workflow.correcting import Correcting
from agent.workflow.desk import Desk

MOST_PER_LOOK = 200
"""Entries that one look reads: four requests. The rest are read by the next look; those longest unread come first."""

BATCHES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class WrongClient:
    """An entry that stood on the wrong client's matter: what was done, or why nothing was, and every place its text reached."""

    correction: EntryCorrection | None
    refusal: NotAllowedNow | None
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Bookkeeping:
    """What the lawyer asks of the ledger."""

    desk: Desk
    books: Callable[[], Books]
    correcting: Correcting

    def lines(self, sieve: Sieve | None = None) -> list[Line]:
        """Return the lines that pass a sieve, the newest push first."""
        store = self.desk.store
        found = ledger.lines(
            store.ledger.all(), store.entries.all(), store.corrections.standing(), store.corrections.newest()
        )
        return [line for line in found if sieve is None or sieve.passes(line)]

    def batches(self) -> list[Batch]:
        """Return the newest batches with what became of them."""
        return ledger.batches(self.desk.store.ledger.all())[:BATCHES_SHOWN]

    def look_again(self, entry_ids: Sequence[EntryId] | None = None) -> int:
        """Read where entries stand now, all when none is named, and return how many were read.

        An entry that was deleted stays so; everything else may change, a bill that was sent too.
        """
        lines = [
            line
            for line in self.lines()
            if line.push.outcome is Outcome.CREATED
            and (line.entry.id in entry_ids if entry_ids is not None else line.state is not LineState.DELETED)
        ]
        oldest_first = sorted(
            lines, key=lambda line: line.standing.seen_at.isoformat() if line.standing else ""
        )
        ids = [RemoteId(line.push.remote_id) for line in oldest_first[:MOST_PER_LOOK] if line.push.remote_id]
        spent = self._spent(entry_ids)
        with self.desk.reach.asking():
            found = self.books().standing(ids, self.desk.now()) if ids else []
            outlays = self.books().outlays_standing(spent, self.desk.now()) if spent else []
        self.desk.store.corrections.saw(found)
        self.desk.store.expense_corrections.saw(outlays)
        return len(found) + len(outlays)

    def _spent(self, expense_ids: Sequence[str] | None) -> list[RemoteId]:
        """Return the ids in the practice system of the expenses that are to be read, those longest unread first."""
        after = self.desk.store.expense_corrections.standing()
        pushes = [p for p in self.desk.store.expenses.pushes().values() if p.outcome is Outcome.CREATED]
        ids = [
            p.remote_id
            for p in pushes
            if p.remote_id is not None
            and (expense_ids is None or p.expense_id in expense_ids)
            and (p.remote_id not in after or after[p.remote_id].posted is not None)
        ]
        return sorted(ids, key=lambda id: after[id].seen_at.isoformat() if id in after else "")[
            :MOST_PER_LOOK
        ]

    def wrong_client(
        self, entry_id: EntryId, matter_id: MatterId | None, *, move: bool = False
    ) -> WrongClient:
        """Take an entry off the wrong client's matter with its call log, and list where its text went.

        Ordinarily it is removed: a moved one leaves its history on the wrong file. Here it becomes a draft, on the right matter
        when one is given, to be read and pushed anew. `move` puts it on the right matter in Clio by one change, which Clio
        allows while it is on no bill; its call log names the wrong client's people and is removed all the same.
        """
        correction, refusal = None, None
        try:
            correction = self._moved(entry_id, matter_id) if move else self.correcting.undo(entry_id)
        except NotAllowedNow as error:
            refusal = error
        places = tuple(self.places(entry_id))
        if correction is not None and self._is_out(entry_id):
            self._put_right(entry_id, matter_id)
        return WrongClient(correction, refusal, places)

    def _moved(self, entry_id: EntryId, matter_id: MatterId | None) -> EntryCorrection:
        if matter_id is None:
            raise UsedWrongly(
                "no matter to move it to", hint="Choose the right matter, or take the entry out."
            )
        change = self.correcting.revision(Revision(matter_id=matter_id))
        seen = self.correcting.preview(entry_id, change).standing.posted
        return self.correcting.correct(
            entry_id, change, etag=(seen.etag if seen else None) or "", takes_log=True
        )

    def places(self, entry_id: EntryId) -> list[Place]:
        """Return every place that the text of an entry reached, as far as this home knows."""
        store = self.desk.store
        entry = store.entries.get(entry_id)
        siblings = {e.id for e in store.entries.of_source(entry.source_id)}
        pushes = [p for p in store.ledger.all() if p.entry_id in siblings]
        newest = store.corrections.newest().get(entry_id)
        return ledger.places(entry, pushes, store.corrections.standing(), store.ledger.receipts(), newest)

    def _put_right(self, entry_id: EntryId, matter_id: MatterId | None) -> None:
        matter = None if matter_id is None else self.desk.store.matters.get(matter_id)
        Changes(self.desk).one(
            entry_id,
            None,
            lambda entry: entry.revised(Revision(matter=matter)) if matter else off_its_matter(entry),
        )

    def _is_out(self, entry_id: EntryId) -> bool:
        push: Push | None = self.desk.store.ledger.of_entry(entry_id)
        return push is not None and push.outcome is Outcome.UNDONE

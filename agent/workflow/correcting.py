"""After the push: correct an entry in the practice system, or take it out again with its call log.

    1 read where it stands   2 write the row   3 one PATCH or DELETE   4 write what became of it, and move the entry, at once

A write is never repeated blind: a lost answer is settled by reading the entry. One process at a time does this or pushes.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from agent.domain import correction
from agent.domain.correction import Correction, Deed, Ending, Verdict, hindrance
from agent.domain.ids import EntryId, MatterId, RemoteId
from agent.domain.push import Outcome, Outgoing, Posted, Push
from agent.domain.revision import Revision
from agent.domain.standing import Difference, Standing, differences
from agent.errors import NotAllowedNow, NotReady, OutcomeUnknown, PracticeError, Refused, SignedOut
from agent.ports import Books
from agent.workflow.changes import Changes
from agent.workflow.desk import Desk
from agent.workflow.reviewing import Change

log = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 6.0
STILL_LOOKING = "Tenth looks again by itself in a minute or two; nothing is done twice."
LOG_STAYS = "The entry is out of Clio; its call log could not be removed: delete that communication there."


@dataclass(frozen=True, slots=True)
class Preview:
    """What a correction would do, before it is done. `refusal` is code and next step where it may not be."""

    standing: Standing
    changes: tuple[Difference, ...]
    resets_price: bool
    refusal: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Correcting:
    """What the lawyer does to entries that are in the practice system."""

    desk: Desk
    books: Callable[[], Books]
    wait: Callable[[float], None]

    def revision(self, change: Change) -> Revision:
        """Return a change in the domain's words. Raise NotFound for a matter that is not known here."""
        matter = None if change.matter_id is None else self.desk.store.matters.get(change.matter_id)
        return Revision(
            narrative=change.narrative, units=change.units, matter=matter, date=change.date, charge=change.charge,
            category_id=change.category_id,
        )  # fmt: skip

    def preview(self, entry_id: EntryId, change: Revision) -> Preview:
        """Read where an entry stands and say what a correction would change."""
        _, posted = self._pushed(entry_id)
        found = self._read(posted)
        refusal = hindrance(Deed.CORRECT, found, posted)
        if found.posted is None:
            return Preview(found, (), False, refusal)
        wanted = self._wanted(entry_id, found.posted, change)
        return Preview(
            found, differences(found.posted, wanted), correction.resets_price(found.posted, wanted), refusal
        )

    def correct(self, entry_id: EntryId, change: Revision, *, etag: str) -> Correction:
        """Change an entry as it was seen at `etag`, by one request; when it has changed since, show both versions."""
        with self.desk.only_one("push"):
            self._settle_first(entry_id)
            _, posted = self._pushed(entry_id)
            seen = self.desk.store.corrections.standing().get(posted.id)
            if seen is None or seen.posted is None or seen.posted.etag != etag:
                seen = self._read(posted)
            self._must_be_free(entry_id, Deed.CORRECT, seen, posted)
            assert seen.posted is not None
            base = replace(seen.posted, etag=etag)
            wanted = self._wanted(entry_id, base, change)
            if not differences(base, wanted):
                raise NotReady("nothing would change", hint="Change something of the entry, then correct it.")
            self._check(wanted)
            row = self._open(entry_id, Deed.CORRECT, base, wanted=wanted)
            try:
                with self.desk.reach.asking():
                    found = self.books().correct(base, wanted, self.desk.now())
            except OutcomeUnknown as error:
                return self._write(row.ended(Ending.UNKNOWN, error.code, error.hint))
            except Refused as error:
                held = self._read(base).posted if error.code == "clio_changed" else None
                ending = Ending.CONFLICT if error.code == "clio_changed" else Ending.REFUSED
                return self._write(row.ended(ending, error.code, error.hint, held))
            except PracticeError as error:
                return self._write(row.ended(Ending.REFUSED, error.code, error.hint))
            return self._corrected(row, found)

    def undo(self, entry_id: EntryId) -> Correction:
        """Take an entry out of the practice system, and its call log with it; here it is a draft again.

        Only while it stands there on no bill and as it was pushed or corrected from here.
        """
        with self.desk.only_one("push"):
            self._settle_first(entry_id)
            push, posted = self._pushed(entry_id)
            found = self._read(posted)
            self._must_be_free(entry_id, Deed.UNDO, found, posted)
            assert found.posted is not None
            row = self._open(entry_id, Deed.UNDO, found.posted, log_id=self._own_log(push))
            return self._remove(row)

    def settle(self, *, patient: bool = False) -> list[Correction]:
        """Settle every deed whose answer was lost, by reading. `patient` waits for what may still be under way."""
        with self.desk.only_one("push"):
            return [self._settled(row, patient=patient) for row in self.desk.store.corrections.unsettled()]

    def unsettled(self) -> int:
        """Return how many deeds wait for a look."""
        return len(self.desk.store.corrections.unsettled())

    # One deed

    def _remove(self, row: Correction) -> Correction:
        try:
            with self.desk.reach.asking():
                self.books().remove(row.base.id)
        except OutcomeUnknown as error:
            return self._write(row.ended(Ending.UNKNOWN, error.code, error.hint))
        except Refused as error:
            if error.code != "clio_not_found":  # gone meanwhile is what was wanted
                return self._write(row.ended(Ending.REFUSED, error.code, error.hint))
        except PracticeError as error:
            return self._write(row.ended(Ending.REFUSED, error.code, error.hint))
        return self._removed(row)

    def _settled(self, row: Correction, *, patient: bool) -> Correction:
        while True:
            try:
                found = self._read(row.base)
                left = row.left_until_sure(self.books().now(), self.desk.now())
            except PracticeError as error:
                return self._write(row.ended(Ending.UNKNOWN, error.code, error.hint))
            verdict = correction.settle(row, found, left=left)
            log.info("correction %s: %s", row.id, verdict)
            if verdict is Verdict.DONE:
                return self._removed(row) if row.deed is Deed.UNDO else self._corrected(row, found)
            if verdict is Verdict.CONFLICT:
                hint = "Clio holds something else by now: compare both versions, then decide again."
                return self._write(row.ended(Ending.CONFLICT, "clio_changed", hint, found.posted))
            if verdict is Verdict.NOT_DONE:
                hint = "It never reached Clio, where nothing changed: do it again."
                return self._write(row.ended(Ending.REFUSED, "never_arrived", hint, found.posted))
            if not patient:
                return self._write(row.ended(Ending.UNKNOWN, "looking", STILL_LOOKING))
            self.wait(max(left.total_seconds(), SECONDS_BETWEEN_LOOKS))

    def _corrected(self, row: Correction, found: Standing) -> Correction:
        """Write what the practice system made of it, here too. An echo that says something else is kept and flagged."""
        assert found.posted is not None
        assert row.wanted is not None
        store, made = self.desk.store, row.done(found.posted)
        if differences(found.posted, row.wanted):
            hint = "Clio holds something else than was asked for: open the entry in Clio."
            made = made.ended(Ending.DONE, "differs", hint, found.posted)
        with store.transaction():
            push, _ = self._pushed(row.entry_id)
            entry = store.entries.get(row.entry_id)
            store.ledger.settle(correction.holding(push, found.posted))
            moved = found.posted.matter_id not in (None, row.base.matter_id)
            matter = store.matters.known(MatterId(found.posted.matter_id or 0)) if moved else None
            change = correction.made_of(row.base, found.posted, matter, entry.unit)
            store.entries.change(correction.corrected(entry, change), was=entry.version)
            store.corrections.saw([found])
            return self._write(made)

    def _removed(self, row: Correction) -> Correction:
        """Write that the entry is out of the practice system, then see to its call log."""
        store = self.desk.store
        with store.transaction():
            push, entry = store.ledger.of_entry(row.entry_id), store.entries.get(row.entry_id)
            if push is not None and push.outcome is Outcome.CREATED and push.remote_id == row.base.id:
                row = replace(
                    row, log_id=self._own_log(push)
                )  # another entry of the call may have come to need it
                store.ledger.settle(correction.undone(push))
                store.entries.change(correction.taken_back(entry), was=entry.version)
                store.corrections.saw([Standing(row.base.id, self.desk.now())])
                Changes(self.desk).note_stages({entry.source_id})
                self._forget_log(row.log_id)
                self._forget_in_the_day(row.base)
            # Until its log is gone too the row stays open: a process that dies here is followed by one that looks.
            self._write(row.ended(Ending.UNKNOWN, "looking", STILL_LOOKING) if row.log_id else row.done())
        return self._without_log(row) if row.log_id else row.done()

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

    def _without_log(self, row: Correction) -> Correction:
        """Remove the call log that no other entry needs: at most one request, after a look whether it is there."""
        assert row.log_id is not None
        try:
            with self.desk.reach.asking():
                if self.books().has_log(row.log_id):
                    self.books().remove_log(row.log_id)
        except Refused as error:
            if error.code != "clio_not_found":
                return self._write(row.ended(Ending.DONE, "log_stays", LOG_STAYS))
        except PracticeError as error:
            return self._write(row.ended(Ending.UNKNOWN, error.code, error.hint))
        return self._write(row.done())

    # What it needs to know

    def _pushed(self, entry_id: EntryId) -> tuple[Push, Posted]:
        """Return the push of an entry that is in the practice system, and what was made of it. Raise NotAllowedNow."""
        push = self.desk.store.ledger.of_entry(entry_id)
        if push is None or push.outcome is not Outcome.CREATED or push.posted is None:
            raise NotAllowedNow(f"entry {entry_id} is not in Clio", hint="Push it first, or edit the draft.")
        return push, push.posted

    def _settle_first(self, entry_id: EntryId) -> None:
        """One deed after the other: an older one of which nobody knows what became of it is looked at before."""
        for row in self.desk.store.corrections.unsettled():
            if row.entry_id == entry_id and self._settled(row, patient=False).is_open:
                raise NotAllowedNow(f"entry {entry_id} is being changed in Clio", hint=STILL_LOOKING)

    def _read(self, posted: Posted) -> Standing:
        with self.desk.reach.asking():
            found = self.books().stands(posted.id, self.desk.now())
        self.desk.store.corrections.saw([found])
        return found

    def _must_be_free(self, entry_id: EntryId, deed: Deed, found: Standing, known: Posted) -> None:
        if refusal := hindrance(deed, found, known):
            refused = NotAllowedNow(f"entry {entry_id} is not to be touched now", hint=refusal[1])
            refused.code = refusal[0]
            raise refused

    def _check(self, wanted: Outgoing) -> None:
        there = self.books().now() or self.desk.now()
        if unfit := wanted.unfit(self.desk.day_of(there)):
            raise NotReady("that may not be in Clio", hint=unfit[1])
        if wanted.matter_id is not None and self.desk.store.matters.is_locked(wanted.matter_id):
            raise NotReady(
                "that matter is locked", hint="Clio no longer shows you this matter: choose another one."
            )

    def _open(
        self,
        entry_id: EntryId,
        deed: Deed,
        base: Posted,
        *,
        wanted: Outgoing | None = None,
        log_id: RemoteId | None = None,
    ) -> Correction:
        row = Correction(
            id=self.desk.new_id(), entry_id=entry_id, deed=deed, base=base, wanted=wanted, log_id=log_id,
            written_at=self.desk.now(), since=self.books().now(),
        )  # fmt: skip
        self.desk.store.corrections.open(row)
        return row

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

    def _wanted(self, entry_id: EntryId, base: Posted, change: Revision) -> Outgoing:
        who = self.desk.store.home.timekeeper
        if who is None:
            raise SignedOut("nobody is signed in")
        return correction.wanted_of(base, change, who.id, self.desk.store.entries.get(entry_id).unit)

    def _write(self, row: Correction) -> Correction:
        self.desk.store.corrections.settle(row)
        return row

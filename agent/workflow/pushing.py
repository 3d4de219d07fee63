"""Pushing: confirmed entries to the practice system, each exactly once.

    1 write the ledger row   2 send   3 write what became of it, and move the entry, in one transaction

A crash between 1 and 3 leaves a row without an outcome: it is settled by looking, never by sending again blind. One process
at a time pushes; the database refuses a second open row for an entry whatever happens.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from agent.domain.entry import EntryStatus, TimeEntry
from agent.domain.ids import EntryId, RemoteId
from agent.domain.push import Outcome, Posted, Push
from agent.errors import NotAllowedNow, NotReady, SignedOut, WatchOnly
from agent.ports import PracticeSystem
from agent.workflow.desk import Desk
from agent.workflow.sending import Sending


@dataclass(frozen=True, slots=True)
class Pushing:
    """Sends what the lawyer confirmed, and settles what was lost on the way."""

    desk: Desk
    practice: Callable[[], PracticeSystem]
    wait: Callable[[float], None]

    def push(self, entry_ids: Sequence[EntryId] | None = None) -> list[Push]:
        """Send entries, all confirmed ones when none is named, and return one push per entry.

        Not while Tenth only watches. What cannot be sent is returned as refused with its reason; an unusable Clio is asked
        once, not once per entry.
        """
        store = self.desk.store
        if store.home.preferences.watch_only:
            raise WatchOnly("Tenth only watches this week, so nothing was sent")
        with self.desk.only_one("push"):
            if entry_ids is None:
                entries = store.entries.all(EntryStatus.CONFIRMED)
            else:
                entries = [store.entries.get(entry_id) for entry_id in dict.fromkeys(entry_ids)]
            for entry in entries:
                if entry.status not in (EntryStatus.CONFIRMED, EntryStatus.PUSHED):
                    raise NotReady(
                        f"entry {entry.id} is {entry.status}", hint="Confirm the entry before pushing it."
                    )
            if not entries:
                return []
            if store.home.timekeeper is None:
                raise SignedOut("nobody is signed in")
            store.entries.forget_changes()
            sending = self._sending(patient=False, batch=self.desk.new_id())
            return [self._once(sending, entry) for entry in entries]

    def reconcile(self, *, patient: bool = True) -> list[Push]:
        """Settle every push whose outcome is unknown by looking, and return what was found.

        A request may be under way for a while after its answer was lost. `patient` waits that out; otherwise such a push stays
        unknown until somebody looks later.
        """
        with self.desk.only_one("push"):
            sending = self._sending(patient=patient)
            return [sending.settle(push) for push in self.desk.store.ledger.unsettled()]

    def answer(self, entry_id: EntryId, remote_id: RemoteId | None) -> Push:
        """Settle a push as the lawyer says who looked: it is this entry of the practice system's, or (None) it is not there."""
        with self.desk.only_one("push"):
            return self._sending(patient=False).answered(self._in_question(entry_id), remote_id)

    def alike(self, entry_id: EntryId) -> list[Posted]:
        """Look, and return what the practice system holds now that an entry with an open question may have become."""
        with self.desk.only_one("push"):
            return self._sending(patient=False).alike(self._in_question(entry_id))

    def _in_question(self, entry_id: EntryId) -> Push:
        last = self.desk.store.ledger.of_entry(entry_id)
        if last is None or not last.is_open:
            raise NotAllowedNow(
                f"entry {entry_id} has no open question", hint="Look at the entry again; it has changed."
            )
        return last

    def log_calls(self, *, on: bool) -> None:
        """Let entries of a call carry a log of it in the client's file, or not."""
        self.desk.store.home.call_logs = on

    def logs_calls(self) -> bool:
        """Whether entries of a call carry a log of it."""
        return self.desk.store.home.call_logs

    def unsettled(self) -> int:
        """Return how many pushes wait for a look, and not for the lawyer's answer."""
        return sum(push.code != "several_alike" for push in self.desk.store.ledger.unsettled())

    def _sending(self, *, patient: bool, batch: str | None = None) -> Sending:
        return Sending(self.desk, self.practice(), self.wait, patient=patient, batch=batch)

    def _once(self, sending: Sending, entry: TimeEntry) -> Push:
        last = self.desk.store.ledger.of_entry(entry.id)
        if last is not None and last.outcome is Outcome.CREATED:
            return last
        if last is not None and last.is_open:
            return sending.settle(last)
        return sending.send(entry.id)

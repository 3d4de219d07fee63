"""Pushing: confirmed entries to the practice system, each exactly once.

    1 write the ledger row   2 send   3 write what became of it, and move the entry, in one transaction

A crash between 1 and 3 leaves a row without an outcome: it is settled by looking, never by sending again blind. One process
at a time pushes; the database refuses a second open row for an entry whatever happens.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from agent.domain.entry import EntryStatus, TimeEntry
from agent.domain.ids import EntryId, PushId
from agent.domain.push import Outcome, Outgoing, Posted, Push, Verdict, settle
from agent.errors import NotReady, OutcomeUnknown, PracticeError, SignedOut, WatchOnly
from agent.ports import PracticeSystem
from agent.workflow.desk import Desk

log = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 6.0
"""How long to wait before the second look: the practice system's lists may lag behind its writes."""


@dataclass(frozen=True, slots=True)
class Pushing:
    """Sends what the lawyer confirmed, and settles what was lost on the way."""

    desk: Desk
    practice: Callable[[], PracticeSystem]
    wait: Callable[[float], None]

    def push(self, entry_ids: Sequence[EntryId] | None = None) -> list[Push]:
        """Send entries, all confirmed ones when none is named, and return one push per entry. Not while Tenth only watches."""
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
            if entries:
                store.entries.forget_changes()
            return [self._once(entry) for entry in entries]

    def reconcile(self) -> list[Push]:
        """Settle every push whose outcome is unknown by looking, and return what was found."""
        with self.desk.only_one("push"):
            return [self._settled(push) for push in self.desk.store.ledger.unsettled()]

    def _once(self, entry: TimeEntry) -> Push:
        last = self.desk.store.ledger.of_entry(entry.id)
        if last is not None and last.outcome is Outcome.CREATED:
            return last
        if last is not None and last.is_open:
            return self._settled(last)
        return self._send(entry.id)

    def _send(self, entry_id: EntryId) -> Push:
        push = self._open(entry_id)
        try:
            with self.desk.reach.asking():
                posted = self.practice().create(push.sent)
        except OutcomeUnknown as error:
            log.warning("push %s: outcome unknown (%s)", push.id, error.code)
            return self._write(push.unknown(error.code, error.hint))
        except PracticeError as error:  # looked at and turned down, or never sent: certainly nothing was done
            log.warning("push %s: refused (%s)", push.id, error.code)
            return self._write(push.refused(error.code, error.hint))
        return self._arrived(push, posted)

    def _open(self, entry_id: EntryId) -> Push:
        """Write the row: the entry is read in the same transaction, so what is sent is what was confirmed last."""
        store = self.desk.store
        who = store.home.timekeeper
        if who is None:
            raise SignedOut("nobody is signed in")
        with store.transaction():
            entry = store.entries.get(entry_id)
            if entry.status is not EntryStatus.CONFIRMED:
                raise NotReady(
                    f"entry {entry_id} is {entry.status}", hint="Confirm the entry before pushing it."
                )
            push = Push(PushId(self.desk.new_id()), entry_id, Outgoing.of(entry, who.id), self.desk.now())
            store.ledger.open(push)
        return push

    def _settled(self, push: Push) -> Push:
        """Look for a push until the answer is certain; send it again only after it is known not to have arrived."""
        while True:
            try:
                with self.desk.reach.asking():
                    found = self.practice().look(
                        user=push.sent.user_id,
                        matter=push.sent.matter_id,
                        day=push.sent.date,
                        since=push.written_at,
                    )
            except PracticeError as error:
                return self._write(push.unknown(error.code, error.hint))
            verdict, posted = settle(push, found, self.desk.store.ledger.owned())
            log.info("push %s: %d found, %s", push.id, len(found), verdict)
            if verdict is Verdict.ADOPT and posted is not None:
                return self._arrived(push, posted)
            if verdict is Verdict.ASK:
                return self._write(
                    push.unknown("several_alike", "Look at the matter in Clio: several entries are alike.")
                )
            push = self._write(replace(push, outcome=Outcome.UNKNOWN, clean_looks=push.clean_looks + 1))
            if verdict is Verdict.SEND_AGAIN:
                self._write(push.refused("never_arrived", "It never reached Clio; Tenth sent it again."))
                return self._send(push.entry_id)
            self.wait(SECONDS_BETWEEN_LOOKS)

    def _arrived(self, push: Push, posted: Posted) -> Push:
        store = self.desk.store
        with store.transaction():
            entry = store.entries.get(push.entry_id)
            store.entries.change(entry.pushed(), was=entry.version)
            return self._write(push.created(posted))

    def _write(self, push: Push) -> Push:
        self.desk.store.ledger.settle(push)
        return push

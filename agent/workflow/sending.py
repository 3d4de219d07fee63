"""One run of pushes over one practice system: sending an entry, and settling one whose answer was lost by looking."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from agent.domain.entry import EntryStatus, TimeEntry
from agent.domain.ids import EntryId, PushId, RemoteId
from agent.domain.lost import left_until_sure
from agent.domain.push import Outcome, Outgoing, Posted, Push
from agent.domain.settling import Verdict, settle, unowned
from agent.domain.times import Times
from agent.errors import NotAllowedNow, OutcomeUnknown, PracticeError, Refused, SignedOut
from agent.ports import PracticeSystem
from agent.workflow.call_logging import CallLogging
from agent.workflow.desk import Desk
from agent.workflow.locking import Locking
from agent.workflow.money import Book

log = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 6.0
"""How long to wait before the second look: the practice system's lists may lag behind its writes."""

NOT_FOR_OTHERS = (
    "Clio does not let you record time for that fee earner: make it your own, or ask whoever manages Clio."
)

STILL_LOOKING = "Tenth looks again by itself in a minute or two; nothing is sent twice."


@dataclass(slots=True)
class Sending:
    """Made for one run and thrown away. `unusable` is why the practice system can do nothing for the entries to come."""

    desk: Desk
    practice: PracticeSystem
    wait: Callable[[float], None]
    patient: bool
    batch: str | None = None
    unusable: PracticeError | None = None

    def send(self, entry_id: EntryId) -> Push:
        """Send an entry of which nothing is under way: row, request, outcome."""
        push = self._open(entry_id)
        if not push.is_open:
            return push
        try:
            push = self._with_log(push)
            with self.desk.reach.asking():
                posted = self.practice.create(push.sent)
        except OutcomeUnknown as error:
            log.warning("push %s: outcome unknown (%s)", push.id, error.code)
            self._note(error)
            return self._write(self._known_lost(push.unknown(error.code, error.hint)))
        except PracticeError as error:  # looked at and turned down, or never sent: certainly nothing was done
            log.warning("push %s: refused (%s)", push.id, error.code)
            return self._turned_down(push, error)
        return self._arrived(push, posted)

    def settle(self, push: Push) -> Push:
        """Look for a push until the answer is certain; send it again only after it is known not to have arrived."""
        while True:
            if self.unusable is not None:
                return self._write(push.unknown(self.unusable.code, self.unusable.hint))
            push = self._known_lost(push)  # a process that was killed may have sent it at its last moment
            try:
                found = self._look(push)
                left = left_until_sure(push.lost, self.practice.now(), self.desk.now())
            except PracticeError as error:
                self._note(error)
                return self._write(push.unknown(error.code, error.hint))
            ledger = self.desk.store.ledger
            twins = sum(each.sent == push.sent for each in ledger.unsettled())
            verdict, posted = settle(
                push, found, ledger.owned(), twins=twins, left=left, others=self._others(push)
            )
            log.info("push %s: %d found, %s", push.id, len(found), verdict)
            if verdict is Verdict.ADOPT and posted is not None:
                return self._arrived(push, posted)
            if verdict is Verdict.ASK:
                return self._write(push.unknown("several_alike", self._several(push, found)))
            push = replace(push.unknown("looking", STILL_LOOKING), clean_looks=push.clean_looks + 1)
            push = self._write(push)
            if verdict is Verdict.SEND_AGAIN:
                return self._again(push)
            if left.total_seconds() > SECONDS_BETWEEN_LOOKS and not self.patient:
                return push
            self.wait(max(left.total_seconds(), SECONDS_BETWEEN_LOOKS))

    def _known_lost(self, push: Push) -> Push:
        try:
            there = self.practice.now()
        except PracticeError:
            there = None
        return push.known_lost(there, self.desk.now())

    def answered(self, push: Push, remote_id: RemoteId | None) -> Push:
        """Settle a push as the lawyer says, who has looked."""
        if remote_id is None:
            return self._write(push.refused("not_there", "Push the entry again when you are ready."))
        for posted in self.alike(push):
            if posted.id == remote_id:
                return self._arrived(push, posted)
        raise NotAllowedNow(
            f"that is not what push {push.id} sent",
            hint="Give the id of an entry of the same words and time.",
        )

    def alike(self, push: Push) -> list[Posted]:
        """Look, and return what the practice system holds that the push may have made and nobody here owns."""
        return self._possible(push, self._look(push))

    def _possible(self, push: Push, found: list[Posted]) -> list[Posted]:
        owned = self.desk.store.ledger.owned()
        return [p for p in unowned(found, owned, others=self._others(push)) if push.may_be(p)]

    def _others(self, push: Push) -> list[Outgoing]:
        """Return what else was sent whose answer is still looked for."""
        return [each.sent for each in self.desk.store.ledger.unsettled() if each.sent != push.sent]

    def _open(self, entry_id: EntryId) -> Push:
        """Write the row: the entry is read in the same transaction, so what is sent is what was confirmed last.

        What may not leave gets a row that is refused from the start.
        """
        store, there = self.desk.store, None
        try:
            if self.unusable is not None:
                raise self.unusable
            with self.desk.reach.asking():
                there = self.practice.now()
            problem = None
        except PracticeError as error:
            self._note(error)
            problem = error.code, error.hint
        with store.transaction():
            entry, who, here = store.entries.get(entry_id), store.home.timekeeper, self.desk.now()
            if who is None:
                raise SignedOut("nobody is signed in")
            push = Push(
                PushId(self.desk.new_id()), entry_id, sent=Outgoing.of(entry, who.id), written_at=here, since=there,
                times=Times.of(entry), batch=self.batch, expected=Book.opened(self.desk).estimate(entry),
            )  # fmt: skip
            if entry.status is not EntryStatus.CONFIRMED:
                return push.refused("changed_meanwhile", "Look at the entry again, then confirm and push it.")
            today = self.desk.day_of(there or here)
            problem = problem or push.sent.unfit(today) or self._misplaced(entry)
            push = push.refused(*problem) if problem else push
            store.ledger.open(push)
        return push

    def _misplaced(self, entry: TimeEntry) -> tuple[str, str] | None:
        """Return code and next step for an entry whose matter takes no time, or needs the lawyer's tick."""
        store = self.desk.store
        if entry.matter_id is None:
            return None if entry.no_matter else ("no_matter", "Choose a matter, then push again.")
        if store.matters.is_locked(entry.matter_id):
            return "matter_locked", "Clio no longer shows you this matter: choose another one."
        known = store.matters.known(entry.matter_id)
        if known is not None and known.is_closed and not entry.on_closed:
            return (
                "matter_closed",
                "The matter is closed in Clio: tick it all the same, or choose another one.",
            )
        return None

    def _with_log(self, push: Push) -> Push:
        """Make sure of the call's log first; its id is written into the row before the entry is sent."""
        log_id = CallLogging(self.desk, self.practice).log_of(push.entry_id, since=push.since)
        if log_id is None:
            return push
        return self._write(replace(push, sent=replace(push.sent, log_id=log_id)))

    def _turned_down(self, push: Push, error: PracticeError) -> Push:
        self._note(error)
        matter = push.sent.matter_id
        refused = self._write(push.refused(error.code, error.hint))
        if not isinstance(error, Refused) or not error.hidden:
            return refused
        if matter is not None and (locked := Locking(self.desk, self.practice).look(matter)):
            return self._write(push.refused("matter_locked", locked))
        return (
            self._write(push.refused("earner_refused", NOT_FOR_OTHERS)) if push.sent.prepared_by else refused
        )

    def _look(self, push: Push) -> list[Posted]:
        with self.desk.reach.asking():
            found = self.practice.look(user=push.sent.user_id, since=push.look_since)
        return list(found)

    def _several(self, push: Push, found: list[Posted]) -> str:
        ids = [str(p.id) for p in self._possible(push, found)]
        return f"Clio holds what may be ours ({', '.join(ids)}): look there, then say which one is."

    def _again(self, push: Push) -> Push:
        """Send what is known not to have arrived, and look once more whether it had only been very late."""
        refused = self._write(push.refused("never_arrived", "It never reached Clio: push it again."))
        if self.desk.store.home.preferences.watch_only:
            return refused
        again = self.send(push.entry_id)
        if again.outcome is not Outcome.CREATED:
            return again
        try:
            found = self._look(push)
        except PracticeError:
            return again
        if late := [p for p in self._possible(push, found) if p.is_nearly(push.sent)]:
            log.warning("push %s: arrived late as well", push.id)
            hint = f"Clio holds this entry twice: delete {late[0].id} there."
            return self._write(again.flagged("arrived_twice", hint))
        return again

    def _arrived(self, push: Push, posted: Posted) -> Push:
        """Write what the practice system holds. That is so whatever became of the entry here meanwhile."""
        store = self.desk.store
        with store.transaction():
            entry = store.entries.get(push.entry_id)
            if entry.status is EntryStatus.CONFIRMED:
                store.entries.change(entry.pushed(), was=entry.version)
            return self._write(push.created(posted))

    def _note(self, error: PracticeError) -> None:
        if error.stops:
            self.unusable = error

    def _write(self, push: Push) -> Push:
        self.desk.store.ledger.settle(push)
        return push

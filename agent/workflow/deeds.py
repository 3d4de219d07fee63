"""After the push: change one thing of ours in the practice system, or take it out again. Entries and expenses live by this.

    1 read where it stands   2 write the row   3 one PATCH or DELETE   4 write what became of it, and move the noun, at once

A write is never repeated blind: a lost answer is settled by reading. One process at a time does this or pushes.
"""

from __future__ import annotations

import abc
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from agent.domain import correction
from agent.domain.correction import Correction, Deed, Ending, Verdict, W, hindrance
from agent.domain.ids import EntryId, RemoteId
from agent.domain.standing import Difference, H, Standing, differences
from agent.errors import NotAllowedNow, NotReady, OutcomeUnknown, PracticeError, Refused
from agent.ports import Books
from agent.store.corrections import Corrections
from agent.workflow.desk import Desk

log = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 6.0
STILL_LOOKING = "Tenth looks again by itself in a minute or two; nothing is done twice."

C = TypeVar("C")
"""What the lawyer changes, in the domain's words."""


@dataclass(frozen=True, slots=True)
class Preview(Generic[H]):
    """What a correction would do, before it is done. `refusal` is code and next step where it may not be."""

    standing: Standing[H]
    changes: tuple[Difference, ...]
    resets_price: bool
    refusal: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Deeds(abc.ABC, Generic[H, W, C]):
    """What the lawyer does to one kind of thing that is in the practice system; the kind says how it is read and written."""

    desk: Desk
    books: Callable[[], Books]
    wait: Callable[[float], None]

    def preview(self, entry_id: EntryId, change: C) -> Preview[H]:
        """Read where it stands and say what a correction would change."""
        posted = self._posted(entry_id)
        found = self._read(posted)
        refusal = hindrance(Deed.CORRECT, found, posted)
        if found.posted is None:
            return Preview(found, (), False, refusal)
        wanted = self._wanted(entry_id, found.posted, change)
        return Preview(
            found, differences(found.posted, wanted), correction.resets_price(found.posted, wanted), refusal
        )

    def correct(
        self, entry_id: EntryId, change: C, *, etag: str, takes_log: bool = False
    ) -> Correction[H, W]:
        """Change it as it was seen at `etag`, by one request; when it has changed since, show both versions.

        `takes_log`: its call log is taken out afterwards.
        """
        with self.desk.only_one("push"):
            self._settle_first(entry_id)
            posted = self._posted(entry_id)
            seen = self._rows.standing().get(posted.id)
            if seen is None or seen.posted is None or seen.posted.etag != etag:
                seen = self._read(posted)
            self._must_be_free(entry_id, Deed.CORRECT, seen, posted)
            assert seen.posted is not None
            base = self._as_seen(seen.posted, etag)
            wanted = self._wanted(entry_id, base, change)
            if not differences(base, wanted):
                raise NotReady("nothing would change", hint="Change something of it, then correct it.")
            self._check(wanted)
            log_id = self._log_of(entry_id) if takes_log else None
            row = self._open(entry_id, Deed.CORRECT, base, wanted=wanted, log_id=log_id)
            try:
                with self.desk.reach.asking():
                    found = self._patch(base, wanted)
            except OutcomeUnknown as error:
                return self._write(row.ended(Ending.UNKNOWN, error.code, error.hint))
            except Refused as error:
                held = self._read(base).posted if error.code == "clio_changed" else None
                ending = Ending.CONFLICT if error.code == "clio_changed" else Ending.REFUSED
                return self._write(row.ended(ending, error.code, error.hint, held))
            except PracticeError as error:
                return self._write(row.ended(Ending.REFUSED, error.code, error.hint))
            return self._corrected(row, found)

    def undo(self, entry_id: EntryId) -> Correction[H, W]:
        """Take it out of the practice system; here it is a draft again.

        Only while it stands there on no bill and as it was pushed or corrected from here.
        """
        with self.desk.only_one("push"):
            self._settle_first(entry_id)
            posted = self._posted(entry_id)
            found = self._read(posted)
            self._must_be_free(entry_id, Deed.UNDO, found, posted)
            assert found.posted is not None
            row = self._open(entry_id, Deed.UNDO, found.posted, log_id=self._log_of(entry_id))
            return self._remove(row)

    def settle(self, *, patient: bool = False) -> list[Correction[H, W]]:
        """Settle every deed whose answer was lost, by reading. `patient` waits for what may still be under way."""
        with self.desk.only_one("push"):
            return [self._settled(row, patient=patient) for row in self._rows.unsettled()]

    def unsettled(self) -> int:
        """Return how many deeds wait for a look."""
        return len(self._rows.unsettled())

    # One deed

    def _remove(self, row: Correction[H, W]) -> Correction[H, W]:
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

    def _settled(self, row: Correction[H, W], *, patient: bool) -> Correction[H, W]:
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

    def _corrected(self, row: Correction[H, W], found: Standing[H]) -> Correction[H, W]:
        """Write what the practice system made of it, here too. An echo that says something else is kept and flagged."""
        assert found.posted is not None
        assert row.wanted is not None
        made = row.done(found.posted)
        if differences(found.posted, row.wanted):
            hint = "Clio holds something else than was asked for: open it in Clio."
            made = made.ended(Ending.DONE, "differs", hint, found.posted)
        with self.desk.store.transaction():
            self._adopt(row, found.posted)
            self._rows.saw([found])
            # Until its log is gone too the row stays open: a process that dies here is followed by one that looks.
            self._write(_looking(made) if row.log_id else made)
        return self._afterwards(made) if row.log_id else made

    def _removed(self, row: Correction[H, W]) -> Correction[H, W]:
        """Write that it is out of the practice system, then see to what goes with it."""
        with self.desk.store.transaction():
            row = self._let_go(row)
            self._write(_looking(row) if row.log_id else row.done())
        return self._afterwards(row.done()) if row.log_id else row.done()

    # What it needs to know

    def _settle_first(self, entry_id: EntryId) -> None:
        """One deed after the other: an older one of which nobody knows what became of it is looked at before."""
        for row in self._rows.unsettled():
            if row.entry_id == entry_id and self._settled(row, patient=False).is_open:
                raise NotAllowedNow(f"{entry_id} is being changed in Clio", hint=STILL_LOOKING)

    def _read(self, posted: H) -> Standing[H]:
        with self.desk.reach.asking():
            found = self._stands(posted.id)
        self._rows.saw([found])
        return found

    def _must_be_free(self, entry_id: EntryId, deed: Deed, found: Standing[H], known: H) -> None:
        if refusal := hindrance(deed, found, known):
            refused = NotAllowedNow(f"{entry_id} is not to be touched now", hint=refusal[1])
            refused.code = refusal[0]
            raise refused

    def _open(
        self,
        entry_id: EntryId,
        deed: Deed,
        base: H,
        *,
        wanted: W | None = None,
        log_id: RemoteId | None = None,
    ) -> Correction[H, W]:
        row = Correction(
            id=self.desk.new_id(), entry_id=entry_id, deed=deed, base=base, wanted=wanted, log_id=log_id,
            written_at=self.desk.now(), since=self.books().now(),
        )  # fmt: skip
        self._rows.open(row)
        return row

    def _write(self, row: Correction[H, W]) -> Correction[H, W]:
        self._rows.settle(row)
        return row

    # What the kind says

    @property
    @abc.abstractmethod
    def _rows(self) -> Corrections[H, W]:
        """Where its deeds are kept, and where each stands."""

    @abc.abstractmethod
    def _posted(self, entry_id: EntryId) -> H:
        """Return what the practice system made of it. Raise NotAllowedNow for what is not there."""

    @abc.abstractmethod
    def _as_seen(self, posted: H, etag: str) -> H:
        """Return what was read, as the version that the lawyer saw."""

    @abc.abstractmethod
    def _stands(self, remote_id: RemoteId) -> Standing[H]:
        """Ask where it stands."""

    @abc.abstractmethod
    def _wanted(self, entry_id: EntryId, base: H, change: C) -> W:
        """Return it as it is to stand there."""

    def _check(self, wanted: W) -> None:
        """Raise NotReady for what may not stand there."""
        there = self.books().now() or self.desk.now()
        if unfit := wanted.unfit(self.desk.day_of(there)):
            raise NotReady("that may not be in Clio", hint=unfit[1])
        if wanted.matter_id is not None and self.desk.store.matters.is_locked(wanted.matter_id):
            raise NotReady(
                "that matter is locked", hint="Clio no longer shows you this matter: choose another one."
            )

    @abc.abstractmethod
    def _patch(self, base: H, wanted: W) -> Standing[H]:
        """Change it there by one request."""

    @abc.abstractmethod
    def _adopt(self, row: Correction[H, W], held: H) -> None:
        """Let it say here what it says there. Inside the transaction."""

    @abc.abstractmethod
    def _let_go(self, row: Correction[H, W]) -> Correction[H, W]:
        """Let it be a draft again. Inside the transaction."""

    def _log_of(self, entry_id: EntryId) -> RemoteId | None:
        """Return the call log that goes with it."""
        return None

    def _afterwards(self, made: Correction[H, W]) -> Correction[H, W]:
        """Take out the call log that goes with what was done, and write what became of both."""
        return self._write(made)


def _looking(row: Correction[H, W]) -> Correction[H, W]:
    return row.ended(Ending.UNKNOWN, "looking", STILL_LOOKING, row.held)

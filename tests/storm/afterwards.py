"""A storm over entries that are in Clio already: corrected, undone, pushed again, and changed by somebody else meanwhile.

Afterwards each entry is in Clio once and says there what it says here; no correction was made twice, and none over a version
that it had not seen. A removal cannot be conditional in Clio, so what somebody changes within it is not held against it.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from agent.clio.books import ClioBooks
from agent.clio.practice import ClioPractice
from agent.domain.correction import Deed, EntryCorrection
from agent.domain.entry import EntryStatus
from agent.domain.ids import EntryId
from agent.domain.push import Outcome
from agent.domain.revision import Revision
from agent.errors import TenthError
from agent.store.store import Store
from agent.store.values import load
from agent.workflow.correcting import Correcting
from agent.workflow.desk import Desk
from agent.workflow.pushing import Pushing
from agent.workflow.reviewing import Reviewing
from tests.storm.climate import ENTRIES, KEY
from tests.storm.storm import Storm

DEEDS = ("push", "correct", "correct", "undo", "settle", "stranger")


@dataclass(frozen=True, slots=True)
class Patched:
    """One change that Clio made because it was asked to: the words before and after."""

    before: str
    after: str


class Afterwards(Storm):
    """One schedule of what comes after the push."""

    corrections: list[Correcting]

    def play(self) -> list[str]:
        """Play the schedule, watching what Clio changes."""
        self.patched: list[Patched] = []
        self.corrections = []
        firm, change = self.clio.firm, self.clio.firm.change

        def watched(table: str, record_id: int, **values: Any) -> Any:
            if table == "activities" and "note" in values and not values["note"].startswith("Stranger"):
                self.patched.append(Patched(firm.get(table, record_id)["note"], values["note"]))
            return change(table, record_id, **values)

        firm.change = watched  # type: ignore[method-assign]  # watched for as long as the storm lasts
        try:
            self.turns.run([self._push_first])
            return super().play()
        finally:
            del firm.change

    def _push_first(self) -> None:
        """Everything is in Clio when the storm begins."""
        self.rain, rain = 0.0, self.rain
        self.danger, danger = 0.0, self.danger
        with self._started() as (pushing, _):
            pushing.push()
        self.rain, self.danger = rain, danger

    @contextlib.contextmanager
    def _started(self) -> Iterator[tuple[Pushing, Reviewing]]:
        """A process that can also correct; its verbs share one line to Clio."""
        with super()._started() as (pushing, review):
            practice = pushing.practice()
            assert isinstance(practice, ClioPractice)
            desk: Desk = pushing.desk
            self.corrections.append(Correcting(desk, lambda: ClioBooks(practice._client), pushing.wait))
            yield pushing, review

    def _deed(self, pushing: Pushing, review: Reviewing) -> None:
        for _ in range(self.chance.randint(1, 4)):
            self._one_deed(pushing, review)

    def _one_deed(self, pushing: Pushing, review: Reviewing) -> None:
        entry_id = EntryId(f"e{self.chance.randrange(ENTRIES)}")
        correcting = next(each for each in reversed(self.corrections) if each.desk is pushing.desk)
        with contextlib.suppress(TenthError):
            match self.chance.choice(DEEDS):
                case "push":
                    for entry in review.entries(EntryStatus.DRAFT):
                        review.confirm(entry.id, None)
                    pushing.push()
                case "correct":
                    change = Revision(narrative=f"Corrected {next(self.numbers)}")
                    seen = correcting.preview(entry_id, change).standing.posted
                    if self.chance.random() < 0.2:
                        self._stranger()
                    if seen is not None:
                        correcting.correct(entry_id, change, etag=seen.etag or "")
                case "undo":
                    correcting.undo(entry_id)
                case "settle":
                    correcting.settle()
                case "stranger":
                    self._stranger()

    def _stranger(self) -> None:
        """Somebody types into one of our entries, in Clio itself; one whose push is still unknown could not be told apart."""
        owned = self.stores[-1].ledger.owned()
        ours = [a["id"] for a in self.clio.firm.activities if a["id"] in owned]
        if ours:
            chosen = self.chance.choice(ours)
            self.clio.firm.change("activities", chosen, note=f"Stranger {next(self.numbers)}")

    def _clear_up(self) -> None:
        with self._started() as (pushing, review):
            pushing.reconcile()
            self.corrections[-1].settle(patient=True)
            for entry in review.entries(EntryStatus.DRAFT):
                review.confirm(entry.id, None)
            for _ in range(3):
                pushing.push()
                self.turns.sleep(80)

    def _compare(self, *, finished: bool) -> list[str]:
        store = Store(self.database, KEY)
        entries, pushes = store.entries.all(), store.ledger.newest()
        held = {a["id"]: a for a in self.clio.firm.activities if a["id"] not in self.climate.there_before}
        wrong = [
            f"{e.id} is {e.status} and its push is {pushes.get(e.id) and pushes[e.id].outcome}"
            for e in entries
            if (e.status is EntryStatus.PUSHED)
            != (e.id in pushes and pushes[e.id].outcome is Outcome.CREATED)
        ]
        if finished:
            wrong += self._compare_at_the_end(store, held)
        store.close()
        return wrong + self._compare_changes()

    def _compare_at_the_end(self, store: Store, held: dict[int, dict[str, Any]]) -> list[str]:
        wrong = [f"{row.deed} of {row.entry_id} is still open" for row in store.corrections.unsettled()]
        pushes = store.ledger.newest()
        ours = [push.remote_id for push in pushes.values() if push.outcome is Outcome.CREATED]
        if sorted(held) != sorted(id for id in ours if id is not None):
            wrong.append(f"Clio holds {len(held)} entries, {len(ours)} are said to be there")
        for entry in store.entries.all():
            activity = held.get(pushes[entry.id].remote_id or 0)
            said = activity["note"] if activity else None
            if said is not None and said != entry.narrative and not said.startswith("Stranger"):
                wrong.append(f"{entry.id} says other words in Clio than here")
        return wrong

    def _compare_changes(self) -> list[str]:
        store = Store(self.database, KEY)
        rows = store._database.rows("SELECT body FROM correction")
        store.close()
        known = [row for row in map(_correction, rows) if row.deed is Deed.CORRECT and row.wanted is not None]
        based = {row.wanted.narrative: row.base.narrative for row in known if row.wanted is not None}
        wrong = [f"made {n} times" for n in Counter(p.after for p in self.patched).values() if n > 1]
        wrong += [
            "made over a version that was not seen"
            for p in self.patched
            if p.after in based and based[p.after] != p.before
        ]
        return wrong


def _correction(row: Any) -> EntryCorrection:
    return load(EntryCorrection, row["body"])

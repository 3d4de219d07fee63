"""What the lawyer does to several entries at once: one change, taken back as one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from agent.domain.entry import TimeEntry
from agent.domain.ids import EntryId, MatterId
from agent.domain.revision import Revision
from agent.errors import NotAllowedNow, TenthError
from agent.workflow.changes import Changes
from agent.workflow.desk import Desk
from agent.workflow.linting import confirmed
from agent.workflow.money import Book


class Deed(StrEnum):
    """What can be done to several."""

    CONFIRM = "confirm"
    DISCARD = "discard"
    MATTER = "matter"


@dataclass(frozen=True, slots=True)
class Left:
    """An entry that stayed as it was, and why in the lawyer's words."""

    entry: EntryId
    code: str
    why: str


@dataclass(frozen=True, slots=True)
class Several:
    """The verbs that take a list of entries. What one of them cannot take is left and said; the rest is done."""

    desk: Desk

    def do(
        self, deed: Deed, entries: Sequence[tuple[EntryId, int]], matter_id: MatterId | None = None
    ) -> tuple[list[TimeEntry], list[Left]]:
        """Confirm, discard or move entries, each as it was seen at its version."""
        changes = Changes(self.desk)
        before: list[TimeEntry] = []
        after: list[TimeEntry] = []
        left: list[Left] = []
        with self.desk.store.transaction():
            rule = self._rule(deed, matter_id)
            for entry_id, version in dict(entries).items():
                try:
                    old = changes.unsent(entry_id, version)
                    after.append(rule(old))
                    before.append(old)
                except TenthError as refusal:
                    left.append(Left(entry_id, refusal.code, refusal.hint))
            done = changes.keep(before, after) if after else []
        return done, left

    def _rule(self, deed: Deed, matter_id: MatterId | None) -> Callable[[TimeEntry], TimeEntry]:
        if deed is Deed.CONFIRM:
            return lambda entry: confirmed(self.desk, entry)
        if deed is Deed.DISCARD:
            return TimeEntry.discarded
        if matter_id is None:
            raise NotAllowedNow("no matter was named", hint="Choose a matter, then try again.")
        matter = self.desk.store.matters.get(matter_id)
        if matter.is_closed:
            raise NotAllowedNow("that matter is closed in Clio", hint="Choose another matter.")
        rule = Book.opened(self.desk).rule(matter_id)
        return lambda entry: entry.revised(Revision(matter=matter), rule)

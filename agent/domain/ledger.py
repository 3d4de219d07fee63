"""The lines of the ledger page: every entry that was sent, with where it stands; the batches they went in; where a text went.

Pure: joins what the store holds, and filters it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from agent.domain.correction import EntryCorrection
from agent.domain.entry import TimeEntry
from agent.domain.expense import Expense
from agent.domain.export import Receipt
from agent.domain.ids import EntryId, MatterId, RemoteId
from agent.domain.outlay import ExpensePush, OutlayCorrection, OutlayStanding, as_held
from agent.domain.push import Outcome, Outgoing, Push
from agent.domain.standing import EntryStanding, H, Standing


class LineState(StrEnum):
    """What a line says of its entry: as it stands in the practice system, or why it is not there."""

    UNBILLED = "unbilled"
    CHANGED = "changed"
    DRAFT = "draft"
    BILLED = "billed"
    DELETED = "deleted"
    NOT_SENT = "not_sent"
    UNKNOWN = "unknown"
    UNDONE = "undone"
    DRAFT_HERE = "draft_here"  # an expense that was not sent yet


@dataclass(frozen=True, slots=True)
class Line:
    """One push with what became of it since. `standing` is None as long as nobody looked again."""

    push: Push
    entry: TimeEntry
    standing: EntryStanding | None = None
    correction: EntryCorrection | None = None

    @property
    def state(self) -> LineState:
        """Where the entry stands."""
        return _state(self.push, self.standing, self.push.posted)


@dataclass(frozen=True, slots=True)
class SpentLine:
    """One expense with what became of it since; one that was taken out again is a draft."""

    expense: Expense
    push: ExpensePush | None = None
    standing: OutlayStanding | None = None
    correction: OutlayCorrection | None = None

    @property
    def state(self) -> LineState:
        """Where the expense stands."""
        if self.push is None or self.push.outcome is Outcome.UNDONE:
            return LineState.DRAFT_HERE
        return _state(self.push, self.standing, self.push.posted)

    @property
    def held(self) -> Expense:
        """The expense as the practice system holds it, as far as it was read back."""
        posted = self.standing.posted if self.standing else None
        return (
            as_held(self.expense, posted)
            if posted and self.state is not LineState.DRAFT_HERE
            else self.expense
        )


def _state(push: Push | ExpensePush, standing: Standing[H] | None, known: H | None) -> LineState:
    if push.outcome is Outcome.UNDONE:
        return LineState.UNDONE
    if push.outcome is Outcome.REFUSED:
        return LineState.NOT_SENT
    if push.is_open:
        return LineState.UNKNOWN
    return LineState.UNBILLED if standing is None else LineState(standing.state(known).value)


@dataclass(frozen=True, slots=True)
class Sieve:
    """Which lines are asked for; None lets everything pass. Days are those of the work, both included."""

    matter_id: MatterId | None = None
    timekeeper: str | None = field(default=None, repr=False)
    first: dt.date | None = None
    last: dt.date | None = None
    states: frozenset[LineState] | None = None
    entry_id: EntryId | None = None

    def passes(self, line: Line) -> bool:
        """Whether a line is asked for."""
        return self._asks(line.push.sent, line.entry, line.state) and self.entry_id in (None, line.entry.id)

    def passes_expense(self, line: SpentLine) -> bool:
        """Whether an expense is asked for."""
        return self._asks(line.expense, line.expense, line.state)

    def _asks(self, placed: Outgoing | Expense, by: TimeEntry | Expense, state: LineState) -> bool:
        return (
            self.matter_id in (None, placed.matter_id)
            and self.timekeeper in (None, by.timekeeper)
            and (self.first is None or placed.date >= self.first)
            and (self.last is None or placed.date <= self.last)
            and (self.states is None or state in self.states)
        )


def lines(
    pushes: Iterable[Push],
    entries: Iterable[TimeEntry],
    standing: dict[RemoteId, EntryStanding],
    corrections: dict[EntryId, EntryCorrection],
) -> list[Line]:
    """Return a line for each push, in their order, the newest first; a refusal that was tried again since is left out."""
    by_id, seen, made = {entry.id: entry for entry in entries}, set[EntryId](), []
    for push in pushes:
        newest, entry = push.entry_id not in seen, by_id[push.entry_id]
        seen.add(push.entry_id)
        if newest or push.outcome is Outcome.UNDONE:
            stands = standing.get(push.remote_id) if push.remote_id is not None else None
            made.append(Line(push, entry, stands, corrections.get(entry.id) if newest else None))
    return made


class BatchState(StrEnum):
    """What became of entries that were sent together."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    REJECTED = "rejected"
    UNSETTLED = "unsettled"


@dataclass(frozen=True, slots=True)
class Batch:
    """Entries that were sent together. `failed` are those that may be tried again, each with its reason in its line."""

    id: str
    sent_at: dt.datetime
    accepted: int
    rejected: int
    unsettled: int
    failed: tuple[EntryId, ...]

    @property
    def state(self) -> BatchState:
        """Whether all of it was taken, some or nothing."""
        if self.unsettled:
            return BatchState.UNSETTLED
        if not self.rejected:
            return BatchState.ACCEPTED
        return BatchState.PARTLY if self.accepted else BatchState.REJECTED


def batches(pushes: Sequence[Push]) -> list[Batch]:
    """Return the batches in the order of `pushes`, the newest first. What was sent again since is no longer to be retried."""
    newest: dict[EntryId, Push] = {}
    for push in pushes:
        newest.setdefault(push.entry_id, push)
    groups: dict[str, list[Push]] = {}
    for push in pushes:
        if push.batch is not None:
            groups.setdefault(push.batch, []).append(push)
    return [_batch(id, group, newest) for id, group in groups.items()]


def _batch(id: str, group: Sequence[Push], newest: dict[EntryId, Push]) -> Batch:
    rejected = [p for p in group if p.outcome is Outcome.REFUSED]
    return Batch(
        id,
        min(p.written_at for p in group),
        accepted=sum(p.remote_id is not None for p in group),
        rejected=len(rejected),
        unsettled=sum(p.is_open for p in group),
        failed=tuple(p.entry_id for p in rejected if newest[p.entry_id].id == p.id),
    )


class PlaceKind(StrEnum):
    """Where the text of an entry can have gone."""

    ENTRY = "entry"
    MOVED = "moved"
    CALL_LOG = "call_log"
    BILL = "bill"
    FILE = "file"
    SAME_SOURCE = "same_source"
    HERE = "here"


@dataclass(frozen=True, slots=True)
class Place:
    """One place a text reached: an id, a bill's number or a file's target, and whether it is out of there again."""

    kind: PlaceKind
    name: str = field(repr=False)
    gone: bool


def places(
    entry: TimeEntry,
    pushes: Sequence[Push],
    standing: dict[RemoteId, EntryStanding],
    receipts: Iterable[Receipt],
    correction: EntryCorrection | None,
) -> list[Place]:
    """Return every place that the text of an entry reached, given all pushes of its source and all files written."""
    found: list[Place] = []
    mine = [p for p in pushes if p.entry_id == entry.id and p.remote_id is not None]
    moved = correction if correction is not None and correction.moves else None
    for push in mine:
        if moved is not None and moved.base.id == push.remote_id:
            found.append(Place(PlaceKind.MOVED, str(push.remote_id), gone=True))
            if push.sent.log_id is not None:
                found.append(_log_place(push, pushes, correction, gone=moved.log_id is not None))
            continue
        stands = standing.get(RemoteId(push.remote_id or 0))
        gone = push.outcome is Outcome.UNDONE or (stands is not None and stands.posted is None)
        found.append(Place(PlaceKind.ENTRY, str(push.remote_id), gone))
        if stands is not None and stands.bill and not gone:
            found.append(Place(PlaceKind.BILL, stands.bill, gone=False))
        if push.sent.log_id is not None:
            found.append(_log_place(push, pushes, correction, gone=gone))
    on = {moved.base.matter_id} if moved else {p.posted.matter_id for p in mine if p.posted}
    found += [
        Place(PlaceKind.SAME_SOURCE, str(p.remote_id), gone=False)
        for p in pushes
        if p.entry_id != entry.id and p.outcome is Outcome.CREATED and p.posted and p.posted.matter_id in on
    ]
    found += [Place(PlaceKind.FILE, r.target, gone=False) for r in receipts if entry.id in r.entries]
    return [*found, Place(PlaceKind.HERE, entry.source_id, gone=False)]


def _log_place(
    push: Push, pushes: Sequence[Push], correction: EntryCorrection | None, *, gone: bool
) -> Place:
    """Return the place of a call log, which stays while another entry of its call needs it."""
    log_id = push.sent.log_id
    needed = any(
        p.sent.log_id == log_id and p.entry_id != push.entry_id and p.outcome is Outcome.CREATED
        for p in pushes
    )
    stays = (
        correction is not None
        and correction.log_id == log_id
        and (correction.is_open or bool(correction.code))
    )
    return Place(PlaceKind.CALL_LOG, str(log_id), gone and not needed and not stays)

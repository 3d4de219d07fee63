"""Clio after a push: where our entries stand, changing one, removing one, and expenses. The Books of `agent.ports`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic

from agent.clio import book_shapes, shapes, wire
from agent.clio.client import ClioClient
from agent.clio.errors import Unreadable
from agent.clio.limiter import Lane
from agent.clio.mirror import BY_ID, CLOCK_SLACK, IDS_PER_REQUEST, moment
from agent.clio.wire import Json
from agent.domain.expense import ExpenseCategory
from agent.domain.ids import RemoteId, TimekeeperId
from agent.domain.outlay import Outlay, OutlayStanding, PostedOutlay
from agent.domain.push import Outgoing, Posted
from agent.domain.standing import EntryStanding, H, Standing
from agent.errors import OutcomeUnknown, Refused


@dataclass(frozen=True, slots=True)
class _Kind(Generic[H]):
    """How one kind of activity is asked for and read."""

    fields: str
    read: Callable[[Json], H]


_ENTRIES = _Kind(book_shapes.STANDING_FIELDS, shapes.posted)
_OUTLAYS = _Kind(book_shapes.EXPENSE_STANDING_FIELDS, book_shapes.outlay)


class ClioBooks:
    """Clio's books, signed in as one person."""

    def __init__(self, client: ClioClient) -> None:
        self._client = client

    def now(self) -> dt.datetime | None:
        """Return Clio's time as last heard; None when Clio does not say."""
        return self._client.now()

    def stands(self, remote_id: RemoteId, seen_at: dt.datetime) -> EntryStanding:
        """Return where one entry stands now; an answer that it is not there is one, too."""
        return self._stands(_ENTRIES, remote_id, seen_at)

    def standing(self, ids: Sequence[RemoteId], seen_at: dt.datetime) -> Sequence[EntryStanding]:
        """Return where entries stand, in one request for each fifty, within the mirror's share of the requests."""
        return self._standing(_ENTRIES, ids, seen_at)

    def correct(self, base: Posted, wanted: Outgoing, seen_at: dt.datetime) -> EntryStanding:
        """Change one entry by one PATCH of the version it was read at, and return what Clio made of it.

        Raise Refused with the code "clio_changed" when Clio holds another version, OutcomeUnknown when nobody can say.
        """
        return self._change(_ENTRIES, base, book_shapes.change_data(base, wanted), seen_at)

    def outlay_stands(self, remote_id: RemoteId, seen_at: dt.datetime) -> OutlayStanding:
        """Return where one expense stands now, as `stands`."""
        return self._stands(_OUTLAYS, remote_id, seen_at)

    def outlays_standing(self, ids: Sequence[RemoteId], seen_at: dt.datetime) -> Sequence[OutlayStanding]:
        """Return where expenses stand, as `standing`."""
        return self._standing(_OUTLAYS, ids, seen_at)

    def correct_outlay(self, base: PostedOutlay, wanted: Outlay, seen_at: dt.datetime) -> OutlayStanding:
        """Change one expense, as `correct`."""
        return self._change(_OUTLAYS, base, book_shapes.outlay_change_data(base, wanted), seen_at)

    def _stands(self, kind: _Kind[H], remote_id: RemoteId, seen_at: dt.datetime) -> Standing[H]:
        request = wire.get(f"activities/{remote_id}", fields=kind.fields)
        try:
            return book_shapes.standing(self._client.record(request), seen_at, kind.read)
        except Refused as refused:
            if refused.code != "clio_not_found":
                raise
            return Standing(remote_id, seen_at)

    def _standing(
        self, kind: _Kind[H], ids: Sequence[RemoteId], seen_at: dt.datetime
    ) -> Sequence[Standing[H]]:
        found: dict[RemoteId, Standing[H]] = {}
        for start in range(0, len(ids), IDS_PER_REQUEST):
            query = [("ids[]", str(each)) for each in ids[start : start + IDS_PER_REQUEST]]
            request = wire.get_list("activities", *query, BY_ID, fields=kind.fields)
            for page in self._client.pages(request, lane=Lane.MIRROR):
                for row in page.rows:
                    stands = book_shapes.standing(row, seen_at, kind.read)
                    found[stands.remote_id] = stands
        return [found.get(each) or Standing(each, seen_at) for each in ids]

    def _change(self, kind: _Kind[H], base: H, data: Json, seen_at: dt.datetime) -> Standing[H]:
        request = wire.patch(f"activities/{base.id}", data, fields=kind.fields, etag=base.etag or '""')
        return book_shapes.standing(self._client.record(request), seen_at, kind.read)

    def remove(self, remote_id: RemoteId) -> None:
        """Remove one entry. Raise Refused or Busy when nothing was done, OutcomeUnknown when nobody can say."""
        self._client.removed(wire.delete(f"activities/{remote_id}"))

    def has_log(self, log_id: RemoteId) -> bool:
        """Return whether a call log is there."""
        try:
            self._client.record(wire.get(f"communications/{log_id}", fields="id"))
        except Refused as refused:
            if refused.code != "clio_not_found":
                raise
            return False
        return True

    def remove_log(self, log_id: RemoteId) -> None:
        """Remove one call log. Raises as `remove`."""
        self._client.removed(wire.delete(f"communications/{log_id}"))

    def expense_categories(self) -> Sequence[ExpenseCategory]:
        """Return the kinds of expense that this person may use."""
        request = wire.get_list("expense_categories", fields=book_shapes.EXPENSE_CATEGORY_FIELDS)
        rows = (row for page in self._client.pages(request, lane=Lane.WORK) for row in page.rows)
        return [found for found in map(book_shapes.expense_category, rows) if found]

    def spend(self, sent: Outlay) -> PostedOutlay:
        """Create one expense by one POST, and return what Clio made of it.

        Raise Refused, Busy, Unreachable or SignedOut when nothing was done, OutcomeUnknown when nobody can say.
        """
        request = wire.post("activities", book_shapes.outlay_data(sent), fields=book_shapes.EXPENSE_FIELDS)
        record = self._client.record(request)
        try:
            return book_shapes.outlay(record)
        except Unreadable as error:
            raise OutcomeUnknown("Clio created something that cannot be read") from error

    def spent(self, user: TimekeeperId, since: dt.datetime) -> Sequence[PostedOutlay]:
        """Return that person's expenses created since a moment of Clio's clock, wherever they stand by now."""
        query = [
            ("type", "ExpenseEntry"), ("user_id", str(user)),
            ("created_since", moment(since - CLOCK_SLACK)), BY_ID,
        ]  # fmt: skip
        request = wire.get_list("activities", *query, fields=book_shapes.EXPENSE_FIELDS)
        return [
            book_shapes.outlay(row)
            for page in self._client.pages(request, lane=Lane.WORK)
            for row in page.rows
        ]

"""The invented firm as Clio would hold it: tables of plain records, with ids, times and ETags.

A record is a dict in Clio's own words; a reference to another record is `<name>_id`. What Clio works out when asked
(rounded time, totals, nested records) is not stored here: see `shapes` and `money`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import threading
from collections.abc import Callable
from typing import Any

Record = dict[str, Any]
Clock = Callable[[], dt.datetime]

FIRST_IDS = {
    "users": 340001,
    "practice_areas": 31,
    "contacts": 1001,
    "matters": 7101,
    "relationships": 60001,
    "activity_rates": 8001,
    "activity_descriptions": 771,
    "expense_categories": 41,
    "calendar_entries": 90001,
    "log_entries": 70001,
    "activities": 98_765_001,
    "communications": 5_550_001,
    "external_properties": 5_800_001,
    "bills": 2_001,
    "timers": 501,
}
"""Every table and the id of its first record."""


def utc_now() -> dt.datetime:
    """The default clock."""
    return dt.datetime.now(dt.UTC)


class Firm:
    """All records of one firm. Hold `lock` while reading or changing more than one thing."""

    def __init__(self, *, clock: Clock = utc_now) -> None:
        self.clock = clock
        self.lock = threading.RLock()
        self.account: Record = {}
        self.billing: Record = {}
        self.tables: dict[str, dict[int, Record]] = {name: {} for name in FIRST_IDS}
        self.touched: dict[str, dict[int, Record | None]] = {name: {} for name in FIRST_IDS}
        self.next_ids = dict(FIRST_IDS)
        self.changes = 0

    @property
    def activities(self) -> list[Record]:
        """Every time entry and expense, oldest first."""
        return self.all("activities")

    @property
    def communications(self) -> list[Record]:
        """Every logged call and e-mail, oldest first."""
        return self.all("communications")

    @property
    def matters(self) -> list[Record]:
        """Every matter, by id."""
        return self.all("matters")

    def all(self, table: str) -> list[Record]:
        """Every record of a table, by id (ids are given out in order)."""
        rows = self.tables[table]
        return [rows[key] for key in sorted(rows)]

    def find(self, table: str, record_id: int | None) -> Record | None:
        """The record with this id, or None."""
        return None if record_id is None else self.tables[table].get(record_id)

    def get(self, table: str, record_id: int) -> Record:
        """The record with this id; KeyError when there is none."""
        return self.tables[table][record_id]

    def named(self, table: str, name: str) -> Record:
        """The first record whose name (a matter's display number) is exactly this; KeyError when there is none."""
        key = "display_number" if table == "matters" else "name"
        for record in self.tables[table].values():
            if record[key] == name:
                return record
        raise KeyError(table)

    def add(self, table: str, record_id: int | None = None, **values: Any) -> Record:
        """Store a new record and return it; times default to now."""
        if record_id is None:
            record_id = self.next_ids[table]
            self.next_ids[table] = record_id + 1
        now = self.clock().isoformat()
        record = {"id": record_id, "revision": 0, "created_at": now, "updated_at": now, **values}
        record["etag"] = _etag(table, record)
        self._keep(table, record_id, record)
        return record

    def change(self, table: str, record_id: int, **values: Any) -> Record:
        """Change a record: its ETag and `updated_at` move with it. KeyError when there is none."""
        record = {**self.tables[table][record_id], **values, "updated_at": self.clock().isoformat()}
        record["revision"] += 1
        record["etag"] = _etag(table, record)
        self._keep(table, record_id, record)
        return record

    def remove(self, table: str, record_id: int) -> None:
        """Delete a record for good. KeyError when there is none."""
        del self.tables[table][record_id]
        self.touched[table][record_id] = None
        self.changes += 1

    def put_on_bill(self, activity_id: int, *, state: str = "draft") -> Record:
        """Put an activity on a new bill in this state (draft, awaiting_approval, awaiting_payment, paid)."""
        number = f"INV-{self.next_ids['bills']}"
        bill = self.add("bills", number=number, state=state, type="MatterBill", kind="revenue_kind")
        return self.change("activities", activity_id, bill_id=bill["id"])

    def mark_untouched(self) -> None:
        """Forget what was touched: what is here now is the firm as invented."""
        self.touched = {name: {} for name in FIRST_IDS}

    def restore(self, touched: dict[str, dict[int, Record | None]]) -> None:
        """Lay changes over the invented firm; None means removed."""
        for table, records in touched.items():
            for record_id, record in records.items():
                if record is None:
                    self.tables[table].pop(record_id, None)
                else:
                    self.tables[table][record_id] = record
            self.touched[table] = dict(records)

    def _keep(self, table: str, record_id: int, record: Record) -> None:
        self.tables[table][record_id] = record
        self.touched[table][record_id] = record
        self.changes += 1


def _etag(table: str, record: Record) -> str:
    """An ETag with its quotes, as Clio puts it into the JSON; another one for each revision."""
    seed = f"{table}/{record['id']}/{record['revision']}/{record['updated_at']}"
    return f'"{hashlib.sha256(seed.encode()).hexdigest()[:32]}"'

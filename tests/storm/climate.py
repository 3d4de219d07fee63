"""What the storms of a test share: practice Clio with its time, and a home with confirmed entries as it lies on the disk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from agent.domain.entry import EntryStatus
from agent.domain.ids import EntryId, MatterId, SourceId, TimekeeperId
from agent.domain.matter import Contact, Timekeeper
from agent.domain.source import SourceKind
from agent.sandbox.server import PracticeClio
from agent.store.store import Store
from tests.builders import a_matter, a_source, an_entry
from tests.storm.sky import DAWN, Sky

KEY = bytes(range(32))
ENTRIES = 4


@dataclass
class Climate:
    """One small firm and one home, furnished once and copied for each storm."""

    clio: PracticeClio
    sky: Sky
    template: Path
    refresh_token: str
    there_before: frozenset[int]

    @classmethod
    def begin(cls, folder: Path) -> Climate:
        """Open a small firm, and lay out a home with confirmed entries of one call and one e-mail."""
        sky = Sky()
        clio = PracticeClio(matters=12, clock=sky.now, sleep=lambda seconds: None)
        _, refresh_token = clio.sign_in("Ruth Calder")
        template = folder / "template.db"
        store = Store(template, KEY)
        _furnish(store, clio)
        store.close()
        return cls(clio, sky, template, refresh_token, frozenset(a["id"] for a in clio.firm.activities))

    def sweep(self) -> None:
        """Take away what the last schedule left."""
        self.clio.settle()
        for activity in self.clio.firm.activities:
            if activity["id"] not in self.there_before:
                self.clio.firm.remove("activities", activity["id"])
        for communication in self.clio.firm.communications:
            if communication["external_properties"]:
                self.clio.firm.remove("communications", communication["id"])


def _furnish(store: Store, clio: PracticeClio) -> None:
    ruth = clio.firm.named("users", "Ruth Calder")
    store.home.timekeeper = Timekeeper(TimekeeperId(ruth["id"]), "Ruth Calder")
    rows = [m for m in clio.firm.matters if m["status"] == "Open" and m["billing_method"] == "hourly"][:2]
    person = clio.firm.named("contacts", "Marcus Hale")["id"]
    people = (Contact("Marcus Hale", "marcus@copperkettle.example.com", id=person),)
    matters = [
        a_matter(row["id"], display_number=row["display_number"], contacts=people if n == 0 else ())
        for n, row in enumerate(rows)
    ]
    store.matters.keep(matters)
    call = a_source(id=SourceId("call"), sha256="1")
    mail = a_source(id=SourceId("mail"), kind=SourceKind.EMAIL, sha256="2")
    for source in (call, mail):
        store.sources.add(source, taken_at=DAWN)
    for number in range(ENTRIES):
        first = number < 3
        entry = an_entry(
            id=EntryId(f"e{number}"), source_id=call.id if first else mail.id, suggestion_id=None,
            matter_id=MatterId(rows[0 if number < 2 else 1]["id"]), status=EntryStatus.CONFIRMED,
            narrative="Twin" if number < 2 else f"Attendance {number}",  # the first two are alike in everything
            date=DAWN.date(), seconds=720, units=2,
        )  # fmt: skip
        store.entries.add(entry, place=number)

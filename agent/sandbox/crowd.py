"""The many matters around the practice calls: clients, matters and rates drawn from a seed, confusable on purpose."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Collection
from typing import Any

from agent.sandbox.firm import Firm, Record
from agent.sandbox.people import People
from agent.sandbox.records import hourly_rate, matter_record

CLOSED_SHARE, PENDING_SHARE, SAME_CLIENT_SHARE = 0.18, 0.05, 0.25
OWN_RATE_SHARE, CLIENT_RATE_SHARE, RELATED_SHARE = 0.1, 0.03, 0.6
FIRST_OPENED, DAYS_OPENED = dt.date(2022, 2, 1), 1_540
LAST_CLOSED = dt.date(2026, 4, 30)
FIRST_NUMBER = 19_500


class Crowd:
    """Draws matters for one firm. Everything depends on the seed and the order of calls, nothing on the clock."""

    def __init__(self, firm: Firm, *, areas: list[Record], names: Any, seed: int) -> None:
        self._firm, self._names, self._chance = firm, names, random.Random(seed)
        self._people = People(firm)
        self._areas = [each for each in areas if each["matters"]]
        self._area_ids = {each["name"]: each["id"] for each in firm.all("practice_areas")}
        self._lawyers = [each for each in firm.all("users") if each["subscription_type"] == "Attorney"]
        self._clients: list[tuple[Record, str]] = []
        self._twin: str | None = None

    def add_matters(self, count: int, *, taken: Collection[int]) -> None:
        """Add this many matters, leaving out the numbers taken."""
        number = FIRST_NUMBER
        for _ in range(count):
            number += self._chance.randint(1, 7)
            while number in taken:
                number += 1
            self._add_matter(number)

    def _add_matter(self, number: int) -> None:
        chance = self._chance
        opened = FIRST_OPENED + dt.timedelta(days=chance.randrange(DAYS_OPENED))
        again = bool(self._clients) and chance.random() < SAME_CLIENT_SHARE
        client, label = chance.choice(self._clients) if again else self._new_client(opened)
        is_person = client["type"] == "Person"
        area = chance.choice([each for each in self._areas if is_person or not each.get("people_only")])
        lawyer = chance.choice(self._lawyers)
        fate = chance.random()
        status = (
            "Closed" if fate < CLOSED_SHARE else "Pending" if fate < CLOSED_SHARE + PENDING_SHARE else "Open"
        )
        method = chance.choice(area["methods"])
        matter = self._firm.add(
            "matters",
            **matter_record(
                number=number,
                label=label,
                description=self._description(area, label),
                client_id=client["id"],
                status=status,
                billing_method=method,
                practice_area_id=self._area_ids[area["name"]],
                user_id=lawyer["id"],
                opened=opened,
                closed=self._end(opened) if status == "Closed" else None,
                custom_rate=self._custom_rate(method, lawyer),
            ),
        )
        self._add_related(matter, client)

    def _new_client(self, opened: dt.date) -> tuple[Record, str]:
        is_company = self._chance.random() < 0.45
        name, label = self._company() if is_company else self._person()
        created = f"{opened.isoformat()}T00:15:00+00:00"
        client = self._people.add(name, is_client=True, created_at=created)
        if self._chance.random() < CLIENT_RATE_SHARE:
            rate = float(self._chance.choice((300, 330, 365)))
            self._firm.add(
                "activity_rates", contact_id=client["id"], user_id=None, rate=rate, flat_rate=False
            )
        self._clients.append((client, label))
        return client, label

    def _person(self) -> tuple[str, str]:
        """A person; every second one bears the other spelling of the surname before."""
        given = self._chance.choice(self._names["given"])
        spellings = self._chance.choice(self._names["surnames"])
        if self._twin:
            surname, self._twin = self._twin, None
        else:
            surname, self._twin = spellings[0], self._chance.choice(spellings[1:])
        return f"{given} {surname}", surname

    def _company(self) -> tuple[str, str]:
        stem = self._chance.choice(self._chance.choice(self._names["companies"]))
        trade, suffix = (
            self._chance.choice(self._names["trades"]),
            self._chance.choice(self._names["suffixes"]),
        )
        return f"{stem} {trade} {suffix}", f"{stem} {trade}"

    def _description(self, area: Record, label: str) -> str:
        words = {
            "client": label,
            "other": self._company()[1],
            "person": self._chance.choice(self._chance.choice(self._names["surnames"])),
            "place": self._chance.choice(self._names["places"]),
        }
        pattern: str = self._chance.choice(area["matters"])
        return pattern.format(**words)

    def _end(self, opened: dt.date) -> dt.date:
        return min(opened + dt.timedelta(days=self._chance.randint(20, 400)), LAST_CLOSED)

    def _custom_rate(self, method: str, lawyer: Record) -> Record | None:
        if method == "flat":
            return {"type": "FlatRate", "on_invoice": True, "rates": []}
        if method == "contingency":
            return {"type": "ContingencyFee", "on_invoice": True, "rates": []}
        if self._chance.random() >= OWN_RATE_SHARE:
            return None
        user_id = lawyer["id"] if self._chance.random() < 0.5 else None
        return hourly_rate(float(self._chance.choice((310, 340, 375, 450))), user_id)

    def _add_related(self, matter: Record, client: Record) -> None:
        """Somebody of the client company, or somebody around a person's matter."""
        is_company = client["type"] == "Company"
        if not is_company and self._chance.random() >= RELATED_SHARE:
            return
        relation = self._chance.choice(self._names["positions" if is_company else "relations"])
        company_id = client["id"] if is_company else None
        person = self._people.add(self._person()[0], company_id=company_id, created_at=matter["created_at"])
        self._firm.add("relationships", matter_id=matter["id"], contact_id=person["id"], description=relation)

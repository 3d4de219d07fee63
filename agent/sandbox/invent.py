"""Invents Kestrel Lane Lawyers: its people, rates and categories from data files, its matters from a seed.

The same seed and size always give the same firm. Client names are confusable on purpose: one client with several
matters, two spellings of one surname, closed matters beside open ones. The matters of the practice calls are always
there, with their own ids.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from agent.sandbox.crowd import Crowd
from agent.sandbox.firm import Clock, Firm, Record, utc_now
from agent.sandbox.people import People
from agent.sandbox.records import hourly_rate, matter_record

DATA = Path(__file__).parent / "data"
ORIGIN = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)  # when everything without a date of its own was made


def invent(*, matters: int = 300, seed: int = 1, clock: Clock = utc_now) -> Firm:
    """A firm with this many matters, the practice calls' and the firm's own among them."""
    firm = Firm(clock=lambda: ORIGIN)
    story = _read("firm.json")
    firm.account, firm.billing = story["account"], story["billing"]
    _add_fixed(firm, story)
    practice = _read("practice_matters.json")
    for told in practice:
        _add_practice_matter(firm, story, told)
    for description in story["own_matters"]:
        _add_own_matter(firm, description)
    crowd = Crowd(firm, areas=story["practice_areas"], names=_read("names.json"), seed=seed)
    crowd.add_matters(matters - len(firm.tables["matters"]), taken=_numbers(practice))
    _add_diary(firm, story)
    firm.mark_untouched()
    firm.clock = clock
    return firm


def _read(name: str) -> Any:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def _numbers(practice: list[Record]) -> set[int]:
    return {int(told["display_number"].partition("-")[0]) for told in practice}


def _add_fixed(firm: Firm, story: Record) -> None:
    since = story["account"]["created_at"]
    born = {"created_at": since, "updated_at": since}
    for table in ("practice_areas", "activity_descriptions", "expense_categories"):
        for told in story[table]:
            kept = {
                key: value for key, value in told.items() if key not in ("methods", "matters", "people_only")
            }
            blank = {"rate": None, "category_type": "hourly", "type": "clio", "accessible_to_user": True}
            firm.add(table, **born, **({**blank, **kept} if table == "activity_descriptions" else kept))
    telephone = firm.named("activity_descriptions", "Telephone attendance")
    titles = sorted({told["job_title"] for told in story["users"]})
    for told in story["users"]:
        first, last = told["first_name"], told["last_name"]
        title = told["job_title"]
        blank = {"enabled": True, "time_zone": "Sydney", "account_owner": False, "clio_connect": False}
        user = {
            **blank,
            **told,
            "name": f"{first} {last}",
            "initials": first[0] + last[0],
            "email": f"{first.lower()}@kestrellane.example",
            "phone_number": "(02) 5550 0100",
            "job_title": {"id": titles.index(title) + 1, "name": title},
            "default_activity_description_id": telephone["id"],
            "default_calendar_id": 1200 + len(firm.tables["users"]),
        }
        firm.add("users", **born, **user)


def _add_practice_matter(firm: Firm, story: Record, told: Record) -> None:
    people = People(firm)
    client_name, people_told = told["client"]["name"], told["contacts"]
    own: Record = next((each for each in people_told if each["name"] == client_name), {})
    client = people.add(client_name, record_id=told["client"]["id"], is_client=True, **_reach(own))
    number, label = told["display_number"].split("-", 1)
    lawyer = firm.named("users", story["responsible"].get(told["display_number"], "Ruth Calder"))
    area = firm.named("practice_areas", told["practice_area"])
    rate = story["matter_rates"].get(told["display_number"])
    closed = told["status"] == "Closed"
    matter = matter_record(
        number=int(number),
        label=label,
        description=told["description"],
        client_id=client["id"],
        status=told["status"],
        billing_method=told["billing_method"],
        practice_area_id=area["id"],
        user_id=lawyer["id"],
        opened=dt.date(2025, 9, 1) if closed else dt.date(2026, 2, 2),
        closed=dt.date(2026, 1, 30) if closed else None,
        custom_rate=hourly_rate(rate, None) if rate else None,
    )
    firm.add("matters", told["id"], **matter)
    for each in people_told:
        if each["name"] != client_name:
            person = people.known(each["email"]) or people.add(
                each["name"], company_id=client["id"], **_reach(each)
            )
            firm.add(
                "relationships", matter_id=told["id"], contact_id=person["id"], description="Main contact"
            )


def _reach(told: Record) -> Record:
    return {key: told[key] for key in ("email", "phone") if key in told}


def _add_own_matter(firm: Firm, description: str) -> None:
    """Where the firm's own time goes; never billed to anybody."""
    people = People(firm)
    client = people.named("Kestrel Lane Lawyers") or people.add("Kestrel Lane Lawyers", is_client=True)
    count = len([each for each in firm.all("matters") if each["client_id"] == client["id"]])
    matter = matter_record(
        number=count + 1,
        label="Kestrel Lane",
        description=description,
        client_id=client["id"],
        status="Open",
        billing_method="hourly",
        practice_area_id=firm.named("practice_areas", "Administration")["id"],
        user_id=firm.named("users", "Ruth Calder")["id"],
        opened=dt.date(2019, 7, 1),
        closed=None,
        custom_rate=None,
    )
    firm.add("matters", **{**matter, "billable": False})


def _add_diary(firm: Firm, story: Record) -> None:
    for told in story["calendar"]:
        matter = firm.named("matters", told["matter"]) if told["matter"] else None
        guest = People(firm).named(told["with"]) if told["with"] else None
        attendees = [
            guest and {**guest, "type": "Contact", "enabled": True, "email": guest["primary_email_address"]}
        ]
        firm.add(
            "calendar_entries",
            summary=told["summary"],
            description="",
            location="",
            start_at=told["start_at"],
            end_at=told["end_at"],
            all_day=False,
            calendar_owner_id=firm.named("users", told["user"])["default_calendar_id"],
            matter_id=matter and matter["id"],
            attendees=[each for each in attendees if each],
        )
    for told in story["recently_opened"]:
        firm.add(
            "log_entries",
            type="MatterLogEntry",
            matter_id=firm.named("matters", told["matter"])["id"],
            user_id=firm.named("users", told["user"])["id"],
            accessed_at=told["accessed_at"],
        )

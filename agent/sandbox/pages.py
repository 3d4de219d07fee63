"""The web pages: what the firm would see in its browser. Clio is one page with routes behind the hash, so is this.

/nc/#/activities   /nc/#/matters   /nc/#/matters/<id>   all parts of one page; nothing is fetched to move about
/nc/matters/<id>   one matter as a page of its own, for browsers without scripts and very large firms
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from flask import Blueprint, Response, abort, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from agent.sandbox import filters, money
from agent.sandbox.activity_shapes import BILLED, ON_BILL
from agent.sandbox.fields import Scope
from agent.sandbox.firm import Firm, Record
from agent.sandbox.office import Office

MOST_MATTERS = 400
STYLE = Path(__file__).parent / "templates" / "page.css"


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One line of the activities table, as text."""

    id: int
    date: str
    matter_id: int | None
    matter: str = field(repr=False)
    client: str = field(repr=False)
    narrative: str = field(repr=False)
    category: str
    user: str
    hours: str
    rate: str
    total: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MatterCard:
    """One matter with its people and activities, as text."""

    record: Record = field(repr=False)
    client: Record = field(repr=False)
    area: str
    lawyer: str
    rate: str
    opened: str
    contacts: tuple[tuple[str, Record], ...] = field(repr=False)
    rows: tuple[ActivityRow, ...] = field(repr=False)


def routes(office: Office) -> Blueprint:
    """The pages, and the style sheet that the sign-in pages share."""
    blueprint = Blueprint("pages", __name__)
    firm = office.firm

    @blueprint.get("/")
    def home() -> ResponseReturnValue:
        return redirect("/nc/")

    @blueprint.get("/nc/page.css")
    def style() -> ResponseReturnValue:
        return Response(STYLE.read_text(encoding="utf-8"), mimetype="text/css")

    @blueprint.get("/nc/")
    def everything() -> ResponseReturnValue:
        """Activities, matters and each matter in one page."""
        query = request.args.get("q", "").strip()
        rows = activity_rows(firm)
        found = _search(firm, query)
        busy = {row.matter_id for row in rows}
        listed = found[:MOST_MATTERS]
        opened = listed + [each for each in firm.matters if each["id"] in busy and each not in listed]
        return render_template(
            "nc.html",
            rows=list(reversed(rows)),
            hours=_sum_of_hours(firm),
            total=_dollars(_sum_of_totals(firm)),
            cards=matter_cards(firm, opened, rows),
            listed=len(listed),
            found=len(found),
            query=query,
        )

    @blueprint.get("/nc/matters/<int:matter_id>")
    def matter(matter_id: int) -> ResponseReturnValue:
        """One matter on its own."""
        record = firm.find("matters", matter_id)
        if record is None:
            abort(404)
        return render_template("matter.html", card=matter_cards(firm, [record], activity_rows(firm))[0])

    @blueprint.before_app_request
    def new_nonce() -> None:
        g.nonce = secrets.token_urlsafe(12)

    @blueprint.after_app_request
    def lock_page(response: Response) -> Response:
        """No script but our own, nothing from elsewhere, no sniffing."""
        if response.mimetype == "text/html":
            response.headers["Content-Security-Policy"] = (
                f"default-src 'none'; style-src 'self'; img-src data:; script-src 'nonce-{g.nonce}'; base-uri 'none'"
            )
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    return blueprint


def activity_rows(firm: Firm) -> list[ActivityRow]:
    """Every activity as a line of the table, by date and then by id."""
    ordered = sorted(firm.activities, key=lambda each: (each["date"], each["id"]))
    return [_row(firm, each) for each in ordered]


def matter_cards(firm: Firm, matters: list[Record], rows: list[ActivityRow]) -> list[MatterCard]:
    """Each matter with its contacts and its activities, newest first."""
    contacts: dict[int, list[tuple[str, Record]]] = defaultdict(list)
    for relation in firm.all("relationships"):
        person = firm.get("contacts", relation["contact_id"])
        contacts[relation["matter_id"]].append((relation["description"], person))
    per_matter: dict[int | None, list[ActivityRow]] = defaultdict(list)
    for row in reversed(rows):
        per_matter[row.matter_id].append(row)
    return [_card(firm, each, contacts[each["id"]], per_matter[each["id"]]) for each in matters]


def _card(
    firm: Firm, matter: Record, contacts: list[tuple[str, Record]], rows: list[ActivityRow]
) -> MatterCard:
    return MatterCard(
        matter,
        firm.get("contacts", matter["client_id"]),
        firm.get("practice_areas", matter["practice_area_id"])["name"],
        firm.get("users", matter["responsible_attorney_id"])["name"],
        _rate_text(firm, matter),
        _opened(matter),
        tuple(contacts),
        tuple(rows),
    )


def _opened(matter: Record) -> str:
    opened = _day(matter["open_date"])
    return f"{opened}, closed {_day(matter['close_date'])}" if matter["close_date"] else opened


def _row(firm: Firm, activity: Record) -> ActivityRow:
    scope = Scope(firm, firm.get("users", activity["user_id"]))
    matter = firm.find("matters", activity["matter_id"])
    category = firm.find("activity_descriptions", activity["activity_description_id"])
    expense = firm.find("expense_categories", activity["expense_category_id"])
    is_time = activity["type"] == "TimeEntry"
    sums = money.sums(activity, firm.billing)
    rate = _dollars(activity["price"]) + ("" if activity["flat_rate"] or not is_time else " /h")
    marks = {
        "Expense": not is_time,
        "No charge": activity["no_charge"],
        "Non-billable": activity["non_billable"] and not activity["no_charge"],
        "Flat fee": activity["flat_rate"],
        "Billed": BILLED(scope, activity),
        "On a draft bill": ON_BILL(scope, activity) and not BILLED(scope, activity),
    }
    return ActivityRow(
        id=activity["id"],
        date=_day(activity["date"]),
        matter_id=activity["matter_id"],
        matter=matter["display_number"] if matter else "No matter",
        client=firm.get("contacts", matter["client_id"])["name"] if matter else "",
        narrative=activity["note"],
        category=(category or expense or {}).get("name", ""),
        user=scope.user["name"],
        hours=f"{sums.rounded_hours:.2f} h" if is_time else f"{activity['quantity']:g} ×",
        rate=rate,
        total=_dollars(sums.total),
        marks=tuple(mark for mark, applies in marks.items() if applies),
    )


def _search(firm: Firm, query: str) -> list[Record]:
    """Matters whose number, description or client holds every word of the query."""
    words = filters.folded(query).split()

    def text(matter: Record) -> str:
        client = firm.get("contacts", matter["client_id"])["name"]
        return filters.folded(f"{matter['display_number']} {matter['description']} {client}")

    return [each for each in firm.matters if not words or all(word in text(each) for word in words)]


def _rate_text(firm: Firm, matter: Record) -> str:
    custom = matter["custom_rate"]
    if not custom:
        return "Each fee earner's own"
    if custom["type"] != "HourlyRate":
        return {"FlatRate": "Flat fee", "ContingencyFee": "Contingency fee"}[custom["type"]]
    rate = custom["rates"][0]
    who = "everybody" if rate["user_id"] is None else firm.get("users", rate["user_id"])["name"]
    return f"{_dollars(rate['rate'])} /h for {who}"


def _sum_of_hours(firm: Firm) -> str:
    times = [each for each in firm.activities if each["type"] == "TimeEntry"]
    return f"{sum((money.sums(each, firm.billing).rounded_hours for each in times), Decimal(0)):.2f}"


def _sum_of_totals(firm: Firm) -> Decimal:
    return sum((money.sums(each, firm.billing).total for each in firm.activities), Decimal(0))


def _dollars(amount: float | Decimal) -> str:
    return f"${amount:,.2f}"


def _day(iso: str) -> str:
    date = dt.date.fromisoformat(iso)
    return f"{date.day} {date:%b %Y}"

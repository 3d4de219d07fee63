"""Logging calls and e-mails: creating, changing and deleting communications with their external properties."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from agent.sandbox import bodies, filters
from agent.sandbox.activity_shapes import COMMUNICATION
from agent.sandbox.fields import parse
from agent.sandbox.firm import Firm, Record
from agent.sandbox.gate import need, scope
from agent.sandbox.office import Office
from agent.sandbox.problems import not_found, unprocessable
from agent.sandbox.reads import answer

TYPES = ("PhoneCommunication", "EmailCommunication")
TABLES = {"User": "users", "Contact": "contacts"}
MOST_PROPERTIES = 5


def routes(blueprint: Blueprint, office: Office) -> None:
    """Add POST, PATCH and DELETE of communications."""
    firm = office.firm

    @blueprint.post("/communications")
    def create_communication() -> ResponseReturnValue:
        """Log a communication; subject, body and type are required."""
        need("Communications")
        parse(request.args.get("fields"), COMMUNICATION)
        asking, sent = scope(office), bodies.data()
        if sent.get("type") not in TYPES:
            raise unprocessable("Type is invalid")
        for name in ("subject", "body"):
            if name not in sent:
                raise unprocessable(f"{name.capitalize()} can't be blank")
        now = firm.clock()
        values = {
            "type": sent["type"],
            "user_id": asking.user["id"],
            "matter_id": None,
            "date": now.date().isoformat(),
            "received_at": now.isoformat(),
            "senders": [],
            "receivers": [],
            "external_properties": [],
            **_read(firm, sent),
        }
        return answer(office, COMMUNICATION, firm.add("communications", **values), 201)

    @blueprint.patch("/communications/<int:communication_id>")
    def change_communication(communication_id: int) -> ResponseReturnValue:
        """Change what was sent of a communication; 412 when `If-Match` is behind."""
        need("Communications")
        parse(request.args.get("fields"), COMMUNICATION)
        bodies.check_unchanged(_held(firm, communication_id))
        changed = firm.change("communications", communication_id, **_read(firm, bodies.data()))
        return answer(office, COMMUNICATION, changed)

    @blueprint.delete("/communications/<int:communication_id>")
    def delete_communication(communication_id: int) -> ResponseReturnValue:
        """Delete for good; its time entries stay, without the link."""
        need("Communications")
        _held(firm, communication_id)
        for activity in firm.activities:
            if activity["communication_id"] == communication_id:
                firm.change("activities", activity["id"], communication_id=None)
        firm.remove("communications", communication_id)
        return Response(status=204)


def _held(firm: Firm, communication_id: int) -> Record:
    communication = firm.find("communications", communication_id)
    if communication is None:
        raise not_found()
    return communication


def _read(firm: Firm, sent: Record) -> Record:
    values: Record = {}
    for name in ("subject", "body"):
        if name in sent:
            values[name] = bodies.text(sent[name], name.capitalize())
    if "date" in sent:
        values["date"] = bodies.date(sent["date"])
    if "received_at" in sent:
        values["received_at"] = filters.moment(bodies.text(sent["received_at"], "Received at")).isoformat()
    if (matter := bodies.reference(firm, "matters", sent, "matter")) is not None:
        values["matter_id"] = matter["id"]
    for side in ("senders", "receivers"):
        if side in sent:
            values[side] = [_participant(firm, each) for each in _items(sent[side], side)]
    if "external_properties" in sent:
        values["external_properties"] = _properties(firm, _items(sent["external_properties"], "Properties"))
    return values


def _items(value: Any, name: str) -> list[Record]:
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise unprocessable(f"{name.capitalize()} are invalid")
    return value


def _participant(firm: Firm, sent: Record) -> Record:
    table = TABLES.get(sent.get("type", ""))
    if table is None:
        raise unprocessable("Participant type is invalid")
    record = bodies.reference(firm, table, {"participant": sent}, "participant")
    if record is None:
        raise unprocessable("Participant is missing")
    return {"id": record["id"], "type": sent["type"]}


def _properties(firm: Firm, sent: list[Record]) -> list[Record]:
    if len(sent) > MOST_PROPERTIES:
        raise unprocessable(f"External properties are limited to {MOST_PROPERTIES}")
    pairs = [
        (bodies.text(each.get("name"), "Name"), bodies.text(each.get("value"), "Value")) for each in sent
    ]
    return [dict(firm.add("external_properties", name=name, value=value)) for name, value in pairs]

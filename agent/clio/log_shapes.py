"""Call logs <-> Clio's communications. Pure.

A log carries a key of ours in `external_properties`, by which it is found again; activities have no such thing. Nobody is
subscribed to it: `notification_event_subscribers` would send them mail.
"""

from __future__ import annotations

from typing import Any

from agent.clio.wire import Json
from agent.domain.call_log import BODY, CallLog

KEY = "tenth_key"
LOG_FIELDS = "id,etag"
KEYED_FIELDS = "id,etag,external_properties{name,value}"


def communication_data(log: CallLog) -> Json:
    """Return what is posted for one call log. Who called whom is not known: the fee earner stands as the sender."""
    data: dict[str, Any] = {
        "type": "PhoneCommunication",
        "subject": log.subject,
        "body": BODY,
        "date": log.date.isoformat(),
        "matter": {"id": log.matter_id},
        "senders": [{"id": log.user_id, "type": "User"}],
        "receivers": [{"id": p.id, "type": "Contact"} for p in log.people if p.id is not None],
        "external_properties": [{"name": KEY, "value": log.key}],
    }
    if log.started_at is not None:
        data["received_at"] = log.started_at.isoformat(timespec="seconds")
    return data


def by_key(key: str) -> tuple[tuple[str, str], ...]:
    """Return the query that finds a log again."""
    return ("external_property_name", KEY), ("external_property_value", key)


def carries(row: Json, key: str) -> bool:
    """Whether a log is ours. Clio silently ignores a filter it does not know, and would then answer everybody's."""
    return any(each == {"name": KEY, "value": key} for each in row.get("external_properties") or ())

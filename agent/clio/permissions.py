"""Which access permission of the firm's Clio app a request needs. Pure.

Clio fixes permissions when the app is registered and bakes them into each sign-in: one that lacks a permission answers 403.
The way out is to tick it in the developer portal and to sign in anew. A 403 may also mean that the person may not, in Clio.
"""

from __future__ import annotations

from dataclasses import dataclass

from agent.clio.regions import API
from agent.clio.wire import Request
from agent.errors import Refused


@dataclass(frozen=True, slots=True)
class Permission:
    """One permission to tick when the firm registers its app, as the portal names it, and what Tenth does with it."""

    name: str
    access: str
    why: str


READ, WRITE = "read", "read and write"

PERMISSIONS = (
    Permission(
        "Activities", WRITE, "Creates the time entries you confirmed, and reads back what Clio made of them."
    ),
    Permission(
        "Billing", READ, "How your firm rounds time and adds GST, so that an estimate before a push is right."
    ),
    Permission(
        "Calendars", READ, "Your own meetings, so that the day is complete and a call finds its matter."
    ),
    Permission(
        "Communications",
        WRITE,
        "Used only if you switch call logs on: a log of the call on the client’s file.",
    ),
    Permission("Contacts", READ, "Who is on each file, so that the people of a call point to the matter."),
    Permission("General", READ, "The matters you opened last, offered first."),
    Permission(
        "Matters", READ, "Numbers, clients, descriptions and status, to search here and to link exactly."
    ),
    Permission("Users", READ, "Who you are, and the fee earners of your firm."),
)
"""Everything Tenth asks of Clio stands in this list, and nothing else is asked: the tests hold it against the requests."""

NEEDED = {
    "activities": "Activities",
    "activity_descriptions": "Activities",
    "calendar_entries": "Calendars",
    "communications": "Communications",
    "contacts": "Contacts",
    "expense_categories": "Activities",
    "log_entries": "General",
    "matters": "Matters",
    "relationships": "Matters and Contacts",
    "settings": "Billing",
    "users": "Users",
}
"""First part of a path -> the permission as the portal names it."""


def named(refused: Refused, request: Request) -> Refused:
    """Return a refusal that says which permission is missing, when that is what it is about."""
    name = NEEDED.get(request.path.removeprefix(API).partition("/")[0].partition(".")[0])
    if refused.code != "clio_forbidden" or name is None:
        return refused
    kind = WRITE if request.writes else READ
    refused.hint = (
        f"Tick {name} ({kind}) for the firm's app in Clio's developer portal, then connect again; "
        "if it is ticked, ask whoever manages Clio to let you do this."
    )
    return refused

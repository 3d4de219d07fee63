"""Which access permission of the firm's Clio app a request needs. Pure.

Clio fixes permissions when the app is registered and bakes them into each sign-in: one that lacks a permission answers 403.
The way out is to tick it in the developer portal and to sign in anew. A 403 may also mean that the person may not, in Clio.
"""

from __future__ import annotations

from agent.clio.regions import API
from agent.clio.wire import Request
from agent.errors import Refused

NEEDED = {
    "activities": "Activities",
    "activity_descriptions": "Activities",
    "calendar_entries": "Calendars",
    "communications": "Communications",
    "expense_categories": "Activities",
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
    kind = "read and write" if request.writes else "read"
    refused.hint = (
        f"Tick {name} ({kind}) for the firm's app in Clio's developer portal, then connect again; "
        "if it is ticked, ask whoever manages Clio to let you do this."
    )
    return refused

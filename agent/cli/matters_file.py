"""A firm's matters from a JSON file, in the shape in which Clio returns them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from agent.domain.ids import MatterId
from agent.domain.matter import Contact, Matter, MatterStatus
from agent.errors import UsedWrongly


def read_matters(path: Path) -> list[Matter]:
    """Read a list of matters. Raise UsedWrongly when the file is not one."""
    try:
        return [_matter(row) for row in json.loads(path.read_text("utf-8"))]
    except (ValueError, KeyError, TypeError) as error:
        raise UsedWrongly(
            "the matters file is not a JSON list of matters",
            hint='Each needs at least "id", "display_number", "description", "status" and "client".',
        ) from error


def _matter(row: dict[str, Any]) -> Matter:
    return Matter(
        id=MatterId(int(row["id"])),
        display_number=row["display_number"],
        description=row.get("description") or "",
        client_name=(row.get("client") or {}).get("name") or "",
        status=MatterStatus(str(row.get("status") or "open").lower()),
        contacts=tuple(
            Contact(c["name"], c.get("email"), c.get("phone"))
            for c in row.get("contacts") or ()
            if c.get("name")
        ),
        practice_area=row.get("practice_area") or "",
        billing_method=row.get("billing_method") or "hourly",
    )

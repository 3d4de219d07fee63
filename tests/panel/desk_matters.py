"""The desk's matters: the one on screen by its number in Clio, and those that were worked on last."""

from __future__ import annotations

from tests.panel import firm
from tests.panel.firm import Json


class MattersDesk:
    """What the mirror holds."""

    def matters_get(self, body: Json) -> Json:
        return {"matter": next((m for m in firm.MATTERS if m["id"] == body["matter_id"]), None)}

    def matters_recent(self, body: Json) -> Json:
        return {"matters": firm.MATTERS[:3]}

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

    def matters_search(self, body: Json) -> Json:
        asked = body["query"].lower()
        text = ("display_number", "description", "client")
        fitting = [m for m in firm.MATTERS if asked in " ".join(m[k] for k in text).lower()]
        return {"matters": fitting[: body["limit"]]}

    def categories_list(self, body: Json) -> Json:
        return {"categories": firm.CATEGORIES}

"""What the small agent answers about passages that change hands, several entries at once, and finding."""

from __future__ import annotations

from tests.panel import firm
from tests.panel.firm import Json


class SeveralDesk:
    """A part of the desk; the rest of it keeps entries, versions and the undo stack."""

    def remember(self) -> None:
        """Put the desk as it is on the undo stack."""
        raise NotImplementedError

    def changed(self) -> None:
        """Tell the page."""
        raise NotImplementedError

    def entry(self, id: str) -> Json:
        """Return one entry, as it is kept."""
        raise NotImplementedError

    def entries(self) -> list[Json]:
        """Return all entries."""
        raise NotImplementedError

    def _measure(self, entry: Json) -> None:
        raise NotImplementedError

    def _at_version(self, body: Json) -> Json:
        raise NotImplementedError

    def entries_assign(self, body: Json) -> Json:
        seen = [self._at_version(v) for v in body["versions"]]
        self.remember()
        moving = set(body["passages"])
        for entry in seen:
            kept = [p for p in entry["passages"] if p not in moving]
            entry["passages"] = kept + (body["passages"] if entry["id"] == body["to"] else [])
            entry["passages"].sort(key=lambda p: int(p[1:]))
            self._measure(entry)
        self.changed()
        return {"entries": [firm.completed(e) for e in seen]}

    def entries_batch(self, body: Json) -> Json:
        self.remember()
        done, left = [], []
        for named in body["entries"]:
            entry = self._at_version(named)
            missing = firm.completed(entry)["missing"]
            if body["deed"] == "confirm" and missing:
                left.append({"entry": entry["id"], "code": "not_ready", "why": f"{missing}."})
                continue
            entry |= _fields(body) | {"version": entry["version"] + 1}
            done.append(firm.completed(entry))
        self.changed()
        return {"entries": done, "left": left}

    def entries_find(self, body: Json) -> Json:
        words = body["query"].lower().split()
        found = [
            firm.completed(e)
            for e in self.entries()
            if words and all(w in f"{e['matter']} {e['narrative']}".lower() for w in words)
        ]
        return {"entries": found[: body["limit"]]}


def timed(entry: Json, fields: Json) -> Json:
    """Return the fields with what a typed time brings along."""
    if not fields.get("seconds"):
        return fields
    flags = [*entry["flags"], "time_typed"]
    units = -(-fields["seconds"] // 360)
    return {"measured": entry["seconds"], "flags": flags, "units": units} | fields


def _fields(body: Json) -> Json:
    if body["deed"] == "matter":
        matter = next(m for m in firm.MATTERS if m["id"] == body["matter_id"])
        about = {"matter_description": matter["description"], "client": matter["client"]}
        return about | {
            "matter_id": matter["id"],
            "matter": matter["display_number"],
            "matter_state": "chosen",
            "status": "draft",
        }
    return {"status": {"confirm": "confirmed", "discard": "discarded"}[body["deed"]]}

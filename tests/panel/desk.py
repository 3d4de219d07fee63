"""The desk behind the small agent: entries in memory, and the rules that the page leans on (versions, one undo stack)."""

from __future__ import annotations

import base64
import copy
import threading

from tests.panel import firm
from tests.panel.desk_day import DayDesk
from tests.panel.desk_line import LineDesk, Refusal, ago
from tests.panel.desk_matters import MattersDesk
from tests.panel.desk_several import SeveralDesk, timed
from tests.panel.desk_sound import SoundDesk
from tests.panel.desk_time import TimeDesk
from tests.panel.desk_whose import WhoseDesk
from tests.panel.firm import Json


class Desk(MattersDesk, SoundDesk, WhoseDesk, TimeDesk, DayDesk, LineDesk, SeveralDesk):
    """What the agent holds. Tests change it directly; `changed()` tells the page."""

    def __init__(self, views: list[Json]) -> None:
        self.views = {view["source"]["id"]: view for view in views}
        self.version = 1
        self.undo: list[dict[str, Json]] = []
        self.calls: list[tuple[str, Json]] = []
        self.clio: Json = {
            "connected": True, "user": "Ruth Calder", "host": "127.0.0.1:9", "as_of": ago(minutes=2),
            "matters": len(firm.MATTERS), "problem": None, "signing_in": False,
        }  # fmt: skip
        self.working: Json | None = None
        self.outcomes: dict[str, Json] = {}  # by entry: what a push is told
        self.hold: dict[str, threading.Event] = {}  # by path: wait until set

    def entry(self, id: str) -> Json:
        for view in self.views.values():
            for entry in view["entries"]:
                if entry["id"] == id:
                    found: Json = entry
                    return found
        raise Refusal("not_found", 404, "It may have been discarded.")

    def entries(self) -> list[Json]:
        return [entry for view in self.views.values() for entry in view["entries"]]

    def changed(self) -> None:
        self.version += 1

    def remember(self) -> None:
        self.undo.append(copy.deepcopy(self.views))

    # ---- the door, one method for each path -----------------------------------------------------------

    def state(self, body: Json) -> Json:
        if body["since"] == self.version:
            return {"version": self.version, "unchanged": True}
        statuses = ["draft", "waiting", "confirmed", "pushed", "exported", "discarded"]
        counts = {s: sum(e["status"] == s for e in self.entries()) for s in statuses}
        state = {
            "product_version": "0.1.0", "practice": self.practice, "today": firm.TODAY, "timekeeper": "Ruth Calder",
            "earners": firm.EARNERS, "call_logs": self.call_logs, "clio": self.clio, "working": self.working,
            "sources": [self._summary(v) for v in self.views.values()], "counts": counts, "can_undo": bool(self.undo),
        }  # fmt: skip
        return {"version": self.version, "unchanged": False, "state": state | self.time}

    def _summary(self, view: Json) -> Json:
        return firm.summary(view)

    def sources_get(self, body: Json) -> Json:
        view = self.views[body["source"]]
        return view | {"source": self._summary(view), "entries": [firm.completed(e) for e in view["entries"]]}

    def sources_take_in(self, body: Json) -> Json:
        if base64.b64decode(body["data"]).startswith(b"%PDF-locked"):
            raise Refusal(
                "locked",
                422,
                "Remove the password and drop it again.",
                "This PDF is locked with a password.",
            )
        return self._arrive(body["name"], "docx")

    def sources_paste(self, body: Json) -> Json:
        return self._arrive("Pasted text", "text")

    def _arrive(self, name: str, form: str) -> Json:
        view = firm.done()
        id = f"new-{len(self.views)}"
        view["source"] |= {
            "id": id,
            "title": name,
            "form": form,
            "stage": "transcribed",
            "date": firm.TODAY,
        }
        view["entries"] = []
        self.views[id] = view
        self.working = {"what": "suggesting", "done": 1, "of": 4}
        self.changed()
        return {"source": id}

    def sources_discard(self, body: Json) -> Json:
        self.remember()
        for entry in self.views[body["source"]]["entries"]:
            entry |= {"status": "discarded", "version": entry["version"] + 1}
        self.changed()
        return {}

    def sources_again(self, body: Json) -> Json:
        self.views[body["source"]]["source"] |= {"failure": None, "stage": "transcribed"}
        self.changed()
        return {}

    speech_server_here = sources_again  # what was to be heard there is heard, as after any failure

    def entries_list(self, body: Json) -> Json:
        chosen = [
            firm.completed(e)
            for e in self.entries()
            if body["status"] in (None, e["status"]) and body["source"] in (None, e["source"])
        ]
        return {"entries": chosen}

    def entries_revise(self, body: Json) -> Json:
        entry = self._at_version(body)
        fields = {k: v for k, v in body.items() if k not in ("entry", "version")}
        if "matter_id" in fields:
            matter = next(m for m in firm.MATTERS if m["id"] == fields["matter_id"])
            fields |= {
                "matter": matter["display_number"],
                "matter_description": matter["description"],
                "client": matter["client"],
                "matter_state": "chosen",
                "on_closed": fields.get("on_closed", False),
                "no_matter": False,
                "waits_for": None,
            }
        elif fields.get("no_matter"):
            fields |= firm.NO_MATTER
        if "narrative" in fields:
            fields["narrative"] = " ".join(fields["narrative"].split())
        if "charge" in fields:
            fields |= {"charge_asked": False, "charge_why": None}
        if "category_id" in fields:
            fields["category_id"] = fields["category_id"] or None
        return self._set(entry, timed(entry, fields) | {"status": "draft"})

    def entries_confirm(self, body: Json) -> Json:
        entry = self._at_version(body)
        if missing := firm.completed(entry)["missing"]:
            raise Refusal("not_ready", 409, f"{missing[0].upper()}{missing[1:]}.")
        return self._set(entry, {"status": "confirmed"})

    def entries_reopen(self, body: Json) -> Json:
        return self._set(self._at_version(body), {"status": "draft"})

    def entries_discard(self, body: Json) -> Json:
        return self._set(self._at_version(body), {"status": "discarded"})

    def entries_restore(self, body: Json) -> Json:
        return self._set(self._at_version(body), {"status": "draft"})

    def entries_split(self, body: Json) -> Json:
        entry = self._at_version(body)
        self.remember()
        at = entry["passages"].index(body["at"])
        if not at:
            raise Refusal("not_allowed_now", 409, "Choose a passage inside the entry, not its first.")
        other = copy.deepcopy(entry) | {"id": f"{entry['id']}b", "passages": entry["passages"][at:]}
        entry["passages"] = entry["passages"][:at]
        for part in (entry, other):
            self._measure(part)
        self.views[entry["source"]]["entries"].append(other)
        self.changed()
        return {"entries": [firm.completed(entry), firm.completed(other)]}

    def entries_merge(self, body: Json) -> Json:
        entry, other = self._at_version(body), self.entry(body["other"])
        self.remember()
        entry["passages"] = sorted(entry["passages"] + other["passages"], key=lambda p: int(p[1:]))
        entry["narrative"] += "; " + other["narrative"]
        entry["evidence"] += other["evidence"]
        self._measure(entry)
        other |= {"status": "discarded", "version": other["version"] + 1}
        self.changed()
        return {"entries": [firm.completed(entry), firm.completed(other)]}

    def entries_join(self, body: Json) -> Json:
        self.remember()
        first, *others = [self._at_version(seen) for seen in body["entries"]]
        for other in others:
            other |= {"status": "discarded", "version": other["version"] + 1}
        first |= {"offer": None, "version": first["version"] + 1}
        self.changed()
        return {"entries": [firm.completed(e) for e in (first, *others)]}

    def _measure(self, entry: Json) -> None:
        words = {p["id"]: p for p in self.views[entry["source"]]["passages"]}
        seconds = sum(words[p]["end_ms"] - words[p]["start_ms"] for p in entry["passages"]) // 1000
        evidence = [e for e in entry["evidence"] if set(e["passages"]) & set(entry["passages"])]
        entry |= {
            "seconds": seconds,
            "units": -(-seconds // 360),
            "evidence": evidence,
            "version": entry["version"] + 1,
            "status": "draft",
        }

    def entries_undo(self, body: Json) -> Json:
        if not self.undo:
            raise Refusal("not_allowed_now", 409, "There is nothing left to take back.")
        before = {e["id"]: e["version"] for e in self.entries()}
        self.views = self.undo.pop()
        self.changed()
        back = [e for e in self.entries() if e["version"] != before.get(e["id"])]
        for entry in back:
            entry["version"] = before.get(entry["id"], 0) + 1
        return {"entries": [firm.completed(e) for e in back]}

    def push(self, body: Json) -> Json:
        results = []
        for id in body["entries"]:
            entry = self.entry(id)
            made = self.outcomes.get(id) or firm.created(id, f"{entry['units'] * 42}.00")
            entry["push"] = made | {"entry": id}
            if made["outcome"] == "created":
                entry["status"] = "pushed"
            entry["version"] += 1
            results.append(entry["push"])
        self.changed()
        return {"results": results}

    def reconcile(self, body: Json) -> Json:
        self.outcomes.clear()
        return self.push(
            {"entries": [e["id"] for e in self.entries() if e["push"] and e["push"]["outcome"] == "unknown"]}
        )

    def exports_targets(self, body: Json) -> Json:
        return {"targets": firm.TARGETS}

    def exports_write(self, body: Json) -> Json:
        confirmed = [e for e in self.entries() if e["status"] == "confirmed"]
        written = [e for e in confirmed if e["charge"] == "billable" or body["target"] != "leap"]
        for entry in written:
            self._set(entry, {"status": "exported"})
        return {
            "name": f"tenth-{body['target']}.{body['form']}",
            "media_type": "text/csv",
            "data": base64.b64encode(b"matter,units\r\n").decode(),
            "entries": [e["id"] for e in written],
            "left_out": [e["id"] for e in confirmed if e not in written],
        }

    def _at_version(self, body: Json) -> Json:
        entry = self.entry(body["entry"])
        if entry["version"] != body["version"]:
            raise Refusal(
                "version_conflict", 409, "The entry was changed in another window; look at it again."
            )
        return entry

    def _set(self, entry: Json, fields: Json) -> Json:
        self.remember()
        entry |= fields | {"version": entry["version"] + 1}
        self.changed()
        return {"entry": firm.completed(entry)}


def asked(desk: Desk, path: str) -> list[Json]:
    """Return what the page asked of one path, in order."""
    return [body for called, body in desk.calls if called == path]

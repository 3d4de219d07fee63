"""The desk's people, what Clio already shows before a push, and which of several alike in Clio is ours."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from tests.panel import firm
from tests.panel.firm import Json

if TYPE_CHECKING:
    from tests.panel.desk import Desk


class WhoseDesk:
    """Whose time entries are. `already` is what Clio shows before a push, `alike` what may be a lost one."""

    already: Json = firm.NOTHING_THERE
    alike: tuple[Json, ...] = ()
    call_logs = False
    practice = False

    def push_preview(self: Desk, body: Json) -> Json:
        return self.already

    def push_alike(self: Desk, body: Json) -> Json:
        return {"alike": list(self.alike)}

    def push_answer(self: Desk, body: Json) -> Json:
        entry = self.entry(body["entry"])
        if body["activity_id"] is None:
            entry["push"] |= {
                "outcome": "refused",
                "code": "not_there",
                "hint": "Push the entry again when you are ready.",
            }
        else:
            entry |= {"push": firm.created(body["entry"], "126.00"), "status": "pushed"}
        entry["version"] += 1
        self.changed()
        return {"results": [entry["push"]]}

    def entries_wait(self: Desk, body: Json) -> Json:
        waits = firm.NO_MATTER | {"no_matter": False, "status": "waiting", "waits_for": body["number"]}
        return self._set(self._at_version(body), waits)

    def entries_earner(self: Desk, body: Json) -> Json:
        name = next(e["name"] for e in firm.EARNERS if e["id"] == body["earner_id"])
        self.remember()
        changed = [self._at_version(seen) for seen in body["entries"]]
        for entry in changed:
            earner = None if name == "Ruth Calder" else body["earner_id"]
            entry |= {"timekeeper": name, "earner_id": earner, "version": entry["version"] + 1}
        self.changed()
        return {"entries": [firm.completed(entry) for entry in changed]}

    def sources_draft_for(self: Desk, body: Json) -> Json:
        earner = next(e for e in firm.EARNERS if e["id"] == body["earner_id"])
        view = self.views[body["source"]]
        self.remember()
        made = copy.deepcopy(view["entries"][0]) | {
            "id": f"for-{earner['id']}", "timekeeper": earner["name"], "earner_id": earner["id"], "passages": [],
            "status": "draft",
            "narrative": "Attending telephone conference with R Calder and Marcus Hale regarding draft lease",
        }  # fmt: skip
        view["entries"].append(made)
        self.changed()
        return {"entries": [firm.completed(made)]}

    def sources_said_by(self: Desk, body: Json) -> Json:
        view = self.views[body["source"]]
        view["claims"] = [claim for claim in view["claims"] if claim["passage"] != body["passage"]]
        self.changed()
        return {"follows": True}

"""agent/clio/opening.py: Clio as the verbs get it."""

from __future__ import annotations

from pathlib import Path

import httpx

from agent.clio.client import Line
from agent.clio.opening import open_clio
from agent.clio.regions import site_for
from tests.clio.fakes import ScriptedClio, record, signed_in


def test_opening_asks_nobody_and_connecting_and_working_share_one_sign_in(tmp_path: Path) -> None:
    clio = ScriptedClio(
        record({"id": 1, "name": "Ruth Calder", "email": None, "time_zone": "Sydney"}), httpx.Response(200)
    )
    line = Line(version="0.1.0", practice_home=False, transport=httpx.MockTransport(clio))
    opened = open_clio(signed_in(), line, tmp_path / "requests.json")
    assert (clio.asked, clio.refreshes) == ([], [])
    assert opened.connector.connected_to() == site_for("au")
    assert opened.practice.who().name == "Ruth Calder"
    assert opened.connector.disconnect() is True
    assert len(clio.refreshes) == 1

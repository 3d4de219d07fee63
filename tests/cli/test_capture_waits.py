"""`tenth capture status` says when the words of the call that goes on wait for the firm's speech server, as the panel does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from agent import wiring
from agent.cli.main import main
from agent.domain.capture import Capture, Report
from agent.domain.consent import Consent
from agent.domain.ids import SourceId
from agent.domain.source import Failure
from agent.paths import open_home
from agent.transcribe.server.errors import ServerAway
from agent.web.payloads_capture import capture as shown
from tests.builders import NOON

CALL, HOST = SourceId("call"), "speech.firm.example"
AWAY = ServerAway(HOST)


@pytest.mark.parametrize("waits", [True, False])
def test_the_terminal_says_it_in_the_panels_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], waits: bool
) -> None:
    services = wiring.build(open_home(tmp_path, practice=True))
    store = services.hearing.desk.store
    store.captures.begin(Capture(CALL, NOON, NOON, Consent(())), bytes(32))
    store.captures.report(CALL, Report(hearing_since=NOON))
    store.heard.turn(CALL, HOST)
    if waits:  # as another process, the one that hears, leaves it
        store.heard.note_waits(CALL, Failure(AWAY.code, str(AWAY), AWAY.hint))
    now = shown(services).capture
    assert now is not None
    assert [sign.code for sign in now.signs] == ([AWAY.code] if waits else [])
    services.close()
    assert main(["capture", "status", "--home", str(tmp_path), "--sandbox", "--json"]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["signs"] == ([AWAY.code] if waits else [])
    assert all(f"{sign.message}. {sign.hint}\n" in printed.err for sign in now.signs)
    assert (HOST in printed.err) == waits

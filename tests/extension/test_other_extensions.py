"""Another extension with every right over loopback addresses, in the same browser, forging whose page it is (threat 4)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Worker

from agent.web import server
from agent.web.gate import Gate
from tests.extension.conftest import Paired
from tests.extension.inside import Inside
from tests.extension.packages import change, copied

pytestmark = [pytest.mark.slow, pytest.mark.browser]

ROGUE = Path(__file__).with_name("rogue")
ASKS = "([address, body, headers]) => ask(address, body, headers)"
Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def both(open_paired: Paired, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inside]:
    with open_paired(tmp_path_factory.mktemp("both"), beside=[ROGUE]) as inside:
        yield inside


@pytest.fixture
def rogue(both: Inside) -> Worker:
    """The other extension's background, which does not forge yet."""
    found = next(w for w in both.browser.context.service_workers if both.browser.ids[1] in w.url)
    found.evaluate("forge(null)")
    both.desk.asked.clear()
    return found


@pytest.fixture
def ask(both: Inside, rogue: Worker) -> Ask:
    def asking(path: str, body: object, headers: dict[str, str] | None = None) -> dict[str, Any]:
        said: dict[str, Any] = rogue.evaluate(ASKS, [both.desk.page.origin + path, body, headers or {}])
        return said

    return asking


def test_it_is_refused_under_its_own_name(both: Inside, ask: Ask) -> None:
    assert ask("/v1/state", {"since": None})["status"] == 403
    assert ask("/v1/pair/start", {"public": "04" + "0" * 128, "name": "x"})["status"] == 403
    assert [a.status for a in both.desk.asked if a.origin == f"chrome-extension://{both.browser.ids[1]}"] == [
        403,
        403,
    ]


def test_forging_our_name_gives_it_nothing_without_a_key(both: Inside, rogue: Worker, ask: Ask) -> None:
    rogue.evaluate("(origin) => forge(origin)", both.browser.origin)
    assert json.loads(ask("/v1/state", {"since": None})["text"])["code"] == "unpaired"
    assert both.browser.origin in {a.origin for a in both.desk.asked if a.status == 401}, (
        "forged; it is the key that counts"
    )
    (browser,) = both.desk.services.browsers.all()
    forged = {
        "X-Tenth-Client": browser.id,
        "X-Tenth-Time": "0",
        "X-Tenth-Nonce": "0" * 32,
        "X-Tenth-Signature": "0" * 64,
    }
    assert json.loads(ask("/v1/state", {"since": None}, forged)["text"])["code"] == "bad_signature"
    started = ask("/v1/pair/start", {"public": "04" + "0" * 128, "name": "x"})
    assert json.loads(started["text"])["code"] == "pairing_closed"


def test_a_gate_that_looks_at_names_alone_would_serve_it(
    both: Inside, rogue: Worker, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    class NamesAlone(Gate):
        def _check_signature(self, request: object) -> None:
            """Ask for no signature."""

    both.desk.stop()
    monkeypatch.setattr(server, "Gate", NamesAlone)
    both.desk.start()
    rogue.evaluate("(origin) => forge(origin)", both.browser.origin)
    said = ask("/v1/state", {"since": None})
    assert (said["status"], '"timekeeper"' in said["text"]) == (200, True), said
    monkeypatch.undo()
    both.desk.stop()
    both.desk.start()


def test_it_cannot_speak_to_our_background(both: Inside, rogue: Worker) -> None:
    message = {"to": "agent", "path": "/v1/state", "body": {"since": None}}
    said = rogue.evaluate("([id, message]) => tell(id, message)", [both.browser.ids[0], message])
    assert re.search("no answer|null|Error", said)
    assert "timekeeper" not in said


def test_a_background_that_listened_to_others_would_answer_it(
    open_paired: Paired, both: Inside, chrome_package: Path, tmp_path: Path
) -> None:
    careless = copied(chrome_package, tmp_path / "careless")
    before = "chrome.runtime.onMessage.addListener("
    change(
        careless, "background/sw.js", before,
        "chrome.runtime.onMessageExternal.addListener((message, sender, reply) => "
        "{ void does(message, sender).then(reply); return true; });\n" + before,
    )  # fmt: skip
    with open_paired(tmp_path / "open", desk=both.desk, package=careless, beside=[ROGUE]) as inside:
        ours, other = inside.browser.ids
        worker = next(w for w in inside.browser.context.service_workers if other in w.url)
        message = {"to": "agent", "path": "/v1/state", "body": {"since": None}}
        assert "timekeeper" in worker.evaluate("([id, message]) => tell(id, message)", [ours, message])

"""Pairing over three processes: the agent that serves, the terminal that shows the code, and a browser that types it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator

import pytest

from tests.journeys.conftest import ROOT, Tenth, environment
from tests.web.pairing_client import PairingClient
from tests.web.signing_client import Refusal, over_socket

pytestmark = pytest.mark.slow

ORIGIN = "moz-extension://0f0f0f0f-1111-2222-3333-444444444444"


class App:
    """`tenth app` in a process of its own."""

    def __init__(self, tenth: Tenth) -> None:
        self.process = subprocess.Popen(
            tenth.command("app", "--no-browser"),
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=environment(),
        )
        assert self.process.stderr
        said = re.search(r"http://127\.0\.0\.1:(\d+)", self.process.stderr.readline())
        assert said
        self.port = int(said[1])

    def browser(self) -> PairingClient:
        return PairingClient(over_socket(self.port), self.port, ORIGIN)

    def stop(self) -> None:
        self.process.terminate()
        assert self.process.wait(timeout=30) == 0
        assert self.process.stderr
        self.process.stderr.close()


@pytest.fixture
def app(tenth: Tenth) -> Iterator[App]:
    app = App(tenth)
    yield app
    app.stop()


def refusal(act: object) -> str:
    with pytest.raises(Refusal) as refused:
        act()  # type: ignore[operator]  # a call without arguments
    return str(refused.value.code)


def test_a_code_from_the_terminal_lets_a_browser_into_the_running_agent(tenth: Tenth, app: App) -> None:
    assert refusal(app.browser().start) == "pairing_closed"
    paired = app.browser().pair(tenth.json("pair")["code"])
    assert paired.call("/v1/state", {"since": None})["state"]["practice"] is True
    (listed,) = tenth.json("browsers")["browsers"]
    assert (listed["id"], listed["name"]) == (paired.client, "Firefox")
    assert listed["last_used"] is not None
    assert tenth.json("forget-browser", paired.client) == {"forgotten": paired.client}
    with pytest.raises(AssertionError, match="unproven answer 401"):
        paired.call("/v1/state", {"since": None})
    assert tenth.run("forget-browser", paired.client).returncode == 1


def test_tries_count_over_a_restart_and_so_does_the_pairing(tenth: Tenth) -> None:
    first = App(tenth)
    code = tenth.json("pair")["code"]
    for _ in range(4):
        assert refusal(lambda: first.browser().pair("0000 0000")) == "wrong_code"
    first.stop()
    second = App(tenth)
    paired = second.browser().pair(code)
    second.stop()
    third = App(tenth)
    assert paired.port == third.port
    assert paired.call("/v1/state", {"since": None})["state"]["practice"] is True
    third.stop()
    on_disk = b"".join(
        path.read_bytes() for path in tenth.home.rglob("*") if path.is_file() and path.suffix != ".json"
    )
    assert paired.key.hex().encode() not in on_disk
    assert code.replace(" ", "").encode() not in on_disk


def test_without_a_running_agent_the_terminal_says_what_is_missing(tenth: Tenth) -> None:
    done = tenth.run("pair")
    assert re.search(r"^ +\w{4} \w{4}$", done.stdout, flags=re.MULTILINE)
    assert "tenth app" in done.stderr
    assert "No browser is paired." in tenth.run("browsers").stdout

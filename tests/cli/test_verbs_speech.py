"""agent/cli/verbs_speech.py: a server over TLS is named, asked, refuses, is off; and what left is told."""

from __future__ import annotations

import io
import json
import shutil
import sys
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from agent import voice
from agent.cli.main import main
from tests.capture.hearing import practice_call
from tests.transcribe.speech_server import TOKEN, FirmServer

pytestmark = pytest.mark.slow


@pytest.fixture
def firm(tmp_path: Path) -> Iterator[FirmServer]:
    server = FirmServer(tmp_path)
    (tmp_path / "ca.pem").write_text(server.ca)
    yield server
    server.close()


@pytest.fixture
def call(tmp_path: Path) -> Path:
    """The first eight seconds of the practice call, as a sound file of one side."""
    with wave.open(str(tmp_path / "call.wav"), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes(b"".join(practice_call(8).values()))
    return tmp_path / "call.wav"


@pytest.fixture
def reached() -> Iterator[set[object]]:
    """Every address that this process connects to while the test runs."""
    addresses: set[object] = set()
    watching = True

    def watch(event: str, args: tuple[object, ...]) -> None:
        if watching and event in ("socket.connect", "socket.sendto", "socket.getaddrinfo"):
            addresses.add(args[1] if event != "socket.getaddrinfo" else args[:2])

    sys.addaudithook(watch)  # cannot be taken away again, hence the flag
    yield addresses
    watching = False


def test_the_whole_way(
    reached: set[object],
    firm: FirmServer,
    call: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def tenth(*words: str, code: int = 0) -> Any:
        assert main([*words, "--home", str(tmp_path / "home"), "--sandbox", "--json"]) == code
        return json.loads(capsys.readouterr().out)

    assert tenth("speech-server") == {"on": False, "waiting": []}
    assert tenth("what-left") == {"clio": None, "doors": []}
    assert reached == set(), "nothing is asked before a server is named"
    monkeypatch.setattr(sys, "stdin", io.StringIO(TOKEN + "\n"))
    on = tenth("speech-server", "--url", firm.url, "--ca", str(tmp_path / "ca.pem"))
    assert (on["on"], on["host"], on["word_times"], on["own_authority"]) == (True, firm.host, False, True)
    assert TOKEN not in str(on)
    assert f"server {firm.host}" in str(tenth("doctor", code=0)["findings"])

    taken = tenth("take-in", str(call))
    assert taken["words_by"] == [firm.host]
    doors = {door["what"]: door["count"] for door in tenth("what-left")["doors"]}
    assert doors == {"the practice call's first sentence": 1, "speech of your calls": len(firm.pieces) - 1}
    sent = len(firm.pieces)

    firm.script = lambda asked: (401, {}, b"{}")
    other = tmp_path / "other.wav"
    shutil.copy(call, other)
    with other.open("ab") as file:
        file.write(b"LIST\4\0\0\0INFO")
    assert tenth("take-in", str(other), code=1)["code"] == "speech_server_token"
    (waits,) = tenth("speech-server")["waiting"]
    assert tenth("speech-server", "off")["on"] is False
    tenth("speech-server", "here", waits["source"])
    assert len(firm.pieces) == sent + 1, "the one that was refused"
    assert tenth("take-in", str(voice.call_path("second_call", ".vtt")))["words_by"] == []
    assert tenth("speech-server")["waiting"] == []
    reached.discard(("127.0.0.1", 11434))  # where `tenth doctor` looks for Ollama
    assert reached == {("127.0.0.1", int(firm.host.partition(":")[2]))}, "and afterwards nobody else"


def test_one_thing_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n"))
    here = ["--home", str(tmp_path / "home"), "--sandbox", "--json"]
    assert main(["speech-server", "off", "--url", "https://speech.firm.example", *here]) == 2
    assert main(["speech-server", "here", *here]) == 2
    assert main(["speech-server", "--url", "https://speech.firm.example", *here]) == 2, "a practice home"

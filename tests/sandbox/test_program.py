"""agent/sandbox/__main__.py: practice Clio as a program that other processes start, kill and start again."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from agent.sandbox.__main__ import main
from tests.sandbox.conftest import browse, submit


@contextmanager
def program(*options: str) -> Iterator[tuple[subprocess.Popen[str], dict[str, str]]]:
    """The program and its ready line; killed at the end if it still runs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "agent.sandbox", "--matters", "12", *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        yield process, json.loads(process.stdout.readline())
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()


def state(ready: dict[str, str]) -> Any:
    headers = {"X-Practice-Secret": ready["control_secret"]}
    return browse(f"{ready['url']}/practice/state", headers=headers).json()


def sign_in(ready: dict[str, str]) -> str:
    """The whole trip: consent page, code, token."""
    address = "http://127.0.0.1:47820/callback"
    app = {"client_id": ready["client_id"], "redirect_uri": address}
    form = {**app, "response_type": "code", "decision": "allow", "user_id": "340001"}
    location = submit(f"{ready['url']}/oauth/authorize", data=form).headers["Location"]
    code = httpx.URL(location).params["code"]
    form = {**app, "grant_type": "authorization_code", "code": code, "client_secret": ready["client_secret"]}
    token: str = submit(f"{ready['url']}/oauth/token", data=form).json()["access_token"]
    return token


def send_entry(ready: dict[str, str], token: str) -> httpx.Response:
    return submit(
        f"{ready['url']}/api/v4/activities.json",
        json={"data": {"type": "TimeEntry", "date": "2026-05-19", "quantity": 360, "matter": {"id": 7000}}},
        headers={"Authorization": f"Bearer {token}"},
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to catch")
def test_it_says_when_it_is_ready_and_ends_on_sigterm() -> None:
    with program() as (process, ready):
        assert set(ready) == {"url", "client_id", "client_secret", "control_secret"}
        assert ready["url"].startswith("http://127.0.0.1:")
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0


def test_it_ends_with_its_parent_when_told_to() -> None:
    with program("--until-stdin-closes") as (process, _):
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(timeout=20) == 0


def test_a_kill_loses_nothing_that_was_answered_or_done(tmp_path: Path) -> None:
    options = ("--state", str(tmp_path / "clio.json"))
    with program(*options, "--misbehave", "drop-after POST /api/v4/activities skip=1") as (process, ready):
        token = sign_in(ready)
        assert send_entry(ready, token).status_code == 201
        with pytest.raises(httpx.TransportError):
            send_entry(ready, token)
        process.kill()
        process.wait()
    with program(*options) as (_, again):
        assert again["client_id"] == ready["client_id"]
        assert len(state(again)["activities"]) == 2
        assert send_entry(again, token).status_code == 201


def test_a_misbehaviour_it_cannot_read_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--matters", "12", "--misbehave", "explode"]) == 2
    assert "explode" in capsys.readouterr().err

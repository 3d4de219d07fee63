"""`tenth app` hears a call while it goes on, also when it is killed in the middle of it and started again."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from agent import wiring
from agent.domain.ids import SourceId
from agent.domain.source import Stage
from agent.domain.transcript import Segment
from agent.paths import open_home
from tests.cli.test_verbs_capture import YES, about_the_lease, told
from tests.house.sources import ROOT
from tests.workflow.booth import until

pytestmark = pytest.mark.slow


@contextlib.contextmanager
def app(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The agent, killed at the end of the block."""
    command = [
        sys.executable,
        "-m",
        "agent",
        "app",
        "--no-browser",
        "--home",
        str(tmp_path / "home"),
        "--sandbox",
    ]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@contextlib.contextmanager
def home(tmp_path: Path) -> Iterator[Any]:
    services = wiring.build(open_home(tmp_path / "home", practice=True))
    try:
        yield services
    finally:
        services.close()


def heard(tmp_path: Path, call: SourceId) -> list[Segment]:
    with home(tmp_path) as services:
        segments: list[Segment] = services.hearing.desk.store.heard.segments(call)
        return segments


def test_an_agent_killed_in_the_middle_of_a_call_loses_no_words_and_doubles_none(tmp_path: Path) -> None:
    sound = about_the_lease(tmp_path / "call.wav")
    call = SourceId(told(tmp_path, "capture", "start", "--from", sound, *YES)["call"])
    assert told(tmp_path, "capture", "status")["words_behind_seconds"] is None, "nobody listens"
    with app(tmp_path):
        until(lambda: heard(tmp_path, call), seconds=120)
        assert told(tmp_path, "capture", "status")["words_behind_seconds"] is not None
    first = heard(tmp_path, call)
    with app(tmp_path):
        until(lambda: len(heard(tmp_path, call)) > len(first), seconds=120)
        told(tmp_path, "capture", "stop")
        until(lambda: told(tmp_path, "entries")["entries"], seconds=120)
    with home(tmp_path) as services:
        source = services.review.source_view(call).kept.source
    assert source.stage is Stage.SUGGESTED
    said = [(p.start_ms, p.text) for p in source.passages if p.text]
    assert len(said) == len(set(said))
    assert {(s.start_ms, s.text) for s in first} <= set(said)

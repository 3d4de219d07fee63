"""Real sound servers, and captures from them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.capture.linux import LinuxSound
from tests.capture.hearing import Hearing
from tests.capture.servers import SoundServer, installed


@pytest.fixture(params=["pulseaudio", "pipewire"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SoundServer]:
    if not installed(request.param):
        pytest.skip(f"{request.param} is not installed")
    with SoundServer(request.param, tmp_path) as server:
        yield server


@pytest.fixture
def hearing(server: SoundServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hearing]:
    for name in ("XDG_RUNTIME_DIR", "HOME", "PULSE_SERVER"):
        monkeypatch.setenv(name, server.environment[name])
    hearing = Hearing(tmp_path, lambda _: LinuxSound())
    yield hearing
    hearing.close()

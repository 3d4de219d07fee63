"""A call on a desktop without a tray: noticed on a real sound server, offered by a real notification; nothing is recorded."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.capture.hearing import noise, write_wav
from tests.capture.servers import SPEAKERS, ZOOM, SoundServer
from tests.capture.servers import installed as has_server
from tests.desktop.at_work import AtWork
from tests.desktop.screen import Screen, installed, until
from tests.house.sources import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.sound]

PICTURE = ROOT / "build" / "pictures" / "notification.png"


def test_an_open_agent_notices_a_call_offers_it_and_tells_every_other_program(tmp_path: Path) -> None:
    if not has_server("pulseaudio") or not installed(("dunstctl",)):
        pytest.skip("a sound server, Xvfb or dunst is not installed")
    with (
        SoundServer("pulseaudio", tmp_path) as server,
        Screen(tmp_path / "screen", host=None, surroundings=server.environment) as screen,
    ):
        at_work = AtWork(screen, tmp_path / "home", "--no-browser")

        def offer(*words: str) -> Any:
            command = at_work.command("capture", *(words or ("status",)), "--json")
            done = subprocess.run(
                command, env=screen.environment, cwd=ROOT, capture_output=True, text=True, check=True
            )
            return json.loads(done.stdout)["offer"]

        until(lambda: "There is no tray icon" in at_work.told.read_text(), "the word that there is no tray")
        assert shown(screen) == 0
        named = [f"--property={name}={value}" for name, value in ZOOM.items()]
        server.play(write_wav(tmp_path / "them.wav", noise(60)), SPEAKERS, ZOOM)
        server.start("parec", "--device=mic", "--raw", *named)
        until(lambda: shown(screen), "the notification")
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        screen.picture().crop((624, 0, 1024, 160)).save(PICTURE)
        assert offer() == {"what": "capture", "label": "Zoom", "because": ""}
        dunst(screen, "action")
        at_work.has_window("Capture this call")
        assert list((tmp_path / "home" / "sound").glob("*")) == [], "a click on it records nothing"
        assert offer("not-this-call") is None


def shown(screen: Screen) -> int:
    """Return how many notifications are on the screen."""
    return int(dunst(screen, "count", "displayed") or 0)


def dunst(screen: Screen, *words: str) -> str:
    """Tell or ask the desktop's notifications something."""
    done = subprocess.run(
        ["dunstctl", *words],
        env=screen.environment,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    return done.stdout.strip()

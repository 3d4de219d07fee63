"""agent/capture/headset.py: whether a microphone is worn by one person, as far as its system tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.capture.headset import by_form, by_name
from agent.capture.holding import LinuxHolding
from agent.capture.linux import LinuxSound
from agent.capture.scene import Listening, Outlet, Scene
from agent.domain.transcript import TrackKind
from tests.capture.servers import INSIDE, SoundServer, installed


@pytest.mark.parametrize(
    ("form", "port", "headset"),
    [
        ("headset", "headset-input", True),
        ("headphone", "", True),
        ("handset", "", True),
        ("internal", "analog-input-internal-mic", False),
        ("internal", "analog-input-headset-mic", True),  # plugged into the laptop
        ("webcam", "", False),
        ("hands-free", "", False),  # a car kit or a speakerphone
        ("microphone", "", False),
        ("", "analog-input-mic", None),
        ("", "", None),
    ],
)
def test_the_form_factor_and_the_port_tell(form: str, port: str, headset: bool | None) -> None:
    assert by_form({"device.form_factor": form} if form else {}, port) is headset


@pytest.mark.parametrize(
    ("name", "headset"),
    [
        ("Headset (Jabra Evolve2 65)", True),
        ("AirPods Pro", True),
        ("Headset Microphone (Plantronics)", True),
        ("Microphone Array (Realtek Audio)", False),
        ("MacBook Pro Microphone", None),
        ("Speakerphone (Jabra Speak 510 headset mode)", False),
        ("Jabra Speak 510", None),
        ("", None),
    ],
)
def test_elsewhere_the_name_tells(name: str, headset: bool | None) -> None:
    assert by_name(name) is headset


def test_what_filters_the_noise_of_a_headset_is_one_and_filters_in_a_ring_are_not_followed_for_ever() -> None:
    mic, filtered, again = (
        Outlet(1, "mic", headset=True),
        Outlet(2, "filtered", module=7),
        Outlet(3, "again", module=8),
    )
    heard = (Listening(1, "", module=7), Listening(2, "", module=8))
    assert Scene("", "", (mic, filtered, again), listening=heard).headset("again") is True
    ring = (Listening(3, "", module=7), Listening(2, "", module=8))
    assert Scene("", "", (mic, filtered, again), listening=ring).headset("again") is None
    assert Scene("", "", ()).headset("gone") is None


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["pulseaudio", "pipewire"])
def test_a_real_sound_server_tells_of_a_headset_and_of_what_filters_its_noise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    if not installed(kind):
        pytest.skip(f"{kind} is not installed")
    with SoundServer(kind, tmp_path) as server:
        for name in ("XDG_RUNTIME_DIR", "PULSE_SERVER"):
            monkeypatch.setenv(name, server.environment[name])
        holding, card = LinuxHolding(), LinuxSound()
        assert holding.headset() is None, "a microphone that nothing is known of"
        make = ("load-module", "module-remap-source", f"master={INSIDE}.monitor")
        server.pactl(*make, "source_name=worn", "source_properties=device.form_factor=headset")
        server.pactl("load-module", "module-remap-source", "source_name=filtered", "master=worn")
        server.pactl(*make, "source_name=desk", "source_properties=device.form_factor=webcam")
        told: list[tuple[str, bool | None, bool | None]] = []
        for name in ("worn", "filtered", "desk"):
            server.pactl("set-default-source", name)
            stream = card.open(TrackKind.MICROPHONE)
            told.append((stream.heard.device, stream.heard.headset, holding.headset()))
            stream.close()
        holding.close()
        card.close()
    assert told == [("worn", True, True), ("filtered", True, True), ("desk", False, False)]

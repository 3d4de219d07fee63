"""Real sound servers without a sound card: PulseAudio and PipeWire with null sinks, each alone in a folder of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, Self

from tests.programs import end

SPEAKERS, MICROPHONE, INSIDE = "speakers", "mic", "mic_inside"
"""The sink that the other side is heard from, the microphone, and the sink inside it into which the lawyer speaks."""

ZOOM = {"application.process.binary": "zoom", "application.name": "ZOOM VoiceEngine"}
"""What the call program says of itself."""

SETUP = (
    ("load-module", "module-null-sink", f"sink_name={SPEAKERS}", "rate=48000", "channels=2"),
    # Where players go when the loudspeakers are gone; else the lawyer's own would be moved on with the default.
    ("load-module", "module-null-sink", "sink_name=spare", "rate=48000", "channels=2"),
    ("load-module", "module-null-sink", f"sink_name={INSIDE}", "rate=48000", "channels=1"),
    ("load-module", "module-remap-source", f"source_name={MICROPHONE}", f"master={INSIDE}.monitor"),
    ("set-default-sink", SPEAKERS),
    ("set-default-source", MICROPHONE),
)
PATIENCE_SECONDS = 60.0


class SoundServer:
    """One server of a kind ("pulseaudio" or "pipewire") with loudspeakers and a microphone."""

    def __init__(self, kind: str, folder: Path) -> None:
        self.folder = folder / kind
        (self.folder / "run").mkdir(parents=True, mode=0o700)
        (self.folder / "home").mkdir()
        socket = self.folder / "run" / ("native" if kind == "pulseaudio" else "pulse/native")
        self.environment = {
            **os.environ,
            "XDG_RUNTIME_DIR": str(self.folder / "run"),
            "HOME": str(self.folder / "home"),
            "PULSE_SERVER": f"unix:{socket}",
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self.folder}/run/bus",
            "LC_ALL": "C",
        }
        for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "PULSE_SINK", "PULSE_SOURCE"):
            self.environment.pop(name, None)
        self._programs: list[subprocess.Popen[bytes]] = []
        try:
            self._begin(kind, socket)
        except BaseException:
            self.__exit__()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        end(self._programs)

    def _begin(self, kind: str, socket: Path) -> None:
        if kind == "pulseaudio":
            self._pulseaudio(socket)
        else:
            self._pipewire()
        self._until(lambda: self.pactl("info"))
        for command in SETUP:
            if command[0] == "load-module":
                self.pactl(*command)
                self._until(partial(self._has, command[2].partition("=")[2]))
            else:
                self._until(partial(self.pactl, *command))

    def pactl(self, *words: str) -> str:
        """Ask or tell the server something. Raise CalledProcessError."""
        done = subprocess.run(
            ["pactl", *words], env=self.environment, capture_output=True, text=True, timeout=30, check=True
        )
        return done.stdout.strip()

    def _has(self, name: str) -> None:
        """Raise OSError until a sink or source is there: PipeWire makes them after it has answered."""
        if name not in self.pactl("list", "short", "sinks") + self.pactl("list", "short", "sources"):
            raise OSError("not there yet")

    def play(
        self, path: Path, sink: str, properties: Mapping[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        """Begin to play a sound file as some program, handed over far ahead: a player that starves would play it with holes."""
        named = [f"--property={name}={value}" for name, value in (properties or {}).items()]
        return self.start("paplay", "-d", sink, "--latency-msec=8000", *named, str(path))

    def start(self, *command: str, **more: Any) -> subprocess.Popen[bytes]:
        """Start a program that lives no longer than the server."""
        out = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **more}
        program = subprocess.Popen(command, env=self.environment, **out)
        self._programs.append(program)
        return program

    def _pulseaudio(self, socket: Path) -> None:
        script = self.folder / "server.pa"
        script.write_text(f"load-module module-native-protocol-unix auth-anonymous=1 socket={socket}\n")
        self.start(
            "pulseaudio", "-n", "-F", str(script), "--exit-idle-time=-1", "--daemonize=no", "--use-pid-file=no",
            "--disallow-exit",
        )  # fmt: skip

    def _pipewire(self) -> None:
        bus = self.environment["DBUS_SESSION_BUS_ADDRESS"]
        self.start("dbus-daemon", "--session", f"--address={bus}", "--nofork")
        self._until(lambda: (self.folder / "run" / "bus").stat())
        self.start("pipewire")
        self._until(
            lambda: (self.folder / "run" / "pipewire-0").stat()
        )  # the others end when it is not there
        self.start("wireplumber")
        self.start("pipewire-pulse")
        self._until(self._is_managed)

    def _is_managed(self) -> None:
        """Without its session manager PipeWire takes orders and forgets them. Raise OSError until it is there."""
        told = subprocess.run(
            ["wpctl", "status"], env=self.environment, capture_output=True, text=True, timeout=30, check=True
        )
        if "WirePlumber [export]" not in told.stdout:
            raise OSError("not there yet")

    def _until(self, does: Any) -> None:
        """Try until it works."""
        ends = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                does()
                return
            except (subprocess.SubprocessError, OSError):
                if time.monotonic() > ends:
                    raise
                time.sleep(0.1)


def installed(kind: str) -> bool:
    """Whether this computer can run a server of this kind."""
    programs = {
        "pulseaudio": ["pulseaudio"],
        "pipewire": ["dbus-daemon", "pipewire", "wireplumber", "pipewire-pulse"],
    }
    return all(map(shutil.which, [*programs[kind], "pactl", "parec", "paplay"]))

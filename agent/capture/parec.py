"""One child process that hands over one track: parec, which comes with every PulseAudio and works with PipeWire."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress

from agent.capture.errors import NoSoundServer
from agent.capture.routing import Target
from agent.capture.scene import OURS

FORMAT = ("--rate=16000", "--channels=1", "--format=s16le", "--raw", "--latency-msec=20")
CHUNK = 1 << 16  # what a pipe holds: two seconds


class Parec:
    """A running parec. It ends with `close`, by itself when its source goes, and with us when its pipe breaks."""

    def __init__(self, target: Target) -> None:
        of_program = () if target.playing is None else (f"--monitor-stream={target.playing}",)
        try:
            self._process = subprocess.Popen(  # noqa: S603  # a program of the system's, by fixed arguments
                ["parec", f"--client-name={OURS}", f"--device={target.outlet}", *of_program, *FORMAT],  # noqa: S607  # by PATH, as the system installs it
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            raise NoSoundServer("the program parec is not installed") from error
        assert self._process.stdout is not None
        self._pipe = self._process.stdout
        if sys.platform != "win32":  # where there is no parec
            os.set_blocking(self._pipe.fileno(), False)
        self._odd = b""  # half a sample that waits for its other half

    @property
    def process(self) -> str:
        """The child's process number, as the sound server shows it."""
        return str(self._process.pid)

    def drain(self) -> bytes | None:
        """Return all sound that has come, b"" for none yet, None when the child has ended and everything was read."""
        pieces = [self._odd]
        while True:
            try:
                piece = os.read(self._pipe.fileno(), CHUNK)
            except BlockingIOError:
                break
            if not piece:
                if len(pieces) == 1:
                    return None
                break
            pieces.append(piece)
        pcm = b"".join(pieces)
        whole = len(pcm) // 2 * 2
        self._odd = pcm[whole:]
        return pcm[:whole]

    def close(self) -> None:
        """End the child."""
        with suppress(OSError):
            self._process.kill()
        self._process.wait()
        self._pipe.close()

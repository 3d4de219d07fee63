"""The part of the fuse box that the recording program shares: keys, the sound card of this computer, and how it is started.

It is apart so that the program, which the lawyer waits for, loads nothing of Clio, documents or speech.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from agent.capture import OWN_TREE
from agent.capture.lists import Place, never_offered, places
from agent.domain.capture import Capture
from agent.domain.transcript import TrackKind
from agent.paths import Home
from agent.ports import Holding, Secrets, SoundCard
from agent.vault.file_secrets import FileSecrets
from agent.vault.keyring_secrets import KeyringSecrets, installed_backends

__all__ = (
    "heard_from",
    "launch_recorder",
    "leave_out_our_own_sound",
    "microphone_holding",
    "never_offered",
    "places_of_law",
    "secrets_of",
    "sound_card",
    "sound_card_or",
    "what_windows_tell",
)


def places_of_law() -> Sequence[Place]:
    """Return what the law of each place says about recording, for information."""
    return places()


def heard_from() -> str:
    """Return which microphone and which loudspeaker a call would be heard from. Raise CaptureError. Opens neither."""
    if sys.platform in ("win32", "darwin"):
        return "the system's default microphone and loudspeaker"
    from agent.capture.linux import LinuxSound

    with closing(LinuxSound()) as card:
        return " and ".join(card.whereabouts())


def what_windows_tell() -> str:
    """Return in a sentence whether a call program's windows can be read here."""
    if sys.platform in ("win32", "darwin"):
        return "no window facts on this system; the microphone's holder and the calendar tell one call from the next"
    from agent.capture import x11

    return x11.what_windows_tell()


def sound_card(capture: Capture) -> SoundCard:
    """Return where a call is heard: this computer's sound server, or the file that was named in its place."""
    return sound_card_or(capture.file)


def sound_card_or(file: str) -> SoundCard:
    """Return this computer's sound server, or a file in its place. Raise CaptureError."""
    if file:
        from agent.capture.from_file import FileSound
        from agent.transcribe.sound import ChildSoundReader

        tracks = ChildSoundReader().read(Path(file))
        if TrackKind.MICROPHONE not in tracks:  # one side for everybody: what the microphone of a room hears
            tracks = {TrackKind.MICROPHONE: b"".join(tracks.values())}
        return FileSound(tracks)
    if sys.platform == "win32":
        from agent.capture.piped import PipedSound

        return PipedSound("windows")
    if sys.platform == "darwin":
        from agent.capture.core_audio import is_playing
        from agent.capture.piped import PipedSound

        return PipedSound("macos", is_playing)
    from agent.capture.linux import LinuxSound

    return LinuxSound()


def microphone_holding() -> Holding:
    """Return this system's book of who holds the microphone."""
    if sys.platform == "win32":
        from agent.capture.consent_store import WindowsHolding

        return WindowsHolding()
    if sys.platform == "darwin":
        from agent.capture.core_audio import audio_processes
        from agent.capture.process_list import MacHolding

        return MacHolding(audio_processes)
    from agent.capture.holding import LinuxHolding

    return LinuxHolding()


def leave_out_our_own_sound() -> None:
    """Let recordings that this process starts leave out what it and its windows play, where the system can tell (Windows)."""
    os.environ[OWN_TREE] = str(os.getpid())


def launch_recorder(home: Home) -> None:
    """Start the recording program (agent/recorder.py) by itself: it outlives a command, and a crash of ours is not its end."""
    practice = ("--sandbox",) if home.practice else ()
    subprocess.Popen(  # noqa: S603  # our own interpreter and module
        [sys.executable, "-P", "-m", "agent.recorder", str(home.root), *practice],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
        start_new_session=True,
    )


def secrets_of(home: Home) -> Secrets:
    """Return where a home keeps its secrets: the keyring, or the 0600 file of a practice home."""
    return FileSecrets(home.keys) if home.practice else KeyringSecrets(home.id, installed_backends)

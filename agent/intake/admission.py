"""What is turned away before any parser sees it: nothing, too much, and recordings."""

from __future__ import annotations

from agent.domain.sound import is_sound
from agent.intake.errors import EmptyFile, SoundFileHere, TooBig
from agent.intake.limits import MEBIBYTE, Limits


def admit(data: bytes, limits: Limits) -> None:
    """Raise SoundFileHere (however large it is), EmptyFile or TooBig for bytes that no parser is asked about."""
    if is_sound(data[:16]):
        raise SoundFileHere("This is a recording, not a text.")
    if not data:
        raise EmptyFile("This file is empty.")
    if len(data) > limits.file_bytes:
        raise TooBig(f"This file is larger than {limits.file_bytes // MEBIBYTE} MB.")

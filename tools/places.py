"""Where things lie in a checkout. Nothing here touches the disk."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
EXTENSION = ROOT / "extension"
BUILD = ROOT / "build"

LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"
SOUND_LOCK = ROOT / "requirements-pyaudio.lock"


def program(name: str) -> Path:
    """Give the path that a program has, or would have, in the project's own environment."""
    return VENV / "Scripts" / f"{name}.exe" if os.name == "nt" else VENV / "bin" / name

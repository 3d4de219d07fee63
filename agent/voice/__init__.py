"""The practice voice: a very small speech model and two invented calls that it can transcribe. Data, and where it lies.

    model/            a Whisper model of 3 MB that knows 432 words as a speech synthesiser says them; no use for people's speech
    practice_call.*   a client with two matters, 2 min 54 s: sound, transcript, script and the time entries it should give
    second_call.*     another client, one matter, 1 min 24 s
    matters.json      the matters of both

All people, firms, companies and figures are invented. How it was made, and every figure about it: `benchmarks/voice/README.md`.
"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent


def model_path() -> Path:
    """Return the folder of the practice voice's speech model."""
    return FOLDER / "model"


def call_path(call: str, suffix: str) -> Path:
    """Return one file of "practice_call" or "second_call".

    Suffixes: ".flac" (left: the lawyer, right: the client), ".vtt", ".script.json" (who said what when), ".gold.json".
    """
    return FOLDER / f"{call}{suffix}"


def matters_path() -> Path:
    """Return the list of the calls' matters."""
    return FOLDER / "matters.json"

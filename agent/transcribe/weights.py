"""Looking at a model's weights without loading them: what kind of model it is, and whether the file is whole.

The layout is CTranslate2's own (its src/models/model.cc, binary versions 4 to 6): a version, the name of the model's kind and
its revision, how many variables there are, each with its name, shape, type and bytes, then the names that stand for others.
A file that was cut off anywhere ends before it should.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO

from agent.transcribe.errors import ModelBroken

VERSIONS = range(4, 7)
KIND = "WhisperSpec"
MOST_VARIABLES = 1_000_000


def check_weights(path: Path) -> None:
    """Raise ModelBroken for a file that is no Whisper model of CTranslate2, or not all of one."""
    try:
        with path.open("rb") as file:
            _check(file, path.stat().st_size)
    except (OSError, struct.error, UnicodeDecodeError) as error:
        raise ModelBroken from error


def _check(file: BinaryIO, size: int) -> None:
    version = _number(file, "<I")
    if version not in VERSIONS or _name(file) != KIND:
        raise ModelBroken("This is not a Whisper model for faster-whisper.")
    _number(file, "<I")
    variables = _number(file, "<I")
    if variables > MOST_VARIABLES:
        raise ModelBroken
    for _ in range(variables):
        _name(file)
        file.seek(4 * _number(file, "<B"), 1)  # the shape
        _number(file, "<B")  # the type
        length = _number(file, "<I")
        if file.tell() + length > size:
            raise ModelBroken("The speech model is cut off: a part of its weights is missing.")
        file.seek(length, 1)
    for _ in range(_number(file, "<I")):
        _name(file)
        _name(file)


def _number(file: BinaryIO, form: str) -> int:
    number: int = struct.unpack(form, file.read(struct.calcsize(form)))[0]
    return number


def _name(file: BinaryIO) -> str:
    length = _number(file, "<H")
    raw = file.read(length)
    if len(raw) < length:
        raise ModelBroken("The speech model is cut off: a part of its weights is missing.")
    return raw.rstrip(b"\0").decode()

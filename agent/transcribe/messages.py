"""What parent and child say to each other: a line of JSON and, where the line announces them, that many bytes of sound."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO, Any

LONGEST_LINE = 1 << 20
MOST_SOUND = 1 << 24


@dataclass(frozen=True, slots=True)
class Message:
    """One message, in either direction."""

    fields: Mapping[str, Any] = field(repr=False)
    sound: bytes = field(default=b"", repr=False)


def write(stream: IO[bytes], message: Message) -> None:
    """Write one message and hand it over at once."""
    fields = {**message.fields, "bytes": len(message.sound)} if message.sound else message.fields
    stream.write(json.dumps(fields).encode() + b"\n" + message.sound)
    stream.flush()


def read(stream: IO[bytes]) -> Message | None:
    """Read one message; None at the end, which may come in the middle of a message when the other side died.

    Raise ValueError for anything that `write` would not have written.
    """
    line = stream.readline(LONGEST_LINE)
    if not line.endswith(b"\n"):
        if len(line) == LONGEST_LINE:
            raise ValueError("a message without an end")
        return None
    fields = json.loads(line)
    if not isinstance(fields, dict):
        raise ValueError("a message is a JSON object")
    size = fields.get("bytes", 0)
    if not isinstance(size, int) or not 0 <= size <= MOST_SOUND:
        raise ValueError("a message with too much sound")
    sound = stream.read(size)
    return Message(fields, sound) if len(sound) == size else None

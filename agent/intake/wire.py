"""What parent and child say to each other: on standard input one line of JSON and the file, on standard output one JSON answer.

The child has had a stranger's file in its hands, so its answer is checked like a stranger's: any other shape is no answer.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict
from typing import Any, BinaryIO

from agent.domain.source import Person
from agent.intake import errors
from agent.intake.errors import IntakeError
from agent.intake.limits import Limits
from agent.intake.reading import Cue, Form, Reading

_KINDS = {
    kind.code: kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, IntakeError)
}


def request(data: bytes, name: str, limits: Limits) -> bytes:
    """Ask for one file. Names that are no UTF-8 survive as escaped surrogates."""
    head = {"name": name, "limits": asdict(limits), "length": len(data)}
    return json.dumps(head).encode() + b"\n" + data


def asked(stream: BinaryIO) -> tuple[bytes, str, Limits]:
    """Return the file, its name and the limits. Raise ValueError when the file breaks off: half of one is never read."""
    head = json.loads(stream.readline())
    data = stream.read(head["length"])
    if len(data) < head["length"]:
        raise ValueError("the file breaks off")
    return data, head["name"], Limits(**head["limits"])


def answer(reading: Reading) -> bytes:
    """Answer with everything that was read."""
    fields = asdict(reading)
    for name in ("date", "sent_at"):
        fields[name] = fields[name].isoformat() if fields[name] else None
    return json.dumps(fields, ensure_ascii=False).encode()


def refusal(error: IntakeError) -> bytes:
    """Answer with the reason why nothing was read."""
    return json.dumps({"code": error.code, "message": str(error), "hint": error.hint}).encode()


def understood(raw: bytes) -> Reading:
    """Return the child's reading. Raise the IntakeError it answered with, ValueError when its answer is none."""
    try:
        said = json.loads(raw)
        if "code" in said:
            raise _KINDS[said["code"]](_text(said["message"]), hint=_text(said["hint"]))
        return Reading(
            form=Form(said["form"]),
            cues=tuple(_cue(cue) for cue in said["cues"]),
            sha256=_text(said["sha256"]),
            title=_text(said["title"]),
            sender=_person(said["sender"]) if said["sender"] else None,
            recipients=tuple(_person(person) for person in said["recipients"]),
            quoted=_text(said["quoted"]),
            attachments=tuple(_text(name) for name in said["attachments"]),
            date=dt.date.fromisoformat(said["date"]) if said["date"] else None,
            sent_at=_moment(said["sent_at"]) if said["sent_at"] else None,
        )
    except (TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError("the answer has another shape") from error


def _cue(said: dict[str, Any]) -> Cue:
    times = said["start_ms"], said["end_ms"]
    if not (times == (None, None) or all(type(time) is int for time in times)):
        raise ValueError("times are whole milliseconds, both or none")
    return Cue(_text(said["text"]), None if said["speaker"] is None else _text(said["speaker"]), *times)


def _moment(said: str) -> dt.datetime:
    moment = dt.datetime.fromisoformat(said)
    if moment.tzinfo is None:
        raise ValueError("a moment has an offset")
    return moment


def _person(said: dict[str, Any]) -> Person:
    return Person(_text(said["name"]), None if said["email"] is None else _text(said["email"]))


def _text(said: object) -> str:
    if not isinstance(said, str):
        raise ValueError("words are text")
    return said

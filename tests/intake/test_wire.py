"""agent/intake/wire.py: what the child says is believed only in one shape."""

import datetime as dt
import io
import json
import os

import pytest

from agent.domain.source import Person
from agent.intake import wire
from agent.intake.errors import LockedFile
from agent.intake.limits import Limits
from agent.intake.reading import Cue, Form, Reading

WHOLE = Reading(
    Form.EML, (Cue("héllo", "Ada", -5, 10), Cue("bye")), "f00", "Boundary", Person("Nell", "n@q.example"),
    (Person("Tam"),), "> old", ("plan.pdf",), dt.date(2026, 4, 1),
)  # fmt: skip


def test_a_reading_comes_through_whole() -> None:
    assert wire.understood(wire.answer(WHOLE)) == WHOLE
    bare = Reading(Form.TXT, (Cue("hello"),))
    assert wire.understood(wire.answer(bare)) == bare


def test_a_refusal_comes_through_as_itself() -> None:
    with pytest.raises(LockedFile, match="locked") as refused:
        wire.understood(wire.refusal(LockedFile("locked", hint="Ask Ada.")))
    assert refused.value.hint == "Ask Ada."


def test_a_file_goes_over_byte_for_byte_with_a_name_that_is_no_text() -> None:
    name, data = os.fsdecode(b"a\xff\n.txt"), b"\r\n{}\x00\x1a" + bytes(range(256))
    request = wire.request(data, name, Limits(pages=3))
    assert wire.asked(io.BytesIO(request)) == (data, name, Limits(pages=3))


def test_half_a_file_is_never_read() -> None:
    with pytest.raises(ValueError, match="breaks off"):
        wire.asked(io.BytesIO(wire.request(b"not instructed to settle", "", Limits())[:-10]))


def changed(**fields: object) -> bytes:
    return json.dumps(json.loads(wire.answer(WHOLE)) | fields).encode()


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        wire.answer(WHOLE)[:-1],
        b"[]",
        b"null",
        b"\xff",
        b'"code"',
        b'{"code": "no_such_code", "message": "x", "hint": "y"}',
        b'{"code": "locked_file", "message": 1, "hint": "y"}',
        b"[" * 100_000,
        changed(form="exe"),
        changed(cues=[{"text": 1, "speaker": None, "start_ms": None, "end_ms": None}]),
        changed(cues=[{"text": "a", "speaker": None, "start_ms": 1, "end_ms": None}]),
        changed(cues=[{"text": "a", "speaker": None, "start_ms": True, "end_ms": 2}]),
        changed(cues=7),
        changed(sender={"name": "x"}),
        changed(date="yesterday"),
        changed(quoted=None),
    ],
)
def test_any_other_shape_is_no_answer(answer: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the caller tells none of them apart
        wire.understood(answer)

"""agent/transcribe/messages.py: what one side writes the other reads, and nothing else is taken for a message."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.transcribe import messages
from agent.transcribe.messages import Message

FIELDS = st.dictionaries(st.sampled_from(["a", "b"]), st.text(max_size=20) | st.integers(), max_size=2)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(FIELDS, st.binary(max_size=50)), max_size=4))
def test_messages_come_back_as_they_went(sent: list[tuple[dict[str, object], bytes]]) -> None:
    stream = io.BytesIO()
    for fields, sound in sent:
        messages.write(stream, Message(fields, sound))
    stream.seek(0)
    for fields, sound in sent:
        message = messages.read(stream)
        assert message is not None
        assert message.sound == sound
        assert {key: value for key, value in message.fields.items() if key != "bytes"} == fields
    assert messages.read(stream) is None


@pytest.mark.parametrize("cut", [1, 5, 20, 40])
def test_a_message_cut_off_is_the_end(cut: int) -> None:
    stream = io.BytesIO()
    messages.write(stream, Message({"track": "system"}, bytes(100)))
    assert messages.read(io.BytesIO(stream.getvalue()[:cut])) is None


@pytest.mark.parametrize(
    "line",
    [b"hello\n", b"[]\n", b'{"bytes": 99999999999}\n', b'{"bytes": -1}\n', b'{"bytes": "9"}\n', b"\xff\n"],
)
def test_anything_else_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of several kinds, json's own among them
        messages.read(io.BytesIO(line))


def test_a_line_without_end_is_refused() -> None:
    with pytest.raises(ValueError, match="without an end"):
        messages.read(io.BytesIO(b"x" * (messages.LONGEST_LINE + 1)))


def test_a_message_shows_nothing_of_what_was_said() -> None:
    assert "lease" not in repr(Message({"text": "lease"}, b"lease"))

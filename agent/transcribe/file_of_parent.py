"""The file that a child process reads and never opens: the parent has it, wherever it lies, and hands over its pieces."""

from __future__ import annotations

import io
from typing import IO, TYPE_CHECKING, BinaryIO

from agent.transcribe import messages
from agent.transcribe.messages import Message

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


class FileOfTheParent(io.RawIOBase):
    """The child's end: each read is a question and its answer. EOFError when the parent is gone."""

    def __init__(self, size: int, incoming: IO[bytes], outgoing: IO[bytes]) -> None:
        super().__init__()
        self._size, self._incoming, self._outgoing = size, incoming, outgoing
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def readinto(self, buffer: WriteableBuffer) -> int:
        into = memoryview(buffer).cast("B")
        wanted = min(len(into), self._size - self._at)
        if wanted <= 0:
            return 0
        messages.write(self._outgoing, Message({"read": [self._at, wanted]}))
        answer = messages.read(self._incoming)
        if answer is None:
            raise EOFError
        into[: len(answer.sound)] = answer.sound
        self._at += len(answer.sound)
        return len(answer.sound)


def piece_of(file: BinaryIO, question: Message) -> Message:
    """Answer one question: the parent's end. Raise ValueError for what no child of ours would ask."""
    at, size = question.fields["read"]
    if not (isinstance(at, int) and isinstance(size, int) and at >= 0 and 0 < size <= messages.MOST_SOUND):
        raise ValueError("a question that makes no sense")
    file.seek(at)
    return Message({}, file.read(size))

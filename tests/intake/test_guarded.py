"""agent/intake/guarded.py: a reader that hangs, dies, floods or lies costs one sentence, never the agent or half a source."""

import os
import sys
import threading
from types import SimpleNamespace

import pytest

from agent.domain.ids import SourceId
from agent.domain.source import Context, Source
from agent.intake import wire
from agent.intake.errors import (
    EmptyFile,
    ReaderCrashed,
    SoundFileHere,
    TooBig,
    TookTooLong,
    TookTooMuchMemory,
)
from agent.intake.guarded import GuardedReader
from agent.intake.limits import DEFAULT_LIMITS, MEBIBYTE, Limits
from agent.intake.reading import Cue, Form, Reading
from tests.intake import samples

MORE_THAN_A_PIPE_HOLDS = b"x" * MEBIBYTE
ANSWER = wire.answer(Reading(Form.TXT, (Cue("hello"),)))


def read(data: bytes, name: str = "any.txt", reader: GuardedReader | None = None) -> Source:
    return (reader or GuardedReader()).read(data, name=name, source_id=SourceId("a"), context=Context())


def read_by(program: str, data: bytes = b"hello", limits: Limits = DEFAULT_LIMITS) -> Source:
    """Read with a child that runs `program` instead."""
    return read(data, "Kerrow.txt", GuardedReader(limits, command=(sys.executable, "-c", program)))


def answering(answer: bytes, then: str = "") -> str:
    return f"import sys, os, time; sys.stdout.buffer.write({answer!r}); sys.stdout.flush(); {then}"


def test_a_whole_answer_is_a_source() -> None:
    assert [passage.text for passage in read_by(answering(ANSWER)).passages] == ["hello"]


@pytest.mark.parametrize(
    "program",
    ["import os; os.abort()", "raise SystemExit(3)", "import os; os.kill(os.getpid(), 9)", "1 / 0"],
    ids=["aborted", "exited", "killed", "broken"],
)
@pytest.mark.parametrize("data", [b"hello", MORE_THAN_A_PIPE_HOLDS], ids=["small", "large"])
def test_a_child_that_dies_is_one_sentence(program: str, data: bytes) -> None:
    with pytest.raises(ReaderCrashed) as refused:
        read_by(program, data)
    assert refused.value.code == "reader_crashed"


class NoThread(threading.Thread):
    """Does its work where it is started."""

    def start(self) -> None:
        self.run()

    def join(self, timeout: float | None = None) -> None:
        """Nothing is left to wait for."""


def test_a_child_that_answers_before_it_listens_keeps_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """And its negative control: without a thread that sends, only the clock ends it."""
    long = f"{ANSWER!r}.replace(b'hello', b'x' * {MEBIBYTE})"
    program = f"import sys; sys.stdout.buffer.write({long}); sys.stdout.flush(); sys.stdin.buffer.read()"
    (passage,) = read_by(program, MORE_THAN_A_PIPE_HOLDS).passages
    assert passage.text == MORE_THAN_A_PIPE_HOLDS.decode()
    threads = SimpleNamespace(Event=threading.Event, Timer=threading.Timer, Thread=NoThread)
    monkeypatch.setattr("agent.intake.guarded.threading", threads)
    with pytest.raises(TookTooLong):
        read_by(program, MORE_THAN_A_PIPE_HOLDS, Limits(seconds=0.5))


def test_a_large_file_goes_to_the_child_and_comes_back_whole() -> None:
    (passage,) = read(MORE_THAN_A_PIPE_HOLDS).passages
    assert passage.text == MORE_THAN_A_PIPE_HOLDS.decode()


@pytest.mark.parametrize(
    ("data", "error"), [(b"", EmptyFile), (b"fLaC", SoundFileHere), (b"12345", TooBig)], ids=repr
)
def test_what_needs_no_parser_starts_no_child(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        read(data, "a.txt", GuardedReader(Limits(file_bytes=4), command=("no such program",)))


def test_half_an_answer_is_no_source() -> None:
    with pytest.raises(ReaderCrashed):
        read_by(answering(ANSWER[: len(ANSWER) // 2], "os.abort()"))


def test_a_child_that_never_ends_is_stopped_by_the_clock() -> None:
    with pytest.raises(TookTooLong):
        read_by("import time; time.sleep(600)", limits=Limits(seconds=0.3))


def test_with_time_enough_the_same_child_answers() -> None:
    """The clock's negative control."""
    slow = f"import time; time.sleep(0.4); {answering(ANSWER)}"
    with pytest.raises(TookTooLong):
        read_by(slow, limits=Limits(seconds=0.2))
    assert read_by(slow, limits=Limits(seconds=20)).passages


def test_a_child_that_answers_without_end_is_cut_off() -> None:
    with pytest.raises(TooBig):
        read_by("import sys\nwhile True: sys.stdout.write('x' * 65536)", limits=Limits(answer_bytes=MEBIBYTE))


def test_the_child_gets_no_environment_and_nothing_on_its_command_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example")
    told = "import json, os, sys; sys.stdin.read(); " + (
        "print(json.dumps({'form': 'txt', 'cues': [{'text': ' '.join([*os.environ, *sys.argv]), 'speaker': None, "
        "'start_ms': None, 'end_ms': None}], 'sha256': '', 'title': '', 'sender': None, 'recipients': [], "
        "'quoted': '', 'attachments': [], 'date': None, 'sent_at': None}))"
    )
    (passage,) = read_by(told).passages
    known = {"PYTHONPATH", "PYTHONUTF8", "PYTHONDONTWRITEBYTECODE", "SYSTEMROOT", "LC_CTYPE", "-c"}
    assert set(passage.text.split()) <= known


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not enforce the address-space limit")
def test_the_child_cannot_take_more_memory_than_it_is_given() -> None:
    """And its negative control: with memory enough the same file is read."""
    long = b"word " * (3 * MEBIBYTE // 5)
    with pytest.raises((TookTooMuchMemory, ReaderCrashed)):
        read(long, reader=GuardedReader(Limits(memory_bytes=24 * MEBIBYTE)))
    assert read(long).passages


def test_a_name_that_is_no_text_becomes_a_title() -> None:
    name = os.fsdecode(b"caf\xe9\n$(id).txt")
    assert read(samples.WRITTEN["note.txt"], name).title == "caf? $(id).txt"

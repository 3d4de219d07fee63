"""agent/transcribe/child.py: however a child ends, its parent learns of it, and is left with nothing running."""

import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from agent.transcribe import child
from agent.transcribe.child import Child
from agent.transcribe.errors import (
    EngineCrashed,
    EngineTooSlow,
    ModelBroken,
    SoundBroken,
    Stopped,
    TranscribeError,
)
from agent.transcribe.messages import Message

PROLOGUE = """
import os, signal, sys, time
from agent.transcribe import messages
from agent.transcribe.messages import Message
job = messages.read(sys.stdin.buffer)
say = lambda **fields: messages.write(sys.stdout.buffer, Message(fields))
"""


def answers(
    monkeypatch: pytest.MonkeyPatch,
    program: str,
    *,
    patience: float = 30,
    sound: Iterator[Message] | None = None,
) -> list[dict[str, object]]:
    """What a child answers that runs this program."""
    monkeypatch.setattr(child, "COMMAND", (sys.executable, "-c", PROLOGUE + program))
    with Child({"do": "something"}, patience_seconds=patience) as running:
        if sound is not None:
            running.feed(sound)
        return [dict(answer.fields) for answer in running.answers()]


def test_answers_come_until_the_child_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    program = "say(alive=True); say(word=1); say(word=2); say(done=True); say(word=3)"
    assert answers(monkeypatch, program) == [{"word": 1}, {"word": 2}]


@pytest.mark.parametrize(
    "program",
    [
        "os.kill(os.getpid(), signal.SIGSEGV)",
        "say(word=1); os.kill(os.getpid(), signal.SIGKILL)",
        "sys.exit(0)",
        "raise RuntimeError('the lease')",
        "print('a library says hello', flush=True); say(done=True)",
        "sys.stdout.write('{\"word\": '); sys.stdout.flush()",
    ],
    ids=["-11", "-9", "leaves without a word", "an exception", "chatter", "cut off in a word"],
)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals")
def test_a_child_that_dies_is_a_crash_and_nothing_it_said_is_passed_on(
    monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    with pytest.raises(EngineCrashed) as crash:
        answers(monkeypatch, program)
    assert "lease" not in str(crash.value)
    assert crash.value.hint


def test_the_signal_that_ended_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EngineCrashed, match="signal 11"):
        answers(monkeypatch, "os.kill(os.getpid(), signal.SIGSEGV)")


@pytest.mark.parametrize(
    ("code", "kind"), [("model_broken", ModelBroken), ("anything else", TranscribeError)]
)
def test_a_reported_code_becomes_its_kind(
    monkeypatch: pytest.MonkeyPatch, code: str, kind: type[TranscribeError]
) -> None:
    with pytest.raises(kind) as refusal:
        answers(monkeypatch, f"say(error={code!r})")
    assert str(refusal.value) == kind.sentence


def test_a_child_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EngineTooSlow):
        answers(monkeypatch, "time.sleep(600)", patience=0.2)


@pytest.mark.slow
def test_a_child_that_shows_life_is_not_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    program = "\nfor _ in range(6):\n    say(alive=True); time.sleep(0.4)\nsay(done=True)"
    assert answers(monkeypatch, program, patience=2) == []


def test_a_child_can_be_stopped_from_another_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "COMMAND", (sys.executable, "-c", PROLOGUE + "say(word=1); time.sleep(600)"))
    with Child({}, patience_seconds=30) as running:
        coming = running.answers()
        next(coming)
        threading.Thread(target=running.stop).start()
        with pytest.raises(Stopped):
            next(coming)


def test_leaving_ends_the_child(
    monkeypatch: pytest.MonkeyPatch, started: list[subprocess.Popen[bytes]]
) -> None:
    monkeypatch.setattr(child, "COMMAND", (sys.executable, "-c", PROLOGUE + "time.sleep(600)"))
    with Child({}, patience_seconds=30) as running:
        running.feed(iter([Message({"track": "system"}, bytes(10_000_000))]))
    assert [process.poll() is None for process in started] == [False]


def test_sound_that_breaks_off_is_not_taken_for_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Iterator[Message]:
        yield Message({"track": "system"}, b"abcd")
        raise SoundBroken

    with pytest.raises(SoundBroken):
        answers(monkeypatch, "while messages.read(sys.stdin.buffer): pass\nsay(done=True)", sound=broken())


def test_nothing_is_said_on_the_command_line(started: list[subprocess.Popen[bytes]]) -> None:
    with Child({"do": "transcribe", "model": "Hale lease", "threads": 1}, patience_seconds=30):
        pass
    assert "Hale" not in str(started[0].args)

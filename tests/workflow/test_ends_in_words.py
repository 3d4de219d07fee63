"""Whatever happens to engine, computer, disk or model, a call ends up as words or says why not; no turn is lost or doubled."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from agent import voice
from agent.domain.hearing import Part
from agent.domain.ids import SourceId
from agent.domain.source import Source, SourceKind, Stage
from agent.domain.transcript import TrackKind, Transcript
from agent.store.errors import StoreUnavailable
from agent.store.heard import Heard
from agent.store.values import dump
from agent.transcribe.blocks import RATE
from agent.transcribe.engine import ChildTranscriber
from agent.transcribe.sound import ChildSoundReader
from agent.workflow.hearing import Hearing
from agent.workflow.hearing_again import HearingAgain
from agent.workflow.processing import Processing
from tests.builders import NOON
from tests.programs import remembered
from tests.workflow.conftest import Office

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals"),
]
CALL = SourceId("call")
SECONDS = 14
Call = Mapping[TrackKind, bytes]


@pytest.fixture(scope="module")
def spoken() -> Call:
    whole = ChildSoundReader().read(voice.call_path("practice_call", ".flac").read_bytes())
    return {track: said[: SECONDS * RATE * 2] for track, said in whole.items()}


@pytest.fixture(scope="module")
def expected(spoken: Call) -> list[tuple[str | None, str]]:
    """Who says what, heard once without any trouble."""
    heard = ChildTranscriber(voice.model_path()).transcribe(spoken)
    return [(p.speaker, p.text) for p in Transcript.merged(heard).passages({})]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Every engine that is started."""
    return remembered(monkeypatch)


class Desk:
    """A recorded call on the desk of an office, and what brings it forward."""

    def __init__(self, office: Office, spoken: Call, model: Path, patience_seconds: float = 600.0) -> None:
        key = office.shelf.seal(CALL, spoken)
        source = Source(CALL, SourceKind.CALL, "sound", Stage.RECORDED, "sha", ())
        office.store.sources.add(source, taken_at=NOON, sound_key=key)
        self.office = office
        transcriber = ChildTranscriber(model, patience_seconds=patience_seconds)
        self.process = Processing(
            office.desk, Hearing(office.desk, office.shelf, transcriber), office.extractor
        )

    def said(self) -> list[tuple[str | None, str]]:
        return [(p.speaker, p.text) for p in self.office.store.sources.get(CALL).source.passages]

    def failure(self) -> tuple[str, str, str]:
        failure = self.office.store.sources.get(CALL).failure
        assert failure is not None
        return failure.code, failure.message, failure.hint


def after(parts: int, act: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """Do something once, when so many parts with words were kept."""
    keep, left = Heard.keep, [parts]

    def counted(heard: Heard, source_id: SourceId, part: Part) -> bool:
        kept = keep(heard, source_id, part)
        left[0] -= bool(part.segments)
        if left[0] == 0:
            left[0] = -1
            act()
        return kept

    monkeypatch.setattr(Heard, "keep", counted)


def test_an_engine_that_is_killed(
    office: Office, spoken: Call, expected: list[tuple[str | None, str]],
    started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    desk = Desk(office, spoken, voice.model_path())
    after(2, lambda: os.kill(started[-1].pid, signal.SIGKILL), monkeypatch)
    desk.process.all()
    assert desk.said() == expected
    assert len(started) == 2


def test_a_computer_that_is_suspended_for_longer_than_the_engine_is_waited_for(
    office: Office, spoken: Call, expected: list[tuple[str | None, str]],
    started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Stopping the engine alone is worse than a lid that is closed, which stops the clock that is waited by as well."""
    desk = Desk(office, spoken, voice.model_path(), patience_seconds=8)
    after(2, lambda: os.kill(started[-1].pid, signal.SIGSTOP), monkeypatch)
    desk.process.all()
    assert desk.said() == expected
    assert len(started) >= 2


def test_one_that_is_resumed_goes_on(
    office: Office, spoken: Call, expected: list[tuple[str | None, str]],
    started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    desk = Desk(office, spoken, voice.model_path())

    def close_the_lid() -> None:
        os.kill(started[-1].pid, signal.SIGSTOP)
        threading.Timer(1, os.kill, (started[-1].pid, signal.SIGCONT)).start()

    after(2, close_the_lid, monkeypatch)
    desk.process.all()
    assert desk.said() == expected
    assert len(started) == 1


def full(office: Office, *, yes: bool) -> None:
    """Let the database grow no further, or again: SQLite then answers as on a full disk."""
    with office.store._database._using() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0] if yes else 1 << 30
        connection.execute(f"PRAGMA max_page_count={pages}")


def test_a_full_disk(
    office: Office, spoken: Call, expected: list[tuple[str | None, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "agent.store.heard.dump", lambda value: dump(value) + " " * 20_000
    )  # as after hours of talk
    desk = Desk(office, spoken, voice.model_path())
    after(2, lambda: full(office, yes=True), monkeypatch)
    with pytest.raises(StoreUnavailable) as full_disk:
        desk.process.all()
    assert (full_disk.value.code, "disk" in full_disk.value.hint) == ("store_error", True)
    waits = office.store.sources.get(CALL)
    assert (waits.source.stage, waits.failure) == (Stage.RECORDED, None), (
        "the runner tries it again by itself"
    )
    kept = len(office.store.heard.segments(CALL))
    assert kept >= 2
    full(office, yes=False)
    desk.process.all()
    assert desk.said() == expected


@pytest.mark.parametrize("damage", ["cut off", "another kind"])
def test_a_model_that_is_none(
    office: Office, spoken: Call, expected: list[tuple[str | None, str]], tmp_path: Path, damage: str
) -> None:
    model = Path(shutil.copytree(voice.model_path(), tmp_path / "model"))
    weights = (model / "model.bin").read_bytes()
    if damage == "cut off":
        (model / "model.bin").write_bytes(weights[:-1000])
    else:
        (model / "model.bin").write_bytes(weights.replace(b"WhisperSpec", b"TransfoSpec", 1))
    desk = Desk(office, spoken, model)
    desk.process.all()
    assert desk.failure() == (
        "model_broken", "The speech model is incomplete, or not a Whisper model.", "Copy or download the model again, whole.",
    )  # fmt: skip
    assert office.store.sources.get(CALL).source.stage is Stage.RECORDED
    (model / "model.bin").write_bytes(weights)
    desk.process.again(CALL)
    desk.process.all()
    assert desk.said() == expected


def test_the_same_model_hears_the_same_again_turn_by_turn(office: Office, spoken: Call) -> None:
    """A second hearing finds each turn of the first; a word changed meanwhile is the one difference."""
    desk = Desk(office, spoken, voice.model_path())
    desk.process.all()
    again = HearingAgain(office.hearing, lambda: ("the same", ChildTranscriber(voice.model_path())))
    assert again.hear() == 1
    assert again.of(CALL).differences == ()
    source = office.store.sources.get(CALL).source
    first = source.passages[0]
    office.store.sources.advance(
        replace(source, passages=(replace(first, text="other"), *source.passages[1:]))
    )
    (found,) = again.of(CALL).differences
    assert (found.passage, found.now) == (first.id, first.text)


def test_without_what_is_kept_a_killed_engine_would_double_turns(
    office: Office, spoken: Call, expected: list[tuple[str | None, str]],
    started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """The control: the same kill, with nobody remembering which turns have their words."""
    monkeypatch.setattr("agent.domain.hearing.Place.reaches", lambda place, start, end: start)
    monkeypatch.setattr("agent.domain.hearing.Place.after", lambda place, part: place)
    desk = Desk(office, spoken, voice.model_path())
    after(2, lambda: os.kill(started[-1].pid, signal.SIGKILL), monkeypatch)
    desk.process.all()
    assert len(desk.said()) > len(expected)

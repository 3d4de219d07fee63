"""agent/workflow/runner.py: waits longer each time while nothing can be kept, goes on by itself, and ends at once."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from agent.domain.source import Context, Stage
from agent.ports import Transcriber
from agent.store.errors import StoreClosed
from agent.store.values import dump
from agent.transcribe import child
from agent.transcribe.engine import ChildTranscriber
from agent.workflow import runner as running
from agent.workflow.hearing import Hearing
from agent.workflow.listener import Listener
from agent.workflow.processing import Processing
from agent.workflow.runner import Board, Repeating, pause_after, runner
from tests.builders import a_suggestion, an_extraction
from tests.fakes import RECORDING, ScriptedExtractor
from tests.workflow.booth import until
from tests.workflow.conftest import Office
from tests.workflow.listening import CALL, Studio


class Waits:
    """What waits between two looks: notes for how long, and stops after so many; `then` is done before each."""

    def __init__(self, most: int, then: Callable[[int], object] = lambda _: None) -> None:
        self.most, self.then = most, then
        self.seconds: list[float] = []
        self.repeating: Repeating | None = None

    def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        self.then(len(self.seconds))
        if len(self.seconds) == self.most:
            assert self.repeating is not None
            self.repeating._stop.set()


def run(office: Office, hearing: Hearing, waits: Waits) -> None:
    """Let the runner run in this thread."""
    made = runner(Processing(office.desk, hearing, office.extractor), Board(), lambda: None)
    made._wait = waits
    waits.repeating = made
    made._run()


def full(office: Office, *, yes: bool) -> None:
    """Let the database grow no further, or again: SQLite then answers as on a full disk."""
    with office.store._database._using() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0] if yes else 1 << 30
        connection.execute(f"PRAGMA max_page_count={pages}")


def test_the_wait_doubles_up_to_a_minute() -> None:
    assert [pause_after(n) for n in range(1, 9)] == [1, 2, 4, 8, 16, 32, 60, 60]


def spoken(office: Office, monkeypatch: pytest.MonkeyPatch) -> Studio:
    """A call that is over, each of whose windows needs more room in the database than there is for two."""
    monkeypatch.setattr("agent.store.heard.dump", lambda value: dump(value) + " " * 20_000)
    studio = Studio(office)
    studio.speak(24)
    studio.hang_up()
    return studio


def test_on_a_full_disk_it_waits_longer_each_time_and_goes_on_when_there_is_room(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.extractor = ScriptedExtractor(an_extraction(a_suggestion(), a_suggestion()))
    studio = spoken(office, monkeypatch)
    full(office, yes=True)
    waits = Waits(6, lambda n: full(office, yes=False) if n == 4 else None)
    run(office, studio.hearing, waits)
    assert waits.seconds == [1, 2, 4, 8, 0.5, 0.5]
    kept = office.store.sources.get(CALL)
    assert (kept.failure, kept.source.stage) == (None, Stage.SUGGESTED)
    assert len(office.store.entries.of_source(CALL)) == 2
    assert [p.text for p in kept.source.passages] == [s.text for s in studio.expected()]


def test_kept_as_a_failure_a_full_disk_would_be_nobodys_to_try_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: a small row finds room where the words found none, and the call waits for the lawyer."""
    monkeypatch.setattr("agent.workflow.processing.StoreUnavailable", StoreClosed)
    studio = spoken(office, monkeypatch)
    full(office, yes=True)
    run(office, studio.hearing, Waits(6, lambda n: full(office, yes=False) if n == 2 else None))
    assert office.store.sources.get(CALL).source.stage is Stage.RECORDED


def test_what_nobody_foresaw_keeps_no_other_source_waiting(office: Office) -> None:
    extractor = office.extractor

    class Stumbles(ScriptedExtractor):
        def extract(self, source, *around):
            if source.title == "first.vtt":
                raise KeyError("a narrative that must not be shown")
            return extractor.extract(source, *around)

    first = office.take_in.data(b"one", "first.vtt", Context())
    second = office.take_in.data(b"two", "second.vtt", Context())
    Processing(office.desk, office.hearing, Stumbles(an_extraction())).all()
    assert office.store.sources.get(second).source.stage is Stage.SUGGESTED
    failure = office.store.sources.get(first).failure
    assert failure is not None
    assert failure.code == "unexpected"
    assert "narrative" not in failure.message


def test_sound_that_is_gone_is_said_and_keeps_no_other_source_waiting(office: Office) -> None:
    gone = office.take_in.data(RECORDING, "call.flac", Context())
    other = office.take_in.data(b"two", "second.vtt", Context())
    office.shelf.forget(gone)
    office.process.all()
    failure = office.store.sources.get(gone).failure
    assert failure is not None
    assert failure.code == "not_found"
    assert office.store.sources.get(other).source.stage is Stage.SUGGESTED


@pytest.fixture
def hung(monkeypatch: pytest.MonkeyPatch) -> Transcriber:
    """An engine that has a window in hand for longer than anybody waits, and reads no sound meanwhile."""
    monkeypatch.setattr(child, "COMMAND", (sys.executable, "-c", "import time; time.sleep(600)"))
    monkeypatch.setattr(running, "SECONDS_TO_END", 2.0)
    return ChildTranscriber(Path("none"))


@pytest.fixture
def hearings(office: Office, hung: Transcriber) -> Iterator[Hearing]:
    hearing = Hearing(office.desk, office.shelf, hung)
    yield hearing
    hearing.stop()


def begun(hearing: Hearing) -> None:
    until(lambda: any(each._running for each in hearing._running))


def ended(thread: threading.Thread) -> bool:
    return not thread.is_alive()


def test_a_listener_with_a_window_in_hand_ends_before_the_store_is_closed(
    office: Office, hearings: Hearing
) -> None:
    studio = Studio(office)
    studio.speak(4)
    listener = Listener(hearings)
    listener.start()
    begun(hearings)
    listener.stop()
    assert ended(listener._thread)
    office.store.close()


def test_without_the_end_of_its_engine_it_outlasts_the_wait(office: Office, hearings: Hearing) -> None:
    """The control: the engine takes no more sound, so nobody looks whether to stop."""
    studio = Studio(office)
    studio.speak(4)
    listener = Listener(hearings)
    listener._end = lambda: None
    listener.start()
    begun(hearings)
    listener.stop()
    assert not ended(listener._thread)
    hearings.stop()
    listener._thread.join()


def test_a_call_that_is_broken_off_by_the_end_has_not_failed(office: Office, hearings: Hearing) -> None:
    studio = Studio(office)
    studio.speak(4)
    studio.hang_up()
    made = runner(Processing(office.desk, hearings, office.extractor), Board(), lambda: None)
    made.start()
    begun(hearings)
    made.stop()
    assert ended(made._thread)
    kept = office.store.sources.get(CALL)
    assert (kept.source.stage, kept.failure) == (Stage.RECORDED, None)
    studio_hearing = Hearing(office.desk, office.shelf, studio.transcriber)
    Processing(office.desk, studio_hearing, office.extractor).all()
    assert office.store.sources.get(CALL).source.stage is Stage.SUGGESTED


def test_whoever_comes_after_the_end_is_refused_and_the_store_says_so(office: Office) -> None:
    office.store.close()
    with pytest.raises(StoreClosed):
        office.process.all()

"""agent/workflow/hearing.py: words come while they speak, whoever listens and stops when, and go where the sound goes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

import pytest

from agent.domain.hearing import BATTERY_SHARE, Part, Places, Power
from agent.domain.source import Stage
from agent.domain.transcript import Segment
from agent.errors import TenthError
from agent.store.heard import Heard
from agent.workflow import hearing
from agent.workflow.capturing import Capturing
from agent.workflow.hearing import Hearing, NobodyListens
from agent.workflow.listener import Listener
from tests.workflow.booth import until
from tests.workflow.conftest import Office
from tests.workflow.listening import CALL, Studio, in_order


@pytest.fixture
def studio(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    monkeypatch.setattr(hearing, "SECONDS_BETWEEN_READS", 0.01)
    studio = Studio(office)
    yield studio
    studio.stopping.set()
    studio.writer.abandon()


def test_words_come_while_the_call_goes_on_and_nothing_is_left_afterwards(studio: Studio) -> None:
    studio.speak(10, seconds=7)
    thread, ended = studio.listen()
    until(lambda: studio.office.store.heard.segments(CALL))
    assert studio.office.store.captures.current() is not None, "the call goes on"
    studio.speak(4)
    source = studio.hang_up()
    thread.join()
    assert ended == []
    given = studio.transcriber.given
    words = studio.hearing.words(source, lambda _: None)
    assert in_order(words) == studio.expected()
    assert len(words) == 14
    assert studio.transcriber.given == given, "nothing was left to be heard"


def test_an_agent_that_starts_again_goes_on_where_it_was(studio: Studio) -> None:
    studio.speak(10, seconds=7)
    thread, ended = studio.listen()
    until(lambda: studio.heard_seconds() > 60 and all(p.at for p in places(studio).values()))
    studio.stopping.set()
    thread.join()
    assert [type(error) for error in ended] == [NobodyListens]
    first = studio.transcriber.given
    studio.stopping.clear()
    studio.speak(4)
    thread, ended = studio.listen()
    source = studio.hang_up()
    thread.join()
    assert in_order(studio.hearing.words(source, lambda _: None)) == studio.expected()
    whole = sum(map(len, studio.spoken.values()))
    assert studio.transcriber.given - first < whole * 0.75, "what was heard is not heard again"


def test_what_nobody_listened_to_is_heard_after_the_call(studio: Studio) -> None:
    studio.speak(6)
    source = studio.hang_up()
    told: list[int] = []
    assert in_order(studio.hearing.words(source, told.append)) == studio.expected()
    assert max(told) == studio.expected()[-1].end_ms


def test_a_recording_that_broke_off_is_heard_as_far_as_it_goes(studio: Studio) -> None:
    studio.speak(6)
    thread, ended = studio.listen()
    until(lambda: studio.heard_seconds() > 20)
    studio.writer.abandon()
    source = studio.hand_over()
    thread.join()
    assert [type(error) for error in ended] == [NobodyListens]
    assert in_order(studio.hearing.words(source, lambda _: None)) == studio.expected()


def test_the_source_takes_the_words_and_they_are_kept_once(studio: Studio) -> None:
    studio.speak(6)
    thread, _ = studio.listen()
    studio.hang_up()
    thread.join()
    studio.office.transcriber = studio.transcriber  # type: ignore[assignment]  # scripted another way
    studio.office.process.all()
    source = studio.office.store.sources.get(CALL).source
    assert source.stage is Stage.SUGGESTED
    assert [p.text for p in source.passages] == [s.text for s in studio.expected()]
    assert studio.office.store.heard.segments(CALL) == []
    assert studio.office.store.heard.places(CALL) == {}


def discarded(studio: Studio, *, withdrawn: bool = False) -> list[TenthError]:
    """Discard the call in the middle of listening, or let somebody take their consent back."""
    studio.speak(10, seconds=7)
    thread, ended = studio.listen()
    until(lambda: studio.office.store.heard.segments(CALL))
    capture = Capturing(studio.office.desk, studio.office.shelf, studio.office.clock, lambda: None, {})
    capture.withdrawn("M Hale", "said no") if withdrawn else capture.discard()
    thread.join()
    return ended


@pytest.mark.parametrize("withdrawn", [False, True])
def test_the_words_of_a_discarded_call_go_with_its_sound(studio: Studio, withdrawn: bool) -> None:
    ended = discarded(studio, withdrawn=withdrawn)
    assert [type(error) for error in ended] == [NobodyListens]
    assert studio.office.store.heard.segments(CALL) == []
    assert not list(studio.office.folder.glob("*.sealed"))


def test_without_that_they_would_stay(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Heard, "forget", lambda *_: None)
    discarded(studio)
    assert studio.office.store.heard.segments(CALL) != []


def test_words_that_come_after_that_are_not_kept(studio: Studio) -> None:
    studio.speak(10, seconds=7)
    thread, _ = studio.listen()
    until(lambda: studio.office.store.heard.segments(CALL))
    studio.stopping.set()
    thread.join()
    late = next(studio.transcriber.hear(lambda _: iter(()), studio.office.store.heard.places(CALL)))
    studio.office.store.captures.end()
    assert not studio.office.store.heard.keep(CALL, late)


def test_it_is_said_how_far_words_are_behind(studio: Studio) -> None:
    assert studio.hearing.behind_seconds() is None
    studio.speak(8)
    thread, _ = studio.listen()
    until(lambda: studio.heard_seconds() >= 34)
    studio.stopping.set()
    thread.join()
    assert (studio.hearing.behind_seconds() or 0) < 10
    studio.speak(8)
    assert (studio.hearing.behind_seconds() or 0) == pytest.approx(44, abs=6)


def places(studio: Studio) -> Places:
    return studio.office.store.heard.places(CALL)


def heard_twice(studio: Studio) -> list[Segment]:
    """Let two programs listen to one call, which do not know of each other, and return all words that are kept."""
    studio.speak(6)
    studio.writer.close()
    source = studio.hand_over()
    office = studio.office
    others = [Hearing(office.desk, office.shelf, studio.transcriber) for _ in range(2)]
    threads = [threading.Thread(target=other.words, args=(source, lambda _: None)) for other in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return in_order(office.store.heard.segments(CALL))


def test_two_programs_that_listen_to_one_call_do_not_double_its_words(studio: Studio) -> None:
    assert heard_twice(studio) == studio.expected()


def test_without_waiting_for_each_other_they_would(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    both = threading.Barrier(2)
    hear = studio.transcriber.hear

    def together(*given: Any, **named: Any) -> Iterator[Part]:
        both.wait()
        return hear(*given, **named)

    monkeypatch.setattr(Hearing, "_alone", lambda *_: nullcontext())
    monkeypatch.setattr(studio.transcriber, "hear", together)
    assert len(heard_twice(studio)) == 2 * len(studio.expected())


def test_the_agent_listens_by_itself(studio: Studio) -> None:
    listener = Listener(studio.hearing)
    listener.start()
    studio.speak(6)
    until(lambda: studio.heard_seconds() > 20)
    source = studio.hang_up()
    listener.stop()
    assert in_order(studio.hearing.words(source, lambda _: None)) == studio.expected()


def test_on_battery_listening_takes_its_share_of_the_processor_only(studio: Studio) -> None:
    studio.speak(2)
    studio.writer.close()
    hearing = Hearing(
        studio.office.desk, studio.office.shelf, studio.transcriber, lambda: Power(on_battery=True)
    )
    hearing.follow(studio.kept, studio.stopping)
    hearing.words(studio.hand_over(), lambda _: None)
    assert studio.transcriber.shares == [BATTERY_SHARE], "what is left after the call is done at once"

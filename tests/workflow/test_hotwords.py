"""agent/workflow/hearing.py, call_facts.py: who listens is told the names that may fall in this call."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest

from agent.domain.consent import Consent
from agent.domain.ids import MatterId
from agent.domain.one_call import About
from agent.workflow import hearing
from tests.builders import NOON, a_matter
from tests.workflow.booth import until
from tests.workflow.conftest import Office
from tests.workflow.listening import Studio


@pytest.fixture
def studio(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    monkeypatch.setattr(hearing, "SECONDS_BETWEEN_READS", 0.01)
    office.store.matters.keep(
        [
            a_matter(1, description="Lease, Marlin Square"),
            a_matter(7, client_name="Huong Nguyen", contacts=()),
        ]
    )
    studio = Studio(office)
    yield studio
    studio.stopping.set()
    studio.writer.abandon()


def listened(studio: Studio) -> tuple[str, ...]:
    """Let somebody listen to the call for a moment, and return the names that the engine was told."""
    before = studio.transcriber.runs
    thread, _ = studio.listen()
    until(lambda: studio.transcriber.runs > before)
    studio.stopping.set()
    thread.join()
    studio.stopping.clear()
    return tuple(studio.transcriber.hotwords[-1])


def test_the_matter_the_calendar_and_who_agreed_are_told(studio: Studio) -> None:
    studio.office.clock.start(matter_id=MatterId(1), call=True)
    meeting = About("Call with Joan Winterborn", ("Mātene Whaanga",), meetings=("m1",))
    capture = replace(
        studio.kept.capture, about=meeting, consent=Consent(()).said("Priya Raman", "said yes", NOON)
    )
    studio.office.store.captures.keep(capture)
    told = listened(studio)
    assert told[:3] == ("Copper Kettle Bakery", "Marcus Hale", "Marlin Square")
    assert {"Joan Winterborn", "Mātene Whaanga", "Priya Raman"} <= set(told)
    assert "Huong Nguyen" not in told


def test_the_matter_on_screen_is_told_without_being_the_call_s(studio: Studio) -> None:
    studio.office.clock.start(call=True)
    shown = replace(studio.kept.capture, about=About(on_screen="00001-Hale"))
    studio.office.store.captures.keep(shown)
    assert listened(studio)[:3] == ("Copper Kettle Bakery", "Marcus Hale", "Marlin Square")
    assert studio.hang_up().source.context.matter is None


def test_a_matter_that_was_chosen_meanwhile_is_told_from_the_next_listening_on(studio: Studio) -> None:
    studio.office.clock.start(call=True)
    assert "Marlin Square" not in listened(studio)
    running = studio.office.store.clock.running()
    assert running is not None
    studio.office.store.clock.keep(replace(running, matter_id=MatterId(1), matter="00001-Hale"))
    assert "Marlin Square" in listened(studio)


def test_what_is_left_after_the_call_is_heard_with_its_names_too(studio: Studio) -> None:
    studio.speak(2)
    kept = studio.hang_up()
    known = replace(kept.source, context=replace(kept.source.context, matter="00001-Hale"))
    studio.hearing.words(replace(kept, source=known), lambda _: None)
    assert "Marlin Square" in studio.transcriber.hotwords[-1]


def test_a_matter_opened_lately_is_told_last(studio: Studio) -> None:
    studio.office.clock.start(matter_id=MatterId(1), call=True)
    studio.office.store.lately.keep_opened({MatterId(7): dt.datetime.now(dt.UTC)})
    assert listened(studio)[-1] == "Huong Nguyen"

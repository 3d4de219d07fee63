"""agent/workflow/hearing_again.py: what breaks off goes on from the windows that are done, once each."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from agent.domain.hearing import Part, Power
from agent.domain.transcript import TrackKind
from agent.transcribe.errors import EngineCrashed
from tests.fakes import ScriptedTranscriber
from tests.workflow.test_hearing_again import AGAIN, ME, Again, again

__all__ = ("again",)  # the fixture itself


@dataclass
class InParts(ScriptedTranscriber):
    """Hears the call in windows, from the places on, and remembers from where it was asked to; `fault` comes after so many."""

    starts: list[dict[TrackKind, int]] = field(default_factory=list)
    fault: Callable[[], object] = lambda: None
    after: int = 1

    def hear(self, sound: Any, places: Any, *_: Any, **__: Any) -> Generator[Part]:
        self.starts.append({track: place.at for track, place in places.items()})
        list(sound(self.starts[-1]))
        for number, said in enumerate(AGAIN, 1):
            at = said.end_ms * 16
            if places[said.track].at < at:
                yield Part(said.track, at, at, ((said.start_ms * 16, at),), (said,))
                if number == self.after:
                    self.fault()


def test_what_breaks_off_goes_on_from_the_windows_that_are_done(again: Again) -> None:
    def plug() -> None:
        again.power = Power(on_battery=True)

    larger = again.larger = InParts(AGAIN, fault=plug)
    again.verbs.at_night()
    assert again.verbs.offered() == [], "nothing half is offered"
    again.power = Power()
    again.verbs.at_night()
    assert [starts[ME] for starts in larger.starts] == [0, 48_000]
    (offered,) = again.verbs.offered()
    assert list(offered.hearing.segments) == AGAIN, "no window is lost, none is there twice"
    assert again.office.store.second.parts.segments(again.call) == []


def test_without_what_was_kept_it_begins_anew(again: Again, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control."""
    monkeypatch.setattr(type(again.office.store.second.parts), "keep", lambda *_: True)
    larger = again.larger = InParts(AGAIN, fault=lambda: setattr(again, "power", Power(on_battery=True)))
    again.verbs.at_night()
    again.power = Power()
    again.verbs.at_night()
    assert [starts[ME] for starts in larger.starts] == [0, 0]


def test_another_model_begins_anew_and_what_is_kept_goes_with_the_sound(again: Again) -> None:
    larger = again.larger = InParts(AGAIN, fault=lambda: setattr(again, "power", Power(on_battery=True)))
    again.verbs.at_night()
    again.power = Power()
    replace(again.verbs, larger=lambda: ("larger still", larger)).at_night()
    assert [starts[ME] for starts in larger.starts] == [0, 0]
    parts = again.office.store.second.parts
    assert parts.segments(again.call) == AGAIN[:1]
    again.office.store.second.forget(again.call)
    assert (parts.segments(again.call), parts.places(again.call), parts.now(again.call)) == ([], {}, None)


def test_what_tenths_closing_breaks_off_has_not_failed(again: Again) -> None:
    hearing = again.office.hearing
    verbs = replace(again.verbs, hearing=hearing)

    def closing() -> None:
        hearing.stop()
        raise EngineCrashed

    again.larger = InParts(AGAIN, fault=closing)
    assert verbs.hear([again.call]) == 0
    assert verbs.offered() == []
    again.larger = InParts(AGAIN)
    assert again.verbs.hear([again.call]) == 1

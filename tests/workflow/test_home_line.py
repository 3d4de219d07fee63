"""agent/workflow/home_line.py: a home that cannot be read or written for a moment ends no recording."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from agent.domain.capture import Capture
from agent.domain.consent import Consent
from agent.domain.transcript import TrackKind
from agent.store.captures import Captures
from agent.store.errors import StoreUnavailable
from agent.workflow import home_line
from agent.workflow.home_line import HomeLine
from tests.builders import NOON
from tests.workflow.booth import YES, Booth, open_booth, until
from tests.workflow.conftest import Office
from tests.workflow.listening import CALL

pytestmark = pytest.mark.slow  # a recording program runs in a thread, and is waited for


@pytest.fixture
def booth(office: Office) -> Iterator[Booth]:
    with open_booth(office) as booth:
        yield booth


class Away:
    """A home that the recording program alone can neither read nor write while it is away."""

    def __init__(self, booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
        self.away, self.met = False, 0
        for name in ("report", "current"):
            monkeypatch.setattr(Captures, name, self._or_away(getattr(Captures, name), booth))

    def _or_away(self, does: Any, booth: Booth) -> Any:
        def call(captures: Captures, *about: Any, **how: Any) -> Any:
            if self.away and threading.current_thread() in booth.threads:
                self.met += 1
                raise StoreUnavailable("the database answered OperationalError")
            return does(captures, *about, **how)

        return call


def test_sound_is_kept_while_the_home_is_away(booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
    away = Away(booth, monkeypatch)
    booth.capture.start(YES)
    away.away = True
    until(lambda: away.met > 5)
    read = booth.card.read
    until(lambda: booth.card.read > read + 32_000)
    away.away = False
    tracks, recording = booth.stopped()
    assert len(tracks[TrackKind.MICROPHONE]) > read // 2
    assert not recording.is_truncated
    assert recording.silences == ()


def test_taken_as_the_end_the_rest_of_the_call_would_be_lost(
    booth: Booth, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control."""
    monkeypatch.setattr(home_line, "StoreUnavailable", KeyError)
    monkeypatch.setattr("agent.workflow.recording.tell_the_end", lambda *_: None)
    away = Away(booth, monkeypatch)
    booth.capture.start(YES)
    away.away = True
    until(lambda: not booth.threads[-1].is_alive())
    away.away = False
    assert booth.capture.is_recording(), "as far as the home knows"


def test_without_orders_for_long_it_ends(booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody could pause it any more."""
    monkeypatch.setattr(home_line, "SECONDS_WITHOUT_ORDERS", 0.5)
    away = Away(booth, monkeypatch)
    booth.capture.start(YES)
    away.away = True
    until(lambda: booth.card.closed)
    away.away = False
    until(lambda: not booth.capture.is_recording())
    assert booth.stopped()[0][TrackKind.MICROPHONE] != b""


def test_a_capture_that_was_never_read_is_no_order(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_: Captures) -> None:
        raise StoreUnavailable("away")

    monkeypatch.setattr(Captures, "current", away)
    line = HomeLine(office.store, Capture(CALL, NOON, NOON, Consent(())), lambda: 0.0)
    with pytest.raises(StoreUnavailable):
        line.orders()

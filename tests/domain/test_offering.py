"""agent/domain/offering.py: one polite offer, for a call that is one, and silence when it is not wanted."""

from __future__ import annotations

import datetime as dt

import pytest

from agent.domain.offering import (
    COOL_DOWN,
    STOPS_AFTER,
    Holder,
    Kind,
    Noticed,
    Offer,
    What,
    Window,
    noticed,
    offered,
)
from tests.builders import NOON

ZOOM = Holder("100:1", "Zoom", Kind.CALL)
DICTATION = Holder("200:2", "scribe", Kind.UNKNOWN)


def at(seconds: float) -> dt.datetime:
    return NOON + dt.timedelta(seconds=seconds)


def looked(*looks: tuple[float, list[Holder]], since: Noticed | None = None) -> Noticed | None:
    """What stands after some looks, each at its second."""
    seen = since
    for seconds, holders in looks:
        seen = noticed(seen, holders, at(seconds))
    return seen


def offer(
    seen: Noticed | None, seconds: float, clock: float | None = None, *, recording: bool = False
) -> Offer | None:
    return offered(seen, at(seconds), clock_since=None if clock is None else at(clock), is_captured=recording)


def test_a_program_that_keeps_the_microphone_is_offered_once_under_one_id() -> None:
    seen = looked((0, [ZOOM]))
    assert offer(seen, 1) is None, "it may only try the microphone"
    first, later = offer(seen, 2), offer(looked((2, [ZOOM]), since=seen), 600)
    assert first is not None
    assert (first.what, first.label, first.because) == (What.CAPTURE, "Zoom", "")
    assert later == first


def test_one_that_nobody_knows_and_an_occasion_are_offered_the_clock_only() -> None:
    seen = looked((0, [DICTATION]))
    assert seen is not None
    for because in ("unknown", "hearing"):
        found = offer(seen.because_of(because), 5)
        assert found is not None
        assert (found.what, found.because) == (What.CLOCK, because)
        assert offer(seen.because_of(because), 5, clock=4) is None, "the clock runs already"


def test_a_running_clock_may_still_become_a_recording_and_a_recording_nothing() -> None:
    seen = looked((0, [ZOOM]))
    assert getattr(offer(seen, 5, clock=3), "what", None) is What.CAPTURE
    assert offer(seen, 5, clock=3, recording=True) is None


def test_not_this_call_lasts_until_the_program_lets_go() -> None:
    seen = looked((0, [ZOOM]))
    assert seen is not None
    silenced = looked((5, [ZOOM]), (60, [ZOOM]), since=seen.silent())
    assert offer(silenced, 61) is None
    again = looked((62, []), (200, []), (201, [Holder("100:9", "Zoom", Kind.CALL)]), since=silenced)
    assert offer(again, 204) is not None


def test_muting_makes_no_second_offer_and_a_later_call_does() -> None:
    seen = looked((0, [ZOOM]))
    muted = looked((10, []), (20, [Holder("100:2", "Zoom", Kind.CALL)]), since=seen)
    first, second = offer(seen, 5), offer(muted, 25)
    assert first is not None
    assert second is not None
    assert second.id == first.id
    gone = COOL_DOWN.total_seconds() + 20
    later = offer(
        looked((20, []), (gone, []), (gone + 1, [Holder("100:3", "Zoom", Kind.CALL)]), since=muted), gone + 5
    )
    assert later is not None
    assert later.id != first.id


def test_the_end_of_the_call_offers_to_stop_what_began_with_it_and_says_when_it_does() -> None:
    seen = looked((0, [ZOOM]), (600, []))
    found = offer(seen, 601, clock=5)
    assert found is not None
    assert (found.what, found.since, found.stops_at) == (What.STOP, at(600), at(600) + STOPS_AFTER)
    assert offer(seen, 601) is None, "nothing runs"
    assert offer(seen, 601, clock=-600) is None, "that clock measures something else"


def test_of_two_the_call_is_noticed_and_the_first_stays() -> None:
    seen = looked((0, [DICTATION, ZOOM]))
    assert seen is not None
    assert seen.label == "Zoom"
    assert looked((5, [DICTATION, ZOOM]), since=seen) == seen


@pytest.mark.parametrize(
    ("windows", "expected"),
    [
        (None, True),
        ((), False),
        ((Window(1, "Inbox"),), False),
        ((Window(1, "Meet - Lease", "Lease"),), True),
    ],
)
def test_a_browser_is_a_call_by_its_window_or_where_windows_cannot_be_read(
    windows: tuple[Window, ...] | None, expected: bool
) -> None:
    assert Holder("1", "Chrome", Kind.BROWSER, windows).may_be_captured is expected

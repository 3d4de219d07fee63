"""agent/domain/one_call.py: another meeting by calendar or window ends what was agreed to for the first one."""

from __future__ import annotations

import datetime as dt

from agent.domain.diary import Meeting
from agent.domain.offering import Holder, Kind, Window, noticed
from agent.domain.one_call import about, is_another, seen
from tests.builders import NOON


def at(minutes: float) -> dt.datetime:
    return NOON + dt.timedelta(minutes=minutes)


def meeting(name: str, start: float, end: float, **more: object) -> Meeting:
    return Meeting(name, f"{name} call", at(start), at(end), **more)  # type: ignore[arg-type]  # the test's own words


LEASE, WILL = meeting("lease", 0, 30, matter="20417-Hale", people=("Marcus Hale",)), meeting("will", 30, 60)


def showing(*windows: tuple[int, str]) -> list[Holder]:
    return [Holder("1:1", "Teams", Kind.CALL, tuple(Window(id, title, title) for id, title in windows))]


def test_the_meeting_under_way_names_the_call_with_its_matter_and_people() -> None:
    call = about([WILL, LEASE], showing((1, "Lease")), at(2))
    assert (call.title, call.matter, call.people, call.start) == (
        "lease call",
        "20417-Hale",
        ("Marcus Hale",),
        at(0),
    )
    assert call.named == "lease call (20417-Hale)"
    assert about([LEASE], [], at(-5)).meetings == ("lease",), "who comes early is there for it"
    assert about([LEASE], [], at(-15)).meetings == ()


def test_of_two_meetings_at_once_the_window_says_which_and_no_matter_is_claimed() -> None:
    call = about([LEASE, meeting("other", 0, 30)], showing((1, "Lease with Hale")), at(2))
    assert (call.title, call.matter, call.people) == ("Lease with Hale", None, ())


def test_the_next_slot_is_another_call() -> None:
    call = about([LEASE, WILL], [], at(2))
    assert not is_another(call, [LEASE, WILL], [], at(2), at(29.9))
    assert is_another(call, [LEASE, WILL], [], at(2), at(30))


def test_running_over_into_a_free_hour_is_not() -> None:
    """The control of the one above."""
    call = about([LEASE], [], at(2))
    assert not is_another(call, [LEASE], [], at(2), at(45))


def test_another_title_in_the_window_or_another_window_is_another_call() -> None:
    call = about([], showing((1, "Lease")), at(0))
    for windows in (((1, "Will"),), ((2, "Lease"),), ((3, "Will"),)):
        assert is_another(call, [], showing(*windows), at(0), at(1))


def test_without_window_facts_the_calendar_and_the_microphones_holder_still_tell() -> None:
    """As on Wayland, where windows cannot be read."""
    first, again = (Holder(session, "Firefox", Kind.BROWSER, None) for session in ("1:1", "1:2"))
    assert first.may_be_captured
    call = about([LEASE, WILL], [first], at(2))
    assert call.title == "lease call"
    assert not is_another(call, [LEASE, WILL], [first], at(2), at(29.9))
    assert is_another(call, [LEASE, WILL], [first], at(2), at(30))
    begun = noticed(None, [first], at(2))
    taken = noticed(noticed(begun, [], at(3)), [again], at(5))
    assert begun is not None
    assert taken is not None
    assert (taken.session, taken.since) == ("1:2", at(5)), "let go for longer than a mute: another call"


def test_a_window_that_shows_no_meeting_tells_nothing() -> None:
    call = about([], showing((1, "Lease")), at(0))
    assert not is_another(call, [], [], at(0), at(1)), "a tab was changed"
    assert not is_another(call, [], showing((1, "Lease"), (2, "Will")), at(0), at(1)), (
        "the first is still there"
    )


def test_a_window_that_comes_late_is_the_calls_own() -> None:
    call = seen(about([], [], at(0)), showing((1, "Lease")))
    assert not is_another(call, [], showing((1, "Lease")), at(0), at(1))
    assert is_another(seen(call, showing((2, "Will"))), [], showing((2, "Will")), at(0), at(1))

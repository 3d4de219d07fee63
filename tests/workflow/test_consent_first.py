"""Whose consent counts, and where capture is never offered: over a real store, each with its control."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest

from agent.capture import lists
from agent.domain.consent import ConsentMissing, NotOffered
from agent.domain.diary import DiaryPage, Meeting
from agent.domain.ids import MatterId
from agent.workflow.capturing import Order
from agent.workflow.standing import StandingConsents
from tests.builders import a_matter
from tests.workflow.booth import YES, Booth, open_booth
from tests.workflow.conftest import Office

pytestmark = pytest.mark.slow  # a recording program runs in a thread, and is waited for

GIVEN = dt.date(2026, 5, 3)
HALE = Order(present=("M Hale",))


@pytest.fixture
def booth(office: Office) -> Iterator[Booth]:
    with open_booth(office) as booth:
        yield booth


def test_standing_consent_is_asked_for_no_more_and_kept_with_its_date(booth: Booth) -> None:
    with pytest.raises(ConsentMissing):
        booth.capture.start(HALE)
    StandingConsents(booth.desk).keep("M Hale", "letter of engagement", GIVEN)
    facts = booth.capture.start(HALE).consent.facts
    assert {fact.how for fact in facts} == {"standing consent of 2026-05-03: letter of engagement"}


def test_it_covers_its_person_only_and_ends_when_it_is_taken_back(booth: Booth) -> None:
    standing = StandingConsents(booth.desk)
    standing.keep("M Hale", "letter of engagement", GIVEN)
    with pytest.raises(ConsentMissing):
        booth.capture.start(Order(present=("M Hale", "T Nguyen")))
    assert standing.forget("m hale")
    with pytest.raises(ConsentMissing):
        booth.capture.start(HALE)
    assert booth.card.opened == []


def test_who_joins_is_asked_whoever_has_agreed_for_good(booth: Booth) -> None:
    standing = StandingConsents(booth.desk)
    standing.keep("M Hale", "letter of engagement", GIVEN)
    standing.keep("T Nguyen", "letter of engagement", GIVEN)
    booth.capture.start(HALE)
    assert not booth.capture.joined("T Nguyen").consent.may_record


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads the table of places fails."""

    def read() -> None:
        raise AssertionError("somebody asks the table of places")

    monkeypatch.setattr(lists, "places", read)


@pytest.mark.usefixtures("unread")
def test_the_table_of_places_decides_nothing(booth: Booth) -> None:
    with pytest.raises(ConsentMissing):
        booth.capture.start(Order())
    with pytest.raises(ConsentMissing):
        booth.capture.start(replace(YES, present=("T Nguyen",)))
    booth.capture.start(YES)


@pytest.mark.usefixtures("unread")
def test_a_table_that_is_read_would_be_noticed() -> None:
    """The control."""
    with pytest.raises(AssertionError, match="table of places"):
        lists.places()


def in_the_calendar(booth: Booth, title: str, *, began: float, ends: float) -> Order:
    now = booth.desk.now()
    start, end = (now + dt.timedelta(minutes=minutes) for minutes in (began, ends))
    booth.desk.store.days.keep_page(
        DiaryPage(booth.desk.today(), now, meetings=(Meeting("m", title, start, end),))
    )
    return YES


def of_a_matter(booth: Booth, description: str) -> Order:
    booth.desk.store.matters.keep([a_matter(1, description=description)])
    return replace(YES, matter_id=MatterId(1))


def on_the_clock(booth: Booth, description: str) -> Order:
    of_a_matter(booth, description)
    booth.clock.start(call=True, matter_id=MatterId(1))
    return YES


def test_a_meeting_of_the_calendar_that_goes_on_is_never_offered(booth: Booth) -> None:
    assert booth.capture.occasion(in_the_calendar(booth, "Mediation, Hale", began=-5, ends=55)) == "mediation"
    with pytest.raises(NotOffered):
        booth.capture.start(YES)
    assert booth.card.opened == []


def test_one_that_is_over_or_still_to_come_is_no_reason(booth: Booth) -> None:
    assert booth.capture.occasion(in_the_calendar(booth, "Mediation, Hale", began=-60, ends=-5)) is None
    assert booth.capture.occasion(in_the_calendar(booth, "Mediation, Hale", began=30, ends=90)) is None
    assert booth.capture.occasion(in_the_calendar(booth, "Lease, Hale", began=-5, ends=55)) is None


@pytest.mark.parametrize("told", [of_a_matter, on_the_clock])
def test_the_matter_of_the_call_tells_too(booth: Booth, told: object) -> None:
    assert callable(told)
    assert booth.capture.occasion(told(booth, "Hale v Nguyen: final hearing")) == "hearing"
    assert booth.capture.occasion(told(booth, "Lease of the shop")) is None


def test_an_override_names_who_granted_leave_and_nothing_else_does(booth: Booth) -> None:
    hearing = replace(YES, titles=("Court 4: mention",))
    with pytest.raises(NotOffered):
        booth.capture.start(hearing)
    with pytest.raises(ConsentMissing):  # leave is no consent
        booth.capture.start(replace(hearing, said=(), leave="leave granted by Judge Wells"))
    booth.capture.start(replace(hearing, leave="leave granted by Judge Wells"))
    assert booth.card.opened != []

"""agent/domain/consent.py: everyone told and nobody objecting, kept as facts; and where capture is never offered."""

from __future__ import annotations

import datetime as dt

import pytest

from agent.capture.lists import never_offered, places
from agent.domain.consent import (
    Consent,
    ConsentMissing,
    FactKind,
    Standing,
    at_the_start,
    leave,
    notice,
    occasion,
)
from agent.errors import UsedWrongly
from tests.builders import NOON

HALE = Standing("M Hale", "letter of engagement", dt.date(2026, 5, 3))


def test_one_sentence_is_two_facts_with_who_how_and_when() -> None:
    consent = Consent().said(" M  Hale ", "said yes on the phone", NOON)
    assert [(f.kind, f.who, f.how, f.at) for f in consent.facts] == [
        (FactKind.TOLD, "M Hale", "said yes on the phone", NOON),
        (FactKind.AGREED, "M Hale", "said yes on the phone", NOON),
    ]
    assert consent.may_record
    assert "Hale" not in repr(consent)


def test_nobody_asked_is_no_consent() -> None:
    assert not Consent().may_record


@pytest.mark.parametrize("sentence", ["M Hale", "M Hale, ", ", said yes", ""])
def test_a_consent_without_who_or_how_is_none(sentence: str) -> None:
    with pytest.raises(UsedWrongly):
        at_the_start([sentence], [], [], NOON)


def test_one_sentence_may_speak_for_several_who_were_asked_together() -> None:
    consent = at_the_start(["M Hale and T Nguyen, both said yes"], ["T Nguyen"], [], NOON)
    assert consent.agreed_by == ("M Hale", "T Nguyen")


def test_somebody_present_who_was_not_asked_stops_it() -> None:
    with pytest.raises(ConsentMissing):
        at_the_start(["M Hale, said yes"], ["M Hale", "T Nguyen"], [], NOON)


def test_somebody_who_joins_stops_it_until_they_say_yes() -> None:
    consent = Consent().said("M Hale", "said yes", NOON).joined("T Nguyen", NOON)
    assert not consent.may_record
    assert not consent.said("M Hale", "said yes again", NOON).may_record
    assert consent.said("t nguyen", "nodded", NOON).may_record


def test_the_next_yes_is_that_of_somebody_without_a_name() -> None:
    consent = Consent().said("M Hale", "said yes", NOON).joined("", NOON)
    assert consent.said("T Nguyen", "said yes", NOON).may_record


def test_two_who_join_need_two_yeses() -> None:
    consent = Consent().said("M Hale", "said yes", NOON).joined("", NOON).joined("", NOON)
    assert not consent.said("T Nguyen", "said yes", NOON).may_record


def test_an_objection_is_final_for_the_call() -> None:
    consent = Consent().said("M Hale", "said yes", NOON).withdrew("M Hale", "asked me to stop", NOON)
    assert not consent.said("M Hale", "said yes after all", NOON).may_record


def test_standing_consent_is_dated_and_its_persons_only() -> None:
    consent = at_the_start([], ["m hale"], [HALE], NOON)
    assert consent.facts[0].how == "standing consent of 2026-05-03: letter of engagement"
    with pytest.raises(ConsentMissing):
        at_the_start([], ["M Hale", "T Nguyen"], [HALE], NOON)
    with pytest.raises(ConsentMissing):
        at_the_start([], [], [HALE], NOON)


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Hale v Copper Kettle: Directions Hearing, Court 4", "hearing"),
        ("Mediation with Mr Nguyen", "mediation"),
        ("FDR session (s60I)", "family_dispute_resolution"),
        ("Record of interview, J Smith", "police_interview"),
        ("Lease call with M Hale", None),
        ("Trialling the new phones", None),
        ("Hearingworld Pty Ltd lease", None),
    ],
)
def test_occasions_are_known_by_whole_words(title: str, found: str | None) -> None:
    assert occasion(["", title], never_offered()) == found


def test_leave_says_who_granted_it() -> None:
    assert leave("Leave granted by Judge Wells on 3 May") == "Judge Wells on 3 May"
    for words in ("yes", "leave granted", "leave granted by ", "I have leave"):
        with pytest.raises(UsedWrongly):
            leave(words)


def test_every_place_has_a_link_and_a_date_and_none_can_permit_anything() -> None:
    assert {p.name for p in places()} >= {
        "New South Wales", "Victoria", "Queensland", "South Australia", "Western Australia", "Tasmania",
        "Australian Capital Territory", "Northern Territory", "New Zealand",
    }  # fmt: skip
    assert all(p.link.startswith("https://") and isinstance(p.read, dt.date) for p in places())
    assert all(
        isinstance(getattr(place, name), str | dt.date) for place in places() for name in place.__slots__
    )


def test_the_notice_says_what_becomes_of_the_sound() -> None:
    said = notice(24)
    for words in (
        "record",
        "this computer only",
        "into text",
        "file note",
        "time record",
        "deleted 24 hours",
    ):
        assert words in said

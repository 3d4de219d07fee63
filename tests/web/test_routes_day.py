"""agent/web/routes_day.py: a day, a week and their settings over the wire."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from agent.domain.diary import Meeting, Recorded
from agent.domain.ids import MatterId, RemoteId
from agent.errors import Unreachable
from tests.builders import NOON
from tests.web.conftest import Web
from tests.web.signing_client import Refusal, SigningClient
from tests.workflow.test_days import DAY, worked

TODAY = DAY.isoformat()


@pytest.fixture
def gapped(web: Web) -> Web:
    worked(web.office, 180, 30)
    worked(web.office, 90, 30)
    return web


def day(window: SigningClient, **asked: Any) -> dict[str, Any]:
    found: dict[str, Any] = window.call("/v1/day/get", asked)["day"]
    return found


def test_a_day_shows_its_strip_its_rows_and_what_is_left(gapped: Web, window: SigningClient) -> None:
    shown = day(window)
    assert shown["day"] == shown["today"] == TODAY
    assert [(s["gap"], len(s["rows"])) for s in shown["stretches"]] == [(False, 1), (True, 0), (False, 1)]
    first, question, _ = shown["rows"]
    assert (first["kind"], first["state"], first["matters"], first["units"]) == (
        "clock",
        "review",
        ["00001-Hale"],
        1,
    )
    assert (question["kind"], question["state"], question["seconds"]) == ("gap", "question", 3600)
    assert first["start"].endswith(("+10:00", "+11:00"))
    assert shown["left"] == {"questions": 1, "to_review": 2, "to_push": 0, "all": 3}
    assert (shown["recorded_units"], shown["waiting_units"], shown["closed"]) == (0, 2, False)


def test_a_question_is_answered_and_the_day_comes_back_anew(gapped: Web, window: SigningClient) -> None:
    question = day(window)["rows"][1]["key"]
    answered = window.call("/v1/day/answer", {"date": TODAY, "row": question, "nothing": True})["day"]
    assert answered["rows"][1]["state"] == "nothing"
    assert answered["rows"][1]["said_at"]
    asked = window.call("/v1/day/answer", {"date": TODAY, "row": question, "back": True})["day"]
    assert asked["rows"][1]["state"] == "question"
    noted = window.call("/v1/day/answer", {"date": TODAY, "row": question, "note": "lease mark-up"})["day"]
    assert (noted["rows"][1]["kind"], noted["rows"][1]["title"]) == ("note", "lease mark-up")


def test_a_day_is_closed_when_each_thing_has_its_end(gapped: Web, window: SigningClient) -> None:
    with pytest.raises(Refusal) as refused:
        window.call("/v1/day/answer", {"date": TODAY, "close": True})
    assert refused.value.code == "not_ready"
    first, question, second = (row["key"] for row in day(window)["rows"])
    tomorrow = (DAY + dt.timedelta(days=1)).isoformat()
    window.call("/v1/day/answer", {"date": TODAY, "row": first, "dismissed": "a duplicate"})
    window.call("/v1/day/answer", {"date": TODAY, "row": question, "nothing": True})
    window.call("/v1/day/answer", {"date": TODAY, "row": second, "parked": tomorrow})
    closed = window.call("/v1/day/answer", {"date": TODAY, "close": True})["day"]
    assert (closed["closed"], closed["left"]["all"]) == (True, 0)
    assert [row["reason"] for row in closed["rows"]] == ["a duplicate", "", ""]
    assert [row["key"] for row in day(window, date=tomorrow)["carried"]] == [second]


@pytest.mark.parametrize("answer", [{}, {"nothing": True, "note": "x"}, {"nothing": True}])
def test_an_answer_says_one_thing_of_one_row(window: SigningClient, answer: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as refused:
        window.call("/v1/day/answer", {"date": TODAY, **answer})
    assert refused.value.code == "used_wrongly"


def test_clio_is_asked_when_the_page_says_so_and_its_absence_is_said(web: Web, window: SigningClient) -> None:
    web.office.practice.typed = [Recorded(RemoteId(7), DAY, 1080, "Counsel", MatterId(1), "00001-Hale")]
    assert day(window)["as_of"] is None
    assert (day(window, look=True)["recorded_units"], web.office.practice.days_read) == (3, 1)
    web.office.practice.offline = Unreachable("offline")
    offline = day(window, look=True)
    assert (offline["problem"]["code"], offline["recorded_units"]) == ("unreachable", 3)
    assert offline["rows"][0]["typed_there"]


def test_a_meeting_and_its_people_are_shown_by_title(web: Web, window: SigningClient) -> None:
    start = NOON - dt.timedelta(hours=2)
    web.office.practice.meetings = [Meeting("m1", "Counsel", start, start + dt.timedelta(hours=1))]
    (row,) = day(window, look=True)["rows"]
    assert (row["key"], row["kind"], row["state"], row["title"]) == (
        "calendar:m1",
        "calendar",
        "question",
        "Counsel",
    )


def test_a_week_begins_on_monday(web: Web, window: SigningClient) -> None:
    days = window.call("/v1/week/get", {"date": TODAY})["days"]
    assert len(days) == 7
    assert dt.date.fromisoformat(days[0]["day"]).weekday() == 0
    assert TODAY in [each["day"] for each in days]


def test_settings_are_off_until_they_are_set_and_each_is_set_alone(window: SigningClient) -> None:
    off = window.call("/v1/settings/get")["settings"]
    assert (off["target_units"], off["reminder"], off["watch_only"]) == (None, None, False)
    window.call("/v1/settings/set", {"target_units": 60})
    both = window.call("/v1/settings/set", {"reminder": "17:30"})["settings"]
    assert (both["target_units"], both["reminder"]) == (60, "17:30")
    assert window.call("/v1/settings/set", {"target_units": None})["settings"]["target_units"] is None


@pytest.mark.parametrize("wrong", [{"target_units": 0}, {"reminder": "25:00"}, {"reminder": "5 pm"}])
def test_settings_that_make_no_sense_are_refused(window: SigningClient, wrong: dict[str, Any]) -> None:
    with pytest.raises(Refusal):
        window.call("/v1/settings/set", wrong)


def test_watching_refuses_a_push_and_is_said_in_the_state(web: Web, window: SigningClient) -> None:
    window.call("/v1/settings/set", {"watch_only": True})
    assert window.call("/v1/state")["state"]["watch_only"]
    with pytest.raises(Refusal) as refused:
        window.call("/v1/push", {"entries": None})
    assert refused.value.code == "watch_only"
    again = window.call("/v1/settings/set", {"watch_again": True})["settings"]
    assert (again["watch_since"], again["watch_over"]) == (TODAY, False)


def test_the_reminder_is_in_the_state_until_the_day_was_looked_at(gapped: Web, window: SigningClient) -> None:
    before = window.call("/v1/state")
    assert before["state"]["reminder"] is None
    window.call("/v1/settings/set", {"reminder": "00:00"})
    assert window.call("/v1/state")["state"]["reminder"] == "3 things of today wait"
    day(window)
    assert window.call("/v1/state")["state"]["reminder"] is None


def test_the_time_of_the_reminder_is_news_to_the_page(gapped: Web, window: SigningClient) -> None:
    window.call("/v1/settings/set", {"reminder": "13:30"})
    before = window.call("/v1/state")["version"]
    assert window.call("/v1/state", {"since": before})["unchanged"]
    late = replace(gapped.office.desk, now=lambda: NOON + dt.timedelta(hours=1, minutes=45))
    object.__setattr__(gapped.services, "days", replace(gapped.services.days, desk=late))
    after = window.call("/v1/state", {"since": before})
    assert after["state"]["reminder"] == "3 things of today wait"

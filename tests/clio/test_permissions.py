"""agent/clio/permissions.py: a missing permission is one sentence that says what to tick."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import httpx
import pytest

from agent.clio.permissions import NEEDED, PERMISSIONS, READ, WRITE
from agent.clio.practice import ClioPractice
from agent.domain.ids import MatterId, TimekeeperId
from agent.errors import OutcomeUnknown, Refused
from agent.sandbox import behaviour
from tests.clio.fakes import Bench, ScriptedClio, a_call_log, an_outgoing, api_error

DAY = dt.date(2026, 11, 20)
NOON = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (lambda clio: clio.who(), "Tick Users (read)"),
        (lambda clio: list(clio.matters(since=None, progress=print)), "Tick Matters and Contacts (read)"),
        (lambda clio: clio.categories(), "Tick Activities (read)"),
        (lambda clio: clio.create(an_outgoing()), "Tick Activities (read and write)"),
        (lambda clio: clio.log_call(a_call_log()), "Tick Communications (read and write)"),
        (
            lambda clio: clio.look(user=TimekeeperId(1), since=NOON),
            "Tick Activities (read)",
        ),
    ],
)
def test_a_missing_permission_is_named(ask: Callable[[ClioPractice], object], says: str) -> None:
    clio = ScriptedClio(api_error(403, "ForbiddenError", "User is forbidden from taking that action"))
    with pytest.raises(Refused) as caught:
        ask(Bench(clio).practice)
    assert (caught.value.code, caught.value.hint.startswith(says)) == ("clio_forbidden", True)


def test_a_firewall_is_no_missing_permission() -> None:
    clio = ScriptedClio(httpx.Response(403, html="<h1>403 Forbidden</h1>"))
    with pytest.raises(OutcomeUnknown) as caught:
        Bench(clio).practice.create(an_outgoing())
    assert (caught.value.code, caught.value.stops) == ("clio_firewall", True)
    assert "Tick" not in caught.value.hint


@pytest.mark.parametrize("status", [403, 404])
def test_a_matter_that_is_refused_is_out_of_sight(status: int) -> None:
    assert Bench(ScriptedClio(api_error(status, "X", "no"))).practice.sees(MatterId(7)) is False


def test_the_page_that_guides_a_firm_lists_exactly_what_is_asked_for() -> None:
    asked = {name for names in NEEDED.values() for name in names.split(" and ")}
    assert {each.name for each in PERMISSIONS} == asked
    assert all(each.why.endswith(".") for each in PERMISSIONS)


@pytest.mark.parametrize(
    "ask", [lambda clio: clio.create(an_outgoing()), lambda clio: clio.log_call(a_call_log())]
)
def test_what_is_written_is_listed_as_written(ask: Callable[[ClioPractice], object]) -> None:
    clio = ScriptedClio(api_error(403, "ForbiddenError", "no"))
    with pytest.raises(Refused) as caught:
        ask(Bench(clio).practice)
    (needed,) = (
        each for each in PERMISSIONS if caught.value.hint.startswith(f"Tick {each.name} ({each.access})")
    )
    assert needed.access == WRITE


def test_every_permission_is_one_that_practice_clio_knows_by_that_access() -> None:
    held = {name: WRITE if access == "write" else READ for name, access in behaviour.PERMISSIONS.items()}
    assert {each.name: each.access for each in PERMISSIONS} == held

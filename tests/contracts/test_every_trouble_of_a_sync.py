"""Whatever stands between the mirror and Clio: a stable code, one sentence with one next step, and what is known stays."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.errors import PracticeError
from agent.sandbox import PracticeClio
from agent.workflow.desk import Desk
from agent.workflow.mirroring import Mirroring
from tests.clio.fakes import Bench
from tests.first_day import a_store


@pytest.fixture
def mirror(home: Bench, firm: PracticeClio, tmp_path: Path) -> Iterator[Mirroring]:
    """A mirror that has been read once."""
    store = a_store(tmp_path)
    numbers = itertools.count(1)
    desk = Desk(store, lambda: dt.datetime.now(dt.UTC), lambda: f"m{next(numbers)}", tmp_path)
    mirror = Mirroring(desk, lambda: home.practice, lambda: firm.url)
    mirror.sync()
    yield mirror
    store.close()


@pytest.mark.parametrize(
    ("fault", "path", "code", "says"),
    [
        ("firewall", "", "clio_firewall", "A firewall in front of Clio"),
        ("gone", "", "clio_version_retired", "Update Tenth"),
        ("portal", "", "clio_unreadable", "sign-on page"),
        ("html", "", "clio_unreadable", "sign-on page"),
        ("truncated", "", "clio_unreadable", "sign-on page"),
        ("error-before", "", "clio_trouble", "Try again in a few minutes"),
        ("busy", "", "busy", "wait"),
        ("revoke", "", "sign_in_revoked", "Connect to Clio again"),
        ("forbidden", "matters", "clio_forbidden", "Tick Matters (read)"),
        ("forbidden", "users", "clio_forbidden", "Tick Users (read)"),
    ],
)
def test_each_has_its_code_and_its_next_step_and_ends_with_the_next_good_answer(
    mirror: Mirroring, home: Bench, firm: PracticeClio, fault: str, path: str, code: str, says: str
) -> None:
    options = {"seconds": 200} if fault == "busy" else {}
    firm.misbehave(fault, "GET", f"/api/v4/{path}", **options)
    with pytest.raises(PracticeError):
        mirror.sync()
    status = mirror.status()
    assert status.trouble
    assert (status.trouble.code, says in status.trouble.hint) == (code, True), status.trouble.hint
    assert (status.matters > 0, status.as_of is not None) == (True, True)
    firm.behave()
    if code != "sign_in_revoked":
        mirror.sync()
        assert mirror.status().trouble is None

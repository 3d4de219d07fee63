"""Whatever stands between a push and Clio: a stable code, one sentence, one next step, and nothing sent twice."""

from __future__ import annotations

import logging
from typing import Any

import httpx
import pytest

from agent.domain.entry import EntryStatus
from agent.domain.push import Outcome
from tests.contracts.shop import Shop

ACTIVITIES = "/api/v4/activities"
REFUSED, UNKNOWN = Outcome.REFUSED, Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("fault", "options", "outcome", "code"),
    [
        ("forbidden", {}, REFUSED, "clio_forbidden"),
        ("firewall", {}, UNKNOWN, "clio_firewall"),
        ("gone", {}, REFUSED, "clio_version_retired"),
        ("busy", {"seconds": 600}, REFUSED, "busy"),
        ("revoke", {}, REFUSED, "sign_in_revoked"),
        ("portal", {}, UNKNOWN, "outcome_unknown"),
        ("html", {}, UNKNOWN, "outcome_unknown"),
        ("truncated", {}, UNKNOWN, "outcome_unknown"),
        ("unavailable", {}, UNKNOWN, "outcome_unknown"),
        ("error-before", {}, UNKNOWN, "outcome_unknown"),
        ("error-after", {}, UNKNOWN, "outcome_unknown"),
    ],
)
def test_every_trouble_has_its_code_and_its_next_step(
    shop: Shop,
    caplog: pytest.LogCaptureFixture,
    fault: str,
    options: dict[str, Any],
    outcome: Outcome,
    code: str,
) -> None:
    caplog.set_level(logging.DEBUG)
    shop.fill(1)
    shop.clio.misbehave(fault, "POST", ACTIVITIES, **options)
    (push,) = shop.pushing()
    assert (push.outcome, push.code) == (outcome, code)
    assert push.hint
    assert push.hint[0].isupper()
    assert push.hint.endswith(".")
    assert shop.store.entries.get(push.entry_id).status is EntryStatus.CONFIRMED
    assert "Attendance" not in caplog.text
    assert sum(heard.path.startswith(ACTIVITIES) for heard in shop.clio.journal) == 1


def test_clios_own_sentence_about_a_closed_matter_is_shown(shop: Shop) -> None:
    shop.fill(1)
    closed = shop.store.entries.all()[0].matter_id or 0
    shop.clio.firm.change("matters", closed, status="Closed")
    (push,) = shop.pushing()
    assert (push.outcome, push.code) == (REFUSED, "clio_validation")
    assert "Matter is closed" in (push.hint or "")


def test_a_matter_that_was_deleted_is_locked(shop: Shop) -> None:
    shop.fill(2)
    gone = shop.store.entries.all()[0].matter_id or 0
    shop.clio.firm.remove("matters", gone)
    first, second = shop.pushing()
    assert (first.code, second.code) == ("matter_locked", "changed_meanwhile")
    assert shop.store.matters.all() == []
    assert {entry.status for entry in shop.store.entries.all()} == {EntryStatus.DRAFT}


def test_offline_every_entry_says_so_and_clio_is_asked_a_few_times_in_all(
    shop: Shop,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tries = []

    def offline(self: object, request: httpx.Request) -> httpx.Response:
        tries.append(request)
        raise httpx.ConnectError("offline")

    monkeypatch.setattr(httpx.WSGITransport, "handle_request", offline)
    shop.fill(50)
    pushes = shop.pushing()
    assert {(push.outcome, push.code) for push in pushes} == {(REFUSED, "unreachable")}
    assert len(tries) == 4

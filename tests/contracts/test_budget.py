"""What pushes cost: one request for each entry, two with a call log, and Clio never protests about their number."""

from __future__ import annotations

import pytest

from agent.clio.limiter import Limiter
from agent.domain.push import Outcome
from tests.contracts.shop import Shop


def test_an_entry_costs_one_request(shop: Shop) -> None:
    shop.fill(20)
    assert shop.push() == [Outcome.CREATED] * 20
    assert shop.asked == 20


@pytest.mark.parametrize(("per_call", "requests"), [(1, 40), (4, 25)])
def test_an_entry_with_a_call_log_costs_two_at_most(shop: Shop, per_call: int, requests: int) -> None:
    shop.store.home.call_logs = True
    shop.fill(20, per_call=per_call)
    assert shop.push() == [Outcome.CREATED] * 20
    assert shop.asked == requests
    assert len([c for c in shop.clio.firm.communications if c["external_properties"]]) == 20 // per_call


@pytest.mark.slow
def test_two_hundred_entries_go_out_at_the_limiters_speed_without_a_single_429(shop: Shop) -> None:
    shop.fill(200)
    assert shop.push() == [Outcome.CREATED] * 200
    assert shop.asked == 200
    assert {heard.status for heard in shop.clio.journal if heard.path.startswith("/api/")} == {201}
    assert shop.sky.seconds < 300


def test_without_the_limiter_clio_protests(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limiter, "take_place", lambda self, lane: None)
    shop.fill(60)
    shop.push()
    assert 429 in {heard.status for heard in shop.clio.journal}

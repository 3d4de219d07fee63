"""agent/web/routes_terms.py: terms are seen from a matter, set for whom they are meant, and hold from the next entry on."""

from __future__ import annotations

import pytest

from agent.domain.ids import MatterId
from tests.builders import a_matter
from tests.web.conftest import Web
from tests.web.signing_client import Refusal, SigningClient


def test_a_clients_quarter_hours_hold_for_its_matters_and_for_no_other(
    web: Web, window: SigningClient
) -> None:
    store = web.services.agreeing.desk.store
    store.matters.keep([a_matter(1, client_id=9), a_matter(2, client_id=8)])
    asked = {"matter_id": 1, "whose": "client", "unit": 900, "minimum": 2}
    (firm, client, matter) = window.call("/v1/terms/set", asked)["around"]
    assert (firm["own"]["unit"], client["own"]["unit"], matter["own"]["unit"]) == (None, 900, None)
    assert matter["holds"] == "units of 15 minutes, at least 2, rounded up"
    assert (firm["example"], matter["example"]) == (
        "20 minutes become 4 × 6 min, 0.4 h",
        "20 minutes become 2 × 15 min, 0.5 h",
    )
    others = window.call("/v1/terms/get", {"matter_id": 2})
    assert [each["holds"][:18] for each in others["around"]] == ["units of 6 minutes"] * 3
    assert [(each["whose"], each["matter_id"]) for each in others["others"]] == [("client", 1)]
    window.call("/v1/terms/set", {"matter_id": 1, "whose": "client"})
    assert window.call("/v1/terms/get", {})["others"] == []
    assert store.money.policy.of_matter(MatterId(1)).unit is None


@pytest.mark.parametrize(
    "body",
    [
        {"whose": "firm", "unit": 600},
        {"whose": "firm", "step": 0},
        {"whose": "matter", "unit": 900},
        {"whose": "firm", "charge": "no_charge"},
        {"whose": "client", "matter_id": 404},
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(
    window: SigningClient, body: dict[str, object]
) -> None:
    with pytest.raises(Refusal) as refused:
        window.call("/v1/terms/set", body)
    assert refused.value.hint

"""agent/web/routes_matters.py: the matter on screen, from the mirror and nowhere else."""

from __future__ import annotations

import pytest

from tests.web.conftest import Web
from tests.web.signing_client import Refusal, SigningClient
from tests.web.test_routes import TALK, taken_in


def test_a_matter_on_screen_is_known_by_its_number_in_clio(web: Web, window: SigningClient) -> None:
    web.office.mirror.sync()
    asked = len(web.office.practice.asked_since)
    found = window.call("/v1/matters/get", {"matter_id": 1})["matter"]
    assert (found["id"], found["status"]) == (1, "open")
    assert found["display_number"]
    assert len(web.office.practice.asked_since) == asked


def test_a_matter_that_the_mirror_does_not_hold_is_none(window: SigningClient) -> None:
    assert window.call("/v1/matters/get", {"matter_id": 4711}) == {"matter": None}


@pytest.mark.parametrize("number", [0, -1, 2**53, "1", 1.5, True, None])
def test_what_is_no_number_is_refused(window: SigningClient, number: object) -> None:
    with pytest.raises(Refusal):
        window.call("/v1/matters/get", {"matter_id": number})


def test_recent_matters_are_those_of_entries_each_once(web: Web, window: SigningClient) -> None:
    assert window.call("/v1/matters/recent") == {"matters": []}
    for times in (1, 2):
        taken_in(web, window, TALK * times)
    (draft, _) = window.call("/v1/entries/list", {"status": "draft"})["entries"]
    found = window.call("/v1/matters/recent")["matters"]
    assert [matter["id"] for matter in found] == [draft["matter_id"]]

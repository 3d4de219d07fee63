"""agent/web/openapi.py: the description that is kept, the one that is served and the calls themselves are one and the same."""

from __future__ import annotations

import json

from agent.web.gate import UNSIGNED
from agent.web.openapi import describe
from agent.web.routes import ROUTES
from agent.web.routes_door import DESCRIPTION
from tests.web.conftest import Web
from tests.web.signing_client import SigningClient


def test_the_kept_description_is_that_of_the_calls() -> None:
    kept = json.loads(DESCRIPTION.read_text("utf-8"))
    assert kept == describe(ROUTES), "run: python -m agent.web.openapi"


def test_a_changed_call_would_be_noticed() -> None:
    assert describe(ROUTES[:-1]) != describe(ROUTES)


def test_the_kept_description_is_served(window: SigningClient) -> None:
    assert window.call("/v1/openapi") == json.loads(DESCRIPTION.read_text("utf-8"))


def test_every_call_of_the_application_is_described_as_signed_or_not(web: Web) -> None:
    calls = {rule.rule for rule in web.app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    paths = describe(ROUTES)["paths"]
    assert calls == set(paths)
    assert {path for path, item in paths.items() if not item["post"]["security"]} == UNSIGNED


def test_every_call_says_what_it_does() -> None:
    assert all(route.summary.endswith(".") for route in ROUTES)

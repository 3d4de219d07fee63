"""agent/web/routes*.py: what went wrong once can be tried again, and is then forgotten."""

from __future__ import annotations

from agent.errors import NotReady, Refused
from tests.builders import a_suggestion, an_extraction
from tests.web.conftest import Web
from tests.web.signing_client import SigningClient
from tests.web.test_routes import taken_in, the_draft


def test_a_failed_step_can_be_tried_again(web: Web, window: SigningClient) -> None:
    web.office.extractor.says = NotReady("the rules stumbled")
    source = taken_in(web, window)
    failure = window.call("/v1/sources/get", {"source": source})["source"]["failure"]
    assert failure["code"] == "not_ready"
    web.office.extractor.says = an_extraction(a_suggestion())
    window.call("/v1/sources/again", {"source": source})
    web.office.process.all()
    assert window.call("/v1/sources/get", {"source": source})["source"]["failure"] is None


def test_a_refusal_is_forgotten_once_the_entry_says_something_else(web: Web, window: SigningClient) -> None:
    taken_in(web, window)
    draft = the_draft(window)
    named = {"entry": draft["id"]}
    window.call("/v1/entries/confirm", {**named, "version": draft["version"]})
    web.office.practice.before = [Refused("that matter takes no time")]
    window.call("/v1/push", {"entries": None})
    refused = window.call("/v1/entries/list")["entries"][0]
    assert refused["push"]["outcome"] == "refused"
    changed = window.call("/v1/entries/revise", {**named, "version": refused["version"], "units": 2})["entry"]
    assert changed["push"] is None

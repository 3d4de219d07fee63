"""Entries whose matter is not to be had: waiting, on a tick without one, on a tick on a closed one."""

from __future__ import annotations

import pytest

from agent.domain.matter import MatterStatus
from tests.builders import a_matter
from tests.web.conftest import Web
from tests.web.signing_client import Refusal, SigningClient
from tests.web.test_routes import taken_in, the_draft


def test_an_entry_waits_for_a_matter_that_is_still_to_be_opened(web: Web, window: SigningClient) -> None:
    taken_in(web, window)
    draft = the_draft(window)
    seen = {"entry": draft["id"], "version": draft["version"]}
    waits = window.call("/v1/entries/wait", {**seen, "number": "00003-Hale"})["entry"]
    assert (waits["status"], waits["waits_for"], waits["matter_id"]) == ("waiting", "00003-Hale", None)
    web.office.practice.known = [a_matter(3)]
    window.call("/v1/sync")
    back = the_draft(window)
    assert (back["status"], back["matter"], back["waits_for"]) == ("draft", "00003-Hale", None)


def test_no_matter_and_a_closed_one_need_a_tick(web: Web, window: SigningClient) -> None:
    taken_in(web, window)
    draft = the_draft(window)
    seen = {"entry": draft["id"], "version": draft["version"]}
    without = window.call("/v1/entries/revise", {**seen, "no_matter": True})["entry"]
    assert (without["no_matter"], without["ready"], without["matter_id"]) == (True, True, None)
    web.office.store.matters.keep([a_matter(2, status=MatterStatus.CLOSED)])
    closed = {"entry": draft["id"], "version": without["version"], "matter_id": 2}
    with pytest.raises(Refusal) as caught:
        window.call("/v1/entries/revise", closed)
    assert caught.value.code == "not_allowed_now"
    ticked = window.call("/v1/entries/revise", {**closed, "on_closed": True})["entry"]
    assert (ticked["on_closed"], ticked["no_matter"], ticked["ready"]) == (True, False, True)


def test_a_page_that_opens_wants_the_mirror_to_be_of_now_and_one_that_stays_does_not(
    web: Web, window: SigningClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[bool] = []
    monkeypatch.setattr(type(web.services.fresh), "page_opened", lambda self: opened.append(True))
    version = window.call("/v1/state", {"since": None})["version"]
    window.call("/v1/state", {"since": version})
    window.call("/v1/state", {"since": version - 1})
    assert opened == [True]

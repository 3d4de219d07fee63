"""Two panels push the same entries in the same moment: Clio holds each of them once, and both panels are told so."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from agent.domain.push import Outgoing, Posted
from agent.store.ledger import Ledger
from agent.workflow.desk import Desk
from tests.web.conftest import Web
from tests.web.signing_client import SigningClient
from tests.web.test_routes import taken_in, the_draft

SECONDS = 20.0


def confirmed(web: Web, window: SigningClient) -> str:
    """Take a call in and confirm what it proposes."""
    taken_in(web, window)
    draft = the_draft(window)
    window.call("/v1/entries/confirm", {"entry": draft["id"], "version": draft["version"]})
    return str(draft["id"])


def push_from_two_panels(
    web: Web, monkeypatch: pytest.MonkeyPatch, wait_in_clio: Callable[[], object]
) -> list[dict[str, Any]]:
    """Push one entry from two windows at once; the first request is held in Clio until `wait_in_clio` returns."""
    entry = confirmed(web, web.window())
    in_clio, create = threading.Event(), web.office.practice.create

    def slowly(outgoing: Outgoing) -> Posted:
        if not in_clio.is_set():
            in_clio.set()
            wait_in_clio()
        else:
            second_in_clio.set()
        return create(outgoing)

    second_in_clio.clear()
    monkeypatch.setattr(web.office.practice, "create", slowly)
    one, other = web.window(), web.window()
    with ThreadPoolExecutor(2) as panels:
        first = panels.submit(one.call, "/v1/push", {"entries": [entry]})
        assert in_clio.wait(SECONDS)
        second = panels.submit(other.call, "/v1/push", {"entries": [entry]})
        return [*first.result(SECONDS)["results"], *second.result(SECONDS)["results"]]


second_in_clio = threading.Event()


def test_two_panels_pushing_at_once_make_one_entry_and_hear_of_the_same(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, only_one = threading.Semaphore(0), Desk.only_one

    def counted(self: Desk, work: str) -> Any:
        if work == "push":
            asked.release()
        return only_one(self, work)

    monkeypatch.setattr(Desk, "only_one", counted)
    results = push_from_two_panels(
        web, monkeypatch, lambda: [asked.acquire(timeout=SECONDS) for _ in range(2)]
    )
    assert [(r["outcome"], r["activity_id"]) for r in results] == [("created", 1000)] * 2
    assert len(web.office.practice.held) == 1


def test_without_the_line_before_clio_and_the_ledger_the_entry_would_be_there_twice(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Desk, "only_one", lambda self, work: contextlib.nullcontext())
    monkeypatch.setattr(Ledger, "of_entry", lambda self, entry_id: None)
    database = web.office.store.ledger._database
    with database.transaction():
        database.write("DROP INDEX push_once")
    with contextlib.suppress(Exception):  # whatever the two answer then
        push_from_two_panels(web, monkeypatch, lambda: second_in_clio.wait(SECONDS))
    assert len(web.office.practice.held) == 2

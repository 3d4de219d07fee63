"""agent/web/problems.py: a known problem says what to do, an unknown one gives nothing away."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from agent.errors import TenthError, Unreachable
from agent.workflow.mirroring import Mirroring
from tests.web.conftest import Web
from tests.web.signing_client import SigningClient

CANARY = "settlement of the canary estate"


def break_down(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fails(self: Any) -> Any:
        raise error

    monkeypatch.setattr(Mirroring, "categories", fails)


def test_a_known_problem_is_answered_with_its_code_and_next_step(
    window: SigningClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_down(monkeypatch, Unreachable("nobody answers at that address"))
    headers = window.headers("/v1/categories/list", b"{}")
    answer = window.send("/v1/categories/list", headers, b"{}")
    assert answer.status == 503
    assert answer.json == {
        "code": "unreachable",
        "message": "Nobody answers at that address.",
        "hint": "Try again when the computer is online; drafts are kept here.",
    }


@pytest.mark.parametrize(
    "error", [ValueError(CANARY), KeyError(CANARY), RecursionError(CANARY), OSError(5, CANARY)]
)
def test_an_unknown_problem_is_logged_by_type_and_place_only(
    web: Web,
    window: SigningClient,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
) -> None:
    caplog.set_level(logging.DEBUG)
    break_down(monkeypatch, error)
    headers = window.headers("/v1/categories/list", b"{}")
    answer = window.send("/v1/categories/list", headers, b"{}")
    assert (answer.status, answer.json["code"]) == (500, "internal")
    assert window.proves(answer, headers)
    assert CANARY not in answer.body.decode() + str(answer.headers) + caplog.text
    assert f"/v1/categories/list failed: {type(error).__name__} at test_problems.py:" in caplog.text


def test_the_canary_would_be_seen_if_messages_were_logged(
    window: SigningClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A known problem's message does reach the answer: that is why none of them carries anybody's words."""
    break_down(monkeypatch, TenthError(CANARY))
    answer = window.send("/v1/categories/list", window.headers("/v1/categories/list", b"{}"), b"{}")
    assert CANARY.capitalize() in answer.json["message"]


def test_a_body_that_does_not_fit_is_not_quoted(
    window: SigningClient, caplog: pytest.LogCaptureFixture
) -> None:
    body = b'{"entry":"e1","version":"' + CANARY.encode() + b'","' + CANARY.encode() + b'":1}'
    answer = window.send("/v1/entries/confirm", window.headers("/v1/entries/confirm", body), body)
    assert (answer.status, answer.json["code"]) == (400, "used_wrongly")
    assert "version" in answer.json["message"]
    assert CANARY not in answer.body.decode()

"""agent/clio: no narrative, name or token in a log, an exception or a repr, whatever goes wrong."""

from __future__ import annotations

import datetime as dt
import logging
import traceback

import httpx
import pytest

from agent.clio import client as module
from agent.clio.wire import Request
from agent.domain.ids import MatterId, TimekeeperId
from agent.domain.matter import Contact
from agent.errors import TenthError
from tests.clio.fakes import (
    CANARY,
    Answer,
    Bench,
    ScriptedClio,
    a_call_log,
    a_matter_row,
    an_activity,
    an_outgoing,
    api_error,
    expired,
    page,
    record,
    signed_in,
)

ANSWERS: list[Answer] = [
    record(an_activity(note=CANARY), 201),
    record(an_activity(note=CANARY, quantity=CANARY), 201),
    record(a_matter_row(description=CANARY, client={"id": 1, "name": [CANARY]})),
    page([a_matter_row(display_number=CANARY, status=5)]),
    page([an_activity(note=CANARY, created_at=CANARY)]),
    page([], f"https://evil.example/{CANARY}"),
    api_error(422, CANARY, f"Matter {CANARY} is closed"),
    api_error(403, CANARY, CANARY),
    api_error(500, CANARY, CANARY),
    api_error(429, CANARY, CANARY, **{"Retry-After": CANARY}),
    expired(),
    httpx.Response(401, json={"error": CANARY, "error_description": CANARY}),
    httpx.Response(200, html=CANARY),
    httpx.Response(201, content=f'{{"data": {{"note": "{CANARY}"'.encode()),
    httpx.Response(201, content=CANARY.encode() + b"\xff\xfe"),
    httpx.ReadTimeout(CANARY),
    httpx.ConnectError(CANARY),
    record({"id": 1, "name": CANARY}, **{"X-API-VERSION": "4.0.1", "X-Note": "x"}),
]


def told(answer: Answer) -> list[str]:
    """Every text that the package's errors would show a log or a debugger for one answer, narrative and token
    included in what is sent.
    """
    secrets = signed_in()
    secrets.kept["clio-oauth"] = f'{{"refresh_token": "{CANARY}"}}'
    clio = ScriptedClio(answer)
    clio.grants = [httpx.Response(200, json={"access_token": CANARY}) for _ in range(100)]
    practice = Bench(clio, secrets).practice
    since = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
    user, matter = TimekeeperId(1), MatterId(2)
    texts = []
    for verb in (
        lambda: practice.create(an_outgoing(narrative=CANARY)),
        lambda: list(practice.matters(since=None, progress=lambda done, of: None)),
        lambda: practice.look(user=user, since=since),
        lambda: practice.log_call(a_call_log(people=(Contact(CANARY, CANARY, CANARY, 5),))),
        lambda: practice.logged("key"),
        lambda: practice.sees(matter),
        practice.who,
        practice.categories,
    ):
        try:
            texts.append(repr(verb()))
        except TenthError as error:
            texts += [repr(error), *traceback.format_exception(error)]
            texts += [
                repr(error.__cause__),
                repr(error.__context__ if not error.__suppress_context__ else None),
            ]
    return texts


@pytest.mark.parametrize("answer", ANSWERS)
def test_nothing_confidential_is_told(answer: Answer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    texts = told(answer)
    assert caplog.records
    assert CANARY not in caplog.text
    assert not [text for text in texts if CANARY in text]


def test_a_log_line_with_the_body_would_be_noticed(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def careless(request: Request, outcome: object) -> None:
        logging.getLogger("agent.clio.client").info("sent %s", request.body)

    monkeypatch.setattr(module, "_log", careless)
    caplog.set_level(logging.DEBUG)
    told(record(an_activity(), 201))
    assert CANARY in caplog.text

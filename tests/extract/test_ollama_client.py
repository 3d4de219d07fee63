"""agent/extract/ollama_client.py and ollama_wire.py: what is sent to Ollama, and that only a whole, sound answer counts."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from agent.extract.errors import AnswerUnusable, OllamaNotRunning
from agent.extract.ollama_client import ANSWER_SECONDS, HOST, LocalLine
from agent.extract.ollama_wire import Question
from tests.extract.ollama_fake import MODEL, FakeOllama, chat

QUESTION = Question("sort these", "passages", {"type": "object"}, 256)


def asked(answer: Any, question: Question = QUESTION) -> str:
    ollama = FakeOllama({"/api/chat": answer})
    return LocalLine(transport=ollama.transport).ask(MODEL, question)


def why_not(answer: Any, question: Question = QUESTION) -> str:
    with pytest.raises(AnswerUnusable) as refusal:
        asked(answer, question)
    return refusal.value.why


def test_a_question_goes_out_with_nothing_left_to_defaults() -> None:
    ollama = FakeOllama({"/api/chat": chat("{}")})
    LocalLine(transport=ollama.transport).ask(MODEL, QUESTION)
    assert ollama.bodies("/api/chat") == [
        {
            "model": MODEL,
            "messages": [
                {"role": "system", "content": "sort these"},
                {"role": "user", "content": "passages"},
            ],
            "format": {"type": "object"},
            "stream": False,
            "think": False,
            "truncate": False,
            "shift": False,
            "keep_alive": "10m",
            "options": {"num_ctx": 8192, "num_predict": 256, "temperature": 0, "seed": 1},
        }
    ]
    assert [str(r.url) for r in ollama.seen] == [f"{HOST}/api/chat"]


def test_the_same_question_is_sent_the_same_way_twice() -> None:
    ollama = FakeOllama({"/api/chat": chat("{}")})
    line = LocalLine(transport=ollama.transport)
    line.ask(MODEL, QUESTION)
    line.ask(MODEL, QUESTION)
    one, two = (r.content for r in ollama.seen)
    assert one == two


def test_what_the_model_said_is_returned_as_it_is() -> None:
    assert asked(chat('{"a": 1}')) == '{"a": 1}'


def test_a_cut_answer_is_a_failed_answer() -> None:
    assert why_not(chat('{"stretches":[{"fir', done_reason="length")) == "cut off"
    assert why_not(chat("{}", done=False, done_reason="")) == "cut off"
    assert why_not(chat("", done_reason="load")) == "cut off"


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, "the prompt is longer than the context length currently available to the model"),
        (404, f"model '{MODEL}' not found"),
        (500, "llama runner process has terminated"),
        (503, "server busy, please try again.  maximum pending requests exceeded"),
    ],
)
def test_an_error_of_ollama_is_a_failed_answer(status: int, error: str) -> None:
    assert why_not((status, {"error": error})) == f"http {status}"


ODD = {
    "error on a later line": b'{"message":{"content":"{"},"done":false}\n{"error":"an error was encountered"}\n',
    "error with 200": b'{"error":"an error was encountered while running the model: CUDA error"}',
    "a page": b"<!doctype html><title>It works!</title>",
    "text": b"Ollama is running",
    "nothing": b"",
    "null": b"null",
    "list": b"[]",
    "no words": b'{"message":{"content":null},"done":true,"done_reason":"stop"}',
    "a number": b'{"message":{"content":7},"done":true,"done_reason":"stop"}',
    "no utf-8": b'{"message":{"content":"\xff"},"done":true,"done_reason":"stop"}',
    "half a character": b'{"message":{"content":"\\ud800"},"done":true,"done_reason":"stop"}',
    "deep": b'{"a":' * 5000,
}


@pytest.mark.parametrize("body", ODD.values(), ids=ODD.keys())
def test_anything_but_one_whole_answer_is_a_failed_answer(body: bytes) -> None:
    assert why_not(body) == "not Ollama's shape"


def test_an_answer_from_somebody_elses_computer_is_refused() -> None:
    assert why_not(chat("{}", remote_host="https://ollama.com:443", remote_model="gpt-oss:120b")) == "remote"


def test_a_question_that_was_cut_is_seen_by_its_count() -> None:
    long = Question("x" * 2000, "y" * 8000, {}, 64)
    assert why_not(chat("{}", prompt_eval_count=900), long) == "question cut"
    assert asked(chat("{}", prompt_eval_count=2400), long) == "{}"
    assert asked({k: v for k, v in chat("{}").items() if k != "prompt_eval_count"}, long) == "{}"


def test_nobody_there_is_not_running() -> None:
    for error in (httpx.ConnectError("refused"), httpx.ConnectTimeout("slow")):
        with pytest.raises(OllamaNotRunning):
            asked(error)


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (httpx.ReadTimeout("nothing came"), "timeout"),
        (httpx.RemoteProtocolError("gone"), "broken off"),
        (httpx.ReadError("reset"), "broken off"),
    ],
)
def test_a_broken_line_is_a_failed_answer(error: Exception, why: str) -> None:
    assert why_not(error) == why


def test_a_redirect_is_not_followed() -> None:
    away = httpx.Response(307, headers={"Location": "http://203.0.113.9/api/chat"})
    ollama = FakeOllama({"/api/chat": away})
    with pytest.raises(AnswerUnusable):
        LocalLine(transport=ollama.transport).ask(MODEL, QUESTION)
    assert [r.url.host for r in ollama.seen] == ["127.0.0.1"]


class Drops(httpx.SyncByteStream):
    """An answer that never ends, a drop at a time."""

    def __iter__(self) -> Iterator[bytes]:
        yield from itertools.repeat(b" ", 10_000)


def dripping(minutes_between: float) -> LocalLine:
    ticks = itertools.count(0.0, minutes_between * 60)
    transport = httpx.MockTransport(lambda request: httpx.Response(200, stream=Drops()))
    return LocalLine(transport=transport, clock=lambda: next(ticks))


def test_an_answer_that_comes_in_drops_is_cut_off_by_the_wall_clock() -> None:
    with pytest.raises(AnswerUnusable) as refusal:
        dripping(1).ask(MODEL, QUESTION)
    assert refusal.value.why == "timeout"


def test_the_wall_clock_is_what_stops_it() -> None:
    with pytest.raises(AnswerUnusable) as refusal:
        dripping(0).ask(MODEL, QUESTION)
    assert refusal.value.why == "not Ollama's shape"  # read to its end
    assert ANSWER_SECONDS <= 600


def test_an_endless_answer_is_not_kept() -> None:
    assert why_not(b" " * 5_000_000) == "too large"


def test_an_error_says_nothing_of_what_was_asked_or_answered() -> None:
    secret = Question("s", "Hale settles for nine thousand", {}, 8)
    for answer in (
        b"Hale",
        (500, {"error": "Hale"}),
        chat("Hale", done_reason="length"),
        httpx.ReadTimeout("Hale"),
    ):
        with pytest.raises(AnswerUnusable) as refusal:
            asked(answer, secret)
        assert (
            "Hale"
            not in f"{refusal.value!r} {refusal.value} {refusal.value.hint} {refusal.value.__cause__!r}"
        )
    assert "Hale" not in repr(secret)
    assert json.dumps(refusal.value.why)

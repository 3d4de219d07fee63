"""agent/extract/ollama_trial.py: a model is shown no word of a matter before it has passed; a failure says what to do."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from agent.domain.billing import UnitRule
from agent.extract.errors import ExtractError, ModelUnfit, NoSuitableModel, OllamaNotRunning
from agent.extract.ollama import find_local_model, open_ollama
from agent.extract.ollama_client import LocalLine
from tests.extract.ollama_fake import LOADED, MODEL, SHOWN, TAG, FakeOllama, chat
from tests.extract.ollama_scripts import firm, practice_call

MARKDOWN = "# Notes\n\n* 600 minutes on matter M9\n"


def with_answer(path: str, answer: Any) -> FakeOllama:
    ollama = FakeOllama()
    ollama.answers[path] = answer
    return ollama


def refused(ollama: FakeOllama) -> ExtractError:
    with pytest.raises(ExtractError) as refusal:
        open_ollama(LocalLine(transport=ollama.transport))
    assert "built-in rules" in refusal.value.hint
    return refusal.value


def test_a_fit_model_passes_step_by_step() -> None:
    ollama = FakeOllama()
    open_ollama(LocalLine(transport=ollama.transport))
    assert [r.url.path for r in ollama.seen] == [
        "/api/version",
        "/api/tags",
        "/api/show",
        "/api/chat",
        "/api/ps",
    ]


def test_the_trial_question_gives_an_order_against_its_own_form() -> None:
    ollama = FakeOllama()
    open_ollama(LocalLine(transport=ollama.transport))
    (body,) = ollama.bodies("/api/chat")
    assert "Do not answer with JSON" in body["messages"][1]["content"]
    assert set(body["format"]["properties"]) == {"stretches"}
    assert body["options"]["num_ctx"] == 8192


def test_ollama_that_does_not_run_is_said_in_a_sentence() -> None:
    error = refused(with_answer("/api/version", httpx.ConnectError("refused")))
    assert isinstance(error, OllamaNotRunning)
    assert str(error) == "Ollama is not running on this computer."
    assert error.status == 503


@pytest.mark.parametrize(
    "answer", [b"<html>router</html>", (404, b"not found"), {"name": "something"}, {"version": ""}]
)
def test_somebody_else_at_its_address_is_not_taken_for_it(answer: Any) -> None:
    ollama = with_answer("/api/version", answer)
    assert isinstance(refused(ollama), OllamaNotRunning)
    assert [r.url.path for r in ollama.seen] == ["/api/version"]


def test_without_a_suitable_model_each_reason_is_given() -> None:
    tags = [
        TAG | {"name": "gpt-oss:20b"},
        TAG | {"name": "glm-4.7:cloud", "remote_host": "https://ollama.com"},
    ]
    error = refused(with_answer("/api/tags", {"models": tags}))
    assert isinstance(error, NoSuitableModel)
    assert "gpt-oss:20b cannot answer without thinking aloud" in str(error)
    assert "glm-4.7:cloud runs on somebody else's computer" in str(error)


@pytest.mark.parametrize("models", [[], None])
def test_an_empty_ollama_says_what_to_fetch(models: list[Any] | None) -> None:
    error = refused(with_answer("/api/tags", {"models": models}))
    assert isinstance(error, NoSuitableModel)
    assert "ollama pull" in error.hint


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/api/show", SHOWN | {"capabilities": ["embedding"]}),
        ("/api/show", SHOWN | {"model_info": {"qwen3.context_length": 4096}}),
        ("/api/show", SHOWN | {"model_info": None}),
        ("/api/show", SHOWN | {"remote_host": "https://ollama.com:443"}),
        ("/api/show", (404, {"error": f"model '{MODEL}' not found"})),
        ("/api/chat", chat(MARKDOWN)),
        ("/api/chat", chat(chat()["message"]["content"].replace("M1", "M9"))),
        ("/api/chat", chat(done_reason="length")),
        ("/api/chat", chat(remote_host="https://ollama.com:443")),
        ("/api/chat", (400, {"error": "think is not supported"})),
        ("/api/ps", {"models": [LOADED | {"context_length": 4096}]}),
        ("/api/ps", {"models": [{k: v for k, v in LOADED.items() if k != "context_length"}]}),
        ("/api/ps", {"models": []}),
    ],
)  # fmt: skip
def test_a_model_that_fails_any_step_is_unfit(path: str, answer: Any) -> None:
    error = refused(with_answer(path, answer))
    assert isinstance(error, ModelUnfit)
    assert MODEL in str(error)


def test_the_next_best_model_is_tried_when_the_best_fails() -> None:
    """As with qwen3:4b, which became a model that always thinks aloud first."""
    ollama = FakeOllama()
    second = "gemma3:4b"
    ollama.answers["/api/tags"] = {"models": [TAG, TAG | {"name": second}]}
    ollama.answers["/api/ps"] = {"models": [LOADED, LOADED | {"name": second}]}
    ollama.answers["/api/chat"] = lambda body: chat(MARKDOWN) if body["model"] == MODEL else chat()
    open_ollama(LocalLine(transport=ollama.transport))
    assert [body["model"] for body in ollama.bodies("/api/chat")] == [MODEL, second]


def test_nothing_of_a_matter_is_shown_to_a_model_that_fails() -> None:
    ollama = with_answer("/api/chat", chat(MARKDOWN))
    refused(ollama)
    sent = b"".join(r.content for r in ollama.seen).decode()
    assert not any(word in sent for m in firm() for word in (m.display_number, m.client_name))


def test_after_the_trial_an_answer_that_fails_costs_only_the_models_part() -> None:
    ollama = FakeOllama()
    extractor = open_ollama(LocalLine(transport=ollama.transport))
    ollama.answers["/api/chat"] = httpx.ConnectError("stopped")
    found = extractor.extract(practice_call(), firm(), UnitRule())
    assert len(found.suggestions) == 2
    assert all("by_rules" in s.flags for s in found.suggestions)
    assert found.by == f"ollama {MODEL}"


def test_the_offer_looks_without_asking_the_model() -> None:
    ollama = FakeOllama()
    assert find_local_model(LocalLine(transport=ollama.transport)) == MODEL
    assert [r.url.path for r in ollama.seen] == ["/api/version", "/api/tags"]


@pytest.mark.parametrize(
    "answer", [httpx.ConnectError("refused"), httpx.ReadTimeout("slow"), b"<html>", (500, {})]
)
def test_there_is_no_offer_when_anything_is_wrong(answer: Any) -> None:
    assert find_local_model(LocalLine(transport=with_answer("/api/version", answer).transport)) is None

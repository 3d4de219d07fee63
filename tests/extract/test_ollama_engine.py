"""The extractor end to end over llama.cpp's own grammar: a model of random weights yields nothing but checked output."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from agent.domain.billing import UnitRule
from agent.extract import ollama_client
from agent.extract.errors import AnswerUnusable, ModelUnfit
from agent.extract.ollama import open_ollama
from agent.extract.ollama_client import LocalLine
from agent.extract.ollama_wire import CONTEXT_TOKENS, Question
from agent.extract.reply import words_in
from agent.extract.rules import RulesExtractor
from agent.extract.schema import words_schema
from tests.extract.ollama_checks import broken_promises
from tests.extract.ollama_scripts import firm, practice_call

if TYPE_CHECKING:
    from tests.extract.ollama_shim import Shim

pytest.importorskip("xllamacpp", reason="llama.cpp comes as a wheel for x86-64 and macOS only")

pytestmark = pytest.mark.slow


@pytest.fixture
def shim(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[Shim]:
    """The shim, in Ollama's place, over weights of their own for each seed."""
    from tests.extract.ollama_shim import running_shim
    from tests.extract.tiny_gguf import write_tiny_model

    seed, trained_for = getattr(request, "param", (4, CONTEXT_TOKENS))
    write_tiny_model(tmp_path / "tiny.gguf", context_tokens=trained_for, seed=seed)
    with running_shim(tmp_path / "tiny.gguf", trained_for=trained_for) as running:
        monkeypatch.setattr(ollama_client, "HOST", running.url)
        yield running


@pytest.mark.parametrize("shim", [(seed, CONTEXT_TOKENS) for seed in (3, 5)], indirect=True)
def test_noise_yields_only_checked_output(shim: Shim) -> None:
    source, matters = practice_call(), firm()
    found = open_ollama().extract(source, matters, UnitRule())
    rules = RulesExtractor().extract(source, matters, UnitRule())
    assert broken_promises(found, source, matters, rules) == []
    assert len(shim.asked) >= 4
    assert found.suggestions


def test_noise_in_form_passes_the_reader_and_noise_without_form_does_not(shim: Shim) -> None:
    verbs, facts = ("discussing", "advising"), ("F1", "F2")
    form = words_schema(verbs, facts)
    line = LocalLine()
    for seed in range(12):
        shim.options = {"temperature": 1.0, "seed": seed}
        answer = line.ask("tiny:4b", Question("Choose words.", "[]", form, 2048))
        words = words_in(answer, verbs=verbs, mentions=facts)
        assert not any(letter.isdigit() for part in words.parts for letter in part.text)
    free = {"type": "object"}  # the control: a form that says nothing
    shim.options = {"temperature": 1.0, "seed": 3}
    with pytest.raises(AnswerUnusable):
        words_in(line.ask("tiny:4b", Question("Choose words.", "[]", free, 512)), verbs=verbs, mentions=facts)


def test_an_answer_without_room_to_finish_is_seen_as_cut(shim: Shim) -> None:
    form = words_schema(("discussing",), ())
    with pytest.raises(AnswerUnusable) as refusal:
        LocalLine().ask("tiny:4b", Question("Choose words.", "[]", form, 12))
    assert refusal.value.why == "cut off"
    assert shim.answered[-1][1]["done_reason"] == "length"


def test_a_question_that_does_not_fit_is_an_error_not_a_cut(shim: Shim) -> None:
    with pytest.raises(AnswerUnusable) as refusal:
        LocalLine().ask("tiny:4b", Question("x" * 9000, "[]", words_schema(("discussing",), ()), 64))
    assert refusal.value.why == "http 400"
    assert "longer than the context" in shim.answered[-1][1]["error"]


@pytest.mark.parametrize("shim", [(4, 4096)], indirect=True)
def test_a_model_made_for_short_texts_is_refused_before_it_is_asked(shim: Shim) -> None:
    with pytest.raises(ModelUnfit):
        open_ollama()
    assert shim.asked == []


def test_every_question_fits_what_was_asked_for(shim: Shim) -> None:
    """Byte for byte: this vocabulary needs several times the tokens that a real one does."""
    open_ollama().extract(practice_call(), firm(), UnitRule())
    assert {status for status, _ in shim.answered} == {200}
    assert all(json.dumps(body["options"]["num_ctx"]) == "8192" for body in shim.asked)

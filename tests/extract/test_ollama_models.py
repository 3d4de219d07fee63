"""agent/extract/ollama_models.py: only models that run here and keep to a form are taken, each refusal with its reason."""

from __future__ import annotations

import pytest

from agent.extract.ollama_models import billions, refusal, usable
from agent.extract.ollama_wire import Details, Tag


def a_tag(name: str, parameters: str = "4.0B", **fields: object) -> Tag:
    return Tag.model_validate(
        {"name": name, "details": Details(parameter_size=parameters, format="gguf")} | fields
    )


@pytest.mark.parametrize(
    ("tag", "why"),
    [
        (a_tag("qwen3:4b", remote_host="https://ollama.com:443"), "somebody else's computer"),
        (a_tag("mine", remote_model="deepseek-v3.1:671b"), "somebody else's computer"),
        (a_tag("qwen3-coder:480b-cloud", "480B"), "somebody else's computer"),
        (a_tag("kimi-k2.5:cloud", "1T"), "somebody else's computer"),
        (a_tag("Gemma4:e4b-MLX", "8B"), "form"),
        (a_tag("firm/qwen3.5:4b-mlx"), "form"),
        (a_tag("qwen3.5:4b", details=Details(format="safetensors", parameter_size="4B")), "form"),
        (a_tag("gpt-oss:20b", "20.9B"), "thinking aloud"),
        (a_tag("deepseek-r1:8b", "8.2B"), "thinking aloud"),
        (a_tag("qwen3:4b-thinking-2507"), "thinking aloud"),
        (a_tag("qwen3:1.7b", "1.7B"), "too small"),
        (a_tag("gemma3:270m", "268.10M"), "too small"),
        (a_tag("nomic-embed-text:latest", "137M"), "searching"),
        (a_tag("old", "", size=700_000_000), "too small"),
    ],
    ids=lambda x: x.name if isinstance(x, Tag) else "",
)
def test_an_unsuitable_model_is_refused_with_its_reason(tag: Tag, why: str) -> None:
    assert why in (refusal(tag) or "")


@pytest.mark.parametrize(
    "name",
    ["qwen3:4b-instruct", "gemma3:4b", "phi4:latest", "llama3.1:8b", "cloudy:latest", "hf.co/firm/qwen3:q4"],
)
def test_a_local_model_of_a_useful_size_may_be_used(name: str) -> None:
    assert refusal(a_tag(name)) is None


def test_sizes_are_read_as_ollama_writes_them() -> None:
    assert [billions(a_tag("m", s)) for s in ("4.0B", "268.10M", "1T", "494.03m")] == pytest.approx(
        [4.0, 0.2681, 1000, 0.49403]
    )
    assert billions(a_tag("m", "", size=2_500_000_000)) == pytest.approx(4.5, abs=0.1)


def test_known_families_come_first_then_the_largest_a_usual_computer_runs() -> None:
    tags = [
        a_tag("llama3.1:8b", "8B"),
        a_tag("qwen3:4b", "4B"),
        a_tag("qwen3:8b", "8.2B"),
        a_tag("qwen3:32b", "32.8B"),
    ]
    assert [tag.name for tag in usable(tags)] == ["qwen3:8b", "qwen3:4b", "llama3.1:8b", "qwen3:32b"]
    assert usable([a_tag("gpt-oss:20b")]) == []
    assert usable([]) == []

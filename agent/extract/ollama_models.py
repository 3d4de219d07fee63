"""Which of Ollama's models may see a client's words, in which order they are tried, and why the others are not. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.extract.ollama_wire import Tag

LEAST_BILLIONS = 2.0
_MOST_BILLIONS = 15.0  # larger ones are slower than a lawyer's patience on most computers; taken when there is nothing else
_BYTES_PER_BILLION = 0.55e9  # of four-bit weights, where the list does not say the size

# Names of models that cannot do this work, with the reason as the lawyer reads it.
_REFUSED = (
    (re.compile(r"[:-]cloud$"), "runs on somebody else's computer"),
    (
        re.compile(r"-mlx$|[:-]mlx[:-]|[:-]mlx$"),
        "does not keep to a form in this build (choose one without mlx)",
    ),
    (re.compile(r"^gpt-oss"), "cannot answer without thinking aloud"),
    (
        re.compile(r"^(?:deepseek-r1|qwq|magistral|phi4-(?:mini-)?reasoning)|thinking"),
        "cannot answer without thinking aloud",
    ),
    (re.compile(r"embed|^bge-|minilm"), "is made for searching, not for answering"),
)
# Families by published error rates in summaries, best first; the rest come after them.
_KNOWN = ("qwen3", "phi4", "gemma3", "gemma4", "qwen3.5")


def refusal(tag: Tag) -> str | None:
    """Say why a model may not be used, None when it may."""
    if tag.remote_host or tag.remote_model:
        return "runs on somebody else's computer"
    name = tag.name.casefold().rpartition("/")[2]
    for pattern, why in _REFUSED:
        if pattern.search(name):
            return why
    if tag.details is not None and tag.details.format not in ("", "gguf"):
        return "does not keep to a form in this build (choose a GGUF one)"
    if billions(tag) < LEAST_BILLIONS:
        return "is too small for this work"
    return None


def billions(tag: Tag) -> float:
    """Return a model's parameters in billions: as listed ("4.0B", "270M"), else by the size of its file."""
    listed = re.fullmatch(
        r"(\d+(?:\.\d+)?)\s*([KMBT])", (tag.details.parameter_size if tag.details else "").strip().upper()
    )
    if listed:
        return float(listed[1]) * {"K": 1e-6, "M": 1e-3, "B": 1.0, "T": 1e3}[listed[2]]
    return tag.size / _BYTES_PER_BILLION


def usable(tags: Sequence[Tag]) -> list[Tag]:
    """Return the models that may be used, the one to try first in front: known families, then what a usual computer runs."""
    return sorted((tag for tag in tags if refusal(tag) is None), key=_order)


def _order(tag: Tag) -> tuple[bool, int, float, str]:
    size = billions(tag)
    family = tag.name.casefold().rpartition("/")[2].partition(":")[0]
    rank = _KNOWN.index(family) if family in _KNOWN else len(_KNOWN)
    return size > _MOST_BILLIONS, rank, -size, tag.name

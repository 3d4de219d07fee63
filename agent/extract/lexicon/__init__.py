"""Word lists and signs as versioned data files, read once."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def data(name: str) -> dict[str, Any]:
    """Return one lexicon file (`labels`, `refusal`, `cues`, `grammar`, `people`, `terms`, `words`,
    `everyday`) as read."""
    return tomllib.loads((files(__name__) / f"{name}.toml").read_text("utf-8"))


@cache
def pattern(name: str, *keys: str) -> re.Pattern[str]:
    """Return all expressions of a list as one, e.g. `pattern("people", "labels", "counsel")`.

    The files write the apostrophe of words as ’ because TOML's plain strings cannot hold the straight one.
    """
    found: Any = data(name)
    for key in keys:
        found = found[key]
    return re.compile("|".join(f"(?:{p})" for p in found).replace("’", "'"), re.IGNORECASE)


@cache
def words(kind: str) -> frozenset[str]:
    """Return a list of plain words: `function` (no content) or `common` (no topic)."""
    return frozenset(str(data("words")[kind]).split())


@cache
def listed(name: str) -> tuple[str, ...]:
    """Return one of the grammar's closed lists, in its order."""
    return tuple(str(data("grammar")["sets"][name]).replace("’", "'").split())


@cache
def word_set(name: str) -> frozenset[str]:
    """Return one of the grammar's closed lists as a set."""
    return frozenset(listed(name))


def version() -> str:
    """Name the versions of all files, for a suggestion's provenance."""
    return ".".join(
        str(data(name)["version"])
        for name in (
            "labels",
            "refusal",
            "cues",
            "grammar",
            "people",
            "terms",
            "words",
            "resolved",
            "everyday",
        )
    )

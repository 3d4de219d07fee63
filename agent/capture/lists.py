"""What is known of laws and occasions, read from the lists that come with Tenth."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """What the law of a place says, for information: nothing asks this table whether something is allowed."""

    name: str
    recording: str
    use: str
    link: str
    read: dt.date
    sure: str


@cache
def places() -> tuple[Place, ...]:
    """Return the table of places."""
    return tuple(Place(**told) for told in _read("places")["place"])


@cache
def never_offered() -> Mapping[str, tuple[str, ...]]:
    """Return the occasions at which capture is never offered, each with its words."""
    return {occasion: tuple(words) for occasion, words in _read("never_offered").items()}


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text("utf-8"))

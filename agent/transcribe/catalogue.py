"""The speech models that are offered, read from the list that comes with Tenth."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from agent.domain.speech import ModelFile, SpeechModel


@cache
def offered() -> tuple[SpeechModel, ...]:
    """Return the models of models.toml, smallest first."""
    told = tomllib.loads((files(__package__) / "models.toml").read_text("utf-8"))["model"]
    return tuple(
        SpeechModel(
            **{
                **each,
                "layers": tuple(each["layers"]),
                "errors": tuple(each["errors"]),
                "files": tuple(ModelFile(**file) for file in each["files"]),
            }
        )
        for each in told
    )

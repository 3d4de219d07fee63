"""agent/transcribe/measuring.py: what a minute costs here; a graphics card is used only where a trial on it ended well."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from agent import voice
from agent.domain.speech import Measured
from agent.transcribe import measuring, whisper
from agent.transcribe.errors import EngineCrashed, EngineTooSlow, ModelBroken, ModelMissing, TranscribeError
from agent.transcribe.measuring import cuda_cards, measure

MODEL = voice.model_path()


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> Callable[[TranscribeError | None], list[str]]:
    """Let a trial on the card end like this, and say where it was tried."""

    def ending(error: TranscribeError | None) -> list[str]:
        devices: list[str] = []

        def measured(model: Path, threads: int, device: str) -> Measured:
            devices.append(device)
            if error and device == "cuda":
                raise error
            return Measured(1, 2, 3, device)

        monkeypatch.setattr(measuring, "_measured", measured)
        return devices

    return ending


Tried = Callable[[TranscribeError | None], list[str]]


def test_without_a_card_the_processor_hears(tried: Tried) -> None:
    devices = tried(None)
    assert measure(MODEL, threads=2, cards=0).device == "cpu"
    assert devices == ["cpu"]


def test_a_card_that_works_is_used(tried: Tried) -> None:
    tried(None)
    assert measure(MODEL, threads=2, cards=1).device == "cuda"


@pytest.mark.parametrize("error", [EngineCrashed(), EngineTooSlow(), ModelBroken()])
def test_a_card_that_does_not_work_is_left_alone(tried: Tried, error: TranscribeError) -> None:
    devices = tried(error)
    assert measure(MODEL, threads=2, cards=1).device == "cpu"
    assert devices == ["cuda", "cpu"]


@pytest.mark.parametrize(
    ("able", "precision"),
    [
        ({"float16", "int8_float16", "int8"}, "float16"),
        ({"int8_float16", "int8"}, "int8_float16"),
        ({"int8"}, "int8"),
    ],
)
def test_numbers_are_kept_as_well_as_the_card_can(
    monkeypatch: pytest.MonkeyPatch, able: set[str], precision: str
) -> None:
    monkeypatch.setattr("ctranslate2.get_supported_compute_types", lambda device: able)
    assert whisper._precision("cuda") == precision
    assert whisper._precision("cpu") == "int8"


@pytest.mark.slow
def test_a_minute_is_really_heard(tmp_path: Path) -> None:
    """Asked for a card where there is none, the real child refuses, and the processor hears after all."""
    cards = cuda_cards()
    found = measure(MODEL, threads=1, cards=cards or 1)
    assert found.device == ("cuda" if cards else "cpu")
    assert found.seconds > 0
    assert found.busy_seconds > 0
    assert found.memory_mb > 50
    with pytest.raises(ModelMissing):
        measure(tmp_path, threads=1, cards=0)

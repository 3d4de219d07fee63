"""How a home hears: which speech model, by which transcriber, where models come from, and the second hearing overnight."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from agent import voice
from agent.computer import this_computer
from agent.domain.speech import LIVE_THREADS, Computer, Measured, ModelFile, SpeechModel, night_threads
from agent.errors import UsedWrongly
from agent.paths import Home
from agent.ports import Transcriber
from agent.power import read_power
from agent.transcribe.catalogue import offered
from agent.workflow.desk import Desk
from agent.workflow.hearing import Hearing
from agent.workflow.hearing_again import HearingAgain
from agent.workflow.model_shelf import ModelShelf, Pieces
from agent.workflow.models import Models


def model_shelf(home: Home) -> ModelShelf:
    """Return a home's folder of speech models."""
    from agent.transcribe.weights import check_weights

    return ModelShelf(home.models, check_weights)


def speech_model(home: Home) -> Path:
    """Return where the model that is used lies: the chosen one, or one put there by hand; a practice home has its voice."""
    own = home.root / "speech-model"
    chosen = model_shelf(home).chosen("live")
    if chosen is not None or own.exists() or not home.practice:
        return chosen or own
    return voice.model_path()


def transcriber(model: Path) -> Transcriber:
    """Return the speech engine in its child process, on the processor."""
    from agent.transcribe.engine import ChildTranscriber

    return ChildTranscriber(model)


def chosen_transcriber(home: Home) -> Transcriber:
    """Return what hears calls: whichever model is chosen when hearing begins, on a graphics card where it was tried."""
    from agent.transcribe.chosen import ChosenTranscriber
    from agent.transcribe.engine import ChildTranscriber

    def choose() -> Transcriber:
        model = speech_model(home)
        return ChildTranscriber(model, device=_device(home, model))

    return ChosenTranscriber(choose)


def hub_of(address: str) -> Pieces:
    """Return the hub, or another one on this computer: for practice homes. Raise UsedWrongly."""
    from agent.transcribe.hub import Hub

    return Hub(address).pieces


def models(home: Home, desk: Desk) -> Models:
    """Return the verbs about speech models."""
    cards: list[int] = []

    def pieces(model: SpeechModel, file: ModelFile, at: int) -> Iterator[tuple[int, bytes]]:
        from agent.transcribe.hub import HOST

        return hub_of(HOST)(model, file, at)

    def computer() -> Computer:
        if not cards:  # asked once, in a child: it loads the engine's libraries
            cards.append(_cards())
        return this_computer(cuda=cards[0])

    def measuring(model: Path) -> Measured:
        from agent.transcribe.measuring import measure  # loads numpy

        return measure(model, threads=LIVE_THREADS, cards=computer().cuda)

    return Models(desk, model_shelf(home), offered(), pieces, computer, measuring)


def hearing_again(home: Home, hearing: Hearing) -> HearingAgain:
    """Return the second hearing, with all cores but one."""
    from agent.transcribe.engine import ChildTranscriber

    def larger() -> tuple[str, Transcriber]:
        model = model_shelf(home).chosen("later")
        if model is None or model == speech_model(home):  # the same again would hear the same
            raise UsedWrongly(
                "no other model is chosen for the second hearing",
                hint="Choose one: tenth models use NAME --later.",
            )
        threads = night_threads(this_computer())
        return model.name, ChildTranscriber(model, threads=threads, device=_device(home, model))

    return HearingAgain(hearing, larger, read_power)


def _device(home: Home, model: Path) -> str:
    measured = model_shelf(home).measured(model.name)
    return "cpu" if measured is None else measured.device


def _cards() -> int:
    from agent.transcribe.measuring import cuda_cards

    return cuda_cards()

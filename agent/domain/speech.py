"""A speech model and this computer: whether they fit, and what to expect of each other.

    published figure (small, another processor) x arithmetic of the layers x cores  = an estimate
    a minute of the practice call, heard here                                       = a measurement, once a model is there

An estimate says how much work a minute of a call is, not how well it is heard: for that there are published error rates only.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MEGABYTE = 1_000_000
FRAMES = 1500  # that a Whisper encoder makes of 30 seconds, whatever is said
MELS = 80
TOKENS = 100  # of 30 seconds of talk, about 75 words
BEAM = 5  # faster-whisper's own
PUBLISHED_SECONDS = (
    102 / 13
)  # a minute by "small", int8, beam 5, 8 threads of an i7-12700K: faster-whisper's README
PUBLISHED_THREADS = 8
PUBLISHED_LAYERS = (768, (12, 12), 51_864)
KEEPS_UP_SECONDS = 45.0  # of work for each minute: above that words would fall behind a call
SHARE_OF_MEMORY = 0.5  # the rest is for the call, the browser and the day's other programs
LIVE_THREADS = 2  # leaves the rest of the computer to the call; the words do not depend on it


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a model as it is pinned."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Measured:
    """What hearing a minute of the practice call came to on this computer, and the most memory it took."""

    seconds: float
    busy_seconds: float  # of all cores together
    memory_mb: int
    device: str  # "cpu" or "cuda"


@dataclass(frozen=True, slots=True)
class SpeechModel:
    """A model that is offered. `errors`: words wrong in a hundred: on average, in meetings, in business calls."""

    name: str
    says: str
    repository: str
    revision: str
    width: int
    layers: tuple[int, int]
    words: int
    memory_mb: int
    errors: tuple[float, float, float]
    files: tuple[ModelFile, ...]

    @property
    def bytes(self) -> int:
        """How much room it takes on the disk, and how much is downloaded."""
        return sum(file.bytes for file in self.files)


@dataclass(frozen=True, slots=True)
class Computer:
    """What a model has to live with. None where the system does not say; `cuda`: graphics cards that the engine can use."""

    memory_bytes: int | None
    cores: int
    cuda: int = 0


class Fit(StrEnum):
    """What a model is good for on this computer."""

    LIVE = "live"  # words come while they speak
    LATER = "later"  # too slow for that: a second hearing overnight
    NO = "no"  # more memory than there is to spare


@dataclass(frozen=True, slots=True)
class ModelLine:
    """One model in the list. `offered` is None for one of the firm's own; seconds are those of work for a minute of a call."""

    name: str
    bytes: int
    offered: SpeechModel | None
    fit: Fit | None
    estimated_seconds: float | None
    measured: Measured | None
    here: bool
    come: int

    @property
    def expect(self) -> str:
        """What a minute of a call costs here, in words that say where the figure is from."""
        if self.measured is not None:
            on = "the graphics card" if self.measured.device == "cuda" else "this computer"
            return (
                f"Measured: a minute of a call takes {_seconds(self.measured.seconds)} on {on} "
                f"({_seconds(self.measured.busy_seconds)} of processor time)."
            )
        if self.estimated_seconds is None:
            return "Not measured yet."
        return (
            f"Estimate: a minute of a call takes about {_seconds(self.estimated_seconds)}, "
            "by a published figure for another processor."
        )


def work(width: int, layers: tuple[int, int], words: int) -> float:
    """Return the multiplications of one window of 30 seconds: the encoder once, and the decoder for each token and beam."""
    square, (encoder, decoder) = width * width, layers
    heard = encoder * (12 * square * FRAMES + 2 * FRAMES * FRAMES * width)
    heard += 3 * MELS * width * 2 * FRAMES + 3 * square * FRAMES + decoder * 2 * square * FRAMES
    token = decoder * (14 * square + 2 * FRAMES * width) + words * width
    return heard + TOKENS * BEAM * token


def estimated_seconds(model: SpeechModel, threads: int) -> float:
    """Return how long a minute of a call would take on so many threads of the processor that the published figure is of."""
    share = work(model.width, model.layers, model.words) / work(*PUBLISHED_LAYERS)
    return PUBLISHED_SECONDS * share * PUBLISHED_THREADS / threads


def live_threads(computer: Computer) -> int:
    """Return how many threads hear a call while it goes on."""
    return min(LIVE_THREADS, computer.cores)


def night_threads(computer: Computer) -> int:
    """Return how many threads hear a call again when nobody is at work: all but one."""
    return max(live_threads(computer), computer.cores - 1)


def fit(model: SpeechModel, computer: Computer, measured: Measured | None = None) -> Fit:
    """Return what a model is good for here; what was measured counts more than what was estimated."""
    if (
        computer.memory_bytes is not None
        and model.memory_mb * MEGABYTE > computer.memory_bytes * SHARE_OF_MEMORY
    ):
        return Fit.NO
    if measured is not None:
        return Fit.LIVE if measured.seconds <= KEEPS_UP_SECONDS else Fit.LATER
    if computer.cuda or estimated_seconds(model, live_threads(computer)) <= KEEPS_UP_SECONDS:
        return Fit.LIVE
    return Fit.LATER


def suggested(
    models: tuple[SpeechModel, ...], computer: Computer
) -> tuple[SpeechModel | None, SpeechModel | None]:
    """Return the model with the fewest mistakes that keeps up with a call, and a still better one for the night, if any."""
    live = [model for model in models if fit(model, computer) is Fit.LIVE]
    best = min(live, key=_mistakes, default=None)
    fitting = [model for model in models if fit(model, computer) is not Fit.NO]
    better = min(fitting, key=_mistakes, default=None)
    return best, None if better is best else better


def _mistakes(model: SpeechModel) -> float:
    return model.errors[0]


def _seconds(count: float) -> str:
    return f"{count:.0f} s" if count >= 1 else "less than a second"

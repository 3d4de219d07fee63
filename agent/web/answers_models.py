"""What is answered about speech models and second hearings."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from agent.domain.differing import Run
from agent.domain.speech import ModelLine
from agent.workflow.hearing_again import Offered
from agent.workflow.models import Doing, Shelf
from agent.workflow.reach import Trouble


@dataclass(frozen=True, slots=True)
class Model:
    """One speech model. `errors`: words wrong in a hundred on average, in meetings, in business calls; empty where unknown."""

    name: str
    says: str
    repository: str
    bytes: int
    memory_mb: int | None
    errors: tuple[float, ...]
    fit: str | None
    expect: str
    here: bool
    come: int


@dataclass(frozen=True, slots=True)
class Models:
    """The models, this computer, which are used, and what is going on with one."""

    models: tuple[Model, ...]
    memory_bytes: int | None
    cores: int
    cuda: int
    free_bytes: int
    live: str | None
    later: str | None
    suggested: str | None
    suggested_later: str | None
    doing: Doing | None
    trouble: Trouble | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A turn that was heard otherwise the second time; `kind` is figure, name or words."""

    turn: str
    start_ms: int
    end_ms: int
    speaker: str = field(repr=False)
    kind: str
    runs: tuple[Run, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class HeardAgain:
    """A call that was heard a second time: what differs still, or why it could not be heard."""

    source: str
    title: str = field(repr=False)
    model: str
    heard_at: dt.datetime
    hint: str | None = field(repr=False)
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """All second hearings, and how many calls wait for one."""

    calls: tuple[HeardAgain, ...]
    waiting: int


@dataclass(frozen=True, slots=True)
class TakenOver:
    """Whether the drafts of the call are made anew."""

    anew: bool


def models(shelf: Shelf) -> Models:
    """Return what the page of models shows."""
    computer = shelf.computer
    return Models(
        tuple(map(_model, shelf.models)), computer.memory_bytes, computer.cores, computer.cuda, shelf.free_bytes,
        shelf.live, shelf.later, shelf.suggested, shelf.suggested_later, shelf.doing, shelf.trouble,
    )  # fmt: skip


def heard_again(offered: Offered, title: str) -> HeardAgain:
    """Return one second hearing as the page shows it."""
    failure = offered.hearing.failure
    return HeardAgain(
        offered.source_id, title, offered.hearing.model, offered.hearing.heard_at,
        f"{failure.message} {failure.hint}" if failure else None,
        tuple(
            Difference(
                d.turn, d.start_ms, d.end_ms, d.speaker, d.kind, d.runs
            )
            for d in offered.differences
        ),
    )  # fmt: skip


def _model(line: ModelLine) -> Model:
    known = line.offered
    return Model(
        line.name,
        known.says if known else "Your firm's own, imported here.",
        known.repository if known else "",
        line.bytes,
        known.memory_mb if known else None,
        known.errors if known else (),
        line.fit,
        line.expect,
        line.here,
        line.come,
    )

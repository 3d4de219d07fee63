"""Calls of the page of speech models. Only the agent's own window may make those that fetch, read in or remove one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from agent.domain.ids import SourceId
from agent.web import answers_models
from agent.web.answers import Nothing
from agent.web.bodies import Body, Id
from agent.web.bodies import Nothing as Empty
from agent.web.door import Door

ModelName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
Turn = Annotated[str, StringConstraints(pattern=r"^[ms][0-9]{1,9}$")]


class OneModel(Body):
    """A model by its name."""

    name: ModelName


class ImportModel(Body):
    """A folder of this computer or of a share; the model is recognised, or called as the folder is."""

    folder: Annotated[str, StringConstraints(min_length=1, max_length=4_000)] = Field(repr=False)


class UseModel(Body):
    """Which model hears calls, or (later) hears them again at night; no name for none at night."""

    name: ModelName | None
    later: bool = False


class OneCall(Body):
    """A call."""

    source: Id


class TakeOver(Body):
    """The turns of a call whose second hearing is right; none named for all."""

    source: Id
    turns: tuple[Turn, ...] | None = Field(default=None, max_length=5_000)


def list_models(door: Door, body: Empty) -> answers_models.Models:
    """List the speech models with what to expect of each on this computer, and what is going on with one."""
    return answers_models.models(door.services.models.look())


def download(door: Door, body: OneModel) -> Nothing:
    """Begin to download a model, or go on where it stopped; how it goes is told by the list."""
    models = door.services.models
    models.model(body.name)
    models.begin(lambda: models.download(body.name))
    return Nothing()


def take_in(door: Door, body: ImportModel) -> Nothing:
    """Begin to import a model from a folder; how it goes is told by the list."""
    models = door.services.models
    models.begin(lambda: models.take_in(Path(body.folder).expanduser()))
    return Nothing()


def measure(door: Door, body: OneModel) -> Nothing:
    """Begin to hear a minute of the practice call with a model; what it came to is told by the list."""
    models = door.services.models
    models.begin(lambda: models.measure(body.name))
    return Nothing()


def stop(door: Door, body: Empty) -> Nothing:
    """Stop what is being downloaded; what has come is kept."""
    door.services.models.stop()
    return Nothing()


def use(door: Door, body: UseModel) -> Nothing:
    """Choose the model that hears calls from the next one on, or the one for second hearings at night."""
    if body.name is not None or body.later:
        door.services.models.use(body.name, later=body.later)
    return Nothing()


def remove(door: Door, body: OneModel) -> Nothing:
    """Delete a model from this computer, or what has come of one."""
    door.services.models.remove(body.name)
    return Nothing()


def list_differences(door: Door, body: Empty) -> answers_models.Differences:
    """List the calls that were heard a second time, with what differs; figures and names first."""
    again, sources = door.services.again, door.services.review.overview().sources
    titles = {view.kept.source.id: view.kept.source.title for view in sources}
    calls = tuple(
        answers_models.heard_again(each, titles.get(each.source_id, "")) for each in again.offered()
    )
    return answers_models.Differences(calls, len(again.waiting()))


def hear_again(door: Door, body: Empty) -> Nothing:
    """Begin to hear all calls again that wait for it, now instead of at night."""
    again = door.services.again
    again.larger()  # says at once that none is chosen
    door.services.models.begin(again.hear)
    return Nothing()


def take(door: Door, body: TakeOver) -> answers_models.TakenOver:
    """Take words of a second hearing over into their call; drafts that nobody touched are made anew."""
    return answers_models.TakenOver(door.services.again.take(SourceId(body.source), body.turns))


def leave(door: Door, body: OneCall) -> Nothing:
    """Leave a call as it is and forget its second hearing."""
    door.services.again.leave(SourceId(body.source))
    return Nothing()

"""Speech models: which there are and fit this computer, one downloaded or imported at a click, and which one is used.

Nothing is fetched unless somebody asks for that model. What is fetched or imported is heard with once before it is put in its
place: a minute of the practice call, which shows that it works here and what it costs.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path

from agent.domain.speech import (
    Computer,
    Measured,
    ModelLine,
    SpeechModel,
    estimated_seconds,
    fit,
    live_threads,
    suggested,
)
from agent.errors import NotAllowedNow, NotFound, TenthError
from agent.workflow.desk import Desk
from agent.workflow.model_shelf import ModelShelf, Pieces, Tell
from agent.workflow.reach import Trouble

HUB = "huggingface.co"

log = logging.getLogger(__name__)

Measure = Callable[[Path], Measured]
"""Hears a minute of the practice call with a model. Raises when it cannot be loaded."""


@dataclass(frozen=True, slots=True)
class Doing:
    """What is being done with a model: download, import or measure; `done` of `of` bytes."""

    what: str
    name: str
    done: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class Shelf:
    """All that the page of models shows."""

    computer: Computer
    free_bytes: int
    models: tuple[ModelLine, ...]
    live: str | None
    later: str | None
    suggested: str | None
    suggested_later: str | None
    doing: Doing | None
    trouble: Trouble | None


class _Stopped(NotAllowedNow):
    """Somebody pressed Stop; what has come is kept."""

    code = "download_stopped"
    hint = "Download it again when it suits: it goes on where it stopped."


@dataclass(slots=True)
class _Now:
    """What goes on in this process, seen from its threads."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    doing: Doing | None = None
    trouble: Trouble | None = None
    stop: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None


@dataclass(frozen=True, slots=True)
class Models:
    """The models of one home. Whatever changes something is done by one program at a time."""

    desk: Desk
    shelf: ModelShelf
    offered: tuple[SpeechModel, ...]
    pieces: Pieces
    computer: Callable[[], Computer]
    measuring: Measure
    hub: str = HUB
    _now: _Now = field(default_factory=_Now)

    def look(self) -> Shelf:
        """Return which models there are, what they are good for here, and what is going on."""
        computer, names = self.computer(), self.shelf.names()
        known = {model.name for model in self.offered}
        lines = [self._line(model, computer, here=model.name in names) for model in self.offered]
        lines += [self._own(name) for name in names if name not in known]
        best, better = suggested(self.offered, computer)
        return Shelf(
            computer, self.shelf.free(self.shelf.folder), tuple(lines), self._used("live"), self._used("later"),
            best.name if best else None, better.name if better else None, self._now.doing, self._now.trouble,
        )  # fmt: skip

    def at(self, pieces: Pieces, hub: str = "127.0.0.1") -> Models:
        """Return the same verbs, downloading from another hub."""
        return replace(self, pieces=pieces, hub=hub)

    def model(self, name: str) -> SpeechModel:
        """Return a model that is offered. Raise NotFound."""
        for model in self.offered:
            if model.name == name:
                return model
        raise NotFound("there is no such speech model", hint="See which are: tenth models.")

    def download(self, name: str, tell: Tell = lambda _: None) -> None:
        """Download a model, going on where it stopped. Raise HubUnreachable's kind, NoRoom, ModelDamaged, NotAllowedNow."""
        model = self.model(name)

        def work() -> None:
            def told(done: int) -> None:
                if self._now.stop.is_set():
                    raise _Stopped("the download was stopped")
                self._now.doing = Doing("download", name, done, model.bytes)
                tell(done)

            if name not in self.shelf.names():
                self.desk.store.doors.note(self.hub, "the request for a speech model", self.desk.now())
                coming = self.shelf.fetch(model, self.pieces, told)
                self._now.doing = Doing("measure", name)
                self._settle(
                    name, self.measuring(coming)
                )  # if that fails, what is pinned stays for another try

        self._alone(Doing("download", name, self.shelf.come(name), model.bytes), work)

    def take_in(self, folder: Path, name: str | None = None, tell: Tell = lambda _: None) -> str:
        """Import a model from a folder or share, and return its name: that of an offered one when it is one, else the folder's.

        Raise UsedWrongly for what is no model, NoRoom, ModelDamaged, or what loading it raises.
        """
        model = self._recognised(folder) if name is None else None
        named = name if name is not None else (model.name if model else folder.resolve().name)
        model = model or next((each for each in self.offered if each.name == named), None)

        def work() -> None:
            def told(done: int) -> None:
                self._now.doing = Doing("import", named, done, model.bytes if model else done)
                tell(done)

            if named in self.shelf.names():
                raise NotAllowedNow("a speech model of that name is here already", hint="Remove it first.")
            coming = self.shelf.copy(folder, model, named, told)
            self._now.doing = Doing("measure", named)
            try:
                measured = self.measuring(coming)
            except TenthError:
                self.shelf.drop(named)
                raise
            self._settle(named, measured)

        self._alone(Doing("import", named), work)
        return named

    def measure(self, name: str) -> Measured:
        """Hear a minute of the practice call with a model, and keep what it came to."""
        path = self.shelf.path(name)

        def work() -> None:
            measured = self.measuring(path)
            with self._choosing():
                self.shelf.note(name, measured)

        self._alone(Doing("measure", name), work)
        measured = self.shelf.measured(name)
        assert measured is not None
        return measured

    def use(self, name: str | None, *, later: bool = False) -> None:
        """Use a model for calls, or `later` for a second hearing (None: for none). Raise NotFound."""
        with self._choosing():
            self.shelf.choose("later" if later else "live", name)

    def remove(self, name: str) -> None:
        """Delete a model, and what has come of one. Raise NotFound, or NotAllowedNow while it is used."""

        def work() -> None:
            if name in self.shelf.names() or not self.shelf.come(name):
                self.shelf.remove(name)
            self.shelf.drop(name)

        self._alone(None, work)

    def begin(self, deed: Callable[[], object]) -> None:
        """Do something that takes minutes in a thread of its own; how it goes and what went wrong is in `look`."""
        with self._now.lock:
            if self._now.thread is not None and self._now.thread.is_alive():
                raise NotAllowedNow("another model is being downloaded or measured", hint="Wait, or stop it.")
            self._now.trouble = None
            self._now.stop.clear()
            self._now.thread = threading.Thread(target=self._run, args=(deed,), name="models", daemon=True)
            self._now.thread.start()

    def stop(self) -> None:
        """Stop a download after the piece that is coming; what has come is kept."""
        self._now.stop.set()

    def join(self) -> None:
        """Wait until what was begun has ended."""
        if self._now.thread is not None:
            self._now.thread.join()

    def _run(self, deed: Callable[[], object]) -> None:
        try:
            deed()
        except TenthError as error:
            message = str(error).rstrip(".")
            self._now.trouble = Trouble(error.code, f"{message[:1].upper()}{message[1:]}. {error.hint}")
        except Exception:  # a door: nobody else would hear of it
            log.exception("what was begun with a model stumbled")
            self._now.trouble = Trouble(
                "internal", "Something unexpected happened; nothing was lost. Try again."
            )

    def _choosing(self) -> AbstractContextManager[object]:
        """Return the lock of models.json, held for a moment: one can choose while another model is downloaded."""
        return self.desk.only_one("model-choice")

    def _alone(self, doing: Doing | None, work: Callable[[], None]) -> None:
        """Do something while no other program changes models."""
        with self.desk.alone("models", "another model is being downloaded, imported or measured"):
            self._now.doing = doing
            try:
                work()
            finally:
                self._now.doing = None

    def _settle(self, name: str, measured: Measured) -> None:
        """Put a model that has come, and was heard with, in its place; the first one is used."""
        self.shelf.put(name)
        with self._choosing():
            self.shelf.note(name, measured)
            if self.shelf.chosen("live") is None:
                self.shelf.choose("live", name)
        log.info("a speech model is here: %d s for a minute on %s", measured.seconds, measured.device)

    def _recognised(self, folder: Path) -> SpeechModel | None:
        """Return which offered model lies in a folder, by the size of its weights; its sums are looked at when it is copied."""
        try:
            size = (folder / "model.bin").stat().st_size
        except OSError:
            return None
        return next(
            (m for m in self.offered for f in m.files if (f.name, f.bytes) == ("model.bin", size)), None
        )

    def _line(self, model: SpeechModel, computer: Computer, *, here: bool) -> ModelLine:
        measured = self.shelf.measured(model.name) if here else None
        estimated = estimated_seconds(model, live_threads(computer))
        return ModelLine(
            model.name, model.bytes, model, fit(model, computer, measured), estimated, measured, here,
            0 if here else self.shelf.come(model.name),
        )  # fmt: skip

    def _own(self, name: str) -> ModelLine:
        return ModelLine(name, self.shelf.room(name), None, None, None, self.shelf.measured(name), True, 0)

    def _used(self, what: str) -> str | None:
        chosen = self.shelf.chosen(what)
        return None if chosen is None else chosen.name

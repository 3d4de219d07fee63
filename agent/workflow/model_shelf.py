"""The folder of speech models: what is there, what is coming, and how a model becomes whole.

    hub or folder --bytes--> models/.coming/NAME/ --each file's size and SHA-256, the weights looked at--> models/NAME/

A model is there when its folder is: it is moved to its place whole. What came before a connection broke stays in `.coming`
and is gone on with; what turns out wrong is deleted. models.json says which model is used, and what was measured of each.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from agent.domain.speech import Measured, ModelFile, SpeechModel
from agent.errors import NotAllowedNow, NotFound, TenthError, UsedWrongly
from agent.paths import write_private

RESERVE = 500_000_000  # bytes that stay free: calls are recorded onto the same disk
NEEDED = ("model.bin", "config.json", "tokenizer.json")
VOCABULARIES = ("vocabulary.json", "vocabulary.txt")
MORE = ("preprocessor_config.json", "tenth.json")
PIECE = 1 << 20
TRIES = 3  # in a row without a byte more
FULL = (errno.ENOSPC, errno.EDQUOT)
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")

Pieces = Callable[[SpeechModel, ModelFile, int], Iterator[tuple[int, bytes]]]
"""Yields a file of a model from a byte on, each piece with its place."""
Tell = Callable[[int], None]
"""Told how many bytes of a model are here."""


class NoRoom(TenthError):
    """The disk has too little room."""

    code = "no_room"
    status = 507
    hint = "Delete what is not needed, or choose a smaller model; then try again."


class ModelDamaged(TenthError):
    """A file that came is not the one that is pinned."""

    code = "model_damaged"
    status = 409
    hint = "It was deleted. Try again; if it happens again, choose another model."


@dataclass(frozen=True, slots=True)
class ModelShelf:
    """The models of one home. `check` raises when weights are no model's, or not whole. One caller at a time."""

    folder: Path
    check: Callable[[Path], None]
    free: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free
    sleep: Callable[[float], None] = time.sleep

    def names(self) -> list[str]:
        """Return the models that are there."""
        return sorted(p.name for p in self.folder.iterdir() if NAME.fullmatch(p.name) and p.is_dir())

    def path(self, name: str) -> Path:
        """Return a model's folder. Raise NotFound when it is not there."""
        if name not in self.names():
            raise NotFound("there is no such speech model here", hint="See which are: tenth models.")
        return self.folder / name

    def room(self, name: str) -> int:
        """Return how much room a model that is there takes."""
        return sum(each.stat().st_size for each in self.path(name).iterdir())

    def come(self, name: str) -> int:
        """Return how many bytes of a model have come that is not whole yet."""
        with contextlib.suppress(FileNotFoundError):
            return sum(each.stat().st_size for each in self._coming(name).iterdir())
        return 0

    def fetch(self, model: SpeechModel, pieces: Pieces, tell: Tell) -> Path:
        """Get a model whole, going on where it stopped, and return where it waits to be put in its place."""
        coming = self._coming(model.name)
        self._make_room(model.bytes - self.come(model.name))
        coming.mkdir(parents=True, exist_ok=True)
        for file in model.files:
            path, asked = coming / file.name, partial(pieces, model, file)
            self._fetch(file, path, asked, lambda: tell(self.come(model.name)))
        self.check(coming / "model.bin")
        return coming

    def copy(self, folder: Path, model: SpeechModel | None, name: str, tell: Tell) -> Path:
        """Copy a model from another folder and return where it waits; held against its pins when it is one that is offered."""
        if not NAME.fullmatch(name):
            raise UsedWrongly(
                "that is no name for a model", hint="Letters, digits, dots and dashes, at most 64."
            )
        files = files_of(folder)
        self._make_room(sum(path.stat().st_size for path in files))
        self.check(folder / "model.bin")
        coming = self._coming(name)
        shutil.rmtree(coming, ignore_errors=True)
        coming.mkdir(parents=True)
        pins = {file.name: file for file in model.files} if model else {}
        try:
            for path in files:
                self._copy(path, coming / path.name, lambda: tell(self.come(name)))
                if path.name in pins:
                    self._hold(coming / path.name, pins[path.name])
        except OSError as error:
            shutil.rmtree(coming, ignore_errors=True)
            raise _of_the_disk(error, "The folder cannot be read to its end.") from error
        except TenthError:
            shutil.rmtree(coming, ignore_errors=True)
            raise
        return coming

    def put(self, name: str) -> None:
        """Put a model that is whole into its place."""
        try:
            self._coming(name).replace(self.folder / name)
        except OSError as error:
            raise _of_the_disk(error, "The speech model could not be put in its place.") from error

    def drop(self, name: str) -> None:
        """Delete what has come of a model."""
        shutil.rmtree(self._coming(name), ignore_errors=True)

    def remove(self, name: str) -> None:
        """Delete a model. Raise NotFound, or NotAllowedNow for one that is used."""
        path, kept = self.path(name), self.kept()
        if name in (kept.get("live"), kept.get("later")):
            raise NotAllowedNow("this speech model is used", hint="Choose another one first.")
        gone = self._coming(f"{name}.gone")
        gone.parent.mkdir(exist_ok=True)
        path.replace(gone)  # out of sight at once, whatever happens while it is deleted
        shutil.rmtree(gone, ignore_errors=True)

    def kept(self) -> Mapping[str, Any]:
        """Return what models.json says; nothing when it is not there or damaged, which loses a choice and no words."""
        try:
            kept = json.loads((self.folder / "models.json").read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return kept if isinstance(kept, dict) else {}

    def chosen(self, what: str) -> Path | None:
        """Return the folder of the model that is used `live` or `later`, None when none is chosen or it is gone."""
        name = self.kept().get(what)
        return self.folder / name if isinstance(name, str) and name in self.names() else None

    def choose(self, what: str, name: str | None) -> None:
        """Use a model `live` or `later`; None for none. Raise NotFound."""
        if name is not None:
            self.path(name)
        write_private(self.folder / "models.json", json.dumps({**self.kept(), what: name}))

    def measured(self, name: str) -> Measured | None:
        """Return what was measured of a model here."""
        told = (self.kept().get("measured") or {}).get(name)
        try:
            return None if told is None else Measured(**told)
        except TypeError:  # of another version
            return None

    def note(self, name: str, measured: Measured) -> None:
        """Keep what was measured of a model."""
        kept = self.kept()
        all_measured = {**(kept.get("measured") or {}), name: asdict(measured)}
        write_private(self.folder / "models.json", json.dumps({**kept, "measured": all_measured}))

    def _coming(self, name: str) -> Path:
        return self.folder / ".coming" / name

    def _make_room(self, wanted: int) -> None:
        missing = wanted + RESERVE - self.free(self.folder)
        if wanted > 0 and missing > 0:
            raise NoRoom(f"The disk has too little room: {in_megabytes(missing)} more are needed.")

    def _fetch(
        self,
        file: ModelFile,
        path: Path,
        pieces: Callable[[int], Iterator[tuple[int, bytes]]],
        tell: Callable[[], None],
    ) -> None:
        failed = 0
        while (at := path.stat().st_size if path.exists() else 0) < file.bytes:
            try:
                self._write(path, pieces(at), file.bytes, tell)
                failed += path.stat().st_size <= at
            except OSError as error:
                raise _of_the_disk(error, "The speech model could not be written.") from error
            except TenthError as error:
                failed = failed + 1 if self._size(path) <= at else 1
                if (
                    failed >= TRIES or error.status < 503
                ):  # what is unreachable now may answer in a moment; a no stays a no
                    raise
                self.sleep(2.0**failed)
            if failed >= TRIES:
                raise ModelDamaged("The speech model does not come any further.", hint="Try again later.")
        self._hold(path, file)

    def _write(
        self, path: Path, pieces: Iterator[tuple[int, bytes]], most: int, tell: Callable[[], None]
    ) -> None:
        path.touch()
        with path.open("r+b") as out:
            out.seek(0, os.SEEK_END)
            for place, piece in pieces:
                if place != out.tell():
                    out.seek(place)
                    out.truncate()
                if place + len(piece) > most:
                    raise ModelDamaged("The file that comes is longer than it should be.")
                out.write(piece)
                out.flush()
                tell()
            os.fsync(out.fileno())

    def _copy(self, source: Path, target: Path, tell: Callable[[], None]) -> None:
        with source.open("rb") as file, target.open("xb") as out:
            while piece := file.read(PIECE):
                out.write(piece)
                out.flush()
                tell()
            os.fsync(out.fileno())

    def _hold(self, path: Path, file: ModelFile) -> None:
        """Hold a file against its pin, and delete what is another."""
        if path.stat().st_size != file.bytes or sha256_of(path) != file.sha256:
            path.unlink()
            raise ModelDamaged(f"The file {file.name} is damaged, or another one.")

    @staticmethod
    def _size(path: Path) -> int:
        return path.stat().st_size if path.exists() else 0


def files_of(folder: Path) -> list[Path]:
    """Return the files that make a model in a folder. Raise UsedWrongly with what is missing."""
    try:
        missing = [name for name in NEEDED if not (folder / name).is_file()]
        there = [folder / name for name in (*NEEDED, *VOCABULARIES, *MORE) if (folder / name).is_file()]
    except OSError as error:
        raise UsedWrongly(
            "the folder cannot be read", hint="Check the path, and that the share is there."
        ) from error
    if not any(path.name in VOCABULARIES for path in there):
        missing.append("vocabulary.json")
    if missing:
        raise UsedWrongly(
            f"that folder is no speech model: {', '.join(missing)} missing",
            hint="Choose the folder that holds model.bin, config.json, tokenizer.json and a vocabulary.",
        )
    return there


def sha256_of(path: Path) -> str:
    """Return a file's SHA-256."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def in_megabytes(count: int) -> str:
    """Return a number of bytes as "1.2 GB" or "350 MB"."""
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{max(1, round(count / 1e6))} MB"


def _of_the_disk(error: OSError, sentence: str) -> TenthError:
    if error.errno in FULL:
        return NoRoom("The disk is full; what has come so far is kept.")
    return ModelDamaged(sentence, hint="Check the disk or the share, then try again.")

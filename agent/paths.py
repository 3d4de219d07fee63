"""Where things live: one folder per user, called a home.

HOME/tenth.db        everything, encrypted
HOME/sound/          sealed recordings, one file each
HOME/models/         speech models, a folder each, and models.json: which one is used
HOME/home.json       the home's id, so that its keys can be told from another home's
HOME/keys.json       a practice home's keys (0600); a real home keeps its own in the keyring
HOME/run/            lock files, and the page that opens the window (0600)
HOME/log/            what happened, without a word of anybody's matter
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from agent.errors import UsedWrongly


@dataclass(frozen=True, slots=True)
class Home:
    """One user's folder. `practice` homes hold invented data and may only speak to a Clio on this computer."""

    root: Path
    id: str
    practice: bool

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.root / "tenth.db"

    @property
    def sound(self) -> Path:
        """The folder of sealed recordings."""
        return _folder(self.root / "sound")

    @property
    def models(self) -> Path:
        """The folder of speech models."""
        return _folder(self.root / "models")

    @property
    def run(self) -> Path:
        """The folder of locks and of the page that opens the window."""
        return _folder(self.root / "run")

    @property
    def log(self) -> Path:
        """The folder of logs."""
        return _folder(self.root / "log")

    @property
    def keys(self) -> Path:
        """The key file of a practice home."""
        return self.root / "keys.json"


def default_root() -> Path:
    """Return the operating system's place for a user's data."""
    return Path(platformdirs.user_data_path("Tenth", appauthor=False, roaming=False))


def open_home(root: Path | None, *, practice: bool) -> Home:
    """Open a home, making it when it is new. A practice home never becomes a real one, nor the other way round."""
    folder = _folder((root or default_root()).expanduser().absolute())
    marker = folder / "home.json"
    try:
        kept = json.loads(marker.read_text("utf-8"))
    except FileNotFoundError:
        kept = {"id": secrets.token_hex(8), "practice": practice}
        write_private(marker, json.dumps(kept))
    except ValueError as error:
        raise UsedWrongly(
            "home.json is damaged", hint="Restore the folder from a backup; nothing in it was changed."
        ) from error
    if kept["practice"] is not practice:
        was, flag = ("a practice", "with") if kept["practice"] else ("a real", "without")
        raise UsedWrongly(f"this folder is {was} home", hint=f"Run the command {flag} --sandbox.")
    return Home(folder, str(kept["id"]), practice)


def write_private(path: Path, text: str) -> None:
    """Write a file that only this user can read, whole or not at all."""
    with staged_private(path, text.encode()):
        pass


@contextlib.contextmanager
def staged_private(path: Path, data: bytes) -> Iterator[None]:
    """Write a file for this user alone under another name, and give it its own at the end; none stays when that fails."""
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()
        raise


def _folder(path: Path) -> Path:
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path

"""The extension as it is packaged, and copies of it with one defence taken away: the controls of the tests."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tools import package


def packaged(browser: str, folder: Path) -> Path:
    """Write the package for a browser, exactly as `./run package` does, and return its unpacked folder."""
    package.write(browser, build=folder, dist=folder / "dist")
    return folder / browser


def copied(made: Path, folder: Path) -> Path:
    """Lay out the same extension with its modules as they are in the source, to change a line of one; or copy such a copy."""
    if made.name in package.BROWSERS:
        return package.lay_out(made.name, folder)
    return Path(shutil.copytree(made, folder))


def change(extension: Path, file: str, old: str, new: str) -> None:
    """Change one place of a copy, which must be there exactly once."""
    path = extension / file
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{file} has {text.count(old)} times: {old}"
    path.write_text(text.replace(old, new), "utf-8")


def change_manifest(extension: Path, act: Callable[[dict[str, Any]], object]) -> None:
    """Change the manifest of a copy."""
    path = extension / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    act(manifest)
    path.write_text(json.dumps(manifest, indent=2), "utf-8")

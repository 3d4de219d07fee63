"""`./run package`: the extension for Chrome, Edge and Firefox, unpacked in build/extension/ and zipped in dist/.

Its modules are joined (see bundling.py), and the manifest is put together from one base and a small part for each browser. The
same source gives the same zip, byte for byte, whatever the clock says.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tools.bundling import SCRIPT, SCRIPTS, bundle
from tools.places import BUILD, EXTENSION, ROOT, program
from tools.talk import CannotGoOn, say

BROWSERS = ("chrome", "edge", "firefox")
AS_THEY_ARE = ("icons/*.png", "vendor/lit-html.js", "vendor/LICENSE")
SOURCE = ("background/*.js", "content/*.js", "pages/*.*", "panel/**/*.js", "panel/**/*.css", "panel/*.html")
LARGEST = 80_000
"""Bytes of one zip; a test holds it."""

WITH_ITS_KEY = ("chrome", "edge")  # Firefox has an id by name instead

Files = Mapping[str, bytes]


def run(arguments: Sequence[str] = ()) -> int:
    """Make all three packages."""
    for browser in BROWSERS:
        packed = write(browser, build=BUILD / "extension", dist=ROOT / "dist")
        say(f"dist/{packed.name}  {packed.stat().st_size / 1000:.1f} kB")
    return 0


def write(browser: str, *, build: Path, dist: Path) -> Path:
    """Write one browser's folder and zip; return the zip's path."""
    files = contents(browser)
    folder = build / browser
    shutil.rmtree(folder, ignore_errors=True)
    _write(files, folder)
    dist.mkdir(parents=True, exist_ok=True)
    packed = dist / f"tenth-{browser}.zip"
    zipping = [str(program("python")), "-m", "tools.zipping", str(folder), str(packed)]
    subprocess.run(zipping, cwd=ROOT, check=True)
    return packed


def lay_out(browser: str, folder: Path, root: Path = EXTENSION) -> Path:
    """Write one browser's extension with its modules as they are in the source: to watch it run, or to change a line."""
    files = dict(_frame(browser, root))
    for pattern in SOURCE:
        files |= {path.relative_to(root).as_posix(): path.read_bytes() for path in root.glob(pattern)}
    _write(files, folder)
    return folder


def contents(browser: str, root: Path = EXTENSION) -> Files:
    """Return what runs, by its name in the package, in order."""
    if not (root / "vendor" / "lit-html.js").is_file():
        raise CannotGoOn("lit-html is not there: the set-up of ./run fetches it.")
    return dict(sorted({**bundle(root), **_frame(browser, root, scripts=[SCRIPT])}.items()))


def _frame(browser: str, root: Path, *, scripts: Sequence[str] = SCRIPTS) -> dict[str, bytes]:
    """Return what needs no joining; `scripts` are those for Clio's page."""
    files = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for pattern in AS_THEY_ARE
        for path in root.glob(pattern)
    }
    whole = manifest(browser, root)
    whole["content_scripts"][0]["js"] = list(scripts)
    files["manifest.json"] = (json.dumps(whole, separators=(",", ":")) + "\n").encode()
    return files


def _write(files: Files, folder: Path) -> None:
    for name, data in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def manifest(browser: str, root: Path = EXTENSION) -> dict[str, Any]:
    """Put one browser's manifest together."""
    folder = root / "manifest"
    whole = _joined(_read(folder / "base.json"), _read(folder / f"{browser}.json"))
    whole["version"] = _read(root / "package.json")["version"]
    if browser in WITH_ITS_KEY:
        whole["key"] = (folder / "key.txt").read_text().strip()
    return whole


def _joined(base: Mapping[str, Any], part: Mapping[str, Any]) -> dict[str, Any]:
    """Add a browser's part to the base: lists grow, everything else is taken over."""
    return dict(base) | {
        name: [*base[name], *value] if isinstance(value, list) and name in base else value
        for name, value in part.items()
    }


def _read(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return read


if __name__ == "__main__":
    sys.exit(run())

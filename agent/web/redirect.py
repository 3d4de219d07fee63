"""The page that leads a browser to a window: a 0600 file with the address, so that no secret stands in a command line.

Any user may read the command lines of a computer's processes; only its owner may read this file.
"""

from __future__ import annotations

from pathlib import Path

from agent.paths import write_private

PANEL_PATH = "/panel/index.html"
LEDGER_PATH = "/window/ledger.html"
CAPTURE_PATH = "/window/capture.html"
CONNECT_PATH = "/window/connect.html"
MODELS_PATH = "/window/models.html"
SPEECH_PATH = "/window/speech.html"

_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url={address}">
<title>Tenth</title>
<p><a href="{address}" rel="noreferrer">Open Tenth</a></p>
</html>
"""


def write_page(folder: Path, launch: str, *, port: int, secret: str, path: str) -> Path:
    """Write the page of one launch and return where it is. `secret` is hex and `path` is ours, so nothing needs escaping."""
    page = _path(folder, launch)
    write_private(page, _PAGE.format(address=f"http://127.0.0.1:{port}{path}#launch={secret}"))
    return page


def remove_page(folder: Path, launch: str) -> None:
    """Remove the page of one launch, if it is still there."""
    _path(folder, launch).unlink(missing_ok=True)


def remove_pages(folder: Path) -> None:
    """Remove what an agent that was killed left behind; its secrets died with it."""
    for page in folder.glob(_path(folder, "*").name):
        page.unlink(missing_ok=True)


def _path(folder: Path, launch: str) -> Path:
    return folder / f"open-{launch}.html"

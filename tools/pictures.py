"""`./run pictures`: take the pictures that the documents show, and copy them to docs/.

The browser and tray tests write every picture to build/pictures. tools/pictures.txt names those that are published.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path

from tools import checks
from tools.places import BUILD, ROOT
from tools.talk import CannotGoOn, say

LIST = ROOT / "tools" / "pictures.txt"


def run(arguments: Sequence[str]) -> int:
    """Run those tests, then copy the named pictures. Arguments go to pytest."""
    status = checks.run_all([checks.pictures_check(arguments)])
    copy(named(LIST.read_text()), taken=BUILD / "pictures", published=ROOT / "docs")
    return status


def named(listing: str) -> list[str]:
    """Read the list: one file name on each line, # begins a remark."""
    names = (line.partition("#")[0].strip() for line in listing.splitlines())
    return [name for name in names if name]


def copy(names: Sequence[str], *, taken: Path, published: Path) -> None:
    """Copy the pictures; raises CannotGoOn when one was not taken."""
    for name in names:
        if not (taken / name).is_file():
            raise CannotGoOn(f"{name} is in tools/pictures.txt, but no test wrote it to {taken}.")
        published.mkdir(exist_ok=True)
        shutil.copyfile(taken / name, published / name)
        say(f"docs/{name}")

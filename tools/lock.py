"""`./run lock`: resolve the dependencies of pyproject.toml into the locks. Needs uv.

The locks are universal (every platform, Python 3.11 to 3.13), carry hashes and name no index, so that uv and plain
pip install the same from wherever this machine gets its packages. `./run lock --upgrade` takes newer versions.
"""

import subprocess
import tomllib
from collections.abc import Sequence

from tools import environment
from tools.places import DEV_LOCK, LOCK, ROOT, SOUND_LOCK, program
from tools.talk import CannotGoOn, say

UNIVERSAL = (
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-annotate",
)
HEADING = ("--custom-compile-command", "./run lock")


def run(arguments: Sequence[str]) -> int:
    """Write the three locks; the two larger ones are held to the versions of the first."""
    uv = environment.uv() or (str(program("uv")) if program("uv").is_file() else None)
    if uv is None:
        raise CannotGoOn("The locks are made with uv, which is not on the PATH.")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    sound = "\n".join(project["project"]["optional-dependencies"]["pyaudio"])
    for lock, source, text in (
        (LOCK, ["pyproject.toml"], ""),
        (DEV_LOCK, ["pyproject.toml", "--group", "dev", "-c", LOCK.name], ""),
        (SOUND_LOCK, ["-"], sound),
    ):
        say(f"Resolving {lock.name}")
        command = [
            uv,
            "pip",
            "compile",
            "--quiet",
            *UNIVERSAL,
            *HEADING,
            *source,
            "-o",
            lock.name,
            *arguments,
        ]
        subprocess.run(command, cwd=ROOT, input=text, text=True, check=True, stdout=subprocess.DEVNULL)
    return 0

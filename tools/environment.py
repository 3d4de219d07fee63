"""The project's own `.venv`: made once, filled from the locks, opened last.

While it is being filled the environment is closed: pip sees nothing but what lies in it, so every package comes from
the lock with its hash checked, also where the distribution happens to have the same one. Only then, where the
desktop libraries are wanted, is it opened to the distribution's packages; its own always win.
"""

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tools import stamps
from tools.interpreter import Python, candidates, choose, probe
from tools.places import ROOT, VENV, program
from tools.talk import CannotGoOn, run_or_stop, run_quietly, say

NO_PYTHON = (
    "No Python from 3.11 to 3.13 here can make an environment with pip in it. "
    "Debian and Ubuntu: apt-get install python3-venv. Anywhere: install uv."
)


def uv() -> str | None:
    """Give the path of uv, when there is one."""
    return shutil.which("uv")


def make() -> Python:
    """Make `.venv`, or keep it when it was made from the Python we would choose. Returns that Python.

    One that was cut off while it was being filled is made anew: pip takes a half-installed package for a whole one.
    """
    python = choose(candidates(), has_uv=uv() is not None)
    if python is None:
        raise CannotGoOn(NO_PYTHON)
    now = probe(str(program("python")))
    if now and (now.prefix, now.version) == (python.prefix, python.version) and not stamps.exists("filling"):
        return python
    version = ".".join(map(str, python.version))
    say(f"Making .venv from {python.path} (Python {version}).")
    shutil.rmtree(VENV, ignore_errors=True)
    run_or_stop([python.path, "-m", "venv", "--without-pip", VENV], what="Making .venv")
    return python


def fill(lock: Path, *, python: Python, also_filled_by: Iterable[Path] = ()) -> None:
    """Install a lock and the project itself, unless that was done already, or a larger lock was installed."""

    def state(of: Path) -> str:
        return stamps.digest(of, ROOT / "pyproject.toml", repr(python))

    if stamps.is_fresh("packages", state(lock), *map(state, also_filled_by)):
        return
    stamps.forget("packages")
    stamps.mark("filling", state(lock))
    say(
        f"Filling .venv from {lock.name} with {'uv' if uv() else 'pip'}; the first time this takes a few minutes."
    )
    open_to_distribution(allowed=False)
    run_or_stop([*_installer(), "--require-hashes", "--no-deps", "-r", lock], what=f"Installing {lock.name}")
    stamps.forget("filling")
    run_or_stop([*_installer(), "--no-deps", "-e", ROOT], what="Installing the project")
    open_to_distribution(allowed=python.shares_desktop)
    stamps.mark("packages", state(lock))


def try_to_add(lock: Path) -> bool:
    """Install a lock that may fail (it needs a compiler); say whether it is there now."""
    done = run_quietly([*_installer(), "--require-hashes", "--no-deps", "-r", lock])
    return done.returncode == 0


def add_from(lock: Path, name: str) -> None:
    """Install one package of a lock without the rest of it."""
    with tempfile.TemporaryDirectory() as folder:
        part = Path(folder) / "part.lock"
        part.write_text(requirement(lock.read_text(), name))
        run_or_stop([*_installer(), "--require-hashes", "--no-deps", "-r", part], what=f"Installing {name}")


def requirement(lock: str, name: str) -> str:
    """Cut one package, with its hashes, out of the text of a lock."""
    lines = lock.splitlines()
    starts = [at for at, line in enumerate(lines) if line.startswith(f"{name}==")]
    if not starts:
        raise ValueError(f"{name} is not in the lock")
    taken = []
    for start in starts:
        end = next((at for at in range(start + 1, len(lines)) if not lines[at].startswith(" ")), len(lines))
        taken += lines[start:end]
    return "\n".join(taken) + "\n"


def open_to_distribution(*, allowed: bool, venv: Path = VENV) -> None:
    """Let the environment see the distribution's packages, or not: the switch that --system-site-packages sets."""
    settings = venv / "pyvenv.cfg"
    lines = settings.read_text().splitlines()
    kept = [line for line in lines if not line.startswith("include-system-site-packages")]
    written = settings.with_name("pyvenv.cfg.new")
    written.write_text("\n".join([*kept, f"include-system-site-packages = {str(allowed).lower()}"]) + "\n")
    written.replace(settings)


def _installer() -> list[str | Path]:
    """Give the start of an install command: uv's when there is one, else the environment's own pip's."""
    python = program("python")
    if found := uv():
        return [found, "pip", "install", "--quiet", "--python", python]
    if run_quietly([python, "-m", "pip", "--version"]).returncode != 0:
        run_or_stop([python, "-m", "ensurepip", "--upgrade", "--default-pip"], what="Putting pip into .venv")
    # --use-pep517: the one package without a wheel (PyAudio) is built the same way by every pip.
    return [
        python,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-input",
        "--use-pep517",
    ]

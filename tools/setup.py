"""Set-up for one verb: system packages, `.venv`, the page's part, PyAudio last. Quick when nothing has changed."""

from dataclasses import dataclass

from tools import environment, panel, stamps, system
from tools.interpreter import Python
from tools.places import DEV_LOCK, LOCK, SOUND_LOCK
from tools.talk import CannotGoOn, say


@dataclass(frozen=True, slots=True)
class Needs:
    """What a verb needs besides the product itself."""

    checks: bool = False  # the development lock, and the page's checks
    page: bool = True  # the page's part; where it cannot be had, only the checks are stopped by that
    sound: bool = False  # PyAudio, which may fail


def prepare(verb: str, needs: Needs) -> None:
    """Set everything up. Raises CannotGoOn when the verb could not work."""
    lacking = system.ensure(verb)
    python = environment.make()
    system.remember(lacking)
    if needs.checks:
        environment.fill(DEV_LOCK, python=python)
    else:
        environment.fill(LOCK, python=python, also_filled_by=[DEV_LOCK])
    if needs.page:
        _fetch_page(needs)
    if needs.sound:
        _try_sound(python, lacking)


def _fetch_page(needs: Needs) -> None:
    try:
        panel.set_up(with_checks=needs.checks)
    except CannotGoOn as problem:
        if needs.checks:
            raise
        say(f"{problem} The review page will not open; everything else works.")


def _try_sound(python: Python, lacking: list[str]) -> None:
    """Build PyAudio once; try again only when the lock, the Python or the missing system packages have changed."""
    tried = stamps.digest(SOUND_LOCK, repr(python), *lacking)
    if stamps.is_fresh("sound", tried):
        return
    if not environment.try_to_add(SOUND_LOCK):
        say(
            "PyAudio could not be built (it wants the PortAudio headers and a compiler): no microphone, all else works."
        )
    stamps.mark("sound", tried)

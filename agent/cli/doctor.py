"""`tenth doctor`: what works on this computer, what does not, and what to do about it. Names no matter and sends nothing."""

from __future__ import annotations

import argparse
import platform
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass

from agent import __version__, wiring, wiring_capture
from agent.cli.asked import COULD_NOT, DONE, Arguments, answer, home_of
from agent.cli.tables import console
from agent.desktop import hosts, window
from agent.domain.speech_server import SpeechServer
from agent.errors import TenthError
from agent.paths import Home

SPACE_WANTED = 2 * 1024**3


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `hint` says what to do when it is not well."""

    what: str
    well: bool
    says: str
    hint: str = ""


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    """Add the verb."""
    doctor = verbs.add_parser("doctor", parents=[common], help="look what works on this computer")
    doctor.set_defaults(run=_doctor)


def _doctor(arguments: Arguments) -> int:
    home = home_of(arguments)
    findings = [
        Finding(
            "Tenth", True, f"{__version__} on {platform.system()} with Python {platform.python_version()}"
        ),
        _looked("Keyring", lambda: _keyring(home)),
        _looked("Data", lambda: _data(home)),
        _space(home),
        _speech(home),
        _language(),
        _microphone(),
        Finding("Windows of calls", True, wiring_capture.what_windows_tell()),
        _tray(),
        _window(),
    ]
    shape: dict[str, object] = {"findings": [asdict(f) for f in findings]}
    answer(arguments, shape, lambda: _print(findings))
    return DONE if all(f.well for f in findings) else COULD_NOT


def _looked(what: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(what, True, look())
    except TenthError as error:
        return Finding(what, False, str(error), error.hint)


def _keyring(home: Home) -> str:
    wiring.secrets_of(home).read("database-key")
    return "the practice home's key file can be read" if home.practice else "a keyring that encrypts answers"


def _data(home: Home) -> str:
    if not home.database.exists():
        return "nothing is kept here yet"
    services = wiring.build(home)
    try:
        counts = services.review.overview().counts
        return f"the database opens; {sum(counts.values())} entries"
    finally:
        services.close()


def _space(home: Home) -> Finding:
    free = shutil.disk_usage(home.root).free
    return Finding("Disk", free >= SPACE_WANTED, f"{free / 1024**3:.0f} GB free", "Free some disk space.")


def _speech(home: Home) -> Finding:
    if (server := _speech_server(home)) is not None:
        return Finding(
            "Speech", True, f"the firm's own server {server.host} with {server.model}; not this computer"
        )
    model = wiring.speech_model(home)
    if not model.exists():
        return Finding("Speech", True, "no speech model; only sound needs one: tenth models")
    own = model.parent in (home.root, home.models)
    return Finding(
        "Speech",
        True,
        "a speech model is in place" if own else "the practice voice, for the practice calls only",
    )


def _speech_server(home: Home) -> SpeechServer | None:
    if not home.database.exists():
        return None
    try:
        services = wiring.build(home)
    except TenthError:  # said already, of the keyring or the data
        return None
    try:
        return services.speech.server
    finally:
        services.close()


def _language() -> Finding:
    model = wiring.local_model()
    return Finding(
        "Ollama", True, f"{model} could help" if model else "no local model; the built-in rules need none"
    )


def _microphone() -> Finding:
    """Look from where a call would be heard. Nothing is opened for that."""
    try:
        return Finding("Calls", True, f"would be heard from {wiring_capture.heard_from()}")
    except TenthError as error:
        return Finding("Calls", True, f"cannot be recorded here: {error} (only recording needs it)")


def _tray() -> Finding:
    host = hosts.find()
    return Finding("Tray", True, host.says if host.backend else f"none: {host.says} (nothing needs it)")


def _window() -> Finding:
    own = "in a window of their own" if window.is_possible() else "in the browser (nothing needs a window)"
    return Finding("Window", True, f"Tenth's pages open {own}")


def _print(findings: list[Finding]) -> None:
    out = console()
    for finding in findings:
        hint = "" if finding.well else f" {finding.hint}"
        out.print(f"{'ok ' if finding.well else 'NO '} {finding.what}: {finding.says}.{hint}", soft_wrap=True)

"""`tenth desktop`: Tenth in the desktop's menus and at sign-in, and out of them again."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from agent.cli.asked import DONE, Arguments, Shape, answer, home_of, tell
from agent.desktop import hosts
from agent.desktop.shortcuts import shortcuts

WHAT = ("install", "remove", "status")


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    """Add the verb."""
    desktop = verbs.add_parser("desktop", parents=[common], help="Tenth in the desktop's menus")
    desktop.add_argument("what", choices=WHAT, metavar="|".join(WHAT))
    desktop.add_argument("--autostart", action="store_true", help="install: start at sign-in as well")
    desktop.set_defaults(run=_desktop)


def _desktop(arguments: Arguments) -> int:
    ours = shortcuts(_command(arguments))
    if arguments.what == "install":
        ours.install(autostart=arguments.autostart)
    elif arguments.what == "remove":
        ours.remove()
    host = hosts.find()
    shape: Shape = {
        "installed": ours.is_installed,
        "autostart": ours.starts_by_itself,
        "tray": host.backend,
    }
    where = "Tenth is in the menus" if ours.is_installed else "Tenth is not in the menus"
    starts = ", and starts at sign-in." if ours.starts_by_itself else "; it does not start by itself."
    tray = f"The tray icon is {host.says}." if host.backend else f"There is no tray icon: {host.says}."
    answer(arguments, shape, lambda: tell(f"{where}{starts} {tray}"))
    return DONE


def _command(arguments: Arguments) -> list[str]:
    """Return how this Tenth is started with this home, from wherever: by its full path."""
    program = Path(sys.executable).with_name("tenth")
    command = [str(program)] if program.exists() else [sys.executable, "-m", "agent"]
    if arguments.home or arguments.sandbox:
        command += ["--home", str(home_of(arguments).root)]
    return [*command, "--sandbox"] if arguments.sandbox else command

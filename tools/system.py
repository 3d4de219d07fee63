"""The operating system's packages: installed when we are root on Debian or Ubuntu, otherwise named.

Nothing stops here. What is missing costs the routes that want it, and those say so themselves.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Collection

from tools import stamps
from tools.places import ROOT
from tools.talk import run_quietly, say

LIST = ROOT / "tools" / "system-packages.txt"
APT = ("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=120")
JUST_THESE = ("install", "--no-install-recommends")


def wanted(listing: str, verb: str) -> list[str]:
    """Read the list: the packages that one verb wants, in order."""
    packages = []
    for line in listing.splitlines():
        package, colon, verbs = line.partition("#")[0].partition(":")
        if colon and verb in verbs.split():
            packages.append(package.strip())
    return packages


def missing(packages: Collection[str]) -> list[str]:
    """Say which of these packages dpkg does not know as installed."""
    # Not check=True: it exits 1 when it has never heard of one of them.
    asked = ["dpkg-query", "--show", "--showformat", "${Package} ${db:Status-Status}\n", *packages]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    there = {line.split()[0] for line in done.stdout.splitlines() if line.endswith(" installed")}
    return [package for package in packages if package not in there]


def ensure(verb: str) -> list[str]:
    """Install what a verb wants and return what is still missing; on other systems there is nothing to do."""
    if not (shutil.which("dpkg-query") and shutil.which("apt-get")):
        return []
    packages = wanted(LIST.read_text(), verb)
    return settle(
        packages,
        is_root=sys.platform != "win32" and os.geteuid() == 0,
        already_tried=_tried,
        find_missing=missing,
        install=install,
    )


def settle(
    packages: Collection[str],
    *,
    is_root: bool,
    already_tried: Callable[[list[str]], bool],
    find_missing: Callable[[Collection[str]], list[str]],
    install: Callable[[list[str]], None],
) -> list[str]:
    """Decide what to do about missing packages: install once, or name the command."""
    lacking = find_missing(packages)
    if lacking and is_root and not already_tried(lacking):
        say(f"Installing system packages: {' '.join(lacking)}")
        install(lacking)
        lacking = find_missing(packages)
    if lacking:
        sudo = "" if is_root else "sudo "
        say(f"Not installed, carrying on without: {sudo}apt-get install {' '.join(lacking)}")
    return lacking


def install(packages: list[str]) -> None:
    """Install packages with apt. When that fails together, each is tried alone: one unknown name must not cost the rest."""
    run_quietly([*APT, "update"])
    if run_quietly([*APT, *JUST_THESE, *packages]).returncode == 0:
        return
    for package in packages:
        if (done := run_quietly([*APT, *JUST_THESE, package])).returncode != 0:
            say(f"apt-get could not install {package}: {_last_line(done.stdout)}")


def remember(lacking: Collection[str]) -> None:
    """Note what could not be installed, so that the next run does not ask apt for the same again."""
    stamps.mark("system", stamps.digest(*lacking))


def _tried(lacking: list[str]) -> bool:
    return stamps.is_fresh("system", stamps.digest(*lacking))


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "no reason given"

"""run, run.cmd and tools/__main__.py: the verbs of a checkout."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tools.__main__ import VERBS, main
from tools.places import ROOT

posix = pytest.mark.skipif(os.name == "nt", reason="run is the shell's; Windows has run.cmd")


def test_without_a_verb_the_verbs_are_told(capsys) -> None:
    assert main([]) == 2
    told = capsys.readouterr().out
    assert [verb for verb in VERBS if verb not in told] == []


def test_an_unknown_verb_is_used_wrongly(capsys) -> None:
    assert main(["fly"]) == 2
    assert "fly" in capsys.readouterr().out


@pytest.mark.parametrize("door", ["run", "run.cmd"])
def test_the_doors_name_every_verb(door: str) -> None:
    line = next(line for line in (ROOT / door).read_text().splitlines() if "demo |" in line)
    told = line.partition("run ")[2].partition("(")[0]
    assert re.findall(r"[a-z]+", told) == list(VERBS)


@posix
def test_the_door_finds_a_python_from_any_folder(tmp_path: Path) -> None:
    done = subprocess.run(
        ["sh", ROOT / "run", "fly"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "./run VERB" in done.stdout


@posix
def test_without_a_python_that_fits_the_door_says_what_to_install(tmp_path: Path) -> None:
    """The same script on a machine whose only Python is too old."""
    door, only = tmp_path / "run", tmp_path / "bin"
    door.write_text((ROOT / "run").read_text().replace("/usr/bin/python3 ", ""))
    only.mkdir()
    (only / "dirname").symlink_to(shutil.which("dirname") or "")
    (only / "python3").write_text("#!/bin/sh\nexit 1\n")
    (only / "python3").chmod(0o755)
    done = subprocess.run(
        ["/bin/sh", door, "demo"], env={"PATH": str(only)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "3.11, 3.12 or 3.13" in done.stderr

"""Imports only go down. The contracts stand in pyproject.toml; here they are held, and each is shown to see its breach."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.sources import ROOT

BREACHES = {
    "Imports only go down": {"agent/domain/planted.py": "import agent.ports"},
    "Brands never touch the store": {"agent/export/planted.py": "import agent.store"},
    "Routes call workflows, never brands or the store": {"agent/web/planted.py": "import agent.store"},
    "The command line reaches brands through wiring only": {"agent/cli/planted.py": "import agent.clio"},
    "The desktop calls workflows, never brands or the store": {
        "agent/desktop/planted.py": "import agent.store"
    },
    "The domain does no I/O": {"agent/domain/planted.py": "import sqlcipher3"},
    "Practice Clio is written from the facts, not from our client": {
        "agent/sandbox/planted.py": "import agent.clio"
    },
    "Clio: network above wire": {"agent/clio/wire.py": "import agent.clio.client"},
    "No circles anywhere": {
        "agent/intake/planted.py": "import agent.intake.planted_too",
        "agent/intake/planted_too.py": "import agent.intake.planted",
    },
}


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Hold the contracts of a checkout against its source."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"]
    return subprocess.run(
        [*command, "--no-cache"], cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )


def broken(output: str) -> set[str]:
    """Read the names of the broken contracts from the report."""
    return set(re.findall(r"^(.+) BROKEN", output, flags=re.MULTILINE))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package that may be spoilt."""
    shutil.copytree(ROOT / "agent", tmp_path / "agent", ignore=shutil.ignore_patterns("__pycache__", "data"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_imports_only_go_down() -> None:
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_each_contract_sees_its_breach(copy: Path) -> None:
    for planted in BREACHES.values():
        for name, line in planted.items():
            with (copy / name).open("a") as module:
                module.write(f"\n{line}\n")
    done = lint_imports(copy)
    assert broken(done.stdout) == set(BREACHES), done.stdout + done.stderr


def test_a_new_package_fails_until_it_is_given_a_floor(copy: Path) -> None:
    (copy / "agent" / "newcomer.py").write_text('"""A package that nobody gave a floor."""\n')
    done = lint_imports(copy)
    assert broken(done.stdout) == {"Imports only go down"}, done.stdout + done.stderr


def test_every_contract_has_a_breach_to_show() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert {contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]} == set(BREACHES)

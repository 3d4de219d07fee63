"""tools/environment.py: filled from the lock while closed, opened last, and filled again after an interruption."""

import contextlib
from pathlib import Path

import pytest

from tools import environment, stamps
from tools.environment import open_to_distribution, requirement
from tools.interpreter import Python
from tools.talk import CannotGoOn

DISTRIBUTION = Python("/usr/bin/python3", "/usr", (3, 11), has_desktop=True, has_pip=True)

LOCK = """\
# heading
nodejs==1.0 ; sys_platform == 'linux' \\
    --hash=sha256:aa
nodejs==1.1 ; sys_platform != 'linux' \\
    --hash=sha256:bb \\
    --hash=sha256:cc
nodejs-extra==2.0 \\
    --hash=sha256:dd
"""


class Installs:
    """Stands in for the programs that are started; notes whether the environment was open at each."""

    def __init__(self, venv: Path) -> None:
        self.venv = venv
        self.open_at: list[bool] = []
        self.fails = False

    def __call__(self, argv: list[str], *, what: str) -> None:
        self.open_at.append(is_open(self.venv))
        if self.fails:
            raise CannotGoOn(what)


def is_open(venv: Path) -> bool:
    return "include-system-site-packages = true" in (venv / "pyvenv.cfg").read_text()


@pytest.fixture
def venv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / ".venv"
    folder.mkdir()
    (folder / "pyvenv.cfg").write_text(
        "home = /usr/bin\ninclude-system-site-packages = false\nversion = 3.11.2\n"
    )
    monkeypatch.setattr(stamps, "VENV", folder)
    monkeypatch.setattr(environment, "uv", lambda: "uv")
    monkeypatch.setattr(
        environment,
        "open_to_distribution",
        lambda *, allowed: open_to_distribution(allowed=allowed, venv=folder),
    )
    return folder


@pytest.fixture
def installs(venv: Path, monkeypatch: pytest.MonkeyPatch) -> Installs:
    made = Installs(venv)
    monkeypatch.setattr(environment, "run_or_stop", made)
    return made


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "requirements.lock"
    path.write_text(LOCK)
    return path


def test_nothing_of_the_distribution_is_visible_while_installing(
    venv: Path, installs: Installs, lock: Path
) -> None:
    environment.fill(lock, python=DISTRIBUTION)
    assert installs.open_at == [False, False]
    assert is_open(venv)


def test_the_second_time_nothing_is_installed(installs: Installs, lock: Path) -> None:
    environment.fill(lock, python=DISTRIBUTION)
    environment.fill(lock, python=DISTRIBUTION)
    assert len(installs.open_at) == 2


def test_a_changed_lock_is_installed(installs: Installs, lock: Path) -> None:
    environment.fill(lock, python=DISTRIBUTION)
    lock.write_text(LOCK.replace("2.0", "2.1"))
    environment.fill(lock, python=DISTRIBUTION)
    assert len(installs.open_at) == 4


def test_an_interrupted_installation_is_done_again(venv: Path, installs: Installs, lock: Path) -> None:
    environment.fill(lock, python=DISTRIBUTION)
    lock.write_text(LOCK.replace("2.0", "2.1"))
    installs.fails = True
    with pytest.raises(CannotGoOn):
        environment.fill(lock, python=DISTRIBUTION)
    lock.write_text(LOCK)
    installs.fails = False
    environment.fill(lock, python=DISTRIBUTION)
    assert len(installs.open_at) == 5
    assert is_open(venv)


@pytest.mark.parametrize("cut_off", [True, False])
def test_an_environment_that_was_cut_off_while_filling_is_made_anew(
    venv: Path, installs: Installs, lock: Path, monkeypatch: pytest.MonkeyPatch, cut_off: bool
) -> None:
    for name, value in {
        "VENV": venv,
        "candidates": lambda: [DISTRIBUTION],
        "probe": lambda path: DISTRIBUTION,
    }.items():
        monkeypatch.setattr(environment, name, value)
    installs.fails = cut_off
    with contextlib.suppress(CannotGoOn):
        environment.fill(lock, python=DISTRIBUTION)
    installs.fails = False
    monkeypatch.setattr(environment, "run_or_stop", lambda argv, *, what: venv.mkdir())  # python -m venv
    environment.make()
    assert (venv / "pyvenv.cfg").exists() is not cut_off


def test_the_development_lock_counts_for_the_product(installs: Installs, lock: Path, tmp_path: Path) -> None:
    development = tmp_path / "requirements-dev.lock"
    development.write_text(LOCK + "more==1\n")
    environment.fill(development, python=DISTRIBUTION)
    environment.fill(lock, python=DISTRIBUTION, also_filled_by=[development])
    assert len(installs.open_at) == 2


def test_the_switch_leaves_the_other_settings_alone(venv: Path) -> None:
    before = (venv / "pyvenv.cfg").read_text().splitlines()
    open_to_distribution(allowed=True, venv=venv)
    open_to_distribution(allowed=False, venv=venv)
    assert sorted((venv / "pyvenv.cfg").read_text().splitlines()) == sorted(before)


def test_one_package_is_cut_out_of_a_lock_for_every_platform() -> None:
    assert requirement(LOCK, "nodejs").splitlines() == LOCK.splitlines()[1:6]


def test_a_package_that_is_not_in_the_lock_is_refused() -> None:
    with pytest.raises(ValueError, match="not in the lock"):
        requirement(LOCK, "node")

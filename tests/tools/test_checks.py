"""tools/checks.py: every check runs, and one failure is enough."""

import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tools import apart
from tools.checks import Check, checking_environment, run_all
from tools.places import ROOT

MEETS = """
import pathlib, sys, time
place, me = pathlib.Path(sys.argv[1]), sys.argv[2]
other = {"one": "two", "two": "one"}[me]
(place / me).touch()
until = time.monotonic() + 1.5
while not (place / other).exists() and time.monotonic() < until: time.sleep(0.02)
if (place / other).exists(): print(me, "met", other)
"""
PASSES = Check("passes", (sys.executable, "-c", ""))
FAILS = Check("fails", (sys.executable, "-c", "raise SystemExit(3)"))


def test_all_passed_is_zero(capfd) -> None:
    assert run_all([PASSES]) == 0


def test_one_failure_is_told_and_does_not_keep_the_rest_from_running(capfd, tmp_path: Path) -> None:
    trace = tmp_path / "ran"
    later = Check("later", (sys.executable, "-c", f"open({str(trace)!r}, 'w')"))
    assert run_all([FAILS, later]) == 1
    assert trace.exists()
    assert "Failed: fails" in capfd.readouterr().out


@pytest.mark.parametrize("possible", [True, False])
def test_two_rows_run_beside_each_other_where_they_can_and_all_is_told(
    capfd, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, possible: bool
) -> None:
    """Beside each other each sees that the other has begun; one after the other the first cannot."""
    monkeypatch.setattr(apart, "is_possible", lambda: possible)
    monkeypatch.setattr(apart, "command", lambda argv: tuple(map(str, argv)))
    rows = [Check(name, (sys.executable, "-c", MEETS, str(tmp_path), name)) for name in ("one", "two")]
    assert run_all([PASSES], rows[:1], [rows[1], FAILS]) == 1
    told = capfd.readouterr().out
    assert "Failed: fails" in told
    assert ("one met two" in told) is possible
    assert "two met one" in told


@pytest.mark.skipif(not apart.is_possible(), reason="this computer gives no network of its own")
def test_apart_a_fixed_port_is_free_whoever_has_it_here() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        binds = [sys.executable, "-c", f"import socket; socket.create_server(('127.0.0.1', {port}))"]
        assert subprocess.run(binds, check=False, capture_output=True).returncode != 0
        assert subprocess.run(apart.command(binds), check=False, cwd=ROOT).returncode == 0


def test_a_pytest_that_wrote_no_report_is_a_failure_when_it_says_so(capfd, tmp_path: Path) -> None:
    died = Check("tests", FAILS.argv, report=tmp_path / "build" / "report.xml")
    assert run_all([died]) == 1


def test_a_run_without_a_single_test_of_its_kind_is_no_failure(capfd, tmp_path: Path) -> None:
    none_chosen = Check(
        "slow tests", (sys.executable, "-c", "raise SystemExit(5)"), report=tmp_path / "report.xml"
    )
    assert run_all([none_chosen]) == 0


MANY = "@pytest.mark.parametrize('n', range(9))\ndef test_broken(n): assert n < 0"
UNSTEADY = """
import pathlib, pytest
trace = pathlib.Path(__file__).with_name("ran")
def test_steady(): pass
def test_second_time_lucky():
    before = trace.exists()
    trace.touch()
    assert before
"""


@pytest.mark.slow
def test_what_fails_once_is_run_again_where_that_is_wanted_and_named(capfd, tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(UNSTEADY)
    report = tmp_path / "report.xml"
    argv = (sys.executable, "-m", "pytest", "-q", "--rootdir", tmp_path, f"--junitxml={report}", "test_it.py")
    check = Check("tests", argv, folder=tmp_path, report=report)
    assert run_all([check]) == 1
    (tmp_path / "ran").unlink()
    assert run_all([replace(check, second_look=True)]) == 0
    told = capfd.readouterr().out
    assert "unsteady: test_it::test_second_time_lucky" in told
    assert "====== 2 passed" in told


@pytest.mark.slow
def test_many_failures_are_no_accident(capfd, tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(UNSTEADY.replace("def test_steady(): pass", MANY))
    report = tmp_path / "report.xml"
    argv = (sys.executable, "-m", "pytest", "-q", "--rootdir", tmp_path, f"--junitxml={report}", "test_it.py")
    assert run_all([Check("tests", argv, folder=tmp_path, report=report, second_look=True)]) == 1
    assert "unsteady" not in capfd.readouterr().out


def test_no_proxy_stands_between_a_test_and_its_servers() -> None:
    given = {
        "HTTP_PROXY": "http://proxy",
        "https_proxy": "http://proxy",
        "PYTHONPATH": "/elsewhere",
        "TMPDIR": "/t",
        "PATH": "/bin",
    }
    assert checking_environment(given) == {"TMPDIR": "/t", "PATH": "/bin"}


def test_what_was_compiled_is_kept_for_the_next_process() -> None:
    assert checking_environment({"PYTHONDONTWRITEBYTECODE": "1", "PATH": "/bin"}) == {"PATH": "/bin"}

"""agent/power.py: what the kernel's power supplies say of where the power comes from."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.domain.hearing import Power
from agent.power import read_power


def supply(folder: Path, name: str, **facts: str) -> None:
    (folder / name).mkdir()
    for fact, value in facts.items():
        (folder / name / fact).write_text(value + "\n")


@pytest.mark.parametrize("status", ["Charging", "Full", "Not charging"])
def test_on_the_mains_nothing_is_discharging(tmp_path: Path, status: str) -> None:
    supply(tmp_path, "AC", type="Mains", online="1")
    supply(tmp_path, "BAT0", type="Battery", status=status, capacity="80")
    assert read_power(tmp_path) == Power(on_battery=False, percent=80)


def test_on_battery_one_is(tmp_path: Path) -> None:
    supply(tmp_path, "BAT0", type="Battery", status="Discharging", capacity="31")
    supply(tmp_path, "BAT1", type="Battery", status="Unknown", capacity="4")
    assert read_power(tmp_path) == Power(on_battery=True, percent=31)


def test_a_mouse_is_not_the_computer(tmp_path: Path) -> None:
    supply(tmp_path, "hidpp_0", type="Battery", scope="Device", status="Discharging", capacity="10")
    assert read_power(tmp_path) == Power()


def test_where_nothing_is_told_it_is_the_mains(tmp_path: Path) -> None:
    assert read_power(tmp_path / "nothing") == Power()
    supply(tmp_path, "BAT0", type="Battery", status="Discharging", capacity="?")
    assert read_power(tmp_path) == Power(on_battery=True, percent=None)

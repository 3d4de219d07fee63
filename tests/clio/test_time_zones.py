"""agent/clio/time_zones.py: the lawyer's zone, whichever way Clio names it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from agent.clio.time_zones import RAILS, iana


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Sydney", "Australia/Sydney"),
        ("Perth", "Australia/Perth"),
        ("Auckland", "Pacific/Auckland"),
        ("Australia/Hobart", "Australia/Hobart"),
        ("America/New_York", "America/New_York"),
    ],
)
def test_both_kinds_of_name_are_read(name: str, zone: str) -> None:
    assert iana(name) == zone


@pytest.mark.parametrize(
    "name", ["", "Kakariki Standard Time", "../etc/passwd", "Australia", "/etc/localtime"]
)
def test_an_unknown_name_is_not_guessed(name: str) -> None:
    assert iana(name) is None


def test_every_zone_of_the_table_exists() -> None:
    assert all(ZoneInfo(zone) for zone in RAILS.values())

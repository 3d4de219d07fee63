"""agent/domain/sounding.py: how far apart words sound, by ear."""

from __future__ import annotations

import pytest

from agent.domain.sounding import apart


@pytest.mark.parametrize(
    ("heard", "name"),
    [
        ("Hail", "Hale"), ("Hayle", "Hale"), ("Winterbourne", "Winterborn"), ("Clark", "Clarke"), ("Pryce", "Price"),
        ("Thompson", "Thomson"), ("Caulder", "Calder"), ("MacKenzie", "McKenzie"), ("Hughes", "Hewes"), ("Smyth", "Smith"),
        ("Nwin", "Nguyễn"), ("Nuyen", "Nguyễn"), ("Fong", "Phương"), ("Hwin", "Huỳnh"), ("Twee", "Thúy"), ("Swan", "Xuân"),
        ("Fanga", "Whaanga"), ("Nata", "Ngata"), ("Haymee", "Hēmi"), ("Raywee", "Rewi"), ("Yanopoulos", "Giannopoulos"),
    ],
)  # fmt: skip
def test_other_spellings_of_a_name_sound_the_same(heard: str, name: str) -> None:
    assert apart(heard, name) == 0


@pytest.mark.parametrize(
    ("heard", "name", "most"),
    [
        ("Kestral", "Kestrel", 0.25), ("Merlin", "Marlin", 0.25), ("Nguyan", "Nguyễn", 0.25), ("Mateny", "Mātene", 0.35),
        ("Anderson", "Andersen", 0.35), ("Winterburn", "Winterborn", 0.35), ("Papadopolis", "Papadopoulos", 0.85),
    ],
)  # fmt: skip
def test_a_vowel_that_nobody_stresses_is_little(heard: str, name: str, most: float) -> None:
    assert 0 < apart(heard, name) <= most


@pytest.mark.parametrize(
    ("heard", "name"),
    [
        ("Hall", "Hale"), ("Hill", "Hale"), ("Heal", "Hale"), ("March", "Marsh"), ("Chan", "Tran"), ("Wong", "Wang"),
        ("Johnson", "Johnston"), ("Winterton", "Winterborn"), ("Brightwood", "Brightwater"), ("Win", "Nguyễn"),
        ("Roman", "Raman"), ("Copper", "Cooper"),
    ],
)  # fmt: skip
def test_another_name_is_far(heard: str, name: str) -> None:
    assert apart(heard, name) >= 0.5

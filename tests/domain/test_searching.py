"""agent/domain/searching.py: any part of a matter finds it, however it is typed."""

from __future__ import annotations

import random

import pytest

from agent.domain.matter import Contact, Matter, MatterStatus
from agent.domain.searching import Catalogue, Searchable, found_in
from tests.builders import a_matter

MATTERS = [
    a_matter(1, display_number="00042-Ngaio", client_name="Tūī Tāmati", description="Purchase of farm", contacts=()),
    a_matter(2, display_number="00043-Nguyen", client_name="Nguyễn Thị Hạnh", description="Visa review", contacts=()),
    a_matter(3, display_number="20417-Kettle", client_name="Copper Kettle", description="Lease",
             contacts=(Contact("Marcus Hale"),), aliases=("The bakery",)),
    a_matter(4, display_number="20388-Kettle", client_name="Copper Kettle", description="Finance", status=MatterStatus.CLOSED,
             contacts=()),
    a_matter(5, display_number="00044-Soren", client_name="Søren Łódź", description="Will", contacts=()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("tui", [1]), ("TŪĪ", [1]), ("nguyen", [2]), ("Nguyễn", [2]), ("42", [1]), ("00042", [1]), ("20417", [3]),
        ("kettle", [3, 4]), ("copper lease", [3]), ("hale", [3]), ("kettel", [3, 4]), ("zebra", []), ("copper zebra", []),
        ("bakery", [3]), ("soren", [5]), ("Sørén", [5]), ("lodz", [5]),
    ],
)  # fmt: skip
def test_number_client_description_and_people_are_found(typed: str, found: list[int]) -> None:
    assert [m.id for m in Catalogue(MATTERS).search(typed, 8)] == found


def test_closed_matters_come_last_and_the_list_is_short() -> None:
    assert [m.id for m in Catalogue(MATTERS).search("", 4)] == [1, 2, 5, 3]


LETTERS = "aeioutk"


def some_matters(chance: random.Random) -> list[Matter]:
    """Matters whose words are much alike."""

    def word() -> str:
        return "".join(chance.choices(LETTERS, k=chance.randint(1, 7)))

    return [
        a_matter(
            n, display_number=f"{chance.randint(1, 400):05d}-{word()}", client_name=f"{word()} {word()}",
            description=word(), contacts=(Contact(word()),), status=chance.choice(list(MatterStatus)),
        )
        for n in range(120)
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_the_index_finds_what_reading_every_matter_finds(seed: int) -> None:
    chance = random.Random(seed)
    matters = sorted(some_matters(chance), key=lambda m: (m.is_closed, m.display_number))
    catalogue = Catalogue(chance.sample(matters, len(matters)))
    things = [
        Searchable(m.display_number, (m.client_name, m.description, m.contacts[0].name)) for m in matters
    ]
    for _ in range(150):
        typed = " ".join(
            {
                "".join(chance.choices(LETTERS + "0123", k=chance.randint(1, 6)))
                for _ in range(chance.choice((1, 1, 2)))
            }
        )
        every = [matters[place] for place in found_in(typed, things, len(matters))]
        every.sort(key=lambda m: m.is_closed)  # a stable sort: the best stay first
        assert {m.id for m in catalogue.search(typed, len(matters))} == {m.id for m in every}
        assert [m.is_closed for m in catalogue.search(typed, 9)] == [m.is_closed for m in every[:9]]
        assert [m.id for m in catalogue.search(typed, 9)] == [m.id for m in every[:9]]

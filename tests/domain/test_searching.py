"""agent/domain/searching.py: any part of a matter finds it, however it is typed."""

from __future__ import annotations

import pytest

from agent.domain.matter import Contact, MatterStatus
from agent.domain.searching import search
from tests.builders import a_matter

MATTERS = [
    a_matter(1, display_number="00042-Ngaio", client_name="Tūī Tāmati", description="Purchase of farm", contacts=()),
    a_matter(2, display_number="00043-Nguyen", client_name="Nguyễn Thị Hạnh", description="Visa review", contacts=()),
    a_matter(3, display_number="20417-Kettle", client_name="Copper Kettle", description="Lease",
             contacts=(Contact("Marcus Hale"),)),
    a_matter(4, display_number="20388-Kettle", client_name="Copper Kettle", description="Finance", status=MatterStatus.CLOSED,
             contacts=()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("tui", [1]), ("TŪĪ", [1]), ("nguyen", [2]), ("Nguyễn", [2]), ("42", [1]), ("00042", [1]), ("20417", [3]),
        ("kettle", [3, 4]), ("copper lease", [3]), ("hale", [3]), ("kettel", [3, 4]), ("zebra", []), ("copper zebra", []),
    ],
)  # fmt: skip
def test_number_client_description_and_people_are_found(typed: str, found: list[int]) -> None:
    assert [m.id for m in search(typed, MATTERS, 8)] == found


def test_closed_matters_come_last_and_the_list_is_short() -> None:
    assert [m.id for m in search("", MATTERS, 3)] == [1, 2, 3]

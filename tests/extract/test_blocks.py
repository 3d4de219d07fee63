"""agent/extract/blocks.py: a change of matter is followed, a passing mention is not, and who goes back is followed back."""

from __future__ import annotations

import pytest

from agent.domain.matter import Contact, Matter
from agent.domain.source import Context, Person
from agent.extract.blocks import blocks
from agent.extract.hearing import index_of
from agent.extract.reading import read
from tests.builders import NOON, a_matter, a_passage, a_source

KEEPER, CLIENT = "Ruth Calder", "Otis Pemberthy"
CONTACTS = (Contact(CLIENT, "otis@pemberthy.example.com"),)


def _matter(number: int, description: str, area: str, client: str = CLIENT) -> Matter:
    contacts = CONTACTS if client == CLIENT else (Contact(client),)
    return a_matter(
        number, display_number=f"{number:05d}-{client.split()[0]}", description=description, client_name=client,
        contacts=contacts, practice_area=area,
    )  # fmt: skip


ROOF = _matter(401, "Defective roof - claim against Stringybark Constructions", "Building")
DEBT = _matter(402, "Recovery of unpaid rent - Lachmann", "Debt Recovery")
SALE = _matter(403, "Sale of 9 Corella Street", "Conveyancing")
BUY = _matter(404, "Purchase of 30 Jacana Parade", "Conveyancing")
LEASE = _matter(405, "Office lease", "Commercial Leases", "Tolhurst Surveying Pty Ltd")


def _cut(matters: tuple[Matter, ...], *said: str) -> list[str]:
    """Return the first word of the description of each passage's matter."""
    speakers = (KEEPER, CLIENT)
    source = a_source(
        *(a_passage(n, n * 10, n * 10 + 9, text, speakers[n % 2]) for n, text in enumerate(said)),
        context=Context(NOON, KEEPER, (Person(KEEPER), Person(CLIENT))),
    )
    reading = read(source)
    found = blocks(reading, reading.passages, index_of(matters))
    owner = {p.at: b.matter.description.split()[0] if b.matter else "" for b in found for p in b.passages}
    return [owner[n] for n in range(len(said))]


OPENING = (
    "So Stringybark have put on a defence to the roof claim, they say the defects are limitation barred.",
    "The roof was finished in twenty twenty.",
    "Then the building claim is inside the ten years, and the expert report supports the defects.",
)
RENT = (
    "Now, the unpaid rent. Lachmann owes nine thousand and the recovery is straightforward.",
    "He says there is a set off.",
    "There is none against rent, so I would issue a letter of demand for the unpaid rent to Lachmann.",
    "Do it.",
)


def test_a_mention_that_is_put_off_is_no_change_of_matter() -> None:
    said = (*OPENING, "Is that Lachmann's side of it?", "Lachmann, yeah, we'll come to him. And third, they blame the tiler.",
            "What would the fix cost?", "Forty thousand.")  # fmt: skip
    assert set(_cut((ROOF, DEBT), *said)) == {"Defective"}


def test_a_change_with_evidence_is_followed() -> None:
    assert _cut((ROOF, DEBT), *OPENING, *RENT) == ["Defective"] * 3 + ["Recovery"] * 4


@pytest.mark.parametrize(
    "back",
    [
        "Can I go back, on the expert report, who pays for it?",
        "Going back to the expert report, is it filed?",
    ],
)
def test_going_back_returns_to_where_its_words_were_spoken(back: str) -> None:
    cut = _cut((ROOF, DEBT), *OPENING, *RENT, back, "You do, and we recover it later.")
    assert cut == ["Defective"] * 3 + ["Recovery"] * 4 + ["Defective"] * 2


def test_without_the_words_of_an_earlier_stretch_nobody_goes_back() -> None:
    assert _cut((ROOF, DEBT), *OPENING, *RENT, "When I go back to work I'll post it.")[-1] == "Recovery"


def test_a_sale_and_a_purchase_of_one_client_are_told_apart() -> None:
    said = (
        "So Corella Street, the sale settles at ten and the purchasers have signed the transfer.",
        "And the adjustments?", "Council rates and water are adjusted in the statement.",
        "Okay. So on the purchase, Jacana Parade, the bank has not certified the mortgage.",
        "What do they need?", "The certificate of insurance on the purchase.",
        "And on the sale, do I leave the keys?", "Leave the Corella Street keys with the agent.",
    )  # fmt: skip
    assert _cut((SALE, BUY), *said) == ["Sale"] * 3 + ["Purchase"] * 3 + ["Sale"] * 2


def test_somebody_who_shares_a_clients_name_does_not_take_the_call_over() -> None:
    said = (*OPENING, "Tolhurst's report has the repair at sixty thousand.", "And without the gutters?",
            "Tolhurst says fifty. I want Tolhurst to do a second one.", "All right.")  # fmt: skip
    assert set(_cut((ROOF, LEASE), *said)) == {"Defective"}


def test_a_namesake_whose_business_is_spoken_of_is_a_matter_of_its_own() -> None:
    said = (*OPENING, "Now, the other matter, Tolhurst. The landlord wants a rent review under the office lease.",
            "When?", "The lease has an option, and Tolhurst must exercise the option by June.")  # fmt: skip
    assert _cut((ROOF, LEASE), *said) == ["Defective"] * 3 + ["Office"] * 3

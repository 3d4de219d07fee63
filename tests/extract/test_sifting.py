"""agent/extract/sifting.py: what is no part of the work leaves its paragraph; what is, stays."""

from __future__ import annotations

import pytest

from agent.extract.reading import read
from agent.extract.sifting import is_all_aside, sentences, sifted
from tests.builders import a_passage, a_source

ADVICE = "The landlord must give 14 days notice under the lease."


def _left(text: str) -> str:
    reading = read(a_source(a_passage(1, text=text)))
    return sifted(reading, reading.passages)[0].text


@pytest.mark.parametrize(
    "aside",
    [
        "Marguerite will send the invoice next week.",
        "Marguerite has moved your appointment to Tuesday at 3.",
        "Tobias (paralegal) spent 2.5 hours on the index.",
        "Tobias's chronology (4 hours) is his, not mine.",
        "Tobias already ordered the title search.",
        "Rang the registry, on hold 20 mins, N/C.",
        "The sale file also needs a bill, not this file.",
        "We can leave that till next week.",
        "Our account is enclosed.",
        "Parking is behind the building.",
    ],
)
def test_an_aside_leaves_its_paragraph(aside: str) -> None:
    assert _left(f"{ADVICE} {aside}") == ADVICE
    assert is_all_aside(read(a_source(a_passage(1, text=aside))).passages[0])


@pytest.mark.parametrize(
    "work",
    [
        "Francine will convene a general meeting for 14 July.",
        "The builder has already issued the payment claim.",
        "I spent two hours settling the lease.",
        "We spent 40 minutes on the lease.",
        "The objectors say the car parking is short by nine spaces.",
        "The landlord has served a notice to vacate.",
    ],
)
def test_what_parties_and_the_lawyer_do_stays(work: str) -> None:
    assert _left(f"{ADVICE} {work}") == f"{ADVICE} {work}"


def test_a_closed_file_takes_the_sentence_that_raised_it_along() -> None:
    assert _left(f"{ADVICE} Ivo asked about the trust deed. That file is closed.") == ADVICE


def test_the_office_is_known_from_the_lawyer_alone() -> None:
    """A client who tells that somebody has already filed something tells a fact of the matter."""
    said = "Denholm already filed the caveat. The sale is off."
    reading = read(a_source(a_passage(1, text="Who filed it?"), a_passage(2, text=said)))
    client = [p for p in reading.passages if p.at == 1]
    assert client[0].mine is not False  # nobody knows who speaks: the sentence may be the lawyer's
    assert sifted(reading, client)[0].text == "The sale is off."


def test_a_title_ends_no_sentence() -> None:
    assert sentences("I rang Mr. Ostler. He agreed.") == ["I rang Mr. Ostler.", "He agreed."]

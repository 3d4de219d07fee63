"""agent/extract/colleagues.py: a call among the firm's own people is told from one with a client."""

from __future__ import annotations

from agent.domain.source import Context, Person
from agent.extract.colleagues import is_among_colleagues
from agent.extract.hearing import index_of
from agent.extract.reading import read
from tests.builders import NOON, a_matter, a_passage, a_source

TALK = (
    "Quick internal one. Did you fix your timesheets?", "I did. So the client has been served with a notice.",
    "Who would you brief?", "Nobody yet. And plead both defences.",
)  # fmt: skip


def _internal(other: str, *said: str) -> bool:
    speakers = ("Ruth Calder", other)
    source = a_source(
        *(a_passage(n, n * 10, n * 10 + 9, text, speakers[n % 2]) for n, text in enumerate(said)),
        context=Context(NOON, "Ruth Calder", (Person("Ruth Calder"),)),
    )
    return is_among_colleagues(read(source), index_of((a_matter(),)))


def test_colleagues_who_talk_of_an_absent_client_are_internal() -> None:
    assert _internal("Petra Voss", *TALK)


def test_a_client_on_the_call_makes_it_no_internal_one() -> None:
    assert not _internal("Marcus Hale", *TALK)


def test_a_guest_is_not_of_the_firm() -> None:
    assert not _internal("Petra Voss (Guest)", *TALK)


def test_one_kind_of_sign_is_not_enough() -> None:
    assert not _internal("Petra Voss", "Quick one.", "Go on.", "Do it yourself?", "Brief someone.")

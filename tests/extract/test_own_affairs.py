"""agent/extract/own_affairs.py: training, promotion, the office and lists of things to do hold no work; the same words in a
client's matter do."""

from __future__ import annotations

import pytest

from agent.domain.billing import UnitRule
from agent.domain.ids import passage_id
from agent.domain.matter import Contact
from agent.domain.source import Context, Passage, Person, Source, SourceKind
from agent.extract.hearing import index_of
from agent.extract.own_affairs import is_own_affair
from agent.extract.reading import read
from agent.extract.rules import RulesExtractor
from tests.builders import a_matter, a_passage, a_source

MATTER = a_matter(4, display_number="00004-Reid", client_name="Tama Reid", contacts=(Contact("Tama Reid"),))
TRAINING = (
    "Welcome to the lunch and learn on personal grievances and restraint of trade.",
    "It counts for an hour of CPD, the mediation rules are on the second slide.",
    "The court held that the employment agreement must be signed before the trial period begins.",
)
PROMOTION = (
    "The newsletter had a good open rate, and the article on leases was read most.",
    "We need staff photos for the website, and the sponsorship of the regatta is settled.",
    "Could you write six hundred words on the code compliance certificate and the vendor's warranties?",
)
OFFICE = (
    "Capacity first, who has time for the new conveyancing enquiries?",
    "The debtors list is on your desk, and the practice software goes live in May.",
    "Timesheets by Friday, and the settlement statement template is updated.",
)


def _is_own(lines: tuple[str, ...], other: str, kind: SourceKind = SourceKind.TRANSCRIPT) -> bool:
    spoken = kind is SourceKind.TRANSCRIPT
    passages = [
        a_passage(n, 9 * n, 9 * n + 8, text, ("Ines Loft", other)[n % 2])
        if spoken
        else Passage(passage_id(n), text)
        for n, text in enumerate(lines, 1)
    ]
    people = (Person("Ines Loft"), Person(other))
    source: Source = a_source(
        *passages, kind=kind, context=Context(timekeeper="Ines Loft", participants=people)
    )
    own = is_own_affair(read(source), index_of((MATTER,)))
    assert not own or RulesExtractor().extract(source, (MATTER,), UnitRule()).suggestions == ()
    return own


@pytest.mark.parametrize("lines", [TRAINING, PROMOTION, OFFICE], ids=["training", "promotion", "office"])
def test_the_firms_own_affairs_are_no_entry(lines: tuple[str, ...]) -> None:
    assert _is_own(lines, "Noor Haddad")


@pytest.mark.parametrize("lines", [TRAINING, PROMOTION, OFFICE], ids=["training", "promotion", "office"])
def test_with_a_client_there_the_same_words_are_work(lines: tuple[str, ...]) -> None:
    assert not _is_own(lines, "Tama Reid")


LIST = ("TO DO", "- draft the lease for Reid\n- ring the bank about the mortgage", "- file the affidavit")


def test_a_list_of_things_to_do_is_no_entry() -> None:
    assert _is_own(LIST, "Noor Haddad", SourceKind.DOCUMENT)


def test_a_note_of_work_done_under_such_a_head_is_one() -> None:
    done = (LIST[0], "Drafted the lease and the disclosure statement for Mr Reid. 25 minutes.", *LIST[2:])
    assert not _is_own(done, "Noor Haddad", SourceKind.DOCUMENT)


ERRAND = (
    "Harbour Motors, Dana speaking.",
    "Hi, can you fit me in on Thursday for the brakes, the insurer will pay the claim.",
    "Your booking is at nine, the quote is in the letter with the warranty.",
)
NOTHING = ("Have you seen my blue folder?", "The one with the notes?", "Yes, it was on the copier.")


@pytest.mark.parametrize("lines", [ERRAND, NOTHING], ids=["errand", "nothing"])
def test_the_lawyers_own_errands_and_talk_without_law_are_no_entry(lines: tuple[str, ...]) -> None:
    assert _is_own(lines, "Noor Haddad")
    assert not _is_own(lines, "Tama Reid")


def test_a_talk_that_names_its_matter_at_once_may_be_short_of_law() -> None:
    assert not _is_own(("I ring for Tama Reid about Thursday.", *NOTHING), "Noor Haddad")
    assert not _is_own((*NOTHING, "Could you help me, I got your number from a friend."), "Noor Haddad")


def test_a_note_that_the_lawyer_speaks_alone_is_never_talk_about_nothing() -> None:
    assert not _is_own(("Rang the agent about Thursday, twenty minutes.", "He'll ring back."), "Ines Loft")

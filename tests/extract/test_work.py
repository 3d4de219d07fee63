"""agent/extract/work.py: notes and e-mails are described by who wrote to whom, and have only the time they state."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agent.domain.billing import UnitRule
from agent.domain.ids import passage_id
from agent.domain.source import Context, Person, Source, SourceKind
from agent.domain.suggestion import Extraction
from agent.extract.rules import RulesExtractor
from tests.builders import a_passage, a_source
from tests.extract.scenes import firm


def _extract(source: Source) -> Extraction:
    return RulesExtractor().extract(source, firm(), UnitRule())


def _note(*paragraphs: str, kind: SourceKind = SourceKind.DOCUMENT, **fields: object) -> Source:
    base = a_source(
        *(a_passage(n, None, None, text, "") for n, text in enumerate(paragraphs, 1)), kind=kind, form="txt"
    )
    return replace(base, **fields)  # type: ignore[arg-type]  # the tests name real fields


def test_a_note_has_the_time_it_states_and_else_none() -> None:
    context = Context(
        timekeeper="Saskia Venn", participants=(Person("Saskia Venn"), Person("Greta Halvorsen"))
    )
    told = "Tel att G Halvorsen re dividing fence. Time: 18 minutes. The boundary survey puts the fence on Tipping's land."
    timed = _extract(_note("File: Halvorsen - dividing fence", told, context=context)).suggestions[0]
    assert (timed.seconds, timed.units, timed.matter, timed.activity) == (
        1080,
        None,
        "M25-0090 Halvorsen",
        "A106",
    )
    untimed = _extract(
        _note("File: Halvorsen - dividing fence", told.replace("Time: 18 minutes. ", ""), context=context)
    ).suggestions[0]
    assert (untimed.seconds, untimed.units) == (None, None)


def _mail(sender: str, *paragraphs: str, to: str) -> Source:
    people = (Person("Keiko Ferris"), Person("Amara Singh-Wells"))
    context = Context(timekeeper="Keiko Ferris", participants=people)
    mail = f"{sender.split()[0].lower()}@example.com"
    return _note(
        *paragraphs,
        kind=SourceKind.EMAIL,
        context=context,
        sender=Person(sender, mail),
        title="Lorikeet trade mark opposition",
        quoted=to,
    )


def test_a_sent_e_mail_and_a_received_one_are_told_apart() -> None:
    words = "Lory Kitchen filed evidence in the trade mark opposition. My advice is to answer with sales figures by 2 October."
    sent = _extract(_mail("Keiko Ferris", "Hi Amara", words, "Regards", to="")).suggestions[0]
    received = _extract(_mail("Amara Singh-Wells", "Hi Keiko", words, "Thanks", to="")).suggestions[0]
    assert sent.narrative.startswith("E-mail to Amara Singh-Wells regarding")
    assert received.narrative.startswith("Perusing e-mail from Amara Singh-Wells regarding")
    assert sent.passages == (passage_id(2),)
    assert sent.matter == received.matter == "M25-0081 Lorikeet Foods"


def test_a_colleague_in_copy_is_no_addressee() -> None:
    source = _mail(
        "Keiko Ferris", "Hi Amara", "I attach the evidence in the trade mark opposition.", "Regards", to=""
    )
    colleague = Person("Farid Haddon", "farid@firm.example")
    people = (*source.context.participants, colleague)
    sent = replace(
        source,
        context=replace(source.context, participants=people),
        sender=Person("Keiko Ferris", "keiko@firm.example"),
    )
    assert "Farid" not in _extract(sent).suggestions[0].narrative


@pytest.mark.parametrize(
    ("said", "activity", "opens"),
    [
        ("Met the client on site and inspected the boundary survey.", "A106", "Conference with client"),
        ("Drafted consent orders and read the valuation report.", "A103", "Drafting consent order regarding"),
        ("Read the valuation report and the survey.", "A104", "Reviewing valuation report"),
        ("Attended Court for directions before Registrar Nield.", "A109", "Appearing regarding"),
        (
            "Telephone to the neighbour's solicitor, Ms Orr, about the boundary.",
            "A108",
            "Telephone attendance on",
        ),
        ("The boundary survey puts the dividing fence on the neighbour's land.", "A101", "Considering"),
    ],
)
def test_a_notes_first_verb_says_what_the_work_was(said: str, activity: str, opens: str) -> None:
    note = _note(
        "File: Halvorsen - dividing fence", said + " The survey and the dividing fence decide the claim."
    )
    entry = _extract(replace(note, context=Context(timekeeper="Saskia Venn"))).suggestions[0]
    assert entry.activity == activity
    assert entry.narrative.startswith(opens)


def test_two_lines_of_advice_to_a_client_are_work() -> None:
    told = _mail(
        "Keiko Ferris", "Hi Amara", "The sum is too low. I recommend you reject it.", "Regards", to=""
    )
    assert _extract(told).suggestions[0].narrative.startswith("E-mail to Amara Singh-Wells")
    idle = _mail("Keiko Ferris", "Hi Amara", "The sum is too low. See you at the races.", "Regards", to="")
    assert not _extract(idle).suggestions

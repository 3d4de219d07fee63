"""agent/extract/work.py: notes and e-mails are described by who wrote to whom, and have only the time they state."""

from __future__ import annotations

from dataclasses import replace

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

"""agent/workflow/naming.py, processing.py: a misheard name finds its matter, and the draft says what was heard."""

from __future__ import annotations

import pytest

from agent.domain import naming
from agent.domain.ids import SourceId, passage_id
from agent.domain.source import Context, Person, Source, SourceKind
from agent.domain.suggestion import Evidence
from agent.extract.rules import RulesExtractor
from agent.workflow.processing import Processing
from tests.builders import NOON, a_matter, a_passage, a_source, a_suggestion, an_extraction
from tests.workflow.conftest import Office

SAID = (a_passage(1, text="I spoke to Marcus Hail about the lease."), a_passage(2, text="Then Ruth rang."))
HEARD = Evidence("Hale", (passage_id(1),), "Hail")


@pytest.fixture
def office(office: Office) -> Office:
    office.store.matters.keep([a_matter(1), a_matter(2)])
    office.extractor.says = an_extraction(a_suggestion(passages=(passage_id(1), passage_id(2)), evidence=()))
    return office


def processed(office: Office, **fields: object) -> Source:
    context = Context(timekeeper="Ruth Calder", participants=(Person("Marcus Hale"),))
    source = a_source(*SAID, context=context, **fields)
    office.store.sources.add(source, taken_at=NOON)
    office.process.all()
    return office.store.sources.get(source.id).source


def test_the_extractor_reads_what_was_meant_and_the_source_keeps_what_was_heard(office: Office) -> None:
    source = processed(office)
    (read,) = office.extractor.read
    assert read.passages[0].text == "I spoke to Marcus Hale about the lease."
    assert source.passages == SAID
    assert [(m.heard, m.meant) for m in source.misheard] == [("Hail", "Hale")]
    (entry,) = office.store.entries.of_source(source.id)
    assert entry.evidence == (HEARD,)


def test_without_it_the_name_is_read_as_heard(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(naming, "misheard", lambda *_: ())
    source = processed(office)
    assert office.extractor.read[0].passages == SAID
    assert office.store.entries.of_source(source.id)[0].evidence == ()


@pytest.mark.parametrize("kind", [SourceKind.EMAIL, SourceKind.DOCUMENT])
def test_what_somebody_wrote_is_left_as_it_is(office: Office, kind: SourceKind) -> None:
    assert processed(office, kind=kind).misheard == ()
    assert office.extractor.read[0].passages == SAID


def test_a_correction_stays_with_its_passage_when_the_entry_is_cut(office: Office) -> None:
    source = processed(office)
    (entry,) = office.store.entries.of_source(source.id)
    first, second = office.review.split(entry.id, entry.version, passage_id(2))
    assert (first.evidence, second.evidence) == ((HEARD,), ())


LONG = (
    (1, "We spoke of the lease of the shop, and of the letter from Mr Quan about the bank guarantee."),
    (2, "I advised you that the guarantee falls due, and I received your instructions on the rent review."),
    (3, "You told me that Mr Quan will not sign the deed of variation, so I reviewed the deed."),
)


def test_the_rules_write_the_name_that_was_meant(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """The counterparty is known from the description of the client's matter; nothing else in the words is his name."""
    lease = a_matter(1, description="Lease of shop: dispute with Desmond Kwan")
    office.store.matters.keep([lease])

    def told() -> str:
        source = a_source(
            *(a_passage(n, n * 300, n * 300 + 290, text, "Ruth Calder") for n, text in LONG),
            id=SourceId(made := office.desk.new_id()),
            sha256=made,
            context=Context(timekeeper="Ruth Calder", participants=(Person("Marcus Hale"),)),
        )
        office.store.sources.add(source, taken_at=NOON)
        Processing(office.desk, office.hearing, RulesExtractor()).all()
        entries = office.store.entries.of_source(source.id)
        return " ".join(f"{e.narrative} {e.facts}" for e in entries)

    assert "Kwan" in (right := told())
    assert "Quan" not in right
    monkeypatch.setattr(naming, "misheard", lambda *_: ())
    assert "Quan" in told()

"""agent/workflow/echoes.py: their words in our microphone are nobody's work, and come back on request."""

from __future__ import annotations

import pytest

from agent.domain import echo
from agent.domain.ids import PassageId
from agent.domain.source import Context
from agent.domain.transcript import Segment, TrackKind
from agent.errors import NotFound
from agent.workflow.echoes import Echoes
from tests.fakes import RECORDING
from tests.workflow.conftest import Office

DEED = "I drafted the deed of release"
CALL = [
    Segment(TrackKind.SYSTEM, 0, 3000, DEED),
    Segment(TrackKind.MICROPHONE, 60, 3060, DEED),
    Segment(TrackKind.MICROPHONE, 4000, 6000, "thank you I will read it"),
]


@pytest.fixture
def office(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """One where the two tracks sound alike."""
    office.transcriber.hears = CALL
    monkeypatch.setattr(echo, "sounds_alike", lambda *_: True)
    return office


def test_an_echo_is_put_aside_and_nothing_reads_it(office: Office) -> None:
    call = office.take_in.data(RECORDING, "call.flac", Context())
    office.process.all()
    source = office.store.sources.get(call).source
    assert [(p.id, p.speaker, p.text) for p in source.passages] == [
        ("s1", "Them", DEED), ("s3", "Ruth Calder", "thank you I will read it"),
    ]  # fmt: skip
    assert [(p.id, p.text) for p in Echoes(office.desk).of(call)] == [("s2", DEED)]


def test_without_that_their_work_would_be_the_lawyers(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(echo, "sounds_alike", lambda *_: False)
    call = office.take_in.data(RECORDING, "call.flac", Context())
    office.process.all()
    said = [(p.speaker, p.text) for p in office.store.sources.get(call).source.passages]
    assert ("Ruth Calder", DEED) in said


def test_it_comes_back_in_its_place_when_the_lawyer_says_so(office: Office) -> None:
    call = office.take_in.data(RECORDING, "call.flac", Context())
    office.process.all()
    echoes = Echoes(office.desk)
    echoes.show(call, PassageId("s2"))
    assert [p.id for p in office.store.sources.get(call).source.passages] == ["s1", "s2", "s3"]
    assert echoes.of(call) == ()
    with pytest.raises(NotFound):
        echoes.show(call, PassageId("s2"))

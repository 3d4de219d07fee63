"""What the lawyer says of a call while a step of it runs holds: no step writes over what it did not read."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import replace
from typing import Any

import pytest

from agent.domain.entry import EntryStatus
from agent.domain.ids import SourceId, passage_id
from agent.domain.source import Context, Source, Stage
from agent.domain.suggestion import Extraction
from agent.domain.transcript import Segment, TrackKind
from agent.store.sources import Sources
from agent.transcribe.server.errors import ServerAway
from agent.workflow.voices import Voices
from tests.builders import a_suggestion, an_extraction
from tests.fakes import RECORDING, ScriptedExtractor, ScriptedTranscriber
from tests.workflow.conftest import Office

SAID = [
    Segment(TrackKind.MICROPHONE, 0, 900, "good morning"),
    Segment(TrackKind.MICROPHONE, 1000, 1900, "I drafted it"),
]


class Meanwhile(ScriptedTranscriber):
    """Hears, and lets something happen meanwhile."""

    happens: Callable[[], object] = lambda: None

    def hear(self, *sound: Any, **names: Any) -> Generator[Any]:
        yield from super().hear(*sound, **names)
        self.happens()


class Slow(ScriptedExtractor):
    """Reads, and lets something happen at the first time."""

    happens: Callable[[], object] | None = None

    def extract(self, source: Source, *around: Any) -> Extraction:
        if (happens := self.happens) is not None:
            self.happens = None
            happens()
        return super().extract(source, *around)


def test_a_room_that_is_said_while_the_call_is_heard_is_one(office: Office) -> None:
    office.transcriber = Meanwhile(SAID)
    call = office.take_in.data(RECORDING, "call.flac", Context())
    office.transcriber.happens = lambda: Voices(office.desk).in_room(call, room=True)
    office.process.all()
    source = office.store.sources.get(call).source
    assert source.room
    assert {p.speaker for p in source.passages} == {"In the room"}


def in_a_room(office: Office, extractor: Slow) -> SourceId:
    """A room in which the lawyer says, while it is read for work, that they spoke the second passage."""
    office.transcriber.hears, office.extractor = SAID, extractor
    call = office.take_in.data(RECORDING, "call.flac", Context(timekeeper="Ruth Calder"))
    Voices(office.desk).in_room(call, room=True)
    extractor.happens = lambda: Voices(office.desk).said_by(call, passage_id(2), mine=True)
    office.process.all()
    return call


def test_what_is_said_while_a_call_is_read_for_work_is_read_once_more(office: Office) -> None:
    extractor = Slow(an_extraction(a_suggestion()))
    call = in_a_room(office, extractor)
    source = office.store.sources.get(call).source
    assert (source.stage, source.passages[1].speaker) == (Stage.SUGGESTED, "Ruth Calder")
    assert extractor.read[-1].passages[1].speaker == "Ruth Calder"
    assert len(office.store.entries.of_source(call)) == 1, "and nothing is drafted twice"


def test_written_over_it_would_be_lost(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the step believes that nothing has changed."""
    monkeypatch.setattr(Source, "__eq__", lambda *_: True)
    monkeypatch.setattr(Source, "__hash__", object.__hash__, raising=False)
    call = in_a_room(office, Slow(an_extraction(a_suggestion())))
    assert office.store.sources.get(call).source.passages[1].speaker == "In the room"


def waits_for_the_server(office: Office) -> SourceId:
    """A call whose server is away; while Tenth looks whether it answers again, the call becomes words and drafts here."""
    office.speech.switch_on("https://speech.firm.example/v1", "token")
    office.firm.trouble = ServerAway("speech.firm.example")
    call = office.take_in.data(RECORDING, "call.flac", Context())
    office.process.all()
    office.firm.trouble = None
    office.transcriber.hears = SAID

    def look(*_: object) -> None:
        office.speech.here_instead(call)
        office.process.all()

    office.firm.look = look  # type: ignore[method-assign]  # asked once
    office.speech.try_again()
    office.process.all()
    return call


def test_a_call_that_was_finished_while_its_server_was_asked_is_not_begun_anew(office: Office) -> None:
    call = waits_for_the_server(office)
    drafts = [e for e in office.store.entries.of_source(call) if e.status is EntryStatus.DRAFT]
    assert len(drafts) == 1


def test_written_back_as_it_was_it_would_be_drafted_twice(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the source as it was read before."""
    sources, before = office.store.sources, list[Source]()
    fail = sources.fail

    def failed(source_id: SourceId, failure: Any) -> None:
        before.append(sources.get(source_id).source)
        fail(source_id, failure)

    monkeypatch.setattr(sources, "fail", failed)
    monkeypatch.setattr(Sources, "try_again", lambda sources, _: sources.advance(replace(before[-1])))
    call = waits_for_the_server(office)
    assert len(office.store.entries.of_source(call)) == 2

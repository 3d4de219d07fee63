"""agent/workflow/processing.py: a step happens whole, and a failed one can be tried again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agent.domain.source import Context, Stage
from agent.domain.suggestion import MatterState
from agent.domain.transcript import Segment, TrackKind
from agent.errors import TenthError
from tests.builders import a_suggestion, an_extraction
from tests.fakes import RECORDING, ScriptedExtractor
from tests.workflow.conftest import Office


class NoVoice(TenthError):
    code, hint = "no_voice", "Choose a speech model."


def test_a_transcript_becomes_drafts_in_one_step(office: Office) -> None:
    source_id = office.take_in.data(b"one\ntwo\nthree", "call.vtt", Context())
    assert office.process.all() == 1
    assert office.store.sources.get(source_id).source.stage is Stage.SUGGESTED
    (entry,) = office.store.entries.of_source(source_id)
    assert entry.suggestion_id is not None
    assert office.store.sources.suggestion(entry.suggestion_id) == a_suggestion()
    assert office.process.all() == 0


def test_sound_is_heard_first_and_each_track_keeps_its_speaker(office: Office) -> None:
    office.transcriber.hears = [
        Segment(TrackKind.SYSTEM, 500, 900, "yes"), Segment(TrackKind.MICROPHONE, 0, 400, "hello"),
    ]  # fmt: skip
    source_id = office.take_in.data(RECORDING, "call.flac", Context())
    assert office.process.all() == 2
    spoken = [(p.id, p.speaker, p.text) for p in office.store.sources.get(source_id).source.passages]
    assert spoken == [("s1", "Ruth Calder", "hello"), ("s2", "Them", "yes")]


def test_a_failed_step_is_kept_in_words_and_can_be_tried_again(office: Office) -> None:
    office.transcriber.hears = NoVoice("there is no speech model")
    source_id = office.take_in.data(RECORDING, "call.flac", Context())
    office.process.all()
    kept = office.store.sources.get(source_id)
    assert kept.failure is not None
    assert (kept.source.stage, kept.failure.code) == (Stage.RECORDED, "no_voice")
    assert office.process.all() == 0, "a failed step is not tried again by itself"
    office.transcriber.hears = []
    office.process.again(source_id)
    office.process.all()
    assert office.store.sources.get(source_id).source.stage is Stage.SUGGESTED


def test_a_crash_in_the_middle_of_a_step_leaves_no_half_of_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.extractor = ScriptedExtractor(an_extraction(a_suggestion(), a_suggestion()))
    source_id = office.take_in.data(b"one", "call.vtt", Context())
    add, calls = office.store.entries.add, []

    def crash_at_the_second(entry: object, **place: int) -> None:
        calls.append(entry)
        if len(calls) == 2:
            raise KeyboardInterrupt
        add(entry, **place)  # type: ignore[arg-type]  # passed through

    monkeypatch.setattr(office.store.entries, "add", crash_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        office.process.all()
    monkeypatch.setattr(office.store.entries, "add", add)
    assert office.store.entries.of_source(source_id) == []
    office.process.all()
    assert len(office.store.entries.of_source(source_id)) == 2


def test_a_matter_the_lawyer_already_knows_is_used(office: Office) -> None:
    unsure = replace(a_suggestion(), matter_state=MatterState.ABSTAIN, matter_id=None, matter=None)
    office.extractor = ScriptedExtractor(an_extraction(unsure))
    source_id = office.take_in.data(b"one", "call.vtt", Context(matter="00002-Hale"))
    office.process.all()
    (entry,) = office.store.entries.of_source(source_id)
    assert (entry.matter, entry.matter_state) == ("00002-Hale", MatterState.CHOSEN)

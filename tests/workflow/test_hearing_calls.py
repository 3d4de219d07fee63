"""A call heard while it goes on, by the real recording program and the real engine: the words are those of its file."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping

import pytest

from agent import voice
from agent.capture.from_file import FileSound
from agent.domain.room import names
from agent.domain.source import Stage
from agent.domain.transcript import TrackKind, Transcript
from agent.transcribe.engine import ChildTranscriber
from agent.transcribe.sound import ChildSoundReader
from agent.workflow.capturing import Capturing
from agent.workflow.hearing import Hearing
from agent.workflow.listener import Listener
from agent.workflow.processing import Processing
from agent.workflow.recording import Recorder
from tests.workflow.booth import YES, Booth, until
from tests.workflow.conftest import Office

pytestmark = pytest.mark.slow
FASTER = 4  # than life
SECONDS = 24


def faster() -> float:
    return time.monotonic() * FASTER


def spoken() -> Mapping[TrackKind, bytes]:
    tracks = ChildSoundReader().read(voice.call_path("practice_call", ".flac").read_bytes())
    return {track: said[: SECONDS * 32_000] for track, said in tracks.items()}


def test_words_that_came_while_they_spoke_are_those_of_the_file(office: Office) -> None:
    booth, tracks = Booth(office), spoken()

    def launch() -> None:
        recorder = Recorder(
            booth.desk, office.shelf, lambda _: FileSound(tracks, now=faster), monotonic=faster
        )
        booth.threads.append(threading.Thread(target=recorder.run))
        booth.threads[-1].start()

    capture = Capturing(booth.desk, office.shelf, booth.clock, launch, {})
    transcriber = ChildTranscriber(voice.model_path())
    hearing = Hearing(booth.desk, office.shelf, transcriber)
    listener = Listener(hearing)
    listener.start()
    call = capture.start(YES).id
    until(lambda: office.store.heard.segments(call), seconds=180)
    assert capture.is_recording(), "the first words came while the call went on"
    until(lambda: office.shelf.about_ms(call) >= SECONDS * 1000, seconds=180)
    source_id = capture.stop()
    assert source_id == call
    Processing(booth.desk, hearing, office.extractor).all()
    listener.stop()
    for thread in booth.threads:
        thread.join()
    kept = office.store.sources.get(call)
    assert kept.source.stage is Stage.SUGGESTED
    segments = transcriber.transcribe(office.shelf.tracks(call, kept.sound_key))
    expected = Transcript.merged(segments).passages(names(kept.source.context, room=kept.source.room))
    heard = [(p.speaker, p.text, p.start_ms, p.end_ms) for p in kept.source.passages if p.text]
    assert heard == [(p.speaker, p.text, p.start_ms, p.end_ms) for p in expected]
    assert len(heard) > 3

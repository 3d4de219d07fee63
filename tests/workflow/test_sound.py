"""agent/workflow/sound.py: a passage plays from the sealed recording, and nothing of it lies on the disk."""

from __future__ import annotations

import io
import sys
import tempfile
import wave
from array import array
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.domain.capture import Recording
from agent.domain.consent import Consent
from agent.domain.ids import SourceId
from agent.domain.source import Source, SourceKind, Stage
from agent.domain.transcript import TrackKind
from agent.errors import NotFound
from agent.vault.sealed_reading import SealedReader
from agent.workflow.sound import LONGEST_CLIP_MS, Playing, together
from tests.builders import NOON
from tests.workflow.conftest import Office
from tests.workflow.listening import CALL, Studio

ME, THEM = TrackKind.MICROPHONE, TrackKind.SYSTEM
SECOND = 32_000
SPOKEN = b"".join(n.to_bytes(2, "little", signed=True) for n in range(-16_000, 16_000)) * 20
"""Forty seconds in which every two seconds hold each value once: a place in it cannot be taken for another by chance."""


def keep(office: Office, source: str = "s", *, recording: Recording | None = None) -> Playing:
    """A source whose sound is forty seconds long."""
    key = office.shelf.seal(SourceId(source), {ME: SPOKEN, THEM: bytes(len(SPOKEN))})
    office.store.sources.add(
        Source(SourceId(source), SourceKind.CALL, "sound", Stage.RECORDED, source, ()),
        taken_at=NOON, sound_key=key, recording=recording,
    )  # fmt: skip
    return Playing(office.store, office.shelf)


def pcm(wav: bytes) -> bytes:
    with wave.open(io.BytesIO(wav)) as file:
        assert (file.getnchannels(), file.getframerate(), file.getsampwidth()) == (1, 16_000, 2)
        return file.readframes(file.getnframes())


def plainly(one: bytes, other: bytes) -> bytes:
    mixed = (sum(at) for at in zip_longest(array("h", one), array("h", other), fillvalue=0))
    return array("h", (max(-32768, min(32767, value)) for value in mixed)).tobytes()


samples = st.lists(st.integers(-32768, 32767) | st.sampled_from([-32768, 32767, 0, -1, 1]), max_size=40).map(
    lambda values: array("h", values).tobytes()
)


@given(samples, samples)
def test_two_tracks_are_mixed_sample_by_sample(one: bytes, other: bytes) -> None:
    assert together(one, other) == plainly(one, other)


def test_any_place_of_a_call_plays_and_the_second_time_its_records_are_known(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    playing = keep(office)
    assert pcm(playing.clip(SourceId("s"), 1_000, 3_000)) == SPOKEN[SECOND : 3 * SECOND]
    monkeypatch.setattr(SealedReader, "_index", lambda _: pytest.fail("read again"))
    assert pcm(playing.clip(SourceId("s"), 7_250, 7_500)) == SPOKEN[7 * SECOND + 8_000 : 7 * SECOND + 16_000]
    monkeypatch.undo()
    keep(office, "other")
    assert pcm(playing.clip(SourceId("other"), 0, 500)) == SPOKEN[: SECOND // 2]


def test_more_than_half_a_minute_is_cut(office: Office) -> None:
    assert pcm(keep(office).clip(SourceId("s"), 2_000, 39_000)) == SPOKEN[2 * SECOND : 32 * SECOND]
    assert LONGEST_CLIP_MS == 30_000


@pytest.mark.parametrize(("start", "end"), [(5_000, 5_000), (5_000, 1_000), (50_000, 60_000)])
def test_a_stretch_without_sound_is_an_empty_clip(office: Office, start: int, end: int) -> None:
    assert pcm(keep(office).clip(SourceId("s"), start, end)) == b""


def test_a_call_that_is_still_captured_plays_as_far_as_it_is_sealed(office: Office) -> None:
    studio = Studio(office)
    playing = Playing(office.store, office.shelf)
    studio.speak(2)
    first = pcm(playing.clip(CALL, 0, 4_000))
    assert first == plainly(*(bytes(studio.spoken[t][: 4 * SECOND]) for t in (ME, THEM)))
    studio.speak(2)
    assert len(pcm(playing.clip(CALL, 11_000, 19_000))) == 8 * SECOND, "what was added since is found"
    studio.writer.abandon()


@pytest.mark.parametrize("gone", ["key", "file", "both"])
def test_what_is_deleted_is_said_to_be_gone(office: Office, gone: str) -> None:
    playing = keep(office)
    playing.clip(SourceId("s"), 0, 1_000)
    if gone in ("key", "both"):
        office.store.sources.forget_sound(SourceId("s"))
    if gone in ("file", "both"):
        office.shelf.forget(SourceId("s"))
    with pytest.raises(NotFound) as refusal:
        playing.clip(SourceId("s"), 0, 1_000)
    assert "sound of this source is gone" in str(refusal.value)
    assert refusal.value.hint == "Its words are still here."


def test_what_lies_before_a_damage_plays(office: Office) -> None:
    damaged = Recording(NOON, Consent(()), 40_000, is_damaged=True)
    playing = keep(office, recording=damaged)
    path = office.folder / "s.sealed"
    spoilt = bytearray(path.read_bytes())
    spoilt[len(spoilt) // 4] ^= 1
    path.write_bytes(spoilt)
    assert pcm(playing.clip(SourceId("s"), 0, 2_000)) == SPOKEN[: 2 * SECOND]
    assert pcm(playing.clip(SourceId("s"), 35_000, 36_000)) == b""


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[list[str]]:
    """Every file that this process opens for writing while the test runs."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    seen: list[str] = []
    watching = True

    def watch(event: str, args: tuple[object, ...]) -> None:
        if watching and event == "open" and isinstance(args[2], int) and args[2] & 0b11:
            seen.append(str(args[0]))

    sys.addaudithook(watch)  # cannot be taken away again, hence the flag
    yield seen
    watching = False


def holds_sound(folder: Path) -> list[str]:
    """The files in a folder that hold a piece of what was spoken, as it was spoken."""
    piece = SPOKEN[4 * SECOND : 4 * SECOND + 64]
    return [path.name for path in folder.rglob("*") if path.is_file() and piece in path.read_bytes()]


def test_nothing_is_written_to_play_a_clip(office: Office, written: list[str]) -> None:
    playing = keep(office)
    written.clear()
    playing.clip(SourceId("s"), 3_000, 20_000)
    assert written == []
    assert holds_sound(office.folder) == []


def test_a_clip_that_were_written_would_be_seen(office: Office, written: list[str]) -> None:
    clip = keep(office).clip(SourceId("s"), 3_000, 20_000)
    written.clear()
    with tempfile.NamedTemporaryFile(dir=office.folder, suffix=".wav") as file:
        file.write(clip)
        file.flush()
        assert file.name in written
        assert len(holds_sound(office.folder)) == 1

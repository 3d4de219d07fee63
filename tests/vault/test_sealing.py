"""agent/vault/sealing.py: what was recorded comes back, whole or in clips."""

import io
import os
import wave
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.errors import UsedWrongly
from agent.vault import sealing
from agent.vault.sealed_reading import SealedReader
from agent.vault.sealing import SealedWriter, SoundDamaged, wav_bytes
from tests.vault.recordings import KEY, SECOND, TRACKS, first_record, readable, record, speech

SEVERAL = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "call.sound"


def test_a_finished_recording_comes_back_whole(path: Path) -> None:
    said = record(path, seconds=4.3)
    with SealedReader(path, KEY) as reader:
        assert reader.complete
        assert reader.tracks == TRACKS
        assert reader.length_ms("system") == 4300
    assert readable(path) == said


@pytest.mark.slow
@SEVERAL
@given(pieces=st.lists(st.tuples(st.sampled_from(TRACKS), st.integers(0, 90_000)), max_size=12))
def test_sound_may_come_in_pieces_of_any_length(tmp_path: Path, pieces: list[tuple[str, int]]) -> None:
    path = tmp_path / os.urandom(8).hex()
    said = dict.fromkeys(TRACKS, b"")
    with SealedWriter(path, KEY, TRACKS) as writer:
        for track, size in pieces:
            piece = (speech(3, size) * 2)[:size]
            said[track] += piece
            writer.append(track, piece)
    assert readable(path) == {track: pcm[: len(pcm) // 2 * 2] for track, pcm in said.items()}


@SEVERAL
@given(start=st.integers(0, 6_000), length=st.integers(0, 4_000))
def test_a_clip_is_that_part_of_the_track(tmp_path: Path, start: int, length: int) -> None:
    path = tmp_path / "clip.sound"
    said = speech(5, 1)
    if not path.exists():
        record(path)
    with SealedReader(path, KEY) as reader:
        assert reader.clip("system", start, start + length) == said[start * 32 : (start + length) * 32]


def test_a_clip_reads_only_the_seconds_it_needs(path: Path) -> None:
    record(path, seconds=10)
    damaged = bytearray(path.read_bytes())
    damaged[first_record(path) + 100] ^= 1
    path.write_bytes(damaged)
    with SealedReader(path, KEY) as reader:
        assert reader.clip("microphone", 5000, 6000)
        with pytest.raises(SoundDamaged):
            reader.clip("microphone", 0, 1000)


def test_the_sound_cannot_be_found_in_the_file(path: Path) -> None:
    said = record(path)
    sealed = path.read_bytes()
    assert said["system"][SECOND : SECOND + 64] not in sealed
    assert path.stat().st_mode & 0o077 == 0 or os.name != "posix"


def test_a_recording_is_never_opened_again_for_writing(path: Path) -> None:
    record(path)
    with pytest.raises(FileExistsError):
        SealedWriter(path, KEY, TRACKS)


def test_a_recording_can_be_read_while_it_is_made(path: Path) -> None:
    with SealedWriter(path, KEY, ["system"]) as writer:
        writer.append("system", speech(2.5))
        with SealedReader(path, KEY) as reader:
            assert reader.clip("system", 0, 2000) == speech(2.5)[: 2 * SECOND]


def test_a_recording_of_whole_seconds_is_read_too(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As they were sealed before: version 1."""
    monkeypatch.setattr(sealing, "VERSION", 1)
    monkeypatch.setattr(sealing, "_PIECE", SECOND)
    said = record(path, seconds=4.3)
    monkeypatch.undo()
    assert readable(path) == said
    with SealedReader(path, KEY) as reader:
        assert reader.clip("system", 900, 2100) == said["system"][900 * 32 : 2100 * 32]


def test_a_clip_plays_as_wav() -> None:
    with wave.open(io.BytesIO(wav_bytes(speech(2)))) as file:
        assert (file.getframerate(), file.getnchannels(), file.getnframes()) == (16_000, 1, 32_000)
    with pytest.raises(UsedWrongly):
        wav_bytes(bytes(31 * SECOND))


def test_a_live_recording_is_synced_twice_a_second(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with SealedWriter(path, KEY, TRACKS) as writer:
        synced: list[int] = []
        monkeypatch.setattr(sealing.os, "fsync", synced.append)
        for n in range(40):  # ten seconds, a quarter at a time
            for track in TRACKS:
                writer.append(track, speech(0.25, n))
        assert len(synced) == 20


def test_a_whole_file_is_synced_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with SealedWriter(path, KEY, ["system"]) as writer:
        synced: list[int] = []
        monkeypatch.setattr(sealing.os, "fsync", synced.append)
        writer.append("system", speech(10))
        assert len(synced) == 1

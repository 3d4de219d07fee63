"""agent/vault/sealing.py: a kill or a full disk costs the last second, and nothing changed passes for the recording."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.vault import sealing
from agent.vault.sealed_reading import SealedReader
from agent.vault.sealing import SealedWriter, SoundDamaged, SoundNotKept, new_recording_key
from tests.vault.recordings import (
    KEY,
    PIECE,
    RECORD,
    RECORDS,
    TRACKS,
    first_record,
    readable,
    record,
    records_of,
    speech,
    swapped,
)

SEVERAL = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "call.sound"


@pytest.fixture(scope="module")
def under_way(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, int, dict[str, bytes]]:
    """A recording that was never finished, where its first record begins, and what was said."""
    path = tmp_path_factory.mktemp("under_way") / "call.sound"
    said = record(path, finished=False)
    return path.read_bytes(), first_record(path), said


def test_another_key_opens_nothing(path: Path) -> None:
    record(path)
    with pytest.raises(SoundDamaged):
        SealedReader(path, new_recording_key())


def test_one_key_never_gives_two_files_the_same_ciphertext(tmp_path: Path) -> None:
    record(tmp_path / "a")
    record(tmp_path / "b")
    start = first_record(tmp_path / "a")
    assert (tmp_path / "a").read_bytes()[start + 7 :] != (tmp_path / "b").read_bytes()[start + 7 :]


@SEVERAL
@given(cut=st.integers(0, RECORDS * RECORD))
def test_a_kill_at_any_moment_costs_less_than_a_second(
    tmp_path: Path, under_way: tuple[bytes, int, dict[str, bytes]], cut: int
) -> None:
    sealed, first, said = under_way
    path = tmp_path / "torn.sound"
    path.write_bytes(sealed[: first + cut])
    with SealedReader(path, KEY) as reader:
        assert not reader.complete
    found = readable(path)
    assert sum(map(len, found.values())) == cut // RECORD * PIECE
    assert all(said[track].startswith(found[track]) for track in TRACKS)


def test_a_power_cut_that_leaves_zeros_at_the_end_costs_only_the_end(path: Path) -> None:
    said = record(path, finished=False)
    sealed = bytearray(path.read_bytes())
    sealed[-RECORD - 4000 :] = bytes(RECORD + 4000)
    path.write_bytes(sealed)
    found = readable(path)
    assert found == {track: said[track][: 9 * PIECE] for track in TRACKS}


@pytest.mark.slow
@SEVERAL
@given(st.data())
def test_what_lies_before_a_flipped_bit_can_still_be_read(tmp_path: Path, data: st.DataObject) -> None:
    path = tmp_path / "salvaged.sound"
    path.unlink(missing_ok=True)
    said = record(path)
    sealed, start = bytearray(path.read_bytes()), first_record(path)
    at = data.draw(st.integers(start, start + RECORDS * RECORD - 1))
    sealed[at] ^= 1 << data.draw(st.integers(0, 7))
    path.write_bytes(sealed)
    with SealedReader(path, KEY, salvage=True) as reader:
        assert reader.damaged
        found = {track: b"".join(reader.chunks(track)) for track in TRACKS}
    assert sum(map(len, found.values())) == (at - start) // RECORD * PIECE
    assert all(said[track].startswith(found[track]) for track in TRACKS)


def test_a_recording_that_is_as_it_was_has_nothing_to_salvage(path: Path) -> None:
    said = record(path)
    with SealedReader(path, KEY, salvage=True) as reader:
        assert not reader.damaged
        assert {track: b"".join(reader.chunks(track)) for track in TRACKS} == said


def test_an_end_cut_off_shows_as_incomplete(path: Path) -> None:
    record(path)
    path.write_bytes(path.read_bytes()[:-RECORD])
    with SealedReader(path, KEY) as reader:
        assert not reader.complete


@pytest.mark.slow
@SEVERAL
@given(st.data())
def test_no_flipped_bit_passes(tmp_path: Path, data: st.DataObject) -> None:
    path = tmp_path / "flipped.sound"
    path.unlink(missing_ok=True)
    said = record(path, seconds=3.5)
    sealed = bytearray(path.read_bytes())
    at = data.draw(st.integers(0, len(sealed) - 1) | st.integers(0, first_record(path) + 6))
    sealed[at] ^= 1 << data.draw(st.integers(0, 7))
    path.write_bytes(sealed)
    try:
        with SealedReader(path, KEY) as reader:
            found = {track: b"".join(reader.chunks(track)) for track in reader.tracks}
            assert not reader.complete
    except SoundDamaged:
        return
    assert all(said[track].startswith(found[track]) for track in TRACKS)


@pytest.mark.parametrize(
    "change",
    [
        lambda records: [*records[2:], *records[:2]],
        lambda records: [*records[:4], *records[6:]],
        lambda records: [*records[:5], *records[4:]],
        lambda records: [records[0][:7] + records[1][7:], *records[1:]],
        swapped,
    ],
    ids=["moved", "left out", "repeated", "on the other track", "swapped"],
)
def test_seconds_cannot_be_rearranged(path: Path, change: Callable[[list[bytes]], list[bytes]]) -> None:
    record(path)
    before, records, last = records_of(path)
    path.write_bytes(before + b"".join(change(records)) + last)
    with pytest.raises(SoundDamaged):
        readable(path)


def test_the_end_of_one_track_cannot_be_cut_out_unnoticed(path: Path) -> None:
    record(path)
    before, records, last = records_of(path)
    path.write_bytes(before + b"".join(records[:-1]) + last)
    with pytest.raises(SoundDamaged):
        SealedReader(path, KEY)


def test_without_what_is_bound_to_each_record_a_swap_passes(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: with the same nonce and nothing bound, the swapped seconds would be taken for true."""
    monkeypatch.setattr(sealing, "bound", lambda header, head: (bytes(12), b""))
    said = record(path)
    before, records, last = records_of(path)
    path.write_bytes(before + b"".join(swapped(records)) + last)
    assert readable(path) != said


def test_a_file_of_something_else_is_refused(path: Path) -> None:
    path.write_bytes(b"RIFF" + bytes(100))
    with pytest.raises(SoundDamaged):
        SealedReader(path, KEY)


def test_a_newer_format_is_refused_with_a_way_out(path: Path) -> None:
    record(path)
    sealed = bytearray(path.read_bytes())
    sealed[8] = 3
    path.write_bytes(sealed)
    with pytest.raises(SoundDamaged) as refusal:
        SealedReader(path, KEY)
    assert "newest" in refusal.value.hint


def test_a_full_disk_keeps_everything_before_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = SealedWriter(path, KEY, ["system"])
    writer.append("system", speech(3))
    writer._file = _FullDisk(writer._file)
    with pytest.raises(SoundNotKept):
        writer.append("system", speech(1))
    with SealedReader(path, KEY) as reader:
        assert reader.length_ms("system") == 3000
        assert not reader.complete


class _FullDisk:
    """A file that takes a part of what it is given, and says so."""

    def __init__(self, file: io.FileIO) -> None:
        self._file = file

    def write(self, data: bytes) -> int:
        return self._file.write(data[:100])

    def __getattr__(self, name: str) -> object:
        return getattr(self._file, name)


def test_a_disk_that_fails_while_syncing_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    writer = SealedWriter(path, KEY, ["system"])
    monkeypatch.setattr(sealing.os, "fsync", fail)
    with pytest.raises(SoundNotKept):
        writer.append("system", speech(1))

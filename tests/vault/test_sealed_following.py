"""agent/vault/sealed_following.py: a recording read while it is written, each whole record once and nothing untrue."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.vault.sealed_following import SealedFollower, about_ms
from agent.vault.sealing import SECOND, SealedWriter, SoundDamaged

KEY = bytes(range(32))
TRACKS = ("microphone", "system")
HALF = SECOND // 2


def said(track: int, seconds: float) -> bytes:
    return bytes((n // 100 + track) % 256 for n in range(int(seconds * SECOND)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "call.sealed"


@pytest.fixture
def writer(path: Path) -> Iterator[SealedWriter]:
    writer = SealedWriter(path, KEY, TRACKS)
    yield writer
    writer.abandon()


def read(follower: SealedFollower) -> dict[str, bytes]:
    tracks: dict[str, bytes] = {}
    for track, pcm in follower.more():
        tracks[track] = tracks.get(track, b"") + pcm
    return tracks


def test_what_was_written_is_read_once_as_it_comes(path: Path, writer: SealedWriter) -> None:
    with SealedFollower(path, KEY, {}) as follower:
        assert read(follower) == {}
        writer.append("system", said(1, 1.2))
        assert read(follower) == {"system": said(1, 1.2)[:SECOND]}
        assert read(follower) == {}
        writer.append("microphone", said(0, 0.5))
        assert (read(follower), follower.complete) == ({"microphone": said(0, 0.5)}, False)
        writer.close()
        assert read(follower) == {"system": said(1, 1.2)[SECOND:]}
        assert follower.complete


def test_it_goes_on_from_any_sample(path: Path, writer: SealedWriter) -> None:
    writer.append("system", said(1, 3))
    with SealedFollower(path, KEY, {"system": 20_001}) as follower:
        assert read(follower) == {"system": said(1, 3)[40_002:]}


def test_a_record_in_the_middle_of_being_written_is_waited_for(path: Path, writer: SealedWriter) -> None:
    writer.append("system", said(1, 1))
    whole = path.read_bytes()
    for cut in (1, 16, HALF, HALF + 20):
        path.write_bytes(whole[:-cut])
        with SealedFollower(path, KEY, {}) as follower:
            assert read(follower).get("system", b"") in (b"", said(1, 0.5))
            path.write_bytes(whole)
            read(follower)
            assert follower._kept[1] == SECOND


@pytest.mark.parametrize("last", [True, False])
def test_a_record_that_was_changed_is_never_handed_on(path: Path, writer: SealedWriter, last: bool) -> None:
    """As the last of the file it may still be on its way, with others behind it it was changed."""
    writer.append("system", said(1, 1.5))
    broken = bytearray(path.read_bytes())
    broken[-100 if last else -HALF - 200] ^= 1
    path.write_bytes(broken)
    with SealedFollower(path, KEY, {}) as follower:
        if last:
            assert read(follower) == {"system": said(1, 1.5)[:SECOND]}
        else:
            with pytest.raises(SoundDamaged):
                read(follower)


def test_a_record_that_is_missing_is_noticed(path: Path, writer: SealedWriter) -> None:
    writer.append("system", said(1, 1.5))
    whole, record = path.read_bytes(), HALF + 7 + 16
    path.write_bytes(whole[: -2 * record] + whole[-record:])
    with SealedFollower(path, KEY, {}) as follower, pytest.raises(SoundDamaged):
        read(follower)


def test_another_key_opens_nothing(path: Path, writer: SealedWriter) -> None:
    with pytest.raises(SoundDamaged):
        SealedFollower(path, bytes(32), {})


def test_the_size_tells_about_how_long_it_is(path: Path, writer: SealedWriter) -> None:
    assert about_ms(path.with_name("nothing")) == 0
    for track in TRACKS:
        writer.append(track, said(0, 20))
    assert about_ms(path) == 20_000

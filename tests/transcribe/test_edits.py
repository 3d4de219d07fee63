"""Cut memos: what the phone's owner cut away is not heard, and a file that nobody cut costs no second list of packets."""

from __future__ import annotations

import io
import random
import struct
from pathlib import Path

import pytest

from agent.transcribe import decode
from agent.transcribe.edits import is_whole
from tests.transcribe.sound_files import two_ends, voice, write

SECONDS = 4


def memo(tmp_path: Path, name: str = "memo.m4a") -> bytes:
    return write(tmp_path / name, voice(SECONDS, "x.x.", 300)[None]).read_bytes()


def cut(data: bytes, *, begin_s: float = 0.0, shown_s: float = SECONDS, how_many: int = 1) -> bytes:
    """State another list of edits; the writer's movie counts in thousandths, its sound in samples."""
    at = data.index(b"elst") + 8
    edit = struct.pack(">IIi", how_many, int(shown_s * 1000), int(begin_s * 48_000) + 1024)
    return data[:at] + edit + data[at + len(edit) :]


def seconds(data: bytes) -> float:
    file = io.BytesIO(data)
    layout = decode.survey(file, mixed=True, alive=lambda: None)
    return sum(len(block.pcm) for block in decode.blocks(file, layout)) / 32_000


@pytest.mark.parametrize("name", ["memo.m4a", "call.mp4", "call.3gp"])
def test_a_file_that_nobody_cut_is_whole_and_read_the_same_either_way(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = memo(tmp_path, name)
    assert is_whole(io.BytesIO(data))
    short_way = list(decode.blocks(io.BytesIO(data), decode.survey(io.BytesIO(data), mixed=True, alive=int)))
    monkeypatch.setattr(decode, "is_whole", lambda file: False)
    exact = list(decode.blocks(io.BytesIO(data), decode.survey(io.BytesIO(data), mixed=True, alive=int)))
    assert short_way == exact


@pytest.mark.parametrize(
    ("edit", "left"),
    [({"shown_s": 1.5}, 1.5), ({"begin_s": 2.0, "shown_s": 2.0}, 2.0), ({"how_many": 2}, None)],
)
def test_what_was_cut_away_is_not_heard(tmp_path: Path, edit: dict[str, float], left: float | None) -> None:
    data = cut(memo(tmp_path), **edit)
    assert not is_whole(io.BytesIO(data))
    if left is not None:
        assert seconds(data) == pytest.approx(left, abs=0.1)


def test_the_short_way_alone_would_hear_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decode, "is_whole", lambda file: True)
    assert seconds(cut(memo(tmp_path), shown_s=1.5)) == pytest.approx(SECONDS, abs=0.1)


def test_other_kinds_of_file_are_none_of_its_business(tmp_path: Path) -> None:
    for data in (b"", b"ftyp", bytes(64), write(tmp_path / "call.ogg", two_ends()).read_bytes()):
        assert not is_whole(io.BytesIO(data))


def test_a_list_made_by_an_enemy_is_never_more_than_no(tmp_path: Path) -> None:
    data, dice = memo(tmp_path), random.Random(7)
    head = data.index(b"moov")
    for _ in range(500):
        bad = bytearray(data)
        for _ in range(dice.randint(1, 8)):
            bad[dice.randrange(head - 4, len(bad))] = dice.randrange(256)
        is_whole(io.BytesIO(bytes(bad[: dice.choice((None, dice.randrange(len(bad))))])))
    boxes = struct.pack(">I4s", 8, b"free") * 5_000
    assert not is_whole(io.BytesIO(struct.pack(">I4s8x", 16, b"ftyp") + boxes))

"""agent/vault/sealed_arrival.py: a file on its way in reads like any file, and lies nowhere in plain."""

from __future__ import annotations

import io
import os
import random
import sys
from pathlib import Path

import pytest

from agent.vault.sealed_arrival import RECORD, SealedArrival

PLAIN = b"I drafted the deed of release. "


def arrived(folder: Path, content: bytes, pieces: int = 7) -> SealedArrival:
    file = SealedArrival(folder)
    step = len(content) // pieces + 1
    for at in range(0, len(content), step):
        file.grow(content[at : at + step])
    file.end()
    return file


@pytest.mark.parametrize("size", [1, RECORD - 1, RECORD, RECORD + 1, 3 * RECORD + 17])
def test_it_reads_as_it_came(tmp_path: Path, size: int) -> None:
    content = random.Random(size).randbytes(size)
    with arrived(tmp_path, content) as raw, io.BufferedReader(raw) as file:
        assert file.read() == content
        assert file.read() == b""


def test_it_is_read_anywhere_as_a_decoder_of_films_does(tmp_path: Path) -> None:
    content, dice = random.Random(1).randbytes(4 * RECORD), random.Random(2)
    with arrived(tmp_path, content) as raw, io.BufferedReader(raw) as file:
        for _ in range(200):
            at, size = dice.randrange(len(content) + 10), dice.randrange(2 * RECORD)
            file.seek(at)
            assert file.read(size) == content[at : at + size]
        assert file.seek(-5, io.SEEK_END) == len(content) - 5
        assert file.read() == content[-5:]


@pytest.mark.skipif(sys.platform != "linux", reason="looks through /proc at a file without a name")
def test_on_the_disk_it_is_sealed_and_without_a_name(tmp_path: Path) -> None:
    with arrived(tmp_path, PLAIN * 40_000) as file:
        assert list(tmp_path.iterdir()) == []
        stored = Path(f"/proc/self/fd/{file._file.fileno()}").read_bytes()
    assert len(stored) > len(PLAIN) * 40_000
    assert PLAIN not in stored
    assert PLAIN in PLAIN * 40_000, "what was looked for is what was written"


def test_what_was_changed_on_the_disk_is_not_read(tmp_path: Path) -> None:
    with arrived(tmp_path, PLAIN * 40_000) as file:
        descriptor = file._file.fileno()
        os.lseek(descriptor, 100, os.SEEK_SET)
        os.write(descriptor, b"x")
        with pytest.raises(OSError, match="not what was written"):
            file.read(10)

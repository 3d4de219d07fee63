"""agent/workflow/arriving.py: a file in pieces is the file, whatever is sent twice, left out or given up."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from agent.domain.source import Context
from agent.errors import NotAllowedNow, NotFound, UsedWrongly
from agent.vault.sealed_arrival import SealedArrival
from agent.vault.sealing import SoundNotKept
from agent.workflow import arriving
from agent.workflow.arriving import MOST, SILENCE_SECONDS, Arriving
from agent.workflow.taking_in import LARGEST_FILE, LARGEST_SOUND
from tests.fakes import RECORDING
from tests.workflow.conftest import Office

CALL = RECORDING + bytes(range(256)) * 8_000


class Desk:
    """The thing under test, and the clock it goes by."""

    def __init__(self, folder: Path, free: int = 1 << 40) -> None:
        self.now = 0.0
        self.arriving = Arriving(folder, lambda: self.now, lambda _: free)

    def send(self, content: bytes, *, step: int = 300_000) -> str:
        name = self.arriving.begin(len(content), content[:step])
        for at in range(step, len(content), step):
            self.arriving.go_on(name, at, content[at : at + step])
        return name

    def whole(self, name: str) -> bytes:
        with self.arriving.whole(name) as file:
            return file.read()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_it_is_the_same_call_in_pieces_and_at_once(office: Office, desk: Desk) -> None:
    at_once = office.take_in.data(CALL, "call.flac", Context())
    with desk.arriving.whole(desk.send(CALL)) as file:
        assert office.take_in.opened(file, "call.flac", Context()) == at_once
    assert len(office.store.sources.all()) == 1


def test_a_document_may_come_in_pieces_too(office: Office, desk: Desk) -> None:
    letter = b"one\n" + b"two " * 200_000
    with desk.arriving.whole(desk.send(letter)) as file:
        source = office.take_in.opened(file, "letter.txt", Context())
    assert office.store.sources.get(source).source.passages[0].text == "one"


def test_a_piece_whose_answer_was_lost_is_taken_once(desk: Desk) -> None:
    name = desk.arriving.begin(6, b"ab")
    for at, piece in ((2, b"cd"), (2, b"cd"), (4, b"ef"), (4, b"ef")):
        desk.arriving.go_on(name, at, piece)
    assert desk.whole(name) == b"abcdef"


@pytest.mark.parametrize(("at", "piece"), [(3, b"d"), (1, b"bc"), (2, b"cdefg"), (0, b"ab")])
def test_a_piece_that_does_not_fit_is_refused_and_changes_nothing(desk: Desk, at: int, piece: bytes) -> None:
    name = desk.arriving.begin(6, b"ab")
    with pytest.raises(NotAllowedNow):
        desk.arriving.go_on(name, at, piece)
    desk.arriving.go_on(name, 2, b"cdef")
    assert desk.whole(name) == b"abcdef"


def test_what_has_not_come_whole_is_not_handed_over(desk: Desk) -> None:
    name = desk.arriving.begin(6, b"ab")
    with pytest.raises(NotAllowedNow):
        desk.whole(name)
    desk.arriving.go_on(name, 2, b"cdef")
    assert desk.whole(name) == b"abcdef"
    with pytest.raises(NotFound):
        desk.whole(name)


@pytest.mark.parametrize(("head", "size"), [(b"WEBVTT", LARGEST_FILE + 1), (RECORDING, LARGEST_SOUND + 1)])
def test_what_is_too_large_is_refused_at_its_first_piece(desk: Desk, head: bytes, size: int) -> None:
    with pytest.raises(UsedWrongly, match="larger"):
        desk.arriving.begin(size, head)
    assert desk.arriving.begin(size - 1, head)


def test_hours_that_would_fill_the_disk_are_refused_before_they_come(tmp_path: Path) -> None:
    with pytest.raises(SoundNotKept, match="too little room"):
        Desk(tmp_path, free=arriving.RESERVE + 5).arriving.begin(6, b"ab")
    assert Desk(tmp_path, free=arriving.RESERVE + 6).arriving.begin(6, b"ab")


def test_a_disk_that_fills_up_meanwhile_is_a_sentence(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(file: SealedArrival, piece: bytes) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    name = desk.arriving.begin(6, b"ab")
    with monkeypatch.context() as patched:
        patched.setattr(SealedArrival, "grow", full)
        with pytest.raises(SoundNotKept, match="too little room"):
            desk.arriving.go_on(name, 2, b"cd")
    with pytest.raises(NotFound):
        desk.arriving.go_on(name, 2, b"cd")


def test_what_a_closed_page_left_behind_does_not_stay(desk: Desk) -> None:
    left = desk.arriving.begin(6, b"ab")
    desk.now = SILENCE_SECONDS - 1
    alive = desk.arriving.begin(6, b"ab")
    desk.arriving.go_on(left, 2, b"c")
    desk.now += SILENCE_SECONDS
    desk.arriving.go_on(alive, 2, b"cdef")
    desk.now += 1
    desk.arriving.begin(6, b"ab")
    with pytest.raises(NotFound):
        desk.arriving.go_on(left, 3, b"def")
    assert desk.whole(alive) == b"abcdef"


def test_no_more_than_a_few_are_on_their_way_and_the_longest_silent_one_goes(desk: Desk) -> None:
    names = []
    for desk.now in range(MOST + 1):
        names.append(desk.arriving.begin(2, b"ab"))
    with pytest.raises(NotFound):
        desk.whole(names[0])
    assert [desk.whole(name) for name in names[1:]] == [b"ab"] * MOST

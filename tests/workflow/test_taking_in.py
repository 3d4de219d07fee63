"""agent/workflow/taking_in.py: everything comes in once, and sound is sealed before anybody hears of it."""

from __future__ import annotations

import datetime as dt
import io
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import pytest

from agent.domain.hearing import Block
from agent.domain.ids import SourceId
from agent.domain.room import names
from agent.domain.source import Context, Person, SourceKind, Stage
from agent.domain.transcript import TrackKind
from agent.errors import UsedWrongly
from agent.workflow.sound import SECONDS_TO_SEAL
from tests.fakes import RECORDING
from tests.workflow.conftest import Office


def test_the_same_bytes_are_taken_in_once(office: Office) -> None:
    first = office.take_in.data(b"one\ntwo", "call.vtt", Context())
    assert office.take_in.data(b"one\ntwo", "copy of call.vtt", Context()) == first
    assert len(office.store.sources.all()) == 1


def test_whoever_is_signed_in_is_the_fee_earner_unless_said_otherwise(office: Office) -> None:
    ours = office.take_in.data(b"one", "", Context())
    theirs = office.take_in.data(b"two", "", Context(timekeeper="Alex Tan"))
    assert office.store.sources.get(ours).source.context.timekeeper == "Ruth Calder"
    assert office.store.sources.get(theirs).source.context.timekeeper == "Alex Tan"


def test_sound_is_sealed_and_only_its_row_opens_it(office: Office) -> None:
    source_id = office.take_in.data(RECORDING, "call.flac", Context())
    kept = office.store.sources.get(source_id)
    assert (kept.source.kind, kept.source.stage) == (SourceKind.CALL, Stage.RECORDED)
    assert office.shelf.tracks(source_id, kept.sound_key) == OneSecond
    sealed = (office.folder / f"{source_id}.sealed").read_bytes()
    assert b"\1\0" * 100 not in sealed


def left_by_a_crash(office: Office, *, seconds_ago: float) -> Path:
    path = office.folder / "orphan.sealed"
    path.write_bytes(b"left by a crash")
    os.utime(path, (time.time() - seconds_ago,) * 2)
    return path


def test_sound_that_no_source_owns_is_tidied_away(office: Office) -> None:
    owned = office.take_in.data(RECORDING, "call.flac", Context())
    os.utime(office.folder / f"{owned}.sealed", (0, 0))
    orphan = left_by_a_crash(office, seconds_ago=2 * SECONDS_TO_SEAL)
    office.shelf.tidy(lambda: {owned}, now=time.time())
    assert not orphan.exists()
    assert [file.name for file in office.folder.glob("*.sealed")] == [f"{owned}.sealed"]


def test_what_another_program_seals_at_this_moment_stays(office: Office) -> None:
    """`tenth take-in` beside a starting app: hours of sound are sealed before their row is written."""
    growing = left_by_a_crash(office, seconds_ago=5)
    office.shelf.tidy(set, now=time.time())
    assert growing.exists()


def test_a_call_that_begins_while_tidying_keeps_its_sound(office: Office) -> None:
    """Its clock may be wrong by any length: its file is not even listed."""
    new = office.folder / "call.sealed"

    def owned() -> set[SourceId]:
        new.write_bytes(b"a call that began after its owners were read")
        os.utime(new, (0, 0))
        return set()

    office.shelf.tidy(owned, now=time.time())
    assert new.exists()


@pytest.mark.parametrize("name", ["missing.vtt", "nul\0.vtt"])
def test_a_file_that_is_not_there_is_refused(office: Office, name: str) -> None:
    with pytest.raises(UsedWrongly, match="no such file"):
        office.take_in.file(office.folder / name, Context())


def test_a_folder_is_not_taken_in(office: Office) -> None:
    with pytest.raises(UsedWrongly, match="not a file"):
        office.take_in.file(office.folder, Context())


@pytest.mark.skipif(os.name == "nt", reason="needs pipes, links and devices")
def test_pipes_and_devices_are_refused_without_waiting_even_behind_a_link(office: Office) -> None:
    os.mkfifo(pipe := office.folder / "pipe.txt")
    (link := office.folder / "link.txt").symlink_to(pipe)
    for path in (pipe, link, Path("/dev/null"), Path("/dev/zero")):
        with pytest.raises(UsedWrongly, match="not a file"):
            office.take_in.file(path, Context())


@pytest.mark.skipif(os.name == "nt", reason="needs links")
def test_a_link_to_a_file_is_that_file(office: Office) -> None:
    (target := office.folder / "call.vtt").write_text("one")
    (link := office.folder / "link.vtt").symlink_to(target)
    first = office.take_in.file(target, Context())
    assert office.take_in.file(link, Context()) == first


@pytest.mark.parametrize("error", [PermissionError, FileNotFoundError, OSError])
def test_a_file_that_cannot_be_opened_is_refused_in_a_sentence(
    office: Office, monkeypatch: pytest.MonkeyPatch, error: type[OSError]
) -> None:
    def refuse(path: Path, mode: str) -> None:
        raise error(13, "refused", str(path))

    (path := office.folder / "Hale.vtt").write_text("one")
    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", refuse)
        with pytest.raises(UsedWrongly, match="cannot be opened") as refused:
            office.take_in.file(path, Context())
    assert "Hale" not in str(refused.value)
    assert office.take_in.file(path, Context()), "the file itself is in order"


def test_a_name_longer_than_the_system_allows_is_a_sentence_too(office: Office) -> None:
    with pytest.raises(UsedWrongly):
        office.take_in.file(office.folder / ("x" * 5_000), Context())


def test_a_name_that_is_no_text_becomes_a_title_all_the_same(office: Office) -> None:
    path = office.folder / os.fsdecode(b"caf\xe9.flac")
    try:
        path.write_bytes(RECORDING)
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    kept = office.store.sources.get(office.take_in.file(path, Context()))
    assert kept.source.title == "caf\N{REPLACEMENT CHARACTER}.flac"


def test_half_a_surrogate_pair_is_pasted_as_a_question_mark(office: Office) -> None:
    kept = office.store.sources.get(office.take_in.text("one \ud83d", Context()))
    assert [passage.text for passage in kept.source.passages] == ["one ?"]


def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("agent.workflow.taking_in.LARGEST_FILE", 3)
    path = Path(office.folder / "large.txt")
    path.write_text("four")
    with pytest.raises(UsedWrongly, match="larger"):
        office.take_in.file(path, Context())


def test_the_other_side_is_named_only_when_it_is_one_person() -> None:
    ruth, marcus, elena = Person("Ruth Calder"), Person("Marcus Hale"), Person("Elena Farrow")
    two = Context(timekeeper="Ruth Calder", participants=(ruth, marcus))
    three = Context(timekeeper="Ruth Calder", participants=(ruth, marcus, elena))
    assert names(two, room=False) == {TrackKind.MICROPHONE: "Ruth Calder", TrackKind.SYSTEM: "Marcus Hale"}
    assert names(three, room=False) == {TrackKind.MICROPHONE: "Ruth Calder"}


@dataclass
class Flowing:
    """Sound of a hundred blocks; whoever asks for the next one has to have the last one on the disk."""

    folder: Path
    waiting: int = 0
    breaks_off: bool = False

    def blocks(self, file: BinaryIO, *, mixed: bool = False) -> Iterator[Block]:
        given = 0
        for _ in range(50):
            for track in TrackKind:
                yield Block(track, b"\x01\x00" * 80_000)
                given += 160_000
            on_disk = sum(file.stat().st_size for file in self.folder.glob("*.sealed"))
            self.waiting = max(self.waiting, given - on_disk)
        if self.breaks_off:
            raise UsedWrongly("the file broke off")


def test_hours_of_sound_go_from_the_file_to_the_disk_a_few_seconds_at_a_time(office: Office) -> None:
    (path := office.folder / "call.flac").write_bytes(RECORDING)
    flowing = Flowing(office.folder)
    source = replace(office.take_in, sound_reader=flowing).file(path, Context())
    assert flowing.waiting < 2 * 160_000
    kept = office.store.sources.get(source)
    assert {len(pcm) for pcm in office.shelf.tracks(source, kept.sound_key).values()} == {50 * 160_000}


def test_of_a_long_file_no_more_is_read_at_once_than_a_digest_needs(office: Office) -> None:
    class Watched(io.BytesIO):
        largest = 0

        def read(self, size: int | None = -1, /) -> bytes:
            piece = super().read(size)
            Watched.largest = max(Watched.largest, len(piece))
            return piece

    file = Watched(RECORDING + bytes(3_000_000))
    office.take_in.opened(file, "call.flac", Context())
    assert Watched.largest < 1_000_000


def test_the_same_hours_dropped_twice_while_they_are_read_are_one_call(office: Office) -> None:
    """Whoever waits long drops the file again: what is read last is put away."""

    class Impatient(Flowing):
        def blocks(self, file: BinaryIO, *, mixed: bool = False) -> Iterator[Block]:
            yield from super().blocks(file, mixed=mixed)
            firsts.append(office.take_in.data(RECORDING, "again.flac", Context()))

    firsts: list[SourceId] = []
    last = replace(office.take_in, sound_reader=Impatient(office.folder)).data(
        RECORDING, "call.flac", Context()
    )
    assert [last] == firsts
    assert [kept.source.id for kept in office.store.sources.all()] == firsts
    assert [path.stem for path in office.folder.glob("*.sealed")] == firsts


def test_kept_whole_it_would_wait_in_memory(office: Office) -> None:
    """What is measured above, without the defence."""
    flowing = Flowing(office.folder)
    whole: dict[TrackKind, bytes] = {}
    for block in flowing.blocks(io.BytesIO()):
        whole[block.track] = whole.get(block.track, b"") + block.pcm
    office.shelf.seal(SourceId("whole"), whole)
    assert flowing.waiting == 100 * 160_000


def test_of_sound_that_breaks_off_nothing_stays(office: Office) -> None:
    flowing = Flowing(office.folder, breaks_off=True)
    with pytest.raises(UsedWrongly):
        replace(office.take_in, sound_reader=flowing).data(RECORDING, "call.flac", Context())
    assert list(office.folder.glob("*.sealed")) == []
    assert office.store.sources.all() == []


def test_a_recording_is_the_same_from_the_page_and_from_the_disk(office: Office) -> None:
    (path := office.folder / "call.flac").write_bytes(RECORDING)
    assert office.take_in.file(path, Context()) == office.take_in.data(RECORDING, "dropped.flac", Context())


def test_who_is_on_the_one_side_of_a_recording_is_in_the_room(office: Office) -> None:
    office.sound.sides = 1
    kept = office.store.sources.get(office.take_in.data(RECORDING, "call.m4a", Context()))
    assert kept.source.room
    assert set(office.shelf.tracks(kept.source.id, kept.sound_key)) == {TrackKind.MICROPHONE}


OneSecond = dict.fromkeys(TrackKind, b"\x01\x00" * 16000)


def test_a_call_is_of_the_lawyers_own_day_in_whatever_offset_its_start_is_given(office: Office) -> None:
    """Half past eight on a Sydney morning is still yesterday in UTC."""
    start = dt.datetime(2026, 5, 18, 22, 30, tzinfo=dt.UTC)
    source_id = office.take_in.data(b"one", "call.vtt", Context(call_start=start))
    context = office.store.sources.get(source_id).source.context
    assert context.call_start is not None
    assert (context.call_start, context.call_start.date()) == (start, dt.date(2026, 5, 19))
    assert start.date() == dt.date(2026, 5, 18), "the control: its own offset would bill the day before"

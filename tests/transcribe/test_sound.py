"""agent/transcribe/sound.py: sound files through the child process, with the same answers and the same refusals."""

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from agent.domain.sound import is_sound
from agent.domain.transcript import TrackKind
from agent.transcribe import sound
from agent.transcribe.errors import KINDS, NoSoundTrack, SoundBroken, SoundEmpty, SoundError
from agent.transcribe.file_of_parent import piece_of
from agent.transcribe.messages import Message
from agent.transcribe.sound import ChildSoundReader
from agent.transcribe.worker import PIECE
from tests.transcribe.sound_files import CODECS, OTHERS, pictures_only, two_ends, write

ME, THEM = TrackKind.MICROPHONE, TrackKind.SYSTEM


def test_a_call_comes_back_as_two_tracks(tmp_path: Path) -> None:
    tracks = ChildSoundReader().read(write(tmp_path / "call.flac", two_ends()).read_bytes())
    assert {track: len(pcm) for track, pcm in tracks.items()} == {ME: 4 * 32_000, THEM: 4 * 32_000}


def test_a_file_can_be_read_as_one_track(tmp_path: Path) -> None:
    tracks = ChildSoundReader().read(write(tmp_path / "theirs.wav", two_ends()).read_bytes(), mixed=True)
    assert set(tracks) == {THEM}
    seconds = np.abs(np.frombuffer(tracks[THEM], "<i2").astype(int)).reshape(4, -1)
    assert (seconds.max(1) > 3000).all()


@pytest.mark.slow
def test_a_large_file_comes_through_whole(tmp_path: Path) -> None:
    tracks = ChildSoundReader().read(write(tmp_path / "long.wav", two_ends(60)).read_bytes())
    assert {len(pcm) for pcm in tracks.values()} == {60 * 32_000}


def test_blocks_come_one_by_one(tmp_path: Path) -> None:
    coming = ChildSoundReader().blocks(io.BytesIO(write(tmp_path / "call.wav", two_ends(30)).read_bytes()))
    assert next(coming).track is ME
    coming.close()


@pytest.mark.parametrize(
    ("make", "kind"),
    [(lambda path: path.touch(), SoundEmpty), (pictures_only, NoSoundTrack)],
    ids=["empty", "film"],
)
def test_a_refusal_has_one_sentence_and_a_next_step(
    tmp_path: Path, make: Callable[[Path], object], kind: type[SoundError]
) -> None:
    make(tmp_path / "film.mp4")
    with pytest.raises(kind) as refusal:
        ChildSoundReader().read((tmp_path / "film.mp4").read_bytes())
    assert (str(refusal.value), refusal.value.hint) == (kind.sentence, kind.hint)


def test_a_file_that_brings_its_reader_down_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sound.Child, "answers", crash)
    with pytest.raises(SoundBroken):
        ChildSoundReader().read(b"RIFF")


def crash(*_: object) -> object:
    raise sound.EngineCrashed


@pytest.mark.parametrize("suffix", CODECS)
def test_every_sound_file_we_read_is_recognised_by_its_beginning(tmp_path: Path, suffix: str) -> None:
    assert is_sound(write(tmp_path / f"call{suffix}", two_ends()).read_bytes()[:64])


@pytest.mark.parametrize(("name", "codec"), OTHERS)
def test_so_is_whatever_else_phones_and_recorders_write(tmp_path: Path, name: str, codec: str) -> None:
    assert is_sound(write(tmp_path / name, two_ends(0.5), codec=codec).read_bytes()[:64])


def test_a_file_of_this_computer_is_read_where_it_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "call.m4a", two_ends())
    by_bytes = ChildSoundReader().read(path.read_bytes())
    monkeypatch.setattr(Path, "read_bytes", crash)
    assert ChildSoundReader().read(path) == by_bytes


def test_its_reader_opens_no_file_itself(tmp_path: Path) -> None:
    """It asks for the pieces it wants, the end of an M4A first, and gets no more than it asks for."""

    class Watched(io.BytesIO):
        def __init__(self, content: bytes) -> None:
            super().__init__(content)
            self.asked: list[tuple[int, int]] = []

        def read(self, size: int | None = -1, /) -> bytes:
            self.asked.append((self.tell(), size or 0))
            return super().read(size)

    path = write(tmp_path / "call.m4a", two_ends(60))
    file, by_path = Watched(path.read_bytes()), ChildSoundReader().read(path)
    path.unlink()
    tracks = dict.fromkeys(by_path, b"")
    for block in ChildSoundReader().blocks(file):
        tracks[block.track] += block.pcm
    assert tracks == by_path
    assert max(size for _, size in file.asked) <= PIECE


@pytest.mark.parametrize("question", [[-1, 5], [0, 1 << 30], [0, 0], ["0", 5], [0], None])
def test_a_question_that_makes_no_sense_is_not_answered(question: object) -> None:
    with pytest.raises((ValueError, TypeError)):
        piece_of(io.BytesIO(bytes(10)), Message({"read": question}))


def test_a_file_that_cannot_be_read_on_is_a_sentence() -> None:
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError("the stick was pulled out")

    with pytest.raises(SoundBroken):
        list(ChildSoundReader().blocks(Failing(bytes(10))))


def test_a_file_that_went_away_meanwhile_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SoundBroken):
        ChildSoundReader().read(tmp_path / "gone.wav")


@pytest.mark.parametrize("kind", KINDS.values())
def test_each_kind_of_error_says_one_sentence(kind: type[SoundError]) -> None:
    assert kind.sentence.endswith(".")
    assert kind.hint.endswith(".")
    assert kind().code == kind.code

"""agent/transcribe/decode.py: any sound file becomes the right tracks, and what is none is refused with the right sentence."""

import io
import wave
from pathlib import Path

import numpy as np
import pytest

from agent.domain.transcript import TrackKind
from agent.transcribe import decode
from agent.transcribe.blocks import RATE
from agent.transcribe.errors import (
    NoSoundTrack,
    SoundBroken,
    SoundCutOff,
    SoundEmpty,
    SoundError,
    SoundLocked,
    SoundTooLong,
)
from tests.transcribe.sound_files import CODECS, OTHERS, one_room, pictures_only, two_ends, voice, write

pytestmark = pytest.mark.slow

ME, THEM = TrackKind.MICROPHONE, TrackKind.SYSTEM
SECONDS = 4


def read(path: Path, *, mixed: bool = False) -> dict[TrackKind, np.ndarray]:
    """A file's tracks."""
    tracks: dict[TrackKind, bytes] = {}
    with path.open("rb") as file:
        for block in decode.blocks(file, decode.survey(file, mixed=mixed, alive=lambda: None)):
            tracks[block.track] = tracks.get(block.track, b"") + block.pcm
    return {track: np.frombuffer(pcm, "<i2").astype(float) for track, pcm in tracks.items()}


def pattern(track: np.ndarray) -> str:
    """Where a track of four seconds sounds and where not."""
    seconds = [track[n * RATE + 4000 : (n + 1) * RATE - 4000] for n in range(SECONDS)]
    return "".join("x" if np.abs(second).max() > 3000 else "." for second in seconds)


@pytest.mark.parametrize("suffix", CODECS)
def test_the_two_ends_of_a_call_become_two_tracks(tmp_path: Path, suffix: str) -> None:
    tracks = read(write(tmp_path / f"call{suffix}", two_ends()))
    assert {track: pattern(sound) for track, sound in tracks.items()} == {ME: "x.x.", THEM: ".x.x"}
    assert all(len(sound) == pytest.approx(SECONDS * RATE, abs=RATE // 10) for sound in tracks.values())


@pytest.mark.parametrize(("name", "codec"), OTHERS)
def test_whatever_else_phones_and_recorders_write_is_read_alike(
    tmp_path: Path, name: str, codec: str
) -> None:
    tracks = read(write(tmp_path / name, two_ends(), codec=codec))
    assert {track: pattern(sound) for track, sound in tracks.items()} == {ME: "x.x.", THEM: ".x.x"}


@pytest.mark.parametrize("rate", [8_000, 11_025, 22_050, 44_100])
@pytest.mark.parametrize("suffix", [".wav", ".mp3"])
def test_any_rate_becomes_ours(tmp_path: Path, suffix: str, rate: int) -> None:
    tracks = read(write(tmp_path / f"call{suffix}", two_ends(), rate=rate))
    assert {track: pattern(sound) for track, sound in tracks.items()} == {ME: "x.x.", THEM: ".x.x"}
    assert all(len(sound) == pytest.approx(SECONDS * RATE, abs=RATE // 5) for sound in tracks.values())


@pytest.mark.parametrize("suffix", CODECS)
def test_one_side_becomes_a_mixed_track(tmp_path: Path, suffix: str) -> None:
    tracks = read(write(tmp_path / f"memo{suffix}", voice(SECONDS, "x.xx", 300)[None]))
    assert {track: pattern(sound) for track, sound in tracks.items()} == {THEM: "x.xx"}


@pytest.mark.parametrize("suffix", [".wav", ".mp3"])
def test_two_sides_alike_become_one_mixed_track(tmp_path: Path, suffix: str) -> None:
    same = np.stack([voice(SECONDS, "x.xx", 300)] * 2)
    assert set(read(write(tmp_path / f"same{suffix}", same))) == {THEM}


def test_two_microphones_in_one_room_become_one_mixed_track(tmp_path: Path) -> None:
    assert set(read(write(tmp_path / "room.wav", one_room()))) == {THEM}


def test_a_silent_side_is_still_the_other_end_of_a_call(tmp_path: Path) -> None:
    sides = np.stack([voice(SECONDS, "x.x.", 300), np.zeros(SECONDS * 48_000, np.int16)])
    assert set(read(write(tmp_path / "memo.wav", sides))) == {ME, THEM}


def test_a_call_is_mixed_on_request(tmp_path: Path) -> None:
    tracks = read(write(tmp_path / "call.wav", two_ends()), mixed=True)
    assert {track: pattern(sound) for track, sound in tracks.items()} == {THEM: "xxxx"}


def test_the_sound_of_a_film_is_read(tmp_path: Path) -> None:
    assert set(read(write(tmp_path / "meeting.mp4", two_ends(), video=True))) == {ME, THEM}


def test_a_gap_in_the_time_stamps_becomes_silence(tmp_path: Path) -> None:
    """Else everything after it would be billed at the wrong time."""
    tracks = read(write(tmp_path / "dropped.webm", two_ends(), gap_seconds=3))
    assert len(tracks[ME]) == pytest.approx((SECONDS + 3) * RATE, abs=RATE // 5)


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (lambda path: path.write_bytes(b""), SoundEmpty),
        (lambda path: path.write_bytes(b"Dear Ruth, please find attached the lease. " * 90), SoundBroken),
        (lambda path: path.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 20), SoundBroken),
        (lambda path: path.write_bytes(np.random.default_rng(1).bytes(9000)), SoundBroken),
    ],
    ids=["empty", "a letter", "a PDF", "noise"],
)
def test_what_is_no_sound_file_is_refused(tmp_path: Path, make: object, kind: type[SoundError]) -> None:
    path = tmp_path / "call.wav"
    assert callable(make)
    make(path)
    with pytest.raises(kind):
        read(path)


def test_a_film_without_sound_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoSoundTrack):
        read(pictures_only(tmp_path / "film.mp4"))


def test_a_file_without_a_single_sample_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "nothing.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
    with pytest.raises((SoundEmpty, SoundBroken)):
        read(path)


@pytest.mark.parametrize("entry", [b"drms", b"enca"])
def test_a_protected_file_is_refused(tmp_path: Path, entry: bytes) -> None:
    path = write(tmp_path / "song.m4a", two_ends())
    plain = path.read_bytes()
    at = plain.index(b"mp4a", plain.index(b"stsd"))
    path.write_bytes(plain[:at] + entry + plain[at + 4 :])
    with pytest.raises(SoundLocked):
        read(path)


@pytest.mark.parametrize("suffix", [".flac", ".webm", ".m4a", ".wav"])
def test_a_file_cut_off_is_refused_before_a_word_is_made_of_it(tmp_path: Path, suffix: str) -> None:
    path = write(tmp_path / f"call{suffix}", two_ends(20))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises((SoundCutOff, SoundBroken)):
        decode.survey(io.BytesIO(path.read_bytes()), mixed=False, alive=lambda: None)


@pytest.mark.parametrize("stated", [0, 0xFFFFFFFF])
def test_a_recorder_that_lost_its_power_states_no_length_and_all_it_wrote_is_read(
    tmp_path: Path, stated: int
) -> None:
    path = write(tmp_path / "call.wav", two_ends())
    plain = bytearray(path.read_bytes())
    at = plain.index(b"data") + 4
    plain[at : at + 4] = stated.to_bytes(4, "little")
    path.write_bytes(plain)
    assert {track: pattern(sound) for track, sound in read(path).items()} == {ME: "x.x.", THEM: ".x.x"}


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "call.m4a", two_ends(20))
    damaged = bytearray(path.read_bytes())
    third = len(damaged) // 3
    damaged[third : 2 * third] = np.random.default_rng(2).bytes(third)
    path.write_bytes(damaged)
    with pytest.raises(SoundBroken):
        read(path)


def test_a_recording_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decode, "LONGEST_SECONDS", 3)
    with pytest.raises(SoundTooLong):
        read(write(tmp_path / "call.wav", two_ends()))


def test_a_false_time_stamp_is_refused_without_filling_the_memory(tmp_path: Path) -> None:
    with pytest.raises(SoundTooLong):
        read(write(tmp_path / "call.webm", two_ends(), gap_seconds=100_000))


def test_a_list_of_other_files_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """FFmpeg would open what such a list names, here and on the network."""
    write(tmp_path / "private.wav", two_ends())
    path = tmp_path / "call.wav"
    path.write_text("ffconcat version 1.0\nfile private.wav\n")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SoundBroken):
        read(path)
    assert "concat" not in decode.FORMATS
    assert "hls" not in decode.FORMATS


def test_the_list_would_be_followed_if_formats_were_not_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "private.wav", two_ends())
    path = tmp_path / "call.wav"
    path.write_text("ffconcat version 1.0\nfile private.wav\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(decode, "OPTIONS", {})
    assert read(path)


class Followed(io.BytesIO):
    """A file that knows how far it was read."""

    furthest = 0

    def read(self, size: int | None = -1) -> bytes:
        piece = super().read(size)
        self.furthest = max(self.furthest, self.tell())
        return piece


@pytest.mark.parametrize("suffix", [".wav", ".flac"])
def test_hours_of_sound_are_never_held_but_for_a_few_seconds(tmp_path: Path, suffix: str) -> None:
    """What is handed over is let go of, and no more is read of the file than what comes next."""
    seconds = 60
    content = write(tmp_path / f"call{suffix}", two_ends(seconds)).read_bytes()
    file = Followed(content)
    layout = decode.survey(file, mixed=False, alive=lambda: None)
    file.furthest, handed = 0, 0.0
    ahead = []
    for block in decode.blocks(file, layout):
        assert len(block.pcm) <= 6 * RATE * 2
        ahead.append(file.furthest / len(content) * seconds - handed)
        handed += len(block.pcm) / 2 / RATE / 2  # two tracks side by side
    assert max(ahead) < 15, max(ahead)
    assert handed == pytest.approx(seconds, abs=1)


def test_the_file_is_reported_alive_while_it_is_read(tmp_path: Path) -> None:
    signs: list[None] = []
    with write(tmp_path / "call.wav", two_ends(12)).open("rb") as file:
        decode.survey(file, mixed=False, alive=lambda: signs.append(None))
    assert len(signs) >= 2

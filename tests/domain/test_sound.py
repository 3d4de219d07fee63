"""agent/domain/sound.py: a recording is known by its first bytes, and nothing else is taken for one."""

import pytest

from agent.domain.sound import is_sound

SOUNDS = {
    "wav": b"RIFF\x24\x08\x00\x00WAVEfmt ",
    "large wav": b"RF64\xff\xff\xff\xffWAVEds64",
    "aiff": b"FORM\x00\x00\x10\x00AIFFCOMM",
    "flac": b"fLaC\x00\x00\x00\x22",
    "mp3 with a tag": b"ID3\x04\x00\x00",
    "mp3": b"\xff\xfb\x90\x64\x00",
    "aac": b"\xff\xf1\x50\x80\x02",
    "amr": b"#!AMR\n",
    "m4a": b"\x00\x00\x00\x20ftypM4A ",
    "mp4": b"\x00\x00\x00\x18ftypisom",
    "ogg and opus": b"OggS\x00\x02",
    "webm": b"\x1a\x45\xdf\xa3\x9f",
    "windows media": b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9",
}
OTHERS = {
    "utf-16": "WEBVTT".encode("utf-16"),
    "an avi": b"RIFF\x24\x08\x00\x00AVI LIST",
    "a webp": b"RIFF\x24\x08\x00\x00WEBPVP8 ",
    "a photo": b"\x00\x00\x00\x18ftypheic",
    "a jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "words": b"Dear Ada",
    "words like an mp3's tag": b"ID3 is the passport of the director.",
    "words like an ogg page": b"OggSys Pty Ltd sent its plan.",
    "words like a caf file": b"caffeine was discussed",
    "nothing": b"",
}


@pytest.mark.parametrize("head", SOUNDS.values(), ids=SOUNDS)
def test_a_recording_is_known_by_its_first_bytes(head: bytes) -> None:
    assert is_sound(head)
    assert is_sound(head + b"\x00" * 100)


@pytest.mark.parametrize("head", SOUNDS.values(), ids=SOUNDS)
def test_half_a_mark_is_none(head: bytes) -> None:
    assert not is_sound(head[:2])


@pytest.mark.parametrize("head", OTHERS.values(), ids=OTHERS)
def test_what_is_no_recording_is_not_taken_for_one(head: bytes) -> None:
    assert not is_sound(head)

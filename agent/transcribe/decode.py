"""From a sound file to tracks: any format a phone, a recorder or a meeting program writes. The only file that reads with av.

    two sides that differ          left = MICROPHONE, right = SYSTEM      as this program and call recorders write a call
    one side, or two alike         SYSTEM                                 everybody on one track

A mixed file goes to SYSTEM because nobody can tell from the track who speaks: taken for the microphone, the other side's "I
drafted the deed" would be billed as the lawyer's own work. Of several sound tracks in a file the first is read.

Runs in the child process: it reads what others made. A file is opened by us, not by FFmpeg, and only as one of the formats
named here: playlists and concatenation lists would make FFmpeg open other files and addresses.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from agent.domain.transcript import TrackKind
from agent.transcribe.blocks import RATE, Block
from agent.transcribe.edits import is_whole
from agent.transcribe.errors import (
    NoSoundTrack,
    SoundBroken,
    SoundCutOff,
    SoundEmpty,
    SoundLocked,
    SoundTooLong,
)

FORMATS = "wav,w64,flac,mp3,ogg,mov,matroska,webm,aac,aiff,caf,amr,asf"  # FFmpeg's names; mov reads mp4, m4a and 3gp
OPTIONS = {"format_whitelist": FORMATS, "protocol_whitelist": "none"}
PROTECTED = frozenset({"drms", "enca", "aavd"})  # sample entries of iTunes, common encryption and Audible
LONGEST_SECONDS = 12 * 3600
GAP_SECONDS = 0.1  # shorter steps in a file's time stamps are rounding
NO_END = 0xFFFFFFFF
ENVELOPE = RATE // 20  # samples of one step of loudness (50 ms)
ALIKE = 0.8  # correlation of the two sides' loudness from which on both hear the same room

Sound = NDArray[np.int16]  # one column for each side


@dataclass(frozen=True, slots=True)
class Layout:
    """What a first reading of a file found: the tracks to make of its sides."""

    sides: int
    tracks: tuple[TrackKind, ...]


def survey(file: BinaryIO, *, mixed: bool, alive: Callable[[], None]) -> Layout:
    """Read a file once to the end, calling `alive` now and then; `mixed` makes one track of it in any case.

    Raise SoundError's kinds, before a word is made of a file that turns out broken in the middle.
    """
    if _is_short_wav(file):
        raise SoundCutOff
    loudness: list[Sound] = []
    with _opened(file) as (container, stream):
        sides = 2 if stream.codec_context.channels == 2 and not mixed else 1
        for sound in _sounds(container, stream, sides):
            alive()
            whole = sound[: len(sound) // ENVELOPE * ENVELOPE].astype(np.float32)
            loudness.append(np.sqrt((whole.reshape(-1, ENVELOPE, sides) ** 2).mean(1)).astype(np.int16))
    if sides == 1 or _alike(np.concatenate(loudness)):
        return Layout(1, (TrackKind.SYSTEM,))
    return Layout(2, (TrackKind.MICROPHONE, TrackKind.SYSTEM))


def blocks(file: BinaryIO, layout: Layout) -> Iterator[Block]:
    """Yield a file's tracks side by side, block by block, holding no more than a few seconds at a time."""
    with _opened(file) as (container, stream):
        for sound in _sounds(container, stream, layout.sides):
            for side, track in enumerate(layout.tracks):
                yield Block(track, np.ascontiguousarray(sound[:, side]).tobytes())


def _is_short_wav(file: BinaryIO) -> bool:
    """Tell whether a WAV file states more sound than it holds: FFmpeg takes what there is and says nothing.

    A recorder that lost its power states nothing (0) or no end (all ones); what it wrote is all there is.
    """
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    head = file.read(12)
    if head[:4] != b"RIFF" or head[8:] != b"WAVE":
        return False
    while len(chunk := file.read(8)) == 8:
        stated = int.from_bytes(chunk[4:], "little")
        if chunk[:4] == b"data":
            return stated != NO_END and size - file.tell() < 0.95 * stated
        file.seek(stated + stated % 2, io.SEEK_CUR)
    return False


def _alike(loudness: Sound) -> bool:
    """Tell whether two sides are loud and quiet together, as two microphones in one room are and two ends of a call are not."""
    left, right = loudness.astype(np.float64).T
    if not left.any() and not right.any():
        return True
    if not left.std() or not right.std():
        return False
    return float(np.corrcoef(left, right)[0, 1]) > ALIKE


@contextmanager
def _opened(file: BinaryIO) -> Iterator[tuple[Any, Any]]:
    """Open a file as container and stream, from its beginning."""
    import av

    file.seek(0)
    if not file.read(1):
        raise SoundEmpty
    short_way = {"advanced_editlist": "0"} if is_whole(file) else {}
    file.seek(0)
    try:
        with av.open(file, options=OPTIONS | short_way, metadata_errors="ignore") as container:
            if not container.streams.audio:
                raise NoSoundTrack
            stream = container.streams.audio[0]
            if stream.codec_context is None:
                raise SoundBroken
            if stream.codec_context.codec_tag in PROTECTED:
                raise SoundLocked
            yield container, stream
    except (av.error.FFmpegError, ValueError, OSError) as error:  # the bindings raise ValueError of their own
        raise SoundBroken from error


def _sounds(container: Any, stream: Any, sides: int) -> Iterator[Sound]:
    """Yield about five seconds of sound at a time, at our rate. Raise SoundBroken, SoundCutOff, SoundEmpty or SoundTooLong."""
    ready: list[Sound] = []
    waiting = total = 0
    for sound in _resampled(container, stream, sides):
        ready.append(sound)
        waiting += len(sound)
        total += len(sound)
        if total > LONGEST_SECONDS * RATE:
            raise SoundTooLong
        if waiting >= 5 * RATE:
            yield np.concatenate(ready)
            ready, waiting = [], 0
    if ready:
        yield np.concatenate(ready)
    if not total:
        raise SoundEmpty
    if total < 0.95 * _stated_seconds(container, stream) * RATE - RATE:
        raise SoundCutOff


def _resampled(container: Any, stream: Any, sides: int) -> Iterator[Sound]:
    """Yield all sound at our rate, with silence where the file's time stamps leave a gap."""
    import av

    layout = "stereo" if sides == 2 else "mono"
    resampler = av.AudioResampler(format="s16", layout=layout, rate=RATE)
    expected: float | None = None
    for frame in _frames(container, stream):
        if frame.pts is not None:
            at = float(frame.pts * frame.time_base)
            gap = at - expected if expected is not None else 0.0
            if gap > LONGEST_SECONDS:
                raise SoundTooLong
            if gap > GAP_SECONDS:
                yield from _silence(gap, sides)
            expected = at + frame.samples / frame.sample_rate
        frame.pts = None
        yield from (_array(out, sides) for out in resampler.resample(frame))
    yield from (_array(out, sides) for out in resampler.resample(None))


def _frames(container: Any, stream: Any) -> Iterator[Any]:
    """Decode packet by packet, passing over damaged ones. Raise SoundBroken when they are more than one in ten."""
    import av

    good = bad = 0
    for packet in container.demux(stream):
        try:
            frames = packet.decode()
        except av.error.InvalidDataError:
            bad += 1
            continue
        good += 1
        yield from frames
    if bad * 10 > good:
        raise SoundBroken


def _array(frame: Any, sides: int) -> Sound:
    sound: Sound = frame.to_ndarray().reshape(-1, sides)
    return sound


def _silence(seconds: float, sides: int) -> Iterator[Sound]:
    """Yield that much silence, a second at a time: a false time stamp must not fill the memory."""
    left = int(seconds * RATE)
    while left:
        yield np.zeros((min(left, RATE), sides), np.int16)
        left -= min(left, RATE)


def _stated_seconds(container: Any, stream: Any) -> float:
    """Return how long the file says it is, 0 where it says nothing and FFmpeg would be guessing (MP3) or counting (WAV)."""
    name = container.format.name
    if stream.duration and name.startswith(("mov", "flac")):
        return float(stream.duration * stream.time_base)
    if container.duration and "matroska" in name and len(container.streams) == 1:
        return float(container.duration / 1_000_000)
    return 0.0

"""Recordings on the shelf: sealed under a key of their own, opened only in memory."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path

from agent.domain.hearing import Block
from agent.domain.ids import SourceId
from agent.domain.transcript import TrackKind
from agent.errors import NotFound
from agent.store.store import Store
from agent.vault import sealing
from agent.vault.sealed_following import SealedFollower, about_ms
from agent.vault.sealed_reading import Index, SealedReader
from agent.vault.sealing import SealedWriter, SoundDamaged

LONGEST_CLIP_MS = 30_000
SECONDS_TO_SEAL = 3600.0  # that a file which grows is not written to at most


class SoundGone(NotFound):
    """A recording whose key or file is no more: nobody can hear it again."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a sealed file of a captured call holds: milliseconds, and whether its end or its truth is missing."""

    length_ms: int
    is_truncated: bool
    is_damaged: bool


@dataclass(frozen=True, slots=True)
class SoundShelf:
    """The folder of sealed recordings."""

    folder: Path
    _played: dict[Path, Index] = field(
        default_factory=dict, compare=False, repr=False
    )  # of the call played last

    def seal(self, source_id: SourceId, tracks: Mapping[TrackKind, bytes]) -> bytes:
        """Seal the tracks of a recording and return the key that opens them; nobody else has it."""
        return self.pour(source_id, tuple(tracks), (Block(track, pcm) for track, pcm in tracks.items()))

    def pour(self, source_id: SourceId, tracks: Sequence[TrackKind], blocks: Iterable[Block]) -> bytes:
        """Seal sound as it comes, and return its key; of sound that breaks off nothing stays."""
        key, path = sealing.new_recording_key(), self._path(source_id)
        try:
            with SealedWriter(path, key, tracks) as writer:
                for block in blocks:
                    writer.append(block.track, block.pcm)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return key

    def tracks(
        self, source_id: SourceId, key: bytes | None, *, salvage: bool = False
    ) -> dict[TrackKind, bytes]:
        """Return the whole tracks of a recording, or what lies before any damage: 16-bit mono PCM at 16 kHz."""
        with self.reader(source_id, key, salvage=salvage) as reader:
            return {TrackKind(track): b"".join(reader.chunks(track)) for track in reader.tracks}

    def reader(self, source_id: SourceId, key: bytes | None, *, salvage: bool = False) -> SealedReader:
        """Open a recording for reading. Raise NotFound when its key is forgotten, or its file is gone."""
        return self._opened(source_id, key, salvage=salvage)

    def follower(self, source_id: SourceId, key: bytes, starts: Mapping[TrackKind, int]) -> SealedFollower:
        """Open a recording that is still written, from these samples on."""
        return SealedFollower(self._path(source_id), key, {track.value: at for track, at in starts.items()})

    def about_ms(self, source_id: SourceId) -> int:
        """Return about how long a recording that is still written is."""
        return about_ms(self._path(source_id))

    def clip(
        self, source_id: SourceId, key: bytes | None, start_ms: int, end_ms: int, *, salvage: bool = False
    ) -> bytes:
        """Return a stretch of a recording, all tracks together, as a WAV file of at most thirty seconds.

        Raise NotFound when the sound is deleted; with `salvage` what lies before any damage is played.
        """
        path, end_ms = self._path(source_id), min(end_ms, start_ms + LONGEST_CLIP_MS)
        with self._opened(source_id, key, salvage=salvage, known=self._played.get(path)) as reader:
            self._played.clear()
            self._played[path] = reader.index
            tracks = [reader.clip(track, start_ms, end_ms) for track in reader.tracks]
        return sealing.wav_bytes(reduce(together, tracks))

    def open(self, source_id: SourceId, key: bytes) -> SealedWriter:
        """Begin the sealed file of a call that is being captured: both tracks. Raise SoundNotKept on a full disk."""
        return SealedWriter(self._path(source_id), key, tuple(TrackKind))

    def kept(self, source_id: SourceId, key: bytes) -> Kept:
        """Return how much of a captured call can be read; nothing when not even the file was begun."""
        path = self._path(source_id)
        try:
            with SealedReader(path, key, salvage=True) as reader:
                lengths = [reader.length_ms(track) for track in reader.tracks]
                return Kept(max(lengths), not reader.complete, reader.damaged)
        except (FileNotFoundError, SoundDamaged):
            return Kept(0, True, path.exists())

    def forget(self, source_id: SourceId) -> None:
        """Remove a recording's file; whoever calls this has forgotten its key first."""
        self._played.clear()
        self._path(source_id).unlink(missing_ok=True)

    def tidy(self, owned: Callable[[], Collection[SourceId]], *, now: float) -> None:
        """Remove recordings that nobody owns: a crash came between sealing and writing the row, nothing can open them.

        Another program may be sealing one at this moment whose row comes last: what was written within the hour stays. And who
        owns what is asked after the files were listed, so that none of a call that begins meanwhile is among them. `now` in
        seconds since the epoch, as files have it.
        """
        old = [path for path in self.folder.glob("*.sealed") if now - _written_at(path) > SECONDS_TO_SEAL]
        keep = owned()
        for path in old:
            if path.stem not in keep:
                path.unlink(missing_ok=True)

    def _opened(
        self, source_id: SourceId, key: bytes | None, *, salvage: bool, known: Index | None = None
    ) -> SealedReader:
        try:
            return SealedReader(self._path(source_id), _kept(key), salvage=salvage, known=known)
        except FileNotFoundError:
            raise _gone() from None

    def _path(self, source_id: SourceId) -> Path:
        return self.folder / f"{source_id}.sealed"


@dataclass(frozen=True, slots=True)
class Playing:
    """Plays passages from the shelf."""

    store: Store
    shelf: SoundShelf

    def clip(self, source_id: SourceId, start_ms: int, end_ms: int) -> bytes:
        """Return a stretch of a call's sound as a WAV file of at most thirty seconds, also while it is still captured.

        Raise NotFound when there is no such source, or its sound is deleted.
        """
        capture = self.store.captures.current()
        if capture is not None and capture.capture.id == source_id:
            return self.shelf.clip(source_id, capture.sound_key, start_ms, end_ms)
        kept = self.store.sources.get(source_id)
        damaged = kept.recording is not None and kept.recording.is_damaged
        return self.shelf.clip(source_id, kept.sound_key, start_ms, end_ms, salvage=damaged)


def together(one: bytes, other: bytes) -> bytes:
    """Mix two tracks sample by sample, at full scale where both are loud. The shorter one is silent at its end.

    Each track is one great number of lanes of sixteen bits, so that half a minute takes milliseconds without a library: the
    sum of two lanes is made without their signs, which are then put right, and a lane that ran over is filled.
    """
    size = max(len(one), len(other))
    a, b = (int.from_bytes(track.ljust(size, b"\0"), "little") for track in (one, other))
    ones = int.from_bytes(b"\1\0" * (size // 2), "little")
    signs = ones << 15
    rest = signs - ones
    mixed = ((a & rest) + (b & rest)) ^ ((a ^ b) & signs)
    if over := ~(a ^ b) & (a ^ mixed) & signs:
        lanes = (over >> 15) * 0xFFFF
        full = rest + ((a >> 15) & ones)
        mixed = (mixed & ~lanes) | (full & lanes)
    return mixed.to_bytes(size, "little")


def _written_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return math.inf


def _kept(key: bytes | None) -> bytes:
    if key is None:
        raise _gone()
    return key


def _gone() -> SoundGone:
    return SoundGone("the sound of this source is gone", hint="Its words are still here.")

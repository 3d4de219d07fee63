"""Recordings on the shelf: sealed under a key of their own, opened only in memory."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from agent.domain.hearing import Block
from agent.domain.ids import SourceId
from agent.domain.transcript import TrackKind
from agent.errors import NotFound
from agent.store.store import Store
from agent.vault import sealing
from agent.vault.sealed_following import SealedFollower, about_ms
from agent.vault.sealed_reading import SealedReader
from agent.vault.sealing import SealedWriter, SoundDamaged

LONGEST_CLIP_MS = 30_000


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
        with SealedReader(self._path(source_id), _kept(key), salvage=salvage) as reader:
            return {TrackKind(track): b"".join(reader.chunks(track)) for track in reader.tracks}

    def reader(self, source_id: SourceId, key: bytes | None, *, salvage: bool = False) -> SealedReader:
        """Open a recording for reading. Raise NotFound when its key is forgotten."""
        return SealedReader(self._path(source_id), _kept(key), salvage=salvage)

    def follower(self, source_id: SourceId, key: bytes, starts: Mapping[TrackKind, int]) -> SealedFollower:
        """Open a recording that is still written, from these samples on."""
        return SealedFollower(self._path(source_id), key, {track.value: at for track, at in starts.items()})

    def about_ms(self, source_id: SourceId) -> int:
        """Return about how long a recording that is still written is."""
        return about_ms(self._path(source_id))

    def clip(self, source_id: SourceId, key: bytes | None, start_ms: int, end_ms: int) -> bytes:
        """Return a stretch of a recording, all tracks together, as a WAV file of at most thirty seconds."""
        with SealedReader(self._path(source_id), _kept(key)) as reader:
            end_ms = min(end_ms, start_ms + LONGEST_CLIP_MS)
            return sealing.wav_bytes(
                _together([reader.clip(track, start_ms, end_ms) for track in reader.tracks])
            )

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
        self._path(source_id).unlink(missing_ok=True)

    def tidy(self, keep: Collection[SourceId]) -> None:
        """Remove recordings that no source owns: a crash came between sealing and writing the row, nothing can open them."""
        for path in self.folder.glob("*.sealed"):
            if path.stem not in keep:
                path.unlink()

    def _path(self, source_id: SourceId) -> Path:
        return self.folder / f"{source_id}.sealed"


@dataclass(frozen=True, slots=True)
class Playing:
    """Plays passages from the shelf."""

    store: Store
    shelf: SoundShelf

    def clip(self, source_id: SourceId, start_ms: int, end_ms: int) -> bytes:
        """Return a stretch of a source's sound as a WAV file of at most thirty seconds."""
        return self.shelf.clip(source_id, self.store.sources.get(source_id).sound_key, start_ms, end_ms)


def _together(tracks: Sequence[bytes]) -> bytes:
    """Mix tracks into one, sample by sample, at full scale where two speak at once."""
    if len(tracks) == 1:
        return tracks[0]
    samples = [array("h", track) for track in tracks]
    mixed = (sum(at) for at in zip_longest(*samples, fillvalue=0))
    return array("h", (max(-32768, min(32767, value)) for value in mixed)).tobytes()


def _kept(key: bytes | None) -> bytes:
    if key is None:
        raise NotFound("the sound of this source is gone", hint="Its words are still here.")
    return key

"""Taking in: a file, a dropped file or pasted text becomes a source. The same bytes are taken in once."""

from __future__ import annotations

import hashlib
import io
import os
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from agent.domain.hearing import Block
from agent.domain.ids import SourceId
from agent.domain.memo import as_memo
from agent.domain.room import ONE_SIDE_FORM, SOUND_FORM
from agent.domain.sound import is_sound
from agent.domain.source import Context, Source, SourceKind, Stage
from agent.domain.transcript import TrackKind
from agent.errors import UsedWrongly
from agent.ports import Reader, SoundReader
from agent.workflow.desk import Desk
from agent.workflow.sound import SoundShelf

LARGEST_SOUND = 2 * 1024**3
LARGEST_FILE = 25 * 1024**2
HEAD = 64

OpenFile = io.BytesIO | io.BufferedReader


@dataclass(frozen=True, slots=True)
class TakingIn:
    """The door for everything that can be billed from."""

    desk: Desk
    reader: Reader
    sound_reader: SoundReader
    shelf: SoundShelf

    def file(self, path: Path, context: Context, *, memo: bool = False) -> SourceId:
        """Take in a file of this computer. Raise UsedWrongly for what is no file, cannot be opened or is too large.

        `memo`: the fee earner alone dictates in it. Hours of sound are never in memory at once.
        """
        name = os.fsencode(path.name).decode("utf-8", "replace")  # a name need not be text, a title must be
        try:
            with _opened(path) as file:
                return self.opened(file, name, context, memo=memo)
        except OSError:
            raise UsedWrongly(
                "the file cannot be opened", hint="Check that you may read it and that its disk is there."
            ) from None

    def text(self, text: str, context: Context) -> SourceId:
        """Take in pasted text."""
        return self.data(text.encode(errors="replace"), "", context)  # a page can send half a surrogate pair

    def data(self, data: bytes, name: str, context: Context, *, memo: bool = False) -> SourceId:
        """Take in the bytes of a file; return the source they already are when they were taken in before."""
        return self.opened(io.BytesIO(data), name, context, memo=memo)

    def opened(self, file: OpenFile, name: str, context: Context, *, memo: bool = False) -> SourceId:
        """The same of an open file, which need not lie anywhere in plain."""
        size, head = file.seek(0, io.SEEK_END), _head(file)
        check_size(head, size)
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        if known := self._known(sha256):
            return known
        if is_sound(head):
            return self._keep_sound(file, sha256, name, context, memo=memo)
        if memo:
            raise UsedWrongly(
                "a memo is a sound file", hint="Take in a text without saying that it is a memo."
            )
        source_id = SourceId(self.desk.new_id())
        file.seek(0)
        source = self.reader.read(
            file.read(), name=name, source_id=source_id, context=self._completed(context)
        )
        return self._keep(replace(source, sha256=sha256))

    def _keep(self, source: Source, sound_key: bytes | None = None) -> SourceId:
        """Keep a new source, unless the same came in meanwhile: hours take their time, and somebody drops them again."""
        with self.desk.store.transaction():
            if known := self._known(source.sha256):
                return known
            self.desk.store.sources.add(source, taken_at=self.desk.now(), sound_key=sound_key)
        return source.id

    def _known(self, sha256: str) -> SourceId | None:
        known = self.desk.store.sources.with_content(sha256)
        return None if known is None else known.source.id

    def _keep_sound(
        self, file: OpenFile, sha256: str, name: str, context: Context, *, memo: bool
    ) -> SourceId:
        """Seal the sound first, then write its row: a crash between the two leaves a file that nothing can open.

        Whoever is on a file's one side was heard by one microphone: everybody in the room, or a memo's fee earner.
        """
        source_id, context = SourceId(self.desk.new_id()), self._completed(context)
        coming = self.sound_reader.blocks(file, mixed=memo)
        first = next(coming, None)
        two_sides = first is not None and first.track is TrackKind.MICROPHONE
        blocks = chain(() if first is None else (first,), coming)
        if not two_sides:
            blocks = chain(Block(TrackKind.MICROPHONE, block.pcm) for block in blocks)
        key = self.shelf.pour(source_id, tuple(TrackKind)[: 2 if two_sides else 1], blocks)
        source = Source(
            id=source_id, kind=SourceKind.CALL, form=SOUND_FORM if two_sides else ONE_SIDE_FORM,
            stage=Stage.RECORDED, sha256=sha256, passages=(),
            context=context, title=name, date=context.date or (context.call_start and context.call_start.date()),
            room=not two_sides,
        )  # fmt: skip
        kept = self._keep(as_memo(source) if memo else source, key)
        if kept != source_id:
            self.shelf.forget(source_id)
        return kept

    def _completed(self, context: Context) -> Context:
        """Fill in who is signed in where the context does not say whose time it is; the call's day is the lawyer's own."""
        who = self.desk.store.home.timekeeper
        if who is not None and context.call_start is not None:
            context = replace(context, call_start=self.desk.local(context.call_start))
        return context if context.timekeeper or who is None else replace(context, timekeeper=who.name)


def check_size(head: bytes, size: int) -> None:
    """Raise UsedWrongly for more bytes than a file that begins like this may have."""
    limit = LARGEST_SOUND if is_sound(head) else LARGEST_FILE
    if size > limit:
        raise UsedWrongly(
            f"the file is larger than {limit // 1024**2} MB",
            hint="Cut it into parts, or take only what matters.",
        )


def _head(file: OpenFile) -> bytes:
    """Return how a file begins, and wind it back."""
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    return head


def _opened(path: Path) -> io.BufferedReader:
    """Open a file. What is no file is not even opened: a pipe would make us wait."""
    if not path.is_file():
        raise UsedWrongly(
            "this is not a file" if path.exists() else "there is no such file",
            hint="Check the path; folders, pipes and devices are not taken in.",
        )
    return path.open("rb")

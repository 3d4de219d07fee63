"""Taking in: a file, a dropped file or pasted text becomes a source. The same bytes are taken in once."""

from __future__ import annotations

import hashlib
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
        sha256, rest = _looked_at(path)
        if rest is not None:
            return self.data(rest, name, context, memo=memo)
        return self._known(sha256) or self._keep_sound(path.absolute(), sha256, name, context, memo=memo)

    def text(self, text: str, context: Context) -> SourceId:
        """Take in pasted text."""
        return self.data(text.encode(errors="replace"), "", context)  # a page can send half a surrogate pair

    def data(self, data: bytes, name: str, context: Context, *, memo: bool = False) -> SourceId:
        """Take in the bytes of a file; return the source they already are when they were taken in before."""
        sha256 = hashlib.sha256(data).hexdigest()
        if known := self._known(sha256):
            return known
        if is_sound(data[:HEAD]):
            return self._keep_sound(data, sha256, name, context, memo=memo)
        if memo:
            raise UsedWrongly(
                "a memo is a sound file", hint="Take in a text without saying that it is a memo."
            )
        source_id = SourceId(self.desk.new_id())
        source = self.reader.read(data, name=name, source_id=source_id, context=self._completed(context))
        self.desk.store.sources.add(replace(source, sha256=sha256), taken_at=self.desk.now())
        return source_id

    def _known(self, sha256: str) -> SourceId | None:
        known = self.desk.store.sources.with_content(sha256)
        return None if known is None else known.source.id

    def _keep_sound(
        self, content: bytes | Path, sha256: str, name: str, context: Context, *, memo: bool
    ) -> SourceId:
        """Seal the sound first, then write its row: a crash between the two leaves a file that nothing can open.

        Whoever is on a file's one side was heard by one microphone: everybody in the room, or a memo's fee earner.
        """
        source_id, context = SourceId(self.desk.new_id()), self._completed(context)
        coming = self.sound_reader.blocks(content, mixed=memo)
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
        source = as_memo(source) if memo else source
        self.desk.store.sources.add(source, taken_at=self.desk.now(), sound_key=key)
        return source_id

    def _completed(self, context: Context) -> Context:
        """Fill in who is signed in where the context does not say whose time it is; the call's day is the lawyer's own."""
        who = self.desk.store.home.timekeeper
        if who is not None and context.call_start is not None:
            context = replace(context, call_start=context.call_start.astimezone(self.desk.zone()))
        return context if context.timekeeper or who is None else replace(context, timekeeper=who.name)


def _looked_at(path: Path) -> tuple[str, bytes | None]:
    """Return a file's digest, and its content unless it is sound.

    What is no file is not even opened: a pipe would make us wait.
    """
    try:
        if not path.is_file():
            raise UsedWrongly(
                "this is not a file" if path.exists() else "there is no such file",
                hint="Check the path; folders, pipes and devices are not taken in.",
            )
        with path.open("rb") as file:
            sounds = is_sound(file.read(HEAD))
            limit = LARGEST_SOUND if sounds else LARGEST_FILE
            if os.fstat(file.fileno()).st_size > limit:
                raise UsedWrongly(
                    f"the file is larger than {limit // 1024**2} MB",
                    hint="Cut it into parts, or take only what matters.",
                )
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            file.seek(0)
            return digest, None if sounds else file.read()
    except OSError:
        raise UsedWrongly(
            "the file cannot be opened", hint="Check that you may read it and that its disk is there."
        ) from None

"""Taking in: a file, a dropped file or pasted text becomes a source. The same bytes are taken in once."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, replace
from pathlib import Path

from agent.domain.ids import SourceId
from agent.domain.sound import is_sound
from agent.domain.source import Context, Person, Source, SourceKind, Stage
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

    def file(self, path: Path, context: Context) -> SourceId:
        """Take in a file of this computer. Raise UsedWrongly for what is no file, cannot be opened or is too large."""
        name = os.fsencode(path.name).decode("utf-8", "replace")  # a name need not be text, a title must be
        return self.data(_content(path), name, context)

    def text(self, text: str, context: Context) -> SourceId:
        """Take in pasted text."""
        return self.data(text.encode(errors="replace"), "", context)  # a page can send half a surrogate pair

    def data(self, data: bytes, name: str, context: Context) -> SourceId:
        """Take in the bytes of a file; return the source they already are when they were taken in before."""
        sha256 = hashlib.sha256(data).hexdigest()
        if known := self.desk.store.sources.with_content(sha256):
            return known.source.id
        source_id = SourceId(self.desk.new_id())
        context = self._completed(context)
        if is_sound(data[:HEAD]):
            self._keep_sound(data, Source(
                id=source_id, kind=SourceKind.CALL, form="sound", stage=Stage.RECORDED, sha256=sha256, passages=(),
                context=context, title=name, date=context.date or (context.call_start and context.call_start.date()),
            ))  # fmt: skip
        else:
            source = self.reader.read(data, name=name, source_id=source_id, context=context)
            self.desk.store.sources.add(replace(source, sha256=sha256), taken_at=self.desk.now())
        return source_id

    def _keep_sound(self, data: bytes, source: Source) -> None:
        """Seal the sound first, then write its row: a crash between the two leaves a file that nothing can open."""
        key = self.shelf.seal(source.id, self.sound_reader.read(data))
        self.desk.store.sources.add(source, taken_at=self.desk.now(), sound_key=key)

    def _completed(self, context: Context) -> Context:
        """Fill in who is signed in where the context does not say whose time it is."""
        who = self.desk.store.home.timekeeper
        return context if context.timekeeper or who is None else replace(context, timekeeper=who.name)


def _content(path: Path) -> bytes:
    """Read a file of bearable size. What is no file is not even opened: a pipe would make us wait."""
    try:
        if not path.is_file():
            raise UsedWrongly(
                "this is not a file" if path.exists() else "there is no such file",
                hint="Check the path; folders, pipes and devices are not taken in.",
            )
        with path.open("rb") as file:
            limit = LARGEST_SOUND if is_sound(file.read(HEAD)) else LARGEST_FILE
            if os.fstat(file.fileno()).st_size > limit:
                raise UsedWrongly(
                    f"the file is larger than {limit // 1024**2} MB",
                    hint="Cut it into parts, or take only what matters.",
                )
            file.seek(0)
            return file.read()
    except OSError:
        raise UsedWrongly(
            "the file cannot be opened", hint="Check that you may read it and that its disk is there."
        ) from None


def speakers(context: Context) -> dict[TrackKind, str]:
    """Name the two tracks of a call: the microphone is the fee earner, the other side is named when only one took part."""
    others = [p for p in context.participants if not _same(p, context.timekeeper)]
    names = {TrackKind.MICROPHONE: context.timekeeper} if context.timekeeper else {}
    if len(others) == 1:
        names[TrackKind.SYSTEM] = others[0].name
    return names


def _same(person: Person, name: str) -> bool:
    return person.name.casefold() == name.casefold()

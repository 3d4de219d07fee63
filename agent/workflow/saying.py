"""Saying it: the lawyer's own words after a call, from the microphone alone, for at most a minute. Nobody else is heard.

Nothing is opened while a call goes on: neither while one is recorded or the clock of one runs, nor while a call program holds
the microphone. What was said lies in memory until it is sealed.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from contextlib import closing

from agent.domain.dictation import LONGEST_SECONDS, Dictation, is_call
from agent.domain.ids import SourceId
from agent.domain.offering import Kind
from agent.domain.transcript import TrackKind
from agent.errors import NotAllowedNow, NotFound
from agent.ports import Holding, SoundCard, StreamEnded, TrackStream
from agent.workflow.desk import Desk
from agent.workflow.sound import SoundShelf

log = logging.getLogger(__name__)

SECONDS_BETWEEN_READS = 0.05
LEAST_BYTES = 32_000 // 2
"""Half a second of sound: less is a key that was pressed by mistake."""


class CallStillOn(NotAllowedNow):
    """A call goes on: what its people say is not a dictation."""

    code = "call_still_on"
    hint = "End the call first; then say it."


class Saying:
    """Hears one dictation at a time. `card` opens the sound card, or a file in its place; `holding`: by whom it is held."""

    def __init__(
        self, desk: Desk, shelf: SoundShelf, card: Callable[[str], SoundCard], holding: Holding,
        *, monotonic: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._desk, self._shelf, self._card, self._holding, self._monotonic = (
            desk,
            shelf,
            card,
            holding,
            monotonic,
        )
        self._changing = threading.Lock()
        self._enough = threading.Event()
        self._thread: threading.Thread | None = None
        self._about: SourceId | None = None

    def start(self, about: SourceId | None = None, *, file: str = "") -> SourceId:
        """Begin to hear, and return the call that it is about: the last one of today when none is named.

        Raise NotFound without a call, CallStillOn while one goes on, NotAllowedNow while something is being said already.
        """
        with self._changing:
            if self._thread is not None and self._thread.is_alive():
                raise NotAllowedNow("you are being heard already", hint="Let go of the key first.")
            self._must_be_over(file)
            source = self._call(about)
            card = self._card(file)
            try:
                stream = card.open(TrackKind.MICROPHONE)
            except BaseException:
                card.close()
                raise
            self._enough.clear()
            self._about = source
            self._thread = threading.Thread(target=self._hear, args=(card, stream, source), name="saying")
            self._thread.start()
        return source

    def enough(self) -> None:
        """Stop hearing soon."""
        self._enough.set()

    def ended(self) -> SourceId | None:
        """Wait until nothing is heard any more, and return the call that it was about; None when nothing was being heard."""
        with self._changing:
            thread, about, self._thread, self._about = self._thread, self._about, None, None
        if thread is not None:
            thread.join()
        return about

    def stop(self) -> SourceId | None:
        """Stop hearing; the sound goes on to its words."""
        self.enough()
        return self.ended()

    def owned(self) -> set[SourceId]:
        """Return whose sound waits for its words."""
        return {sound for sounds in self._desk.store.dictations.of_sources().values() for sound in sounds}

    def _call(self, about: SourceId | None) -> SourceId:
        store = self._desk.store
        if about is not None:
            source = store.sources.get(about).source
            if is_call(source):
                return source.id
            raise NotAllowedNow("this is no call", hint="Type a note instead.")
        for kept in store.sources.all():
            if is_call(kept.source) and self._desk.day_of(kept.taken_at) == self._desk.today():
                return kept.source.id
        raise NotFound("there was no call today", hint='Type it instead: "0.2 lease call re guarantee".')

    def _must_be_over(self, file: str) -> None:
        store = self._desk.store
        running = store.clock.running()
        if store.captures.current() is not None or (running is not None and running.call):
            raise CallStillOn("the call goes on", hint="Stop it first; then say it.")
        if not file and any(holder.kind is not Kind.UNKNOWN for holder in self._holding.holders()):
            raise CallStillOn(
                "a call program still holds the microphone", hint="Leave the call first; then say it."
            )

    def _hear(self, card: SoundCard, stream: TrackStream, source: SourceId) -> None:
        sound = bytearray()
        until = self._monotonic() + LONGEST_SECONDS
        with closing(card), closing(stream):
            try:
                while self._monotonic() < until and not self._enough.wait(SECONDS_BETWEEN_READS):
                    sound += stream.read()
                sound += stream.finish()
            except StreamEnded as ended:  # the microphone was unplugged: what was said until then is kept
                sound += ended.sound
        if len(sound) >= LEAST_BYTES:
            self._keep(source, bytes(sound[: LONGEST_SECONDS * 32_000]))

    def _keep(self, source: SourceId, sound: bytes) -> None:
        """Seal first, then write the row: a crash between the two leaves a file that nothing can open."""
        said = Dictation(SourceId(self._desk.new_id()), source, self._desk.now())
        key = self._shelf.seal(said.id, {TrackKind.MICROPHONE: sound})
        self._desk.store.dictations.add(said, key)
        log.info("dictation %s of source %s: %d bytes", said.id, source, len(sound))

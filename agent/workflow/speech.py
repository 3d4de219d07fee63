"""Whose engine turns sound into words: this computer's, or the firm's own speech server that the lawyer named.

    off --switch_on (found out with a public sentence)--> on --switch_off--> off

A call belongs to the engine with which its words began. When that is not to be had the call waits with its sound and says so;
another engine takes it over only when the lawyer says so of that call. Each piece of speech asks here before it leaves.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from agent.domain.ids import SourceId
from agent.domain.source import Failure, Stage
from agent.domain.speech_server import PASSING, SpeechServer, address, is_on_this_computer
from agent.errors import TenthError, UsedWrongly
from agent.ports import Secrets, Transcriber
from agent.store.doors import Door
from agent.store.sources import KeptSource
from agent.workflow.desk import Desk
from agent.workflow.hearing import Engine, EngineChanged

log = logging.getLogger(__name__)

TOKEN = "speech-server-token"  # noqa: S105  # under which name it is kept
SPEECH, SENTENCE = "speech of your calls", "the practice call's first sentence"
OF_SERVER = "speech_server_"


class SpeechServerOff(TenthError):
    """A call's words began on a server that is switched off, or is another one now."""

    code = "speech_server_off"
    status = 409
    hint = (
        "The sound is kept. Switch that server on again (tenth speech-server --url), or have this call transcribed here "
        "instead (tenth speech-server here)."
    )


class Brand(Protocol):
    """The way to a speech server, which wiring introduces."""

    def probe(
        self, url: str, token: str, *, model: str, ca: str, now: dt.datetime, sent: Callable[[str], None]
    ) -> SpeechServer:
        """Return what the server at `url` can do; `sent` is told its host when sound leaves. Raise TenthError."""

    def look(self, server: SpeechServer, token: str) -> None:
        """Look whether it answers. Raise TenthError where it does not."""

    def transcriber(
        self, server: SpeechServer, token: str, *, leave: Callable[[], None], sent: Callable[[], None]
    ) -> Transcriber:
        """Return what transcribes there; `leave` is asked before each piece and may forbid it, `sent` told as it leaves."""


@dataclass(frozen=True, slots=True)
class Speech:
    """What may be done about the firm's own speech server."""

    desk: Desk
    secrets: Secrets
    brand: Brand
    practice: bool

    @property
    def server(self) -> SpeechServer | None:
        """The server that is switched on, None for this computer."""
        return self.desk.store.home.speech_server

    def switch_on(self, url: str, token: str, *, model: str = "", ca: str = "") -> SpeechServer:
        """Find out what a server can do and use it for every call that begins from now on. Raise TenthError."""
        if self.practice and not is_on_this_computer(address(url)):
            raise UsedWrongly(
                "a practice home speaks to a speech server on this computer only",
                hint="Use an address at 127.0.0.1, or leave out --sandbox.",
            )
        server = self.brand.probe(
            url, token, model=model, ca=ca, now=self.desk.now(), sent=lambda host: self._note(host, SENTENCE)
        )
        self.secrets.write(TOKEN, token)
        self.desk.store.home.speech_server = server
        log.info("the speech server is on")
        for kept in self.waiting():
            self._again(kept)
        return server

    def switch_off(self) -> None:
        """Send nothing there any more, from this moment on, and forget the token. Calls that began there wait."""
        self.desk.store.home.speech_server = None
        self.secrets.forget(TOKEN)
        log.info("the speech server is off")

    def here_instead(self, source_id: SourceId) -> None:
        """Have what is not heard yet of one call or dictation transcribed on this computer. Raise NotFound."""
        store = self.desk.store
        capture = store.captures.current()
        if capture is not None and capture.capture.id == source_id:
            return store.heard.turn(source_id, "")
        kept = store.sources.get(source_id)
        for sound in (source_id, *store.dictations.of_sources().get(source_id, ())):
            store.heard.turn(sound, "")
        return self._again(kept)

    def waiting(self) -> Sequence[KeptSource]:
        """Return the sources whose words wait for a speech server."""
        return [
            kept
            for kept in self.desk.store.sources.all()
            if kept.failure is not None and kept.failure.code.startswith(OF_SERVER)
        ]

    def holds_up(self, call: SourceId) -> Failure | None:
        """Return why the words of the call that goes on wait for a speech server, None when they do not."""
        why = self.desk.store.heard.waits(call)
        return why if why is not None and why.code.startswith(OF_SERVER) else None

    def try_again(self) -> None:
        """Let what waits for the server be tried again when the server answers, with a request that carries no sound."""
        passing = [kept for kept in self.waiting() if kept.failure and kept.failure.code in PASSING]
        if not passing or (server := self.server) is None:
            return
        try:
            self.brand.look(server, self._token())
        except TenthError as error:
            log.info("%d wait for the speech server: %s", len(passing), error.code)
            return
        for kept in passing:
            self._again(kept)

    def engine(self, sound: SourceId) -> Engine | None:
        """Return the server to which a recording belongs, None for this computer. Raise SpeechServerOff."""
        server = self.server
        host = self.desk.store.heard.engine(sound, server.host if server else "")
        if not host:
            return None
        if server is None or server.host != host:
            raise SpeechServerOff(f"the words of this call began on {host}, which is switched off")
        there = self.brand.transcriber(
            server,
            self._token(),
            leave=lambda: self._leave(sound, host),
            sent=lambda: self._note(host, SPEECH),
        )
        return Engine(host, there)

    def left(self) -> Sequence[Door]:
        """Return every door but Clio's through which something left, the one used last first."""
        return self.desk.store.doors.all()

    def _leave(self, sound: SourceId, host: str) -> None:
        """Let a piece of speech leave. Raise when it may not any more."""
        if self.desk.store.heard.now(sound) != host:  # the lawyer said so, or the call is gone
            raise EngineChanged("these words are not wanted from there any more")
        server = self.server
        if server is None or server.host != host:
            raise SpeechServerOff(f"the words of this call began on {host}, which is switched off")

    def _note(self, host: str, what: str) -> None:
        self.desk.store.doors.note(host, what, self.desk.now())

    def _again(self, kept: KeptSource) -> None:
        if kept.failure is not None or kept.source.stage is Stage.RECORDED:
            self.desk.store.sources.try_again(kept.source.id)

    def _token(self) -> str:
        return self.secrets.read(TOKEN) or ""

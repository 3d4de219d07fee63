"""Speech servers for tests that are about whose engine a call belongs to: in memory, and away when the test says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field

from agent.domain.hearing import Part, Places
from agent.domain.speech_server import SpeechServer, address
from agent.domain.transcript import Segment
from agent.errors import TenthError
from agent.ports import Sound, Transcriber, all_the_time
from tests.fakes import ScriptedTranscriber


@dataclass
class ScriptedSpeech:
    """The way to speech servers: every server answers, with words, unless the test says otherwise."""

    hears: Sequence[Segment] | TenthError = ()
    trouble: TenthError | None = None
    pieces: int = 3  # of speech that each hearing sends
    opened: list[tuple[str, str]] = field(default_factory=list)

    def probe(
        self, url: str, token: str, *, model: str, ca: str, now: dt.datetime, sent: Callable[[str], None]
    ) -> SpeechServer:
        server = SpeechServer(address(url), model or "whisper", True, now, ca)
        sent(server.host)
        if self.trouble:
            raise self.trouble
        return server

    def look(self, server: SpeechServer, token: str) -> None:
        if self.trouble:
            raise self.trouble

    def transcriber(
        self, server: SpeechServer, token: str, *, leave: Callable[[], None], sent: Callable[[], None]
    ) -> Transcriber:
        self.opened.append((server.host, token))
        return _There(self, leave, sent)


class _There(ScriptedTranscriber):
    def __init__(self, speech: ScriptedSpeech, leave: Callable[[], None], sent: Callable[[], None]) -> None:
        super().__init__(speech.trouble or speech.hears)
        self.speech, self.leave, self.sent = speech, leave, sent

    def hear(
        self,
        sound: Sound,
        places: Places,
        share: Callable[[], float] = all_the_time,
        *,
        hotwords: Sequence[str] = (),
    ) -> Generator[Part]:
        for _ in range(self.speech.pieces):
            self.leave()
            if self.speech.trouble is None:
                self.sent()
        yield from super().hear(sound, places, share, hotwords=hotwords)

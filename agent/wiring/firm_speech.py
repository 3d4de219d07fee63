"""The way to the firm's own speech server. Nothing of it is loaded before somebody asks for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from agent.domain.speech_server import SpeechServer
from agent.ports import Transcriber


class FirmSpeech:
    """What `workflow/speech.py` calls its brand."""

    def probe(
        self, url: str, token: str, *, model: str, ca: str, now: dt.datetime, sent: Callable[[str], None]
    ) -> SpeechServer:
        """Return what the server at `url` can do."""
        from agent.transcribe.server.probe import probe

        return probe(url, token, model=model, ca=ca, now=now, sent=sent)

    def look(self, server: SpeechServer, token: str) -> None:
        """Look whether it answers."""
        from agent.transcribe.server.probe import look

        look(server, token)

    def transcriber(
        self, server: SpeechServer, token: str, *, leave: Callable[[], None], sent: Callable[[], None]
    ) -> Transcriber:
        """Return what transcribes there."""
        from agent.transcribe.server.engine import ServerTranscriber

        return ServerTranscriber(server, token, leave=leave, sent=sent)

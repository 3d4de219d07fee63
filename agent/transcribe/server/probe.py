"""What a speech server can do, found out with the practice call's first sentence: never with a client's sound."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import closing

from agent import voice
from agent.domain.speech_server import SpeechServer, address
from agent.domain.transcript import TrackKind
from agent.errors import UsedWrongly
from agent.transcribe.blocks import RATE
from agent.transcribe.server import wire
from agent.transcribe.server.errors import ServerNonsense, ServerUnfit
from agent.transcribe.server.flac import flac
from agent.transcribe.server.line import Line
from agent.transcribe.sound import ChildSoundReader
from agent.transcribe.turns import Samples, samples_of
from agent.transcribe.windows import Heard

PATIENCE_SECONDS = 25.0  # for four seconds of sound, three times, while somebody waits at the page
FIRST_SENTENCE = slice(int(1.6 * RATE), int(5.9 * RATE))  # of the practice call's microphone
MOST_NAMED = 8


def probe(
    url: str, token: str, *, model: str, ca: str, now: dt.datetime, sent: Callable[[str], None]
) -> SpeechServer:
    """Return the server at `url` with what it can do; `sent` is told its host when sound leaves.

    Without `model` the only one that it lists is used. Raise UsedWrongly, or SpeechServerError's kinds.
    """
    url = address(url)
    line = Line(url, token, ca=ca, sent=lambda: sent(line.host))
    with closing(line):
        model = _model(line, model)
        heard = _hears(line, model, word_times=True)
        if heard is None:
            heard = _hears(line, model, word_times=False)
        if heard is None:
            raise ServerUnfit(line.host)
        if not heard.text.strip():
            raise ServerNonsense(line.host, hint="It heard nothing in the practice call's first sentence.")
    return SpeechServer(url, model, bool(heard.words), now, ca)


def look(server: SpeechServer, token: str) -> None:
    """Look whether a server answers, without a sound. Raise SpeechServerError's kinds where it does not."""
    line = Line(server.url, token, ca=server.ca)
    with closing(line):
        try:
            line.models()
        except ServerUnfit:
            return  # it is there, and lists no models


def _model(line: Line, wanted: str) -> str:
    if wanted and not wire.MODEL.fullmatch(wanted):
        raise UsedWrongly("that is not a model's name", hint="Write it as the server lists it.")
    try:
        names = wire.models_in(line.models())
    except wire.Unusable:
        raise ServerNonsense(line.host) from None
    except ServerUnfit:
        if wanted:
            return wanted
        raise UsedWrongly(f"{line.host} lists no models", hint="Name one with --model.") from None
    if wanted:
        return wanted
    if len(names) == 1:
        return names[0]
    known = ", ".join(names[:MOST_NAMED]) + (" ..." if len(names) > MOST_NAMED else "")
    raise UsedWrongly(
        f"{line.host} has {len(names)} models", hint=f"Name one with --model: {known or 'none is listed'}."
    )


def _hears(line: Line, model: str, *, word_times: bool) -> Heard | None:
    """Return what is heard in the sentence, None when the server does not take what is asked."""
    sound = _sentence()
    try:
        fields = wire.form(model, word_times=word_times)
        answer = line.transcribe(fields, flac(sound), seconds=PATIENCE_SECONDS)
        return wire.heard_in(answer, seconds=len(sound) / RATE)
    except wire.Unusable:
        raise ServerNonsense(line.host) from None
    except ServerUnfit:
        return None


def _sentence() -> Samples:
    call = ChildSoundReader().read(voice.call_path("practice_call", ".flac").read_bytes())
    return samples_of(call[TrackKind.MICROPHONE])[FIRST_SENTENCE]

"""agent/web/routes_speech.py: only Tenth's own window names a server; what waits can be heard here."""

from __future__ import annotations

import pytest

from agent.domain.ids import SourceId
from agent.domain.source import Context, Failure
from agent.domain.transcript import Segment, TrackKind
from agent.store.heard import Heard
from agent.transcribe.server.errors import ServerAway
from tests.fakes import RECORDING
from tests.web.conftest import Web
from tests.web.signing_client import Refusal, SigningClient
from tests.workflow.booth import YES, Booth

SERVER = {"url": "https://speech.firm.example/v1", "token": "token-1"}
SAID = Segment(TrackKind.SYSTEM, 0, 900, "good morning")


def taken_in(web: Web) -> SourceId:
    source = web.services.take_in.data(RECORDING, "call.flac", Context())
    web.services.process.all()
    return source


def test_it_is_off_until_it_is_named_and_off_again(web: Web, window: SigningClient) -> None:
    assert window.call("/v1/speech-server/get") == {
        "server": None,
        "waiting": [],
        "clio": "http://127.0.0.1:1",
        "left": [],
    }
    shown = window.call("/v1/speech-server/on", SERVER)
    assert (shown["server"]["host"], shown["server"]["own_authority"]) == ("speech.firm.example", False)
    assert [(d["host"], d["count"]) for d in shown["left"]] == [("speech.firm.example", 1)]
    assert window.call("/v1/speech-server/off")["server"] is None


def test_the_token_goes_in_and_never_comes_out(web: Web, window: SigningClient) -> None:
    assert "token-1" not in str(window.call("/v1/speech-server/on", SERVER))
    assert "token-1" not in str(window.call("/v1/speech-server/get"))


@pytest.mark.parametrize("path", ["/v1/speech-server/on", "/v1/speech-server/off"])
def test_an_extension_cannot_say_where_speech_goes(web: Web, path: str) -> None:
    with pytest.raises(Refusal) as caught:
        web.extension().call(path, SERVER if path.endswith("on") else {})
    assert caught.value.code == "origin_refused"
    assert web.services.speech.server is None


def test_a_call_that_waits_can_be_transcribed_here_instead(web: Web, window: SigningClient) -> None:
    web.office.transcriber.hears = [SAID]
    window.call("/v1/speech-server/on", SERVER)
    web.office.firm.trouble = ServerAway("speech.firm.example")
    source = taken_in(web)
    (waits,) = window.call("/v1/speech-server/get")["waiting"]
    assert (waits["source"], waits["problem"]["code"]) == (source, "speech_server_away")
    assert window.call("/v1/speech-server/here", {"source": source})["waiting"] == []
    web.services.process.all()
    shown = window.call("/v1/sources/get", {"source": source})
    assert [p["text"] for p in shown["passages"]] == ["good morning"]
    assert shown["source"]["words_by"] == ""


def test_the_servers_name_stands_at_the_head_of_its_call(web: Web, window: SigningClient) -> None:
    window.call("/v1/speech-server/on", SERVER)
    web.office.firm.hears = [SAID]
    source = taken_in(web)
    assert window.call("/v1/sources/get", {"source": source})["source"]["words_by"] == "speech.firm.example"
    (summary,) = window.call("/v1/state")["state"]["sources"]
    assert summary["words_by"] == "speech.firm.example"


@pytest.mark.parametrize("url", ["http://speech.firm.example", "https://a:b@speech.firm.example", "speech"])
def test_an_address_that_is_none_is_a_sentence(window: SigningClient, url: str) -> None:
    with pytest.raises(Refusal) as caught:
        window.call("/v1/speech-server/on", {**SERVER, "url": url})
    assert caught.value.code == "used_wrongly"


def waiting(heard: Heard, call: SourceId) -> None:
    away = ServerAway("speech.firm.example")
    heard.turn(call, "speech.firm.example")
    heard.note_waits(call, Failure(away.code, str(away), away.hint))


def test_while_a_call_goes_on_it_is_said_that_its_words_wait(
    web: Web, window: SigningClient, booth: Booth
) -> None:
    booth.capture.start(YES)
    shown = window.call("/v1/capture/get")["capture"]
    assert shown["signs"] == []
    waiting(web.services.hearing.desk.store.heard, SourceId(shown["id"]))
    (sign,) = window.call("/v1/capture/get")["capture"]["signs"]
    assert (sign["code"], sign["message"]) == ("speech_server_away", "speech.firm.example does not answer")

"""agent/workflow/speech.py: a call stays with its engine, waits when that is away, and is never given to another."""

from __future__ import annotations

import pytest

from agent.domain.ids import SourceId
from agent.domain.source import Context, Failure, Stage
from agent.domain.speech_server import SpeechServer, words_by
from agent.domain.transcript import Segment, TrackKind
from agent.errors import UsedWrongly
from agent.store.heard import Heard
from agent.transcribe.server.errors import ServerAway
from agent.workflow.hearing import EngineChanged
from agent.workflow.speech import SENTENCE, SPEECH, TOKEN, Speech, SpeechServerOff
from tests.fakes import RECORDING
from tests.workflow.conftest import Office

URL, HOST = "https://speech.firm.example", "speech.firm.example"
HERE = Segment(TrackKind.SYSTEM, 0, 900, "heard on this computer")
THERE = Segment(TrackKind.SYSTEM, 0, 900, "heard at the firm")


@pytest.fixture
def office(office: Office) -> Office:
    office.transcriber.hears, office.firm.hears = [HERE], [THERE]
    return office


def taken_in(office: Office, more: bytes = b"") -> SourceId:
    return office.take_in.data(RECORDING + more, "call.flac", Context())


def said(office: Office, source: SourceId) -> list[str]:
    return [p.text for p in office.store.sources.get(source).source.passages]


def failure(office: Office, source: SourceId) -> Failure | None:
    return office.store.sources.get(source).failure


def test_it_is_off_until_it_is_named_and_nothing_leaves(office: Office) -> None:
    source = taken_in(office)
    office.process.all()
    assert said(office, source) == [HERE.text]
    assert office.firm.opened == []
    assert office.speech.left() == []
    assert words_by(office.store.sources.get(source).words_by) == ""


def test_a_call_that_begins_after_it_was_named_is_heard_there_and_says_so(office: Office) -> None:
    office.speech.switch_on(URL, "token")
    source = taken_in(office)
    office.process.all()
    assert said(office, source) == [THERE.text]
    assert office.firm.opened == [(HOST, "token")]
    assert words_by(office.store.sources.get(source).words_by) == HOST
    assert {(d.host, d.what, d.count) for d in office.speech.left()} == {
        (HOST, SENTENCE, 1),
        (HOST, SPEECH, 3),
    }


def test_a_server_that_is_away_makes_the_call_wait_and_is_never_replaced(office: Office) -> None:
    office.speech.switch_on(URL, "token")
    office.firm.trouble = ServerAway(HOST)
    source = taken_in(office)
    office.process.all()
    waits = failure(office, source)
    assert waits is not None
    assert (waits.code, waits.message) == ("speech_server_away", f"{HOST} does not answer")
    assert "sound is kept" in waits.hint
    assert office.store.sources.get(source).source.stage is Stage.RECORDED
    office.speech.try_again()
    assert failure(office, source) == waits, "it is still away: nothing is sent"
    assert [d.what for d in office.speech.left()] == [SENTENCE]
    office.firm.trouble = None
    office.speech.try_again()
    office.process.all()
    assert said(office, source) == [THERE.text]


def test_the_lawyer_may_have_one_call_transcribed_here_instead(office: Office) -> None:
    office.speech.switch_on(URL, "token")
    office.firm.trouble = ServerAway(HOST)
    first, second = taken_in(office), taken_in(office, b"another")
    office.process.all()
    office.speech.here_instead(first)
    office.process.all()
    assert said(office, first) == [HERE.text]
    assert words_by(office.store.sources.get(first).words_by) == ""
    assert failure(office, second) is not None, "of that call alone"


def test_a_call_that_began_here_stays_here(office: Office) -> None:
    source = taken_in(office)
    office.transcriber.hears = ServerAway("an engine that fails")
    office.process.all()
    office.speech.switch_on(URL, "token")
    office.transcriber.hears = [HERE]
    office.process.again(source)
    office.process.all()
    assert said(office, source) == [HERE.text]
    assert office.firm.opened == []


@pytest.mark.parametrize("other", [None, "https://other.firm.example"])
def test_a_call_that_began_there_waits_when_the_server_is_off_or_another(
    office: Office, other: str | None
) -> None:
    office.speech.switch_on(URL, "token")
    office.firm.trouble = ServerAway(HOST)
    source = taken_in(office)
    office.process.all()
    office.firm.trouble = None
    office.speech.switch_on(other, "token") if other else office.speech.switch_off()
    office.process.again(source)
    office.process.all()
    waits = failure(office, source)
    assert waits is not None
    assert waits.code == "speech_server_off"
    assert HOST in waits.message
    assert said(office, source) == []


def test_without_what_a_call_belongs_to_it_would_go_to_another_engine(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Heard, "engine", lambda _self, _call, wanted: wanted)
    monkeypatch.setattr(Heard, "now", lambda *_: HOST)
    office.speech.switch_on(URL, "token")
    office.firm.trouble = ServerAway(HOST)
    source = taken_in(office)
    office.process.all()
    office.speech.switch_off()
    office.process.again(source)
    office.process.all()
    assert said(office, source) == [HERE.text]


def test_switching_it_off_or_turning_to_this_computer_stops_the_next_piece(office: Office) -> None:
    office.speech.switch_on(URL, "token")
    call = SourceId("call")
    assert office.speech.engine(call) is not None
    office.speech._leave(call, HOST)
    office.store.heard.turn(call, "")
    with pytest.raises(EngineChanged):
        office.speech._leave(call, HOST)
    office.store.heard.turn(call, HOST)
    office.speech.switch_off()
    with pytest.raises(SpeechServerOff):
        office.speech._leave(call, HOST)


def test_the_words_say_every_engine_that_made_them(office: Office) -> None:
    office.store.heard.engine(SourceId("call"), HOST)
    for host in (HOST, HOST, ""):
        office.store.heard.note_by(SourceId("call"), host)
    assert office.store.heard.by(SourceId("call")) == (HOST, "")
    assert words_by((HOST, "")) == f"{HOST} and this computer"


def test_the_token_is_kept_with_the_secrets_and_goes_when_it_is_off(office: Office) -> None:
    office.speech.switch_on(URL, "token")
    assert office.secrets.kept == {TOKEN: "token"}
    office.speech.switch_off()
    assert office.secrets.kept == {}


def test_a_server_that_cannot_be_used_changes_nothing(office: Office) -> None:
    office.firm.trouble = ServerAway(HOST)
    with pytest.raises(ServerAway):
        office.speech.switch_on(URL, "token")
    assert office.speech.server is None
    assert office.secrets.kept == {}


def test_a_practice_home_speaks_to_this_computer_only(office: Office) -> None:
    speech = Speech(office.desk, office.secrets, office.firm, practice=True)
    with pytest.raises(UsedWrongly):
        speech.switch_on(URL, "token")
    assert isinstance(speech.switch_on("http://127.0.0.1:8000", ""), SpeechServer)

"""A call that the firm's server hears while it goes on: away, off, or given to this computer in the middle, no word is lost."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace

import pytest

from agent.domain.hearing import Part, Places
from agent.domain.speech_server import SpeechServer, address
from agent.ports import Sound, Transcriber, all_the_time
from agent.transcribe.server.errors import ServerAway
from agent.workflow import hearing, listener
from agent.workflow.hearing import EngineChanged, Hearing
from agent.workflow.listener import Listener
from agent.workflow.speech import Speech, SpeechServerOff
from tests.workflow.booth import until
from tests.workflow.conftest import Office
from tests.workflow.listening import CALL, Scripted, Studio, in_order

URL, HOST = "https://speech.firm.example", "speech.firm.example"


class Far(Scripted):
    """Hears as the engine here, somewhere else: each window asks before it leaves."""

    def __init__(self, firm: Firm, leave: Callable[[], None]) -> None:
        super().__init__()
        self.firm, self.leave = firm, leave

    def hear(
        self,
        coming: Sound,
        places: Places,
        share: Callable[[], float] = all_the_time,
        *,
        hotwords: Sequence[str] = (),
    ) -> Generator[Part]:
        for part in super().hear(coming, places, share, hotwords=hotwords):
            if part.turns:
                if self.firm.away:
                    raise ServerAway(HOST)
                self.leave()
                self.firm.windows += 1
            yield part


@dataclass
class Firm:
    """The firm's server, counting the windows that reach it."""

    away: bool = False
    windows: int = 0
    opened: list[Far] = field(default_factory=list)

    def probe(
        self, url: str, token: str, *, model: str, ca: str, now: dt.datetime, sent: Callable[[str], None]
    ) -> SpeechServer:
        return SpeechServer(address(url), model, True, now, ca)

    def look(self, server: SpeechServer, token: str) -> None:
        if self.away:
            raise ServerAway(HOST)

    def transcriber(
        self, server: SpeechServer, token: str, *, leave: Callable[[], None], sent: Callable[[], None]
    ) -> Transcriber:
        self.opened.append(Far(self, leave))
        return self.opened[-1]


@dataclass
class Live:
    """A call that goes on, and what hears it."""

    studio: Studio
    firm: Firm
    speech: Speech
    hearing: Hearing
    threads: list[threading.Thread] = field(default_factory=list)

    def follow(self) -> tuple[threading.Thread, list[Exception]]:
        """Follow the call in a thread, as the agent does."""
        ended: list[Exception] = []

        def run() -> None:
            try:
                self.hearing.follow(self.studio.kept, self.studio.stopping)
            except Exception as error:
                ended.append(error)

        thread = threading.Thread(target=run)
        self.threads.append(thread)
        thread.start()
        return thread, ended

    def speak_until(self, windows: int) -> None:
        """Let them speak until so many windows have reached the server."""
        self.studio.speak(10, seconds=7)
        until(lambda: self.firm.windows >= windows)

    def finish(self) -> None:
        """Hang up, hear what is left, and hold the words against what was said."""
        source = self.studio.hang_up()
        assert in_order(self.hearing.words(source, lambda _: None)) == self.studio.expected()

    def by(self) -> tuple[str, ...]:
        return self.studio.office.store.heard.by(CALL)


@pytest.fixture
def live(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[Live]:
    monkeypatch.setattr(hearing, "SECONDS_BETWEEN_READS", 0.01)
    studio, firm = Studio(office), Firm()
    speech = Speech(office.desk, office.secrets, firm, practice=False)
    speech.switch_on(URL, "token")
    live = Live(
        studio, firm, speech, Hearing(office.desk, office.shelf, studio.transcriber, elsewhere=speech.engine)
    )
    yield live
    studio.stopping.set()
    for thread in live.threads:  # before the database is closed
        thread.join()
    studio.writer.abandon()


def test_a_server_that_goes_away_in_the_middle_is_said_and_the_call_waits(live: Live) -> None:
    thread, ended = live.follow()
    live.speak_until(1)
    live.firm.away = True
    live.studio.speak(10, seconds=7)
    thread.join()
    assert [type(error) for error in ended] == [ServerAway]
    waits = live.speech.holds_up(CALL)
    assert waits is not None
    assert (waits.code, waits.message) == ("speech_server_away", f"{HOST} does not answer")
    assert live.studio.transcriber.given == 0, "this computer does not take its place"
    live.firm.away = False
    thread, ended = live.follow()
    until(lambda: live.speech.holds_up(CALL) is None)
    live.finish()
    thread.join()
    assert live.by() == (HOST,)
    assert live.studio.transcriber.given == 0


def test_the_agent_tries_again_by_itself(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listener, "SECONDS_TO_WAIT", 0.01)
    live.firm.away = True
    live.studio.speak(10, seconds=7)
    listening = Listener(replace(live.hearing, _stopped=threading.Event()))
    listening.start()
    until(lambda: len(live.firm.opened) > 2)
    live.firm.away = False
    until(lambda: live.firm.windows)
    listening.stop()
    live.finish()


def test_switched_off_in_the_middle_nothing_more_leaves(live: Live) -> None:
    thread, ended = live.follow()
    live.speak_until(1)
    live.speech.switch_off()
    sent = live.firm.windows
    live.studio.speak(10, seconds=7)
    thread.join()
    assert [type(error) for error in ended] == [SpeechServerOff]
    assert live.firm.windows == sent
    assert live.studio.transcriber.given == 0
    source = live.studio.hang_up()
    with pytest.raises(SpeechServerOff):
        live.hearing.words(source, lambda _: None)


def test_without_being_asked_it_would_go_on_sending(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Speech, "_leave", lambda *_: None)
    live.follow()
    live.speak_until(1)
    live.speech.switch_off()
    sent = live.firm.windows
    live.studio.speak(10, seconds=7)
    until(lambda: live.firm.windows > sent)


def test_given_to_this_computer_in_the_middle_the_rest_is_heard_here(live: Live) -> None:
    thread, ended = live.follow()
    live.speak_until(1)
    live.speech.here_instead(CALL)
    sent = live.firm.windows
    live.studio.speak(10, seconds=7)
    thread.join()
    assert [type(error) for error in ended] == [EngineChanged]
    assert live.firm.windows == sent
    live.finish()
    assert live.by() == (HOST, "")
    assert live.studio.transcriber.given > 0

"""A call captured by a click on the tray: a real tray, the consent given in its real window, real sound servers, in real time.

Both servers are tried at the same time, and on one of them a second call, each with a screen, a home and a Tenth of its own:
the practice call takes three minutes. Words come meanwhile, by the practice voice, and are held against what was said.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from agent import wiring
from agent.desktop.menu import Act
from agent.desktop.standing import Stage
from agent.domain.room import IN_THE_ROOM
from agent.domain.source import Source
from agent.domain.timeline import Why
from agent.domain.transcript import SPEAKERS as SPEAKERS_OF_TRACKS
from agent.domain.transcript import TrackKind
from agent.paths import open_home
from agent.store.sources import KeptSource
from agent.store.store import Store
from agent.vault.database_key import database_key
from agent.workflow.sound import SoundShelf
from tests.capture.hearing import RATE, Samples, followed, likeness, samples, whole_call, whole_lag, write_wav
from tests.capture.servers import INSIDE, SPEAKERS, SoundServer
from tests.capture.servers import installed as has_server
from tests.desktop.at_work import RED, AtWork
from tests.desktop.screen import Screen, installed, until
from tests.transcribe.conftest import script_of
from tests.transcribe.word_errors import RATES, latest_start, share_wrong

pytestmark = [pytest.mark.slow, pytest.mark.sound]

ME, THEM = TrackKind.MICROPHONE, TrackKind.SYSTEM
RUNS = (("pulseaudio", "practice_call"), ("pipewire", "practice_call"), ("pulseaudio", "second_call"))
PIECE = 20 * RATE
SPOKEN = 0.05  # of a piece's loudness beside the track's: less is a piece in which the side says nothing


def test_what_a_click_captures_is_the_call_on_two_tracks_and_in_words(tmp_path: Path) -> None:
    runs = [(kind, name) for kind, name in RUNS if has_server(kind)]
    if not runs or not installed():
        pytest.skip("a sound server, or Xvfb with a tray and a hand, is not installed")
    for _, name in runs:
        whole_call(name)  # read once, before two threads want it
    folders = [tmp_path / str(n) for n, _ in enumerate(runs)]  # short: a socket's address has 108 letters
    for folder in folders:
        folder.mkdir()
    try:
        with ThreadPoolExecutor() as together:
            list(together.map(captured_by_a_click, *zip(*runs, strict=True), folders))
    finally:
        for folder in folders:
            give_up(folder)


def captured_by_a_click(kind: str, name: str, folder: Path) -> None:
    """Capture a call on one server by the tray alone, and hold its sound and its words against what was played."""
    call = whole_call(name)
    played = {track: write_wav(folder / f"{track}.wav", pcm) for track, pcm in call.items()}
    with (
        SoundServer(kind, folder) as server,
        Screen(folder / "screen", surroundings=server.environment) as screen,
        (folder / "streams.txt").open("wb") as streams,
    ):
        server.start("stdbuf", "-oL", "pactl", "subscribe", stdout=streams)
        at_work = AtWork(screen, folder / "home", "--no-browser")
        at_work.icon()
        agree_in_the_window(at_work, server, folder)
        at_work.shows(RED)
        until(lambda: listens(folder), "the control: the devices that consent opens, seen by the same watch")
        players = [server.play(played[THEM], SPEAKERS), server.play(played[ME], INSIDE)]
        wait_for(players, seconds=len(call[ME]) / 2 / RATE + 60)
        at_work.choose(Stage.RECORDING, Act.STOP)
        source = until(lambda: in_words(folder), "the words")
        at_work.process.kill()
    began = hold_against(
        folder, f"{kind} {name}", source, {track: samples(pcm) for track, pcm in call.items()}
    )
    hold_words(source.source, name, began)


def agree_in_the_window(at_work: AtWork, server: SoundServer, folder: Path) -> None:
    """Click, give the consent in the window by the keyboard, and see that until then nothing is heard and nothing kept."""
    others = server.pactl("list", "short", "source-outputs")  # what makes the microphone
    at_work.click()
    window = at_work.has_window("Capture this call")
    at_work.screen.hand("windowfocus", "--sync", window)
    at_work.screen.hand("type", "--delay", "40", "M Hale")
    assert server.pactl("list", "short", "source-outputs") == others
    assert (listens(folder), sealed(folder)) == ([], [])
    at_work.screen.hand("key", "Return")
    at_work.has_window("Recording")


def listens(folder: Path) -> list[str]:
    """Return every stream that began to listen to a device since Tenth was started, as the sound server tells it."""
    told = (folder / "streams.txt").read_text().splitlines()
    return [line for line in told if "'new' on source-output" in line]


def sealed(folder: Path) -> list[Path]:
    """Return what is kept of sound."""
    return list((folder / "home" / "sound").glob("*"))


def wait_for(players: Sequence[subprocess.Popen[bytes]], *, seconds: float) -> None:
    for player in players:
        assert player.wait(timeout=seconds) == 0


def opened(folder: Path) -> Store:
    home = open_home(folder / "home", practice=True)
    return Store(home.database, database_key(wiring.secrets_of(home), home.database))


def give_up(folder: Path) -> None:
    """Let no recording program outlive a test that failed."""
    services = wiring.build(open_home(folder / "home", practice=True))
    try:
        if services.capture.status() is not None:
            services.capture.discard()
    finally:
        services.close()


def in_words(folder: Path) -> KeptSource | None:
    """Return the call's source as soon as it has its words."""
    store = opened(folder)
    try:
        found = (each for each in store.sources.all() if each.recording and each.source.passages)
        return next(found, None)
    finally:
        store.close()


def hold_against(folder: Path, name: str, kept: KeptSource, said: dict[TrackKind, Samples]) -> float:
    """Hold both tracks against what was played on each, and return at which second of the recording the call began.

    A player that stalls within a piece costs it some hundredths, whoever records it: the track as a whole must be alike,
    and no piece of it may be missing.
    """
    tracks = SoundShelf(folder / "home" / "sound").tracks(kept.source.id, kept.sound_key)
    assert kept.recording is not None
    assert kept.recording.consent.agreed_by == ("M Hale",)
    assert {gap.why for gap in kept.recording.gaps} <= {Why.BEFORE_CONSENT}
    heard = {track: samples(pcm) for track, pcm in tracks.items()}
    for track, other in ((ME, THEM), (THEM, ME)):
        pieces = spoken(said[track])
        assert len(pieces) >= 3
        found = [followed(heard[track], piece) for piece in pieces]
        assert sum(found) / len(found) >= 0.95, (name, track, found)
        assert min(found) >= 0.8, (name, track, found)
        assert max(likeness(heard[other], piece) for piece in pieces) < 0.2, (name, track)
    return whole_lag(heard[THEM], said[THEM]) / RATE


def hold_words(source: Source, name: str, began: float) -> None:
    """Hold the words of a call that was heard live to the figures that are stated for its file."""
    speakers = {
        IN_THE_ROOM: ME,
        SPEAKERS_OF_TRACKS[THEM]: THEM,
    }  # no headset here: the microphone holds everybody
    heard = [
        (speakers[p.speaker], (p.start_ms or 0) - round(began * 1000), p.text)
        for p in source.passages
        if p.speaker and p.text
    ]
    assert share_wrong(script_of(name), heard) <= RATES[name]
    assert latest_start(script_of(name), heard) < 0.5


def spoken(track: Samples) -> list[Samples]:
    """Cut a track into pieces in which something is said."""
    pieces = [track[at : at + PIECE] for at in range(0, len(track) - PIECE + 1, PIECE)]
    return [piece for piece in pieces if piece.std() > SPOKEN * track.std()]

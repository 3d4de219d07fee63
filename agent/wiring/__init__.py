"""The fuse box: the one place that knows every brand, and builds everything once, by hand.

Heavy libraries load where they are first needed: a command that lists entries does not wait for a speech engine.
"""

from __future__ import annotations

import datetime as dt
import os
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from agent import __version__
from agent.clio.client import Line
from agent.clio.opening import Clio, open_clio
from agent.clio.regions import Region
from agent.domain.ids import SourceId
from agent.domain.matter import Timekeeper
from agent.domain.transcript import TrackKind
from agent.errors import UsedWrongly
from agent.export.targets import TARGETS
from agent.export.writing import write_rows
from agent.extract.rules import RulesExtractor
from agent.extract.typed import TypedFirst
from agent.intake.guarded import GuardedReader
from agent.log import start_logging
from agent.paths import Home
from agent.ports import Extractor, Holding, Reader, Secrets, SoundReader
from agent.power import read_power
from agent.store.store import Store
from agent.vault.database_key import database_key
from agent.wiring.clio import Connecting as Connecting
from agent.wiring.clio import OpenTrip as OpenTrip
from agent.wiring.clio import guide as guide
from agent.wiring.firm_speech import FirmSpeech
from agent.wiring.speech import chosen_transcriber, hearing_again, models
from agent.wiring.speech import hub_of as hub_of
from agent.wiring.speech import speech_model as speech_model
from agent.wiring.speech import transcriber as transcriber
from agent.wiring_capture import launch_recorder, microphone_holding, never_offered, sound_card_or
from agent.wiring_capture import secrets_of as secrets_of  # part of this box, whoever else needs it
from agent.workflow.agreeing import Agreeing
from agent.workflow.arriving import Arriving
from agent.workflow.bookkeeping import Bookkeeping
from agent.workflow.browsers import Browsers
from agent.workflow.capturing import Capturing
from agent.workflow.clock import Clock
from agent.workflow.connecting import Connect
from agent.workflow.correcting import Correcting
from agent.workflow.day_answers import DayAnswers
from agent.workflow.days import Days
from agent.workflow.desk import Desk
from agent.workflow.echoes import Echoes
from agent.workflow.expense_correcting import ExpenseCorrecting
from agent.workflow.expensing import Expensing
from agent.workflow.exporting import Exporting, ExportTarget
from agent.workflow.finding import Finding
from agent.workflow.freshness import Freshness
from agent.workflow.hearing import Hearing
from agent.workflow.looking_first import LookingFirst
from agent.workflow.mirroring import Mirroring
from agent.workflow.money import Rates
from agent.workflow.naming import Names
from agent.workflow.noticing import Noticing
from agent.workflow.pairing import Pairing
from agent.workflow.processing import Processing
from agent.workflow.pushing import Pushing
from agent.workflow.retention import Retention
from agent.workflow.reviewing import Reviewing
from agent.workflow.runner import Board
from agent.workflow.saying import Saying
from agent.workflow.services import Services
from agent.workflow.several import Several
from agent.workflow.sharing import Sharing
from agent.workflow.signing_in import SigningIn
from agent.workflow.sound import Playing, SoundShelf
from agent.workflow.speech import Speech
from agent.workflow.standing import StandingConsents
from agent.workflow.taking_in import TakingIn
from agent.workflow.voices import Voices
from agent.workflow.waiting import Waiting
from agent.workflow.whose import Whose

EXTRACTORS = ("rules", "ollama")
REGIONS = tuple(region.value for region in Region)


def build(home: Home, *, extractor_name: str = "rules") -> Services:
    """Open a home and build everything Tenth can do in it. Raise KeyringLocked, or NoSafeKeyring."""
    start_logging(home.log)
    secrets = secrets_of(home)
    store = Store(home.database, database_key(secrets, home.database))
    desk = Desk(store, now=_now, new_id=lambda: uuid.uuid4().hex[:12], locks=home.run)
    shelf = SoundShelf(home.sound)
    clio, board = _clio(home, secrets), Board()
    connecting = Connecting(home, clio, lambda: store.home.timekeeper)
    mirror = Mirroring(desk, lambda: clio.practice, connecting.host)
    fresh = Freshness(mirror, board, clock=time.monotonic)
    sign_in = SigningIn(connecting.wanted, desk.reach, mirror.signed_in, fresh.sync)
    browsers, correcting = Browsers(desk, secrets), Correcting(desk, lambda: clio.books, time.sleep)
    speech, hearing = _hearing(home, desk, shelf, secrets)
    review, clock, days = Reviewing(desk), Clock(desk), Days(desk, lambda: clio.practice)
    holding, capture, say = _recording(home, desk, shelf, clock)
    return Services(
        take_in=TakingIn(desk, reader(desk.zone), sound_reader(), shelf),
        arriving=Arriving(home.sound, time.monotonic),
        hearing=hearing,
        speech=speech,
        models=models(home, desk),
        again=hearing_again(home, hearing),
        echoes=Echoes(desk),
        names=Names(desk),
        process=Processing(desk, hearing, extractor(extractor_name)),
        review=review,
        several=Several(desk),
        sharing=Sharing(desk),
        agreeing=Agreeing(desk),
        find=Finding(desk),
        waiting=Waiting(desk),
        whose=Whose(desk, extractor("rules")),  # asked from the page: it answers within a moment
        look_first=LookingFirst(desk, lambda: clio.practice),
        push=Pushing(desk, lambda: clio.practice, time.sleep),
        correcting=correcting,
        books=Bookkeeping(desk, lambda: clio.books, correcting),
        expenses=Expensing(desk, lambda: clio.books, time.sleep),
        expense_correcting=ExpenseCorrecting(desk, lambda: clio.books, time.sleep),
        mirror=mirror,
        rates=Rates(desk, lambda: clio.practice),
        fresh=fresh,
        sign_in=sign_in,
        connect=_connect(connecting, sign_in, mirror, practice=home.practice),
        export=exporting(desk),
        sound=Playing(store, shelf),
        browsers=browsers,
        pairing=Pairing(desk, browsers, os.urandom),
        clock=clock,
        capture=capture,
        say=say,
        voices=Voices(desk),
        noticing=Noticing(desk, holding, capture, clock),
        retention=Retention(desk, shelf),
        standing=StandingConsents(desk),
        days=days,
        day_answers=DayAnswers(desk, days, review, clock),
        board=board,
        practice=home.practice,
        close=_ends(hearing.stop, say.stop, fresh.stop, sign_in.close, holding.close, store.close),
    )


def _hearing(home: Home, desk: Desk, shelf: SoundShelf, secrets: Secrets) -> tuple[Speech, Hearing]:
    """Return what says whose engine a call belongs to, and what hears with this computer's or the other."""
    speech = Speech(desk, secrets, FirmSpeech(), home.practice)
    return speech, Hearing(desk, shelf, chosen_transcriber(home), read_power, speech.engine)


def _recording(home: Home, desk: Desk, shelf: SoundShelf, clock: Clock) -> tuple[Holding, Capturing, Saying]:
    """Return what tells who holds the microphone, what captures a call, and what hears the lawyer afterwards."""
    holding = microphone_holding()
    capture = Capturing(desk, shelf, clock, lambda: launch_recorder(home), never_offered(), holding)
    return holding, capture, Saying(desk, shelf, sound_card_or, holding)


def tidy(home: Home, services: Services) -> None:
    """Clear away what a crash may have left: a recording whose program is gone, sealed sound whose key was never kept."""
    services.capture.recover()

    def owned() -> set[SourceId]:
        """Return whose sound is whose: a call that goes on before the sources, among which it is once it is over."""
        unfinished = services.capture.owned() | services.say.owned()
        return unfinished | {view.kept.source.id for view in services.review.overview().sources}

    SoundShelf(home.sound).tidy(owned, now=time.time())


def reader(zone: Callable[[], dt.tzinfo | None] | None = None) -> Reader:
    """Return the reader of files, behind its child process. `zone` is the lawyer's, for the days of mails."""
    return GuardedReader(zone=zone)


def extractor(name: str) -> Extractor:
    """Return an extractor by name."""
    if name == "ollama":
        from agent.extract.ollama import open_ollama  # loads pydantic's schemas; only who asks waits for it

        return TypedFirst(open_ollama())
    return TypedFirst(RulesExtractor())


def local_model() -> str | None:
    """Return the language model that Ollama could use on this computer, None when there is none fit for the work."""
    from agent.extract.ollama import find_local_model

    return find_local_model()


def sound_reader() -> SoundReader:
    """Return the reader of sound files, behind its child process."""
    from agent.transcribe.sound import ChildSoundReader

    return ChildSoundReader()


def tracks_of(paths: Sequence[Path]) -> Mapping[TrackKind, bytes]:
    """Read one sound file, or two that began together: the microphone's and the computer's."""
    from agent.transcribe.sound import ChildSoundReader

    reader = ChildSoundReader()
    if len(paths) == 1:
        return reader.read(paths[0])
    if len(paths) != len(TrackKind):
        raise UsedWrongly("give one sound file or two", hint="With two, the microphone's comes first.")
    tracks = [b"".join(reader.read(path, mixed=True).values()) for path in paths]
    return dict(zip(TrackKind, tracks, strict=True))


def connecting(home: Home) -> Connecting:
    """Return what signs a home in and out."""
    start_logging(home.log)
    secrets = secrets_of(home)
    return Connecting(home, _clio(home, secrets), lambda: _owner(home, secrets))


def _owner(home: Home, secrets: Secrets) -> Timekeeper | None:
    if not home.database.exists():
        return None
    store = Store(home.database, database_key(secrets, home.database))
    try:
        return store.home.timekeeper
    finally:
        store.close()


def _ends(*ends: Callable[[], object]) -> Callable[[], None]:
    """Return what ends everything in this order: whoever works in the background before the database is taken away."""

    def end() -> None:
        for one in ends:
            one()

    return end


def _clio(home: Home, secrets: Secrets) -> Clio:
    return open_clio(
        secrets, Line(version=__version__, practice_home=home.practice), home.run / "clio-requests.json"
    )


def _connect(connecting: Connecting, sign_in: SigningIn, mirror: Mirroring, *, practice: bool) -> Connect:
    return Connect(sign_in, mirror, guide(practice=practice), connecting.kept_id, connecting.disconnect)


def exporting(desk: Desk) -> Exporting:
    """Return what writes files, with the table of systems it can write them for."""
    targets = tuple(
        ExportTarget(t.id, t.title, t.formats, t.note, t.says("billable"), t.says("rate")) for t in TARGETS
    )
    return Exporting(desk, write_rows, targets)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)

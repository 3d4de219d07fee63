"""A desk with a real store in a temporary folder; only what is outside this computer is a stand-in."""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from agent.domain.entry import TimeEntry
from agent.domain.source import Context
from agent.ports import Extractor
from agent.store.store import Store
from agent.workflow.clock import Clock
from agent.workflow.day_answers import DayAnswers
from agent.workflow.days import Days
from agent.workflow.desk import Desk
from agent.workflow.hearing import Hearing
from agent.workflow.mirroring import Mirroring
from agent.workflow.money import Rates
from agent.workflow.processing import Processing
from agent.workflow.pushing import Pushing
from agent.workflow.reviewing import Reviewing
from agent.workflow.signing_in import Wanted
from agent.workflow.sound import SoundShelf
from agent.workflow.speech import Speech
from agent.workflow.taking_in import TakingIn
from agent.workflow.whose import Whose
from tests.builders import NOON, a_matter, a_suggestion, a_timekeeper, an_extraction
from tests.fakes import (
    FakePractice,
    LineReader,
    MemorySecrets,
    OneSecondSound,
    ScriptedBrowser,
    ScriptedExtractor,
    ScriptedTranscriber,
)
from tests.firm_speech import ScriptedSpeech
from tests.first_day import a_store


@dataclass
class Office:
    """Every verb over one desk."""

    desk: Desk
    folder: Path
    practice: FakePractice = field(default_factory=FakePractice)
    extractor: ScriptedExtractor = field(
        default_factory=lambda: ScriptedExtractor(an_extraction(a_suggestion()))
    )
    rules: Extractor | None = None  # the real ones, in the scripted one's place
    transcriber: ScriptedTranscriber = field(default_factory=lambda: ScriptedTranscriber([]))
    waits: list[float] = field(default_factory=list)
    browser: ScriptedBrowser = field(default_factory=ScriptedBrowser)
    wanted: list[Wanted] = field(default_factory=list)
    told: bool = True
    firm: ScriptedSpeech = field(default_factory=ScriptedSpeech)
    secrets: MemorySecrets = field(default_factory=MemorySecrets)
    sound: OneSecondSound = field(default_factory=OneSecondSound)

    @property
    def store(self) -> Store:
        return self.desk.store

    @property
    def shelf(self) -> SoundShelf:
        return SoundShelf(self.folder)

    @property
    def take_in(self) -> TakingIn:
        return TakingIn(self.desk, LineReader(), self.sound, self.shelf)

    @property
    def speech(self) -> Speech:
        return Speech(self.desk, self.secrets, self.firm, practice=False)

    @property
    def hearing(self) -> Hearing:
        return Hearing(self.desk, self.shelf, self.transcriber, elsewhere=self.speech.engine)

    @property
    def process(self) -> Processing:
        return Processing(self.desk, self.hearing, self.rules or self.extractor)

    @property
    def review(self) -> Reviewing:
        return Reviewing(self.desk)

    @property
    def whose(self) -> Whose:
        return Whose(self.desk, self.rules or self.extractor)

    @property
    def push(self) -> Pushing:
        return Pushing(self.desk, lambda: self.practice, self.wait)

    def draft(self, text: str = "one\ntwo\nthree") -> TimeEntry:
        """Take a call in, and return its draft."""
        source_id = self.take_in.data(text.encode(), "call.vtt", Context())
        self.process.all()
        return self.store.entries.of_source(source_id)[0]

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        if self.practice.clock is not None:
            self.practice.clock += dt.timedelta(seconds=seconds)

    @contextlib.contextmanager
    def trip(self, wanted: Wanted) -> Iterator[ScriptedBrowser]:
        """Send the browser to Clio's page."""
        self.wanted.append(wanted)
        if self.browser.cannot_begin:
            raise self.browser.cannot_begin
        yield self.browser

    @property
    def clock(self) -> Clock:
        return Clock(self.desk)

    @property
    def days(self) -> Days:
        return Days(self.desk, lambda: self.practice)

    @property
    def day_answers(self) -> DayAnswers:
        return DayAnswers(self.desk, self.days, self.review, self.clock)

    @property
    def rates(self) -> Rates:
        return Rates(self.desk, lambda: self.practice)

    @property
    def mirror(self) -> Mirroring:
        return Mirroring(self.desk, lambda: self.practice, lambda: "http://127.0.0.1:1")


def _ruth_and_two_matters(store: Store) -> None:
    store.home.timekeeper = a_timekeeper()
    store.matters.keep([a_matter(1), a_matter(2)])


@contextlib.contextmanager
def open_office(folder: Path) -> Iterator[Office]:
    """Open an office where Ruth is signed in and two matters are known."""
    store = a_store(folder, _ruth_and_two_matters)
    numbers = itertools.count(1)
    yield Office(Desk(store, now=lambda: NOON, new_id=lambda: f"id{next(numbers)}", locks=folder), folder)
    store.close()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office for one test."""
    with open_office(tmp_path) as office:
        yield office


@pytest.fixture
def draft(office: Office) -> TimeEntry:
    """A draft of three passages."""
    return office.draft()


@pytest.fixture
def confirmed(office: Office, draft: TimeEntry) -> TimeEntry:
    """The same, confirmed."""
    return office.review.confirm(draft.id, draft.version)

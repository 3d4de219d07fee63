"""Stand-ins for what the verbs speak to: small, in memory, and able to misbehave on demand."""

from __future__ import annotations

import datetime as dt
import queue
from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import BinaryIO

from agent.domain.already import There, Timer
from agent.domain.billing import UnitRule
from agent.domain.call_log import CallLog
from agent.domain.diary import Meeting, Recorded
from agent.domain.firm import BillingSettings, Member
from agent.domain.hearing import Block, Part, Places
from agent.domain.ids import MatterId, RemoteId, SourceId, TimekeeperId, passage_id
from agent.domain.matter import Category, Contact, Matter, Timekeeper
from agent.domain.push import Outgoing, Posted
from agent.domain.rates import Quote
from agent.domain.source import Context, Passage, Source, SourceKind, Stage
from agent.domain.suggestion import Extraction
from agent.domain.transcript import Segment, TrackKind
from agent.errors import SignedOut, TenthError
from agent.ports import Progress, Sound, all_the_time
from tests.builders import NOON, a_matter, a_timekeeper

RECORDING = b"fLaC" + bytes(60)
"""Bytes that begin like a recording."""


@dataclass
class FakePractice:
    """A practice system in memory. `fault` may raise before or after the entry is made."""

    known: list[Matter] = field(default_factory=lambda: [a_matter(1), a_matter(2)])
    user: Timekeeper = field(default_factory=a_timekeeper)
    held: list[Posted] = field(default_factory=list)
    before: list[Exception | None] = field(default_factory=list)
    after: list[Exception | None] = field(default_factory=list)
    looks: int = 0
    away: list[Exception | None] = field(default_factory=list)  # what each question for who is there meets
    clock: dt.datetime | None = NOON
    unseen: set[MatterId] = field(default_factory=set)
    logs: list[CallLog] = field(default_factory=list)
    before_log: list[Exception | None] = field(default_factory=list)
    after_log: list[Exception | None] = field(default_factory=list)
    asked_since: list[dt.datetime | None] = field(default_factory=list)
    typed: list[Recorded] = field(default_factory=list)  # into the practice system, by hand
    meetings: list[Meeting] = field(default_factory=list)
    offline: TenthError | None = None
    rates: dict[MatterId, list[Quote]] = field(default_factory=dict)
    quoted: list[tuple[MatterId, TimekeeperId]] = field(default_factory=list)
    days_read: int = 0
    members: list[Member] = field(
        default_factory=lambda: [Member(a_timekeeper().id, "Ruth Calder", "RC", rate=Decimal("420.00"))]
    )
    billing: BillingSettings = field(default_factory=lambda: BillingSettings(minutes=6))
    no_billing: TenthError | None = None
    others: list[There] = field(default_factory=list)
    running: Timer | None = None
    asked_already: list[tuple[MatterId | None, dt.date, dt.date]] = field(default_factory=list)
    held_back: list[Matter] = field(
        default_factory=list
    )  # there, but told only to who asks for them by number
    open_there: frozenset[MatterId] | None = None
    counts: int = 0
    people: list[Contact] = field(default_factory=list)
    contacts_since: list[dt.datetime | None] = field(default_factory=list)
    opened_lately: dict[MatterId, dt.datetime] = field(default_factory=dict)

    def who(self) -> Timekeeper:
        if self.away and (fault := self.away.pop(0)):
            raise fault
        return self.user

    def matters(self, *, since: dt.datetime | None, progress: Progress) -> Iterator[Matter]:
        self.asked_since.append(since)
        yield from self.known
        progress(len(self.known), len(self.known))

    def those(self, matters: Collection[MatterId]) -> Iterator[Matter]:
        return (m for m in self.held_back + self.known if m.id in matters and m.id not in self.unseen)

    def open_matters(self, *, unless: int) -> frozenset[MatterId] | None:
        self.counts += 1
        return self.open_there if self.open_there is None or len(self.open_there) != unless else None

    def contacts(self, *, since: dt.datetime | None, progress: Progress) -> Iterator[Contact]:
        self.contacts_since.append(since)
        yield from self.people
        progress(len(self.people), len(self.people))

    def opened(self) -> Mapping[MatterId, dt.datetime]:
        return self.opened_lately

    def categories(self) -> Sequence[Category]:
        return [Category(5, "Telephone attendance")]

    def quotes(self, matter: MatterId, user: TimekeeperId) -> Sequence[Quote]:
        self.quoted.append((matter, user))
        return self.rates.get(matter, [])

    def users(self) -> Sequence[Member]:
        return self.members

    def billing_settings(self) -> BillingSettings:
        if self.no_billing:
            raise self.no_billing
        return self.billing

    def now(self) -> dt.datetime | None:
        return self.clock

    def sees(self, matter: MatterId) -> bool:
        return matter not in self.unseen

    def log_call(self, log: CallLog) -> RemoteId:
        if self.before_log and (fault := self.before_log.pop(0)):
            raise fault
        self.logs.append(log)
        if self.after_log and (fault := self.after_log.pop(0)):
            raise fault
        return RemoteId(5000 + len(self.logs))

    def logged(self, key: str) -> Sequence[RemoteId]:
        return [RemoteId(5000 + n) for n, log in enumerate(self.logs, 1) if log.key == key]

    def create(self, entry: Outgoing) -> Posted:
        if self.before and (fault := self.before.pop(0)):
            raise fault
        made = Posted(
            RemoteId(1000 + len(self.held)), entry.date, entry.seconds, entry.narrative, entry.matter_id,
            entry.user_id, self.clock or NOON, Decimal("0.1"), entry.price or Decimal("420.00"), Decimal("42.00"),
            entry.billable, entry.log_id, entry.no_charge,
        )  # fmt: skip
        self.held.append(made)
        if self.after and (fault := self.after.pop(0)):
            raise fault
        return made

    def look(self, *, user: TimekeeperId, since: dt.datetime) -> Sequence[Posted]:
        self.looks += 1
        return [p for p in self.held if p.user_id == user and p.created_at >= since]

    def activities(self, user: TimekeeperId, first_day: dt.date, last_day: dt.date) -> Sequence[Recorded]:
        self.days_read += 1
        if self.offline:
            raise self.offline
        made = [
            Recorded(p.id, p.date, p.seconds, p.narrative, p.matter_id)
            for p in self.held
            if p.user_id == user
        ]
        return [r for r in (*made, *self.typed) if first_day <= r.date <= last_day]

    def already(self, matter: MatterId | None, first_day: dt.date, last_day: dt.date) -> Sequence[There]:
        self.asked_already.append((matter, first_day, last_day))
        ours = [There(p.id, p.date, p.matter_id, p.user_id, "", p.seconds, p.narrative) for p in self.held]
        return [
            t
            for t in (*ours, *self.others)
            if matter in (None, t.matter_id) and first_day <= t.date <= last_day
        ]

    def timer(self) -> Timer | None:
        return self.running

    def calendar(
        self, first_day: dt.date, last_day: dt.date, *, unhurried: bool = False
    ) -> Sequence[Meeting]:
        return [m for m in self.meetings if first_day <= m.start.date() <= last_day]


@dataclass
class ScriptedExtractor:
    """Says what it was told to say."""

    says: Extraction | TenthError
    read_as: str = ""
    read: list[Source] = field(default_factory=list)

    def extract(self, source: Source, matters: Sequence[Matter], rule: UnitRule) -> Extraction:
        self.read_as = source.context.timekeeper
        self.read.append(source)
        if isinstance(self.says, TenthError):
            raise self.says
        return self.says


@dataclass
class MemorySecrets:
    """Keeps secrets for as long as the test lasts. `fault` is raised by whatever is asked."""

    kept: dict[str, str] = field(default_factory=dict)
    fault: TenthError | None = None

    def read(self, name: str) -> str | None:
        self._fail()
        return self.kept.get(name)

    def write(self, name: str, value: str) -> None:
        self._fail()
        self.kept[name] = value

    def forget(self, name: str) -> None:
        self._fail()
        self.kept.pop(name, None)

    def _fail(self) -> None:
        if self.fault is not None:
            raise self.fault


class LineReader:
    """Reads each line as a ten-second passage."""

    def read(self, data: bytes, *, name: str, source_id: SourceId, context: Context) -> Source:
        lines = data.decode().splitlines()
        passages = tuple(
            Passage(passage_id(n), line, "Ruth Calder", n * 10_000 - 10_000, n * 10_000)
            for n, line in enumerate(lines, 1)
        )
        return Source(
            id=source_id, kind=SourceKind.TRANSCRIPT, form="zoom_vtt", stage=Stage.TRANSCRIBED, sha256="",
            passages=passages, context=context, title=name, date=context.date,
        )  # fmt: skip


@dataclass
class OneSecondSound:
    """Takes any bytes for a second of two tracks, or of one."""

    sides: int = 2

    def blocks(self, file: BinaryIO, *, mixed: bool = False) -> Iterator[Block]:
        tracks = (TrackKind.SYSTEM,) if mixed or self.sides == 1 else tuple(TrackKind)
        return iter([Block(track, b"\x01\x00" * 16000) for track in tracks])


@dataclass
class ScriptedTranscriber:
    """Hears what it was told to hear."""

    hears: Sequence[Segment] | TenthError
    hotwords: list[Sequence[str]] = field(default_factory=list)

    def transcribe(
        self, tracks: Mapping[TrackKind, bytes], *, hotwords: Sequence[str] = ()
    ) -> Iterator[Segment]:
        self.hotwords.append(hotwords)
        if isinstance(self.hears, TenthError):
            raise self.hears
        yield from self.hears

    def hear(
        self,
        sound: Sound,
        places: Places,
        share: Callable[[], float] = all_the_time,
        *,
        hotwords: Sequence[str] = (),
    ) -> Generator[Part]:
        for segment in self.transcribe({}, hotwords=hotwords):
            yield Part(segment.track, 0, 0, ((segment.start_ms * 16, segment.end_ms * 16),), (segment,))

    def stop(self) -> None:
        """Nothing of it takes long."""


@dataclass
class ScriptedBrowser:
    """A trip to Clio's page that ends when and how the test says; the code "good" fits."""

    authorise_url: str = "https://au.app.clio.com/oauth/authorize?state=1"
    cannot_begin: TenthError | None = None
    ends: queue.SimpleQueue[TenthError | None] = field(default_factory=queue.SimpleQueue)
    given_up: int = 0

    def finished(self, seconds: float) -> Timekeeper:
        if (fault := self.ends.get(timeout=seconds)) is not None:
            raise fault
        return a_timekeeper()

    def pasted(self, text: str) -> Timekeeper:
        if text != "good":
            raise SignedOut("that is no code")
        return a_timekeeper()

    def give_up(self) -> None:
        self.given_up += 1
        self.ends.put(SignedOut("given up"))

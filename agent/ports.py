"""Sockets between the verbs and the brands. A Protocol stands here only where two things can be plugged into it.

Reader          files        intake, and the same behind a child process
Holding         who calls    who holds the microphone: three systems' own books
SoundCard       a call       the sound server of this computer, and a sound file in its place
Transcriber     speech       faster-whisper in a child process, and in this one for tests
Extractor       the work     built-in rules, and a local Ollama model
PracticeSystem  the ledger   Clio; its contract suite runs against practice Clio
Books           afterwards   the same Clio, for what was pushed
Secrets         keys         the operating system's keyring, and the 0600 file of a practice home
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO, Protocol

from agent.domain.already import There, Timer
from agent.domain.billing import UnitRule
from agent.domain.call_log import CallLog
from agent.domain.diary import Meeting, Recorded
from agent.domain.expense import ExpenseCategory
from agent.domain.firm import BillingSettings, Member
from agent.domain.health import Heard
from agent.domain.hearing import Block, Part, Places
from agent.domain.ids import MatterId, RemoteId, SourceId, TimekeeperId
from agent.domain.matter import Category, Contact, Matter, Timekeeper
from agent.domain.offering import Holder
from agent.domain.outlay import Outlay, OutlayStanding, PostedOutlay
from agent.domain.push import Outgoing, Posted
from agent.domain.rates import Quote
from agent.domain.source import Context, Source
from agent.domain.standing import EntryStanding
from agent.domain.suggestion import Extraction
from agent.domain.timeline import Why
from agent.domain.transcript import Segment, TrackKind

Progress = Callable[[int, int | None], None]
"""Told how many records were read so far, and how many there are, None when nobody knows."""


class Reader(Protocol):
    """Turns the bytes of a file into a source. Bytes, not a path: what is dropped on a page never touches the disk in plain."""

    def read(self, data: bytes, *, name: str, source_id: SourceId, context: Context) -> Source:
        """Read a transcript, e-mail or document. Raise IntakeError with one clear sentence; never return half a source."""


class SoundReader(Protocol):
    """Turns a sound file into tracks."""

    def blocks(self, file: BinaryIO, *, mixed: bool = False) -> Iterator[Block]:
        """Yield its tracks side by side, a few seconds at a time: left is the microphone, right the computer.

        SYSTEM alone where one side holds everybody, or `mixed` is asked for. Raise TranscribeError, before the first block
        for a file that turns out broken in the middle.
        """


class StreamEnded(Exception):
    """A track can no longer be heard from where it was: `why`, and the last `sound` that was right."""

    def __init__(self, why: Why, sound: bytes = b"") -> None:
        super().__init__(why)
        self.why, self.sound = why, sound


class TrackStream(Protocol):
    """One track being heard, until it is closed."""

    @property
    def heard(self) -> Heard:
        """From where it is heard."""

    def read(self) -> bytes:
        """Return at once all sound that has come since the last time, b"" for none. Raise StreamEnded: open it anew."""

    def finish(self) -> bytes:
        """Stop listening and return the last sound that has come."""

    def close(self) -> None:
        """Stop listening."""


class SoundCard(Protocol):
    """Where a call is heard. Nothing is opened before `open`."""

    def open(self, track: TrackKind) -> TrackStream:
        """Begin to hear a track as 16-bit mono PCM at 16 kHz. Raise TenthError when it cannot be had now."""

    def close(self) -> None:
        """Let go of whatever is held for all tracks together."""


class Holding(Protocol):
    """Who holds the microphone. Opens no device and needs no permission."""

    def holders(self) -> Sequence[Holder]:
        """Return who holds it now; nobody when the system does not say."""

    def headset(self) -> bool | None:
        """Return whether the microphone of a call would be a headset's, None when the system does not say."""

    def close(self) -> None:
        """Let go of whatever is held."""


Sound = Callable[[Mapping[TrackKind, int]], Iterable[Block]]
"""Returns the sound of a call from these samples of each track on (0 where nothing is said); may wait for more to come."""


def all_the_time() -> float:
    """Return the share of the processor's time for work that somebody waits for."""
    return 1.0


class Transcriber(Protocol):
    """Turns sound into segments. `hotwords` are names that are likely to fall (domain/hotwords.py): a hint, nothing more."""

    def transcribe(
        self, tracks: Mapping[TrackKind, bytes], *, hotwords: Sequence[str] = ()
    ) -> Iterator[Segment]:
        """Yield segments as they come. Tracks are 16-bit little-endian mono PCM at 16 kHz. Raise TranscribeError."""

    def hear(
        self,
        sound: Sound,
        places: Places,
        share: Callable[[], float] = all_the_time,
        *,
        hotwords: Sequence[str] = (),
    ) -> Generator[Part]:
        """Yield the parts of a call whose sound comes as it is spoken, going on from `places`. Raise TranscribeError.

        `share` of the time at most the processor is kept busy. A crash costs no more than what was in hand.
        """

    def stop(self) -> None:
        """End what is being heard, from another thread, as soon as can be; whoever reads it gets a TenthError."""


class Extractor(Protocol):
    """Finds the billable work in a source."""

    def extract(self, source: Source, matters: Sequence[Matter], rule: UnitRule) -> Extraction:
        """Suggest entries over `matters`. Never raises for strange text: what cannot be understood is left unbilled."""


class PracticeSystem(Protocol):
    """The firm's practice system, signed in as one person. All methods raise PracticeError's kinds."""

    def who(self) -> Timekeeper:
        """Return who is signed in."""

    def matters(self, *, since: dt.datetime | None, progress: Progress) -> Iterator[Matter]:
        """Yield all open and pending matters, or all that changed since a moment, closings included."""

    def those(self, matters: Collection[MatterId]) -> Iterator[Matter]:
        """Yield these matters whatever their status; those that this sign-in may not see are left out."""

    def open_matters(self, *, unless: int) -> frozenset[MatterId] | None:
        """Return which matters are open or pending, None when there are `unless` of them or nobody can say how many."""

    def contacts(self, *, since: dt.datetime | None, progress: Progress) -> Iterator[Contact]:
        """Yield all clients and contacts, or all that changed since a moment."""

    def opened(self) -> Mapping[MatterId, dt.datetime]:
        """Return the matters that this person opened last, with when. Raise Refused when this sign-in may not know."""

    def categories(self) -> Sequence[Category]:
        """Return the kinds of work the firm lists."""

    def quotes(self, matter: MatterId, user: TimekeeperId) -> Sequence[Quote]:
        """Return what that person's time on that matter would cost in each category, as far as this sign-in may know."""

    def users(self) -> Sequence[Member]:
        """Return everybody with a sign-in at the firm."""

    def billing_settings(self) -> BillingSettings:
        """Return how the firm counts time and money. Raise Refused when this sign-in may not know."""

    def now(self) -> dt.datetime | None:
        """Return the practice system's own time as it was last heard, asking when it never was; None when it does not say."""

    def sees(self, matter: MatterId) -> bool:
        """Return whether this sign-in may see a matter."""

    def create(self, entry: Outgoing) -> Posted:
        """Create one time entry. Raise Refused or Busy when nothing was done, OutcomeUnknown when nobody can say."""

    def look(self, *, user: TimekeeperId, since: dt.datetime) -> Sequence[Posted]:
        """Return that person's entries created since a moment of its own clock, wherever they stand by now."""

    def log_call(self, log: CallLog) -> RemoteId:
        """Create one call log with its key. Raises as `create`."""

    def logged(self, key: str) -> Sequence[RemoteId]:
        """Return the call logs that carry a key of ours: one, or none."""

    def activities(self, user: TimekeeperId, first_day: dt.date, last_day: dt.date) -> Sequence[Recorded]:
        """Return all time recorded for that person on these days."""

    def already(self, matter: MatterId | None, first_day: dt.date, last_day: dt.date) -> Sequence[There]:
        """Return all time in sight on these days, of every fee earner: on one matter, or (None) on any."""

    def timer(self) -> Timer | None:
        """Return the signed-in person's running timer, None when there is none in sight."""

    def calendar(
        self, first_day: dt.date, last_day: dt.date, *, unhurried: bool = False
    ) -> Sequence[Meeting]:
        """Return the meetings in the signed-in person's calendar from the first day to the end of the last."""


class Books(Protocol):
    """What was pushed, in the practice system's books. All methods raise PracticeError's kinds."""

    def now(self) -> dt.datetime | None:
        """Return the practice system's own time as it was last heard; None when it does not say."""

    def stands(self, remote_id: RemoteId, seen_at: dt.datetime) -> EntryStanding:
        """Return where one entry stands now, also when it is not there."""

    def standing(self, ids: Sequence[RemoteId], seen_at: dt.datetime) -> Sequence[EntryStanding]:
        """Return where many entries stand, in their order, in few requests."""

    def correct(self, base: Posted, wanted: Outgoing, seen_at: dt.datetime) -> EntryStanding:
        """Change one entry as it was at `base`. Raise Refused or Busy when nothing was done, OutcomeUnknown else."""

    def outlay_stands(self, remote_id: RemoteId, seen_at: dt.datetime) -> OutlayStanding:
        """Return where one expense stands now, also when it is not there."""

    def outlays_standing(self, ids: Sequence[RemoteId], seen_at: dt.datetime) -> Sequence[OutlayStanding]:
        """Return where many expenses stand, in their order, in few requests."""

    def correct_outlay(self, base: PostedOutlay, wanted: Outlay, seen_at: dt.datetime) -> OutlayStanding:
        """Change one expense as it was at `base`. Raises as `correct`."""

    def remove(self, remote_id: RemoteId) -> None:
        """Remove one entry or expense for good. Raises as `correct`."""

    def has_log(self, log_id: RemoteId) -> bool:
        """Return whether a call log is there."""

    def remove_log(self, log_id: RemoteId) -> None:
        """Remove one call log for good. Raises as `correct`."""

    def expense_categories(self) -> Sequence[ExpenseCategory]:
        """Return the kinds of expense the firm lists."""

    def spend(self, sent: Outlay) -> PostedOutlay:
        """Create one expense. Raises as `correct`."""

    def spent(self, user: TimekeeperId, since: dt.datetime) -> Sequence[PostedOutlay]:
        """Return that person's expenses created since a moment of its own clock, wherever they stand by now."""


class Secrets(Protocol):
    """Keeps a few short secrets."""

    def read(self, name: str) -> str | None:
        """Return a secret, None when there is none. Raise KeyringLocked or NoSafeKeyring."""

    def write(self, name: str, value: str) -> None:
        """Keep a secret and check that it can be read back."""

    def forget(self, name: str) -> None:
        """Remove a secret; nothing happens when there is none."""

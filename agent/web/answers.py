"""What answers say: the shapes the panel reads, in its own words. `payloads` fills them from the domain.

Times carry their offset, durations and positions are milliseconds, seconds and units whole numbers, money decimal text.
Where a value of the domain or the workflow is exactly what the panel reads, it is used as it is.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from agent.domain.source import Misheard, Passage
from agent.domain.suggestion import Claim, NotBilled, Promise
from agent.web.answers_capture import Offer, Recorded
from agent.web.answers_clock import RunningCall, RunningClock
from agent.web.answers_entries import Entry
from agent.workflow.exporting import ExportTarget
from agent.workflow.reach import Trouble
from agent.workflow.runner import Working


@dataclass(frozen=True, slots=True)
class Nothing:
    """Done; there is nothing to say about it."""


@dataclass(frozen=True, slots=True)
class Hello:
    """Who listens here; `proof` for a known caller only. `locked`: the keyring keeps everything else shut."""

    product: str
    version: str
    proof: str | None
    locked: bool = False


@dataclass(frozen=True, slots=True)
class WindowOpened:
    """What a page needs to make its key."""

    client: str
    salt: str
    proof: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person can act on."""

    code: str
    message: str
    hint: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ClioState:
    """Whose Clio this is and how fresh its mirror."""

    connected: bool
    user: str | None = field(repr=False)
    host: str | None
    as_of: dt.datetime | None
    matters: int
    problem: Trouble | None
    signing_in: bool


@dataclass(frozen=True, slots=True)
class Earner:
    """Somebody whose time can be recorded; without `id` a name that sources know, where the firm's people are not."""

    id: int | None
    name: str = field(repr=False)
    position: str


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """One source in the list. `words_by`: the speech servers that made its words, "" where it was this computer alone."""

    id: str
    kind: str
    form: str
    title: str = field(repr=False)
    date: dt.date
    started_at: dt.datetime | None
    length_ms: int | None
    stage: str
    reading: str  # another one when its words, or what was found in them, may be new
    failure: Problem | None
    participants: tuple[str, ...] = field(repr=False)
    counterpart: str = field(repr=False)
    room: bool
    has_sound: bool
    recording: Recorded | None
    extracted_by: str | None
    to_review: int
    entries: int
    logged: tuple[int, ...]
    words_by: str


@dataclass(frozen=True, slots=True)
class State:
    """Everything the first screen needs."""

    product_version: str
    practice: bool
    today: dt.date
    timekeeper: str = field(repr=False)
    earners: tuple[Earner, ...]
    clio: ClioState
    working: Working | None
    clock: RunningClock | None
    call: RunningCall | None
    offer: Offer | None
    reminder: str | None
    watch_only: bool
    call_logs: bool
    sources: tuple[SourceSummary, ...]
    counts: dict[str, int]
    can_undo: bool


@dataclass(frozen=True, slots=True)
class StateAnswer:
    """The state, or that nothing has changed since the version asked about."""

    version: int
    unchanged: bool
    state: State | None


@dataclass(frozen=True, slots=True)
class SourceAnswer:
    """One source with its words and its entries.

    `passages` are as they were heard; `misheard` names in them are read as what was meant. `echoes` are turns of the other
    side in the microphone, put aside: they are in no entry until somebody says that they are none (`tenth echoes --show`).
    """

    source: SourceSummary
    passages: tuple[Passage, ...]
    misheard: tuple[Misheard, ...]
    echoes: tuple[Passage, ...]
    not_billed: tuple[NotBilled, ...]
    promises: tuple[Promise, ...]
    claims: tuple[Claim, ...]
    colleagues: tuple[Earner, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Followed:
    """Whether the drafts of a call are made anew."""

    follows: bool


@dataclass(frozen=True, slots=True)
class Begun:
    """What the rest of a file's pieces are to be called."""

    upload: str


@dataclass(frozen=True, slots=True)
class TakenIn:
    """The source that something became."""

    source: str


@dataclass(frozen=True, slots=True)
class Sound:
    """A stretch of sound, in base64."""

    media_type: str
    data: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SignInBegun:
    """Where the browser goes to sign in. It holds a secret of this trip, so it is nobody's to log."""

    authorise_url: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter of the mirror."""

    id: int
    display_number: str = field(repr=False)
    description: str = field(repr=False)
    client: str = field(repr=False)
    status: str
    practice_area: str


@dataclass(frozen=True, slots=True)
class Matters:
    """The matters that fit, the best first."""

    matters: tuple[Matter, ...]


@dataclass(frozen=True, slots=True)
class FoundMatter:
    """A matter of the mirror, or none."""

    matter: Matter | None


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of work the firm lists."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Categories:
    """The kinds of work the firm lists."""

    categories: tuple[Category, ...]


@dataclass(frozen=True, slots=True)
class ExportTargets:
    """The systems that a file can be written for."""

    targets: tuple[ExportTarget, ...]


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A written file, in base64, the entries in it, and those that stay because it cannot say what is said of them."""

    name: str = field(repr=False)
    media_type: str
    data: str = field(repr=False)
    entries: tuple[str, ...]
    left_out: tuple[str, ...]

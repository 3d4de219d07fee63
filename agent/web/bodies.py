"""What requests may say: strict shapes, nothing extra, everything bounded. What does not fit gets no further."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from agent.domain.charging import Charge
from agent.domain.entry import EntryStatus
from agent.domain.ids import EntryId
from agent.domain.revision import Revision
from agent.errors import UsedWrongly
from agent.workflow.several import Deed

B = TypeVar("B", bound="Body")

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
Hex16 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
Hex32 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
PassageName = Annotated[str, StringConstraints(pattern=r"^s[1-9][0-9]{0,6}$")]
RemoteNumber = Annotated[int, Field(ge=1, lt=2**53)]  # what JavaScript counts exactly
Name = Annotated[str, StringConstraints(max_length=200)]
FileName = Annotated[str, StringConstraints(min_length=1, max_length=255)]
Position = Annotated[int, Field(ge=0, le=24 * 3_600_000)]  # ms
Day = Annotated[dt.date, Field(ge=dt.date(1970, 1, 1), le=dt.date(2999, 12, 31))]
Moment = Annotated[
    AwareDatetime,
    Field(ge=dt.datetime(1970, 1, 2, tzinfo=dt.UTC), le=dt.datetime(2999, 12, 30, tzinfo=dt.UTC)),
]
"""Days on which somebody may have worked: at the ends of the calendar there is no day before or after, and no other zone."""
Version = Annotated[int, Field(ge=0, lt=2**31)]


class Body(BaseModel):
    """A request's body."""

    model_config = ConfigDict(
        strict=True, extra="forbid", frozen=True, val_json_bytes="base64", hide_input_in_errors=True
    )


class Nothing(Body):
    """An empty object."""


class Hello(Body):
    nonce: Hex16


class WindowOpen(Body):
    nonce: Hex16
    proof: Hex32


class WindowShow(Body):
    page: Literal["capture", "connect", "ledger", "models", "speech"]
    entry: Id | None = None


class PairStart(Body):
    """A browser's half of the exchange. `name` is what the list of browsers shows; it is signed, so it is one line."""

    public: Annotated[str, StringConstraints(pattern=r"^04[0-9a-f]{128}$")]
    name: Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029]{1,60}$")]


class PairFinish(Body):
    session: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
    proof: Hex32


class OneBrowser(Body):
    id: Id


class StateSince(Body):
    since: Annotated[int, Field(ge=0, lt=2**53)] | None = None


class OneSource(Body):
    source: Id


class OnePassage(Body):
    source: Id
    passage: PassageName


class OneMatter(Body):
    matter_id: RemoteNumber


class ContextBody(Body):
    """What the lawyer already knows about what is taken in."""

    matter_id: RemoteNumber | None = None
    date: Day | None = None
    call_start: Moment | None = None
    timekeeper: Name | None = Field(default=None, repr=False)
    participants: tuple[Name, ...] = Field(default=(), max_length=100, repr=False)


class TakeIn(Body):
    name: FileName = Field(repr=False)
    data: bytes = Field(repr=False)
    context: ContextBody = ContextBody()
    memo: bool = False  # the fee earner alone dictates in it


class Begin(Body):
    """The first piece of a file that is too large for one request, and how many bytes it has in all."""

    size: Annotated[int, Field(ge=1, lt=2**53)]
    data: bytes = Field(min_length=1, repr=False)


class Piece(Body):
    upload: Id
    at: Annotated[int, Field(ge=0, lt=2**53)]  # bytes from the file's beginning
    data: bytes = Field(min_length=1, repr=False)


class Whole(Body):
    upload: Id
    name: FileName = Field(repr=False)
    context: ContextBody = ContextBody()
    memo: bool = False


class Paste(Body):
    text: Annotated[str, StringConstraints(min_length=1)] = Field(repr=False)
    context: ContextBody = ContextBody()


class Clip(Body):
    source: Id
    start_ms: Position
    end_ms: Position


class EntryList(Body):
    status: EntryStatus | None = None
    source: Id | None = None


class OneEntry(Body):
    entry: Id
    version: Version


class Revise(OneEntry):
    """What is left out stays as it is; `category_id`, `seconds` and `rate` of null take the lawyer's own one away."""

    narrative: Annotated[str, StringConstraints(max_length=10_000)] | None = Field(default=None, repr=False)
    seconds: Annotated[int, Field(ge=0, le=86_400)] | None = None
    units: Annotated[int, Field(ge=1, le=2_400)] | None = None
    matter_id: RemoteNumber | None = None
    date: Day | None = None
    charge: Charge | None = None
    activity: Annotated[str, StringConstraints(pattern=r"^A1[0-9]{2}$")] | None = None
    category_id: Annotated[int, Field(ge=0, lt=2**53)] | None = None
    timekeeper: Annotated[str, StringConstraints(min_length=1, max_length=200)] | None = Field(
        default=None, repr=False
    )
    on_closed: bool = False
    no_matter: bool = False
    raised_why: Name | None = Field(default=None, repr=False)
    rate: Annotated[Decimal, Field(ge=0, le=100_000, decimal_places=2)] | None = None
    rate_why: Name | None = Field(default=None, repr=False)

    def change(self) -> Revision:
        """Return the change in the workflow's words: there, 0 is none of one's own."""
        given = self.model_dump(exclude={"entry", "version"}, exclude_unset=True)
        given |= {name: 0 for name in ("category_id", "seconds", "rate") if given.get(name, 0) is None}
        return Revision(**given)


class Wait(OneEntry):
    """An entry whose matter is still to be opened, by the number it will have."""

    number: Annotated[str, StringConstraints(min_length=1, max_length=200)] = Field(repr=False)


class Split(OneEntry):
    at: PassageName


class Merge(OneEntry):
    other: Id


class ShareOf(Body):
    matter_id: RemoteNumber
    units: Annotated[int, Field(ge=1, le=2_400)]


class ShareOut(OneEntry):
    """An entry's units over several matters."""

    shares: Annotated[tuple[ShareOf, ...], Field(min_length=2, max_length=50)]


class Join(Body):
    entries: Annotated[tuple[OneEntry, ...], Field(min_length=2, max_length=50)]


class Assign(Body):
    """Passages for the entry `to`, or for none; `versions` of all entries that give or take."""

    source: Id
    passages: Annotated[tuple[PassageName, ...], Field(min_length=1, max_length=10_000)]
    to: Id | None
    versions: Annotated[tuple[OneEntry, ...], Field(min_length=1, max_length=100)]


class Batch(Body):
    """One deed for several entries; `matter_id` when they are to be moved."""

    deed: Deed
    entries: Annotated[tuple[OneEntry, ...], Field(min_length=1, max_length=500)]
    matter_id: RemoteNumber | None = None


class EarnerOf(Body):
    """Entries, and whose time they are."""

    entries: Annotated[tuple[OneEntry, ...], Field(min_length=1, max_length=500)]
    earner_id: RemoteNumber


class DraftFor(OneSource):
    """A source, and the colleague who took part in it."""

    earner_id: RemoteNumber


class Asked(Body):
    """An entry whose push is an open question."""

    entry: Id


class Answered(Asked):
    """What became of it: this activity of Clio's, or (null) none of those there."""

    activity_id: RemoteNumber | None


class EntrySearch(Body):
    query: Name = Field(repr=False)
    limit: Annotated[int, Field(ge=1, le=50)] = 20


class PushBody(Body):
    entries: Annotated[tuple[Id, ...], Field(max_length=1_000)] | None = None

    @property
    def entry_ids(self) -> list[EntryId] | None:
        """The entries named; None means all that are confirmed."""
        return None if self.entries is None else [EntryId(entry) for entry in self.entries]


class MatterSearch(Body):
    query: Name = Field(repr=False)
    limit: Annotated[int, Field(ge=1, le=50)] = 8


class ExportWrite(Body):
    target: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,40}$")]
    form: Literal["csv", "xlsx"]


def read_body(kind: type[B], data: bytes) -> B:
    """Read a request's body. Raise UsedWrongly naming the places that do not fit, never what stood there."""
    try:
        return kind.model_validate_json(data)
    except ValidationError as error:
        places = {_place(problem["type"], problem["loc"]) for problem in error.errors(include_input=False)}
        raise UsedWrongly(
            f"the request does not fit: {', '.join(sorted(places))}",
            hint="Reload the page; if it stays, update Tenth.",
        ) from None


def _place(problem: str, location: tuple[int | str, ...]) -> str:
    """Name where a problem is. A field that should not be there has a name of the caller's choosing, so it is not repeated."""
    known = location[:-1] if problem == "extra_forbidden" else location
    return ".".join(map(str, known)) or "the whole"

"""What the machine proposed. A suggestion never changes: what was said and what the lawyer decided stay apart."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from agent.domain.ids import MatterId, PassageId

MOST_FACTS = 16  # lines of a fact list


class MatterState(StrEnum):
    """How sure the matter is."""

    AUTO = "auto"  # one matter, beyond doubt
    SUGGEST = "suggest"  # probably the first candidate; the lawyer chooses
    ABSTAIN = "abstain"  # too little to go on
    NEW_ENQUIRY = "new_enquiry"  # work, but for nobody on the firm's list
    CHOSEN = "chosen"  # the lawyer's own choice


class NotBilledWhy(StrEnum):
    """Why a passage is in no entry."""

    CONSENT_NOTICE = "consent_notice"
    SMALL_TALK = "small_talk"
    FIRM_ADMIN = "firm_admin"
    HOLD = "hold"
    INTERRUPTION = "interruption"
    INJECTION = "injection"
    AFTER_REFUSAL = "after_refusal"
    UNCLEAR = "unclear"
    NO_SOUND = "no_sound"  # of a captured call: before consent, paused or lost


IDLE = frozenset({NotBilledWhy.HOLD, NotBilledWhy.NO_SOUND})
"""Why a passage is no part of the talk: a gap that it lies in is not a breath."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A matter that could be meant, with the reasons in words."""

    matter_id: MatterId
    display_number: str = field(repr=False)
    probability: float
    reasons: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The passages that carry one clause of an entry. `clause` is a short label: "matter", "term", "bank guarantee".

    With `heard` it is a correction: the clause is the name that was meant, and `heard` what the passages say in its place.
    """

    clause: str = field(repr=False)
    passages: tuple[PassageId, ...]
    heard: str = field(default="", repr=False)

    @property
    def shown(self) -> str:
        """The clause as it is shown; a correction never without what was heard."""
        return f"{self.clause} · heard “{self.heard}”" if self.heard else self.clause


@dataclass(frozen=True, slots=True)
class NotBilled:
    """A passage that belongs to no entry, and why."""

    passage: PassageId
    why: NotBilledWhy


@dataclass(frozen=True, slots=True)
class Promise:
    """Work that somebody of the firm only promised: a few of the source's own words, and where they fall."""

    text: str = field(repr=False)
    passage: PassageId


@dataclass(frozen=True, slots=True)
class Claim:
    """Work that somebody in a room says they did or will do, as a question to the lawyer: "Who drafted the deed?"."""

    text: str = field(repr=False)
    passage: PassageId


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One proposed entry.

    `seconds` is the union of the passages' intervals, or time the text itself states; None when nothing measured it, and then
    `units` is None too. `facts` are normalised facts of at most 80 characters, at most twelve, never sentences of the source.
    """

    matter_state: MatterState
    matter_id: MatterId | None
    matter: str | None = field(repr=False)  # display number
    candidates: tuple[Candidate, ...] = field(repr=False)
    passages: tuple[PassageId, ...]
    seconds: int | None
    units: int | None
    billable: bool
    activity: str  # UTBMS activity code, A101 to A111
    narrative: str = field(repr=False)
    facts: tuple[str, ...] = field(default=(), repr=False)
    evidence: tuple[Evidence, ...] = field(default=(), repr=False)
    flags: tuple[str, ...] = ()
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything one extractor made of one source. `by` names the brand: "rules", or "ollama <model>"."""

    suggestions: tuple[Suggestion, ...]
    not_billed: tuple[NotBilled, ...]
    by: str
    promises: tuple[Promise, ...] = ()
    claims: tuple[Claim, ...] = ()

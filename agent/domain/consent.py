"""Consent to being recorded: who was told, who agreed, how and when. Without it no sound device is opened.

    nobody asked --said--> all agreed --joined--> somebody has not --said--> all agreed
                               |
                               +--withdrew--> no more sound

"Told and agreed to recording and use" is one sentence and two facts, because the law asks for both: recording a conversation,
and using what was recorded. No place, setting or list lowers it: everyone told, nobody objects. Standing consent is one
person's, dated, and covers that person only.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from agent.errors import NotAllowedNow, UsedWrongly

NOTICE = (
    "I would like to record this call, on this computer only. Software here turns it into text, which I use for my file note "
    "and my time record. The sound is deleted {hours} hours after those are done. Are you happy for me to record it and use it "
    "in that way?"
)

LEAVE = re.compile(r"\s*leave granted by\s+(?P<who>\S.*\S)\s*", re.IGNORECASE)


class ConsentMissing(NotAllowedNow):
    """Somebody on the call has not been told and agreed."""

    code = "consent_missing"
    hint = 'Read the notice out, then say who agreed and how: --consent "M Hale, said yes on the phone". The clock needs none.'


class NotOffered(NotAllowedNow):
    """An occasion at which nothing is recorded without leave."""

    code = "never_offered"
    hint = 'Use the clock. If the court or the person in charge allowed it: --leave "leave granted by ...".'


class FactKind(StrEnum):
    """What was established about a person."""

    TOLD = "told"
    AGREED = "agreed"  # to recording and use
    JOINED = "joined"
    WITHDREW = "withdrew"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that was said, as whoever kept it will have to prove it."""

    kind: FactKind
    who: str = field(repr=False)
    how: str = field(repr=False)
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """One contact's consent to all calls with them, given once."""

    who: str = field(repr=False)
    how: str = field(repr=False)
    given_on: dt.date


@dataclass(frozen=True, slots=True)
class Consent:
    """Everything that was said about recording one call, in its order; nothing is ever taken out."""

    facts: tuple[Fact, ...] = field(default=(), repr=False)

    def said(self, who: str, how: str, at: dt.datetime) -> Consent:
        """Return it with one more person told and agreed. Raise UsedWrongly without a name and a way."""
        who, how = " ".join(who.split()), " ".join(how.split())
        if not who or not how:
            raise UsedWrongly(
                "a consent needs who agreed and how", hint='Write it like "M Hale, said yes on the phone".'
            )
        return self._with(Fact(FactKind.TOLD, who, how, at), Fact(FactKind.AGREED, who, how, at))

    def joined(self, who: str, at: dt.datetime) -> Consent:
        """Return it with somebody who came in and has not been asked yet; "" for somebody without a name so far."""
        return self._with(Fact(FactKind.JOINED, " ".join(who.split()), "", at))

    def withdrew(self, who: str, how: str, at: dt.datetime) -> Consent:
        """Return it with an objection or a consent taken back."""
        return self._with(Fact(FactKind.WITHDREW, " ".join(who.split()), " ".join(how.split()), at))

    @property
    def may_record(self) -> bool:
        """Whether everyone who is known to be there has agreed and nobody objects."""
        return bool(self.agreed_by) and not self.waiting_for and not self.is_withdrawn

    @property
    def is_withdrawn(self) -> bool:
        """Whether somebody objected: there is no more sound in this call, whoever else agrees."""
        return any(fact.kind is FactKind.WITHDREW for fact in self.facts)

    @property
    def agreed_by(self) -> tuple[str, ...]:
        """Who agreed, in the order in which they did."""
        return tuple(dict.fromkeys(fact.who for fact in self.facts if fact.kind is FactKind.AGREED))

    @property
    def waiting_for(self) -> tuple[str, ...]:
        """Who came in and has not agreed since; the next yes is theirs when they have no name."""
        waiting: list[str] = []
        for fact in self.facts:
            if fact.kind is FactKind.JOINED:
                waiting.append(fact.who)
            elif fact.kind is FactKind.AGREED:
                waiting = _without(waiting, fact.who)
        return tuple(waiting)

    def _with(self, *facts: Fact) -> Consent:
        return replace(self, facts=self.facts + facts)


def _without(waiting: list[str], who: str) -> list[str]:
    """Take one person off the list: by name, else whoever has none."""
    for name in (who, ""):
        for place, each in enumerate(waiting):
            if _folded(each) == _folded(name):
                return waiting[:place] + waiting[place + 1 :]
    return waiting


def at_the_start(
    said: Iterable[str], present: Iterable[str], standing: Sequence[Standing], at: dt.datetime
) -> Consent:
    """Return the consent a recording begins with: sentences like "M Hale, said yes", and who is known to be there.

    Raise ConsentMissing when nobody agreed or somebody present is not covered, UsedWrongly for a sentence without a way.
    """
    consent, asked = Consent(), tuple(present)
    for sentence in said:
        names, _, how = sentence.partition(",")
        for who in re.split(r"\s+(?:and|&)\s+|;", names):
            consent = consent.said(who, how, at)
    covered = {_folded(who) for who in consent.agreed_by}
    for who in asked:
        known = next((s for s in standing if _folded(s.who) == _folded(who)), None)
        if _folded(who) not in covered and known is not None:
            consent = consent.said(
                known.who, f"standing consent of {known.given_on.isoformat()}: {known.how}", at
            )
            covered.add(_folded(who))
    if not consent.may_record or any(_folded(who) not in covered for who in asked):
        raise ConsentMissing("not everyone on this call has been told and agreed")
    return consent


def occasion(texts: Iterable[str], words: Mapping[str, Sequence[str]]) -> str | None:
    """Return which occasion a call is by its titles ("hearing", "mediation" ...), None for an ordinary one.

    `words` gives each occasion its phrases; they are looked for as whole words, whatever their case.
    """
    told = [f" {' '.join(re.findall(r'[a-z0-9]+', text.casefold()))} " for text in texts]
    for name, phrases in words.items():
        if any(f" {phrase} " in text for phrase in phrases for text in told):
            return name
    return None


def leave(text: str) -> str:
    """Return who granted leave, from "leave granted by ...". Raise UsedWrongly for any other words."""
    match = LEAVE.fullmatch(text)
    if match is None:
        raise UsedWrongly("this does not say who granted leave", hint='Write it as "leave granted by ...".')
    return match["who"]


def notice(hours: int) -> str:
    """Return what to read out or paste before recording; `hours` is how long sound is kept after the work on it is done."""
    return NOTICE.format(hours=hours)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()

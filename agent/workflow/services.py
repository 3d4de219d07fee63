"""The bundle of verbs that every door receives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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
from agent.workflow.echoes import Echoes
from agent.workflow.expense_correcting import ExpenseCorrecting
from agent.workflow.expensing import Expensing
from agent.workflow.exporting import Exporting
from agent.workflow.finding import Finding
from agent.workflow.freshness import Freshness
from agent.workflow.hearing import Hearing
from agent.workflow.hearing_again import HearingAgain
from agent.workflow.looking_first import LookingFirst
from agent.workflow.mirroring import Mirroring
from agent.workflow.models import Models
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
from agent.workflow.several import Several
from agent.workflow.sharing import Sharing
from agent.workflow.signing_in import SigningIn
from agent.workflow.sound import Playing
from agent.workflow.speech import Speech
from agent.workflow.standing import StandingConsents
from agent.workflow.taking_in import TakingIn
from agent.workflow.voices import Voices
from agent.workflow.waiting import Waiting
from agent.workflow.whose import Whose


@dataclass(frozen=True, slots=True)
class Services:
    """Everything Tenth can do in one home, built once by `wiring`."""

    take_in: TakingIn
    arriving: Arriving
    hearing: Hearing
    speech: Speech
    models: Models
    again: HearingAgain
    echoes: Echoes
    names: Names
    process: Processing
    review: Reviewing
    several: Several
    sharing: Sharing
    agreeing: Agreeing
    find: Finding
    waiting: Waiting
    whose: Whose
    look_first: LookingFirst
    push: Pushing
    correcting: Correcting
    books: Bookkeeping
    expenses: Expensing
    expense_correcting: ExpenseCorrecting
    mirror: Mirroring
    rates: Rates
    fresh: Freshness
    sign_in: SigningIn
    connect: Connect
    export: Exporting
    sound: Playing
    clock: Clock
    capture: Capturing
    say: Saying
    voices: Voices
    noticing: Noticing
    retention: Retention
    standing: StandingConsents
    browsers: Browsers
    pairing: Pairing
    days: Days
    day_answers: DayAnswers
    board: Board
    practice: bool
    close: Callable[[], None]

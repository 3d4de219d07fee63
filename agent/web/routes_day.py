"""Calls about a day, a week and what the lawyer set for their own days."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from agent.domain.ids import MatterId
from agent.errors import UsedWrongly
from agent.web import payloads_day
from agent.web.answers_day import DayAnswer, SettingsAnswer, WeekAnswer
from agent.web.bodies import Body, Day, Nothing, RemoteNumber
from agent.web.door import Door

RowKey = Annotated[str, StringConstraints(pattern=r"^[a-z]+(:[A-Za-z0-9_-]{1,80})?$")]
TimeOfDay = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Words = Annotated[str, StringConstraints(min_length=1, max_length=2_000)]


class OneDay(Body):
    """A day, today when none is named; `look` asks Clio about it first."""

    date: Day | None = None
    look: bool = False


class Answer(Body):
    """One answer about one row of a day, or (`close`) about the whole of it."""

    date: Day
    row: RowKey | None = None
    note: Words | None = Field(default=None, repr=False)
    matter_id: RemoteNumber | None = None
    nothing: bool = False
    dismissed: Words | None = Field(default=None, repr=False)
    parked: Day | None = None
    back: bool = False
    close: bool = False


class SetSettings(Body):
    """What is left out stays as it is. `watch_again` watches for another week from today."""

    target_units: Annotated[int, Field(ge=1, le=240)] | None = None
    reminder: TimeOfDay | None = None
    watch_only: bool = False
    watch_again: bool = False
    call_logs: bool = False


def get(door: Door, body: OneDay) -> DayAnswer:
    """Show a day: what was done, what Clio holds, what is left; being shown is being reminded."""
    days, today = door.services.days, door.services.review.today()
    view = days.day(body.date or today, look=body.look)
    if view.day.day == today and days.reminder():
        days.reminded()
    return DayAnswer(payloads_day.day(door.services, view))


def week(door: Door, body: OneDay) -> WeekAnswer:
    """Show the week around a day."""
    views = door.services.days.week(body.date or door.services.review.today(), look=body.look)
    return WeekAnswer(tuple(payloads_day.day(door.services, view) for view in views))


def answer(door: Door, body: Answer) -> DayAnswer:
    """Answer a question of the day, put something aside, park it, take an answer back, or close the day."""
    _one_thing(body)
    services, answers = door.services, door.services.day_answers
    if body.close:
        services.days.close(body.date)
    elif body.row is None:
        raise UsedWrongly("no row is named")
    elif body.note is not None:
        matter = None if body.matter_id is None else MatterId(body.matter_id)
        answers.note(body.date, body.row, body.note, matter_id=matter)
    elif body.nothing:
        answers.nothing(body.date, body.row)
    elif body.dismissed is not None:
        answers.dismiss(body.date, body.row, body.dismissed)
    elif body.parked is not None:
        answers.park(body.date, body.row, body.parked)
    else:
        answers.back(body.date, body.row)
    return DayAnswer(payloads_day.day(services, services.days.day(body.date)))


def settings(door: Door, body: Nothing) -> SettingsAnswer:
    """Show what the lawyer set for their own days."""
    return SettingsAnswer(payloads_day.settings(door.services))


def set_settings(door: Door, body: SetSettings) -> SettingsAnswer:
    """Set a target, a reminder, whether Tenth only watches, or whether calls are logged in Clio."""
    days = door.services.days
    known = days.preferences()
    given = body.model_dump(exclude_unset=True)
    if "call_logs" in given:
        door.services.push.log_calls(on=body.call_logs)
    if body.watch_again:
        days.watch_on()
    else:
        days.set_preferences(
            target_units=given.get("target_units", known.target_units),
            reminder=given.get("reminder", known.reminder),
            watch_only=given.get("watch_only", known.watch_only),
        )
    return SettingsAnswer(payloads_day.settings(door.services))


def _one_thing(body: Answer) -> None:
    said = [body.note is not None, body.nothing, body.dismissed is not None, body.parked is not None]
    if sum([*said, body.back, body.close]) != 1:
        raise UsedWrongly(
            "an answer says exactly one thing", hint="Reload the page; if it stays, update Tenth."
        )

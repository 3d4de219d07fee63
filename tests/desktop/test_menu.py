"""agent/desktop/menu.py: what may be chosen in which stage, and that nothing is lost without one more question."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from agent.desktop.menu import Act, Item, Line, Notice, menu, title, told_once
from agent.desktop.standing import Stage, Standing
from agent.domain.offering import Offer, What

LOSES = {Act.DISCARD, Act.NOT_THIS_CALL, Act.STOP_AND_QUIT}


def shown(stage: Stage) -> tuple[Line, ...]:
    return menu(Standing(stage, 12, "Both sides are heard."))


def acts(lines: tuple[Line, ...]) -> Iterator[Act]:
    for line in lines:
        for item in (line, line.asks) if line else ():
            if item and item.act:
                yield item.act


def test_capturing_is_the_first_thing_to_choose_and_only_opens_a_page() -> None:
    for stage in (Stage.IDLE, Stage.CLOCK):
        first = shown(stage)[0]
        assert first == Item("Capture this call …", Act.CAPTURE)


@pytest.mark.parametrize(
    ("stage", "chosen"),
    [
        (Stage.IDLE, {Act.CAPTURE, Act.CLOCK_START, Act.PANEL, Act.BROWSER, Act.MODELS, Act.QUIT}),
        (Stage.CLOCK, {Act.CAPTURE, Act.CLOCK_STOP, Act.PANEL, Act.BROWSER, Act.MODELS, Act.QUIT}),
        (Stage.RECORDING, {Act.CAPTURE, Act.STOP, Act.PAUSE, Act.JOINED, Act.PANEL, Act.BROWSER} | LOSES),
        (Stage.PAUSED, {Act.CAPTURE, Act.STOP, Act.RESUME, Act.JOINED, Act.PANEL, Act.BROWSER} | LOSES),
        (Stage.WAITING, {Act.CAPTURE, Act.STOP, Act.PANEL, Act.BROWSER} | LOSES),
        (Stage.STOPPED, {Act.CAPTURE, Act.STOP, Act.PANEL, Act.BROWSER} | LOSES),
        (Stage.OFFERED, {Act.CAPTURE, Act.CLOCK_START, Act.PANEL, Act.BROWSER, Act.MODELS, Act.QUIT}),
        (Stage.LOCKED, {Act.PANEL, Act.BROWSER, Act.QUIT}),
    ],
)
def test_what_may_be_chosen(stage: Stage, chosen: set[Act]) -> None:
    assert set(acts(shown(stage))) == chosen


def told(offer: Offer, stage: Stage = Stage.OFFERED) -> Notice:
    notice = told_once(Standing(stage, offer=offer))
    assert notice is not None
    assert notice.act is not None
    assert notice.label, "one action, by its name"
    return notice


SINCE = dt.datetime(2026, 5, 19, tzinfo=dt.UTC)


def test_a_call_that_was_noticed_is_offered_first_and_by_name_of_its_program_only() -> None:
    lines = menu(Standing(Stage.OFFERED, offer=Offer("7", What.CAPTURE, "Zoom", SINCE)))
    assert lines[:3] == (
        Item("Zoom call: capture it …", Act.CAPTURE),
        Item("Clock only", Act.CLOCK_START),
        Item("Not this call", Act.LEAVE_IT),
    )
    assert told(Offer("7", What.CAPTURE, "Zoom", SINCE)).title == "Zoom call noticed"


def test_an_unknown_program_and_a_hearing_are_offered_the_clock() -> None:
    for because in ("unknown", "hearing"):
        offer = Offer("7", What.CLOCK, "Recorder", SINCE, because)
        first = menu(Standing(Stage.OFFERED, offer=offer))[0]
        assert first == Item("Recorder: clock only", Act.CLOCK_START)
        notice = told(offer)
        assert notice.act is Act.CLOCK_START
        assert "hearing" not in f"{notice}", "what a call is about is on no locked screen"
        assert "Recorder" not in f"{notice}", "nor what an unknown program calls itself"


def test_the_end_of_a_call_is_told_and_its_menu_stays() -> None:
    offer = Offer("7:stop", What.STOP, "Zoom", SINCE, stops_at=SINCE)
    assert menu(Standing(Stage.CLOCK, 12, offer=offer)) == menu(Standing(Stage.CLOCK, 12))
    assert "stops by itself" in told(offer).words
    for stage, act in ((Stage.CLOCK, Act.CLOCK_STOP), (Stage.RECORDING, Act.STOP)):
        assert told(offer, stage).act is act


def test_what_deletes_or_ends_asks_once() -> None:
    for stage in Stage:
        at_once = {line.act for line in shown(stage) if line and line.act}
        assert at_once & LOSES == set()


def test_while_a_call_is_recorded_tenth_is_not_quit_by_the_way() -> None:
    assert Act.QUIT not in set(acts(shown(Stage.RECORDING)))


def test_every_menu_tells_how_things_stand_in_a_sentence() -> None:
    for stage in Stage:
        assert Item("Both sides are heard.") in shown(stage)


def test_the_title_tells_the_stage_and_the_minutes() -> None:
    assert title(Standing(Stage.RECORDING, 12)) == "Tenth: recording, 12 min"
    assert len({title(Standing(stage)) for stage in Stage}) == len(Stage)

"""How things stand, as a tray can show it: a stage, minutes and one sentence. No name is in it: screens are shared in calls."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from agent.domain.capture import Report
from agent.domain.offering import Offer
from agent.domain.timeline import Why
from agent.workflow.capturing import Status
from agent.workflow.services import Services

PLANNED = (Why.BEFORE_CONSENT, Why.PAUSED)
"""Stretches without sound that the lawyer wanted."""


class Stage(StrEnum):
    """What the icon's shape and colour say."""

    IDLE = "idle"
    OFFERED = "offered"  # a call was noticed; nothing is recorded
    CLOCK = "clock"  # time is measured, nothing is recorded
    RECORDING = "recording"
    PAUSED = "paused"
    WAITING = "waiting"  # somebody joined and has not agreed: no sound meanwhile
    STOPPED = "stopped"  # the sound ended by itself; the clock goes on
    LOCKED = "locked"  # the keyring is


@dataclass(frozen=True, slots=True)
class Standing:
    """What there is to show. `minutes` of the call or the clock; `health` is one sentence; `offer` is of a call noticed."""

    stage: Stage
    minutes: int = 0
    health: str = ""
    offer: Offer | None = None

    @property
    def is_captured(self) -> bool:
        """Whether there is a call of which sound is being kept or was kept."""
        return self.stage in (Stage.RECORDING, Stage.PAUSED, Stage.WAITING, Stage.STOPPED)


def standing(services: Services | None, now: dt.datetime, heard_from: Callable[[], str]) -> Standing:
    """Return how a home stands; None is one that is locked. `heard_from` says where a call would be heard, or why nowhere."""
    if services is None:
        return Standing(Stage.LOCKED, health="The keyring is locked. Unlock it to go on.")
    status, offer = services.capture.status(), services.noticing.offer()
    if status is not None:
        return Standing(_stage(status), status.seconds // 60, _health(status.report), offer)
    running = services.clock.running()
    if running is not None:
        return Standing(Stage.CLOCK, running.seconds(now) // 60, "No sound is kept.", offer)
    return Standing(Stage.IDLE if offer is None else Stage.OFFERED, 0, heard_from(), offer)


def _stage(status: Status) -> Stage:
    if status.stage in ("ended", "broke_off"):
        return Stage.STOPPED
    if status.capture.consent.waiting_for:
        return Stage.WAITING
    return Stage(status.stage)


def _health(report: Report) -> str:
    if report.problem is not None:
        return _sentence(report.problem.message, report.problem.hint)
    if report.signs:
        return _sentence(report.signs[0].message)
    if report.hearing_since is None:
        return "Waiting for the first sound."
    lost = sum(gap.end_ms - gap.start_ms for gap in report.gaps if gap.why not in PLANNED)
    return f"Without sound for {round(lost / 1000)} s so far." if lost >= 1000 else "Both sides are heard."


def _sentence(message: str, hint: str = "") -> str:
    return f"{message[:1].upper()}{message[1:].rstrip('.')}. {hint}".strip()

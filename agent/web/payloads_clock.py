"""The running clock as the panel reads it."""

from __future__ import annotations

from agent.domain.capture import CaptureState
from agent.domain.clock import RunningClock
from agent.web.answers_clock import RunningCall
from agent.web.answers_clock import RunningClock as Shown
from agent.workflow.services import Services


def clock(services: Services) -> Shown | None:
    """Show the clock that runs, None when none does."""
    running = services.clock.running()
    return None if running is None else shown(running)


def call(services: Services) -> RunningCall | None:
    """Show the call that the clock runs for, None when it runs for none."""
    running = services.clock.running()
    if running is None or not running.call:
        return None
    status = services.capture.status()
    if status is None:
        return RunningCall(
            running.since, running.matter_id, recording=False, stage=None, asks=False, trouble=None
        )
    report = status.report
    wrong = report.problem or next(iter(report.signs), None)
    return RunningCall(
        running.since, running.matter_id, recording=status.stage == CaptureState.RECORDING, stage=status.stage,
        asks=bool(status.capture.consent.waiting_for),
        trouble=None if wrong is None else f"{wrong.message[:1].upper()}{wrong.message[1:]}. {wrong.hint}",
        words_behind_seconds=services.hearing.behind_seconds(),
    )  # fmt: skip


def shown(running: RunningClock) -> Shown:
    """Show a clock."""
    return Shown(running.since, running.matter_id, running.matter)

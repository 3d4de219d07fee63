"""A capture, and what stays of one, as the panel reads them."""

from __future__ import annotations

import datetime as dt

from agent.domain.capture import Recording
from agent.domain.transcript import TrackKind
from agent.web import answers_capture as answers
from agent.workflow.capturing import Status
from agent.workflow.services import Services


def capture(services: Services, never: str | None = None) -> answers.Capture:
    """Show how capturing stands; `never` says why this call is not recorded without leave."""
    status = services.capture.status()
    shown = None if status is None else _capturing(services, status)
    return answers.Capture(
        shown, offer(services), services.capture.notice(), never, services.capture.expects_room()
    )


def offer(services: Services) -> answers.Offer | None:
    """Show what is offered now."""
    now = services.noticing.offer()
    if now is None:
        return None
    return answers.Offer(now.id, now.what.value, now.label, now.since, now.because, now.stops_at)


def _capturing(services: Services, status: Status) -> answers.Capturing:
    now, report = status.capture, status.report
    waits = services.speech.holds_up(now.id)
    signs = [answers.Sign(sign.code.value, sign.message, sign.hint) for sign in report.signs]
    if waits is not None:
        signs.append(answers.Sign(waits.code, waits.message, waits.hint))
    problem, peaks = report.problem, {level.track: level.peak for level in report.levels}
    return answers.Capturing(
        now.id, now.since, now.began_at, status.stage, now.consent.agreed_by, now.consent.waiting_for,
        None if problem is None else answers.NoMoreSound(problem.code, problem.message, problem.hint),
        answers.Levels(peaks.get(TrackKind.MICROPHONE), peaks.get(TrackKind.SYSTEM)),
        tuple(signs), services.hearing.behind_seconds(), status.is_room,
    )  # fmt: skip


def recorded(recording: Recording | None, started_at: dt.datetime | None) -> answers.Recorded | None:
    """Show what stays of a capture with its source, in the time of the place where the call was."""
    if recording is None:
        return None
    return answers.Recorded(
        recording.began_at.astimezone(started_at.tzinfo if started_at else None),
        recording.consent.agreed_by,
        tuple(answers.Silence(s.start_ms, s.end_ms, s.why.value) for s in recording.silences),
        recording.is_truncated,
        recording.is_damaged,
    )

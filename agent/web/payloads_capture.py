"""A capture, and what stays of one, as the panel reads them."""

from __future__ import annotations

import datetime as dt

from agent.domain.capture import Recording
from agent.web import answers_capture as answers
from agent.workflow.capturing import Capturing, Order


def capture(capturing: Capturing) -> answers.Capture:
    """Show how capturing stands."""
    status = capturing.status()
    if status is None:
        return answers.Capture(None, capturing.notice(), capturing.occasion(Order()))
    now, problem = status.capture, status.report.problem
    trouble = None if problem is None else answers.NoMoreSound(problem.code, problem.message, problem.hint)
    shown = answers.Capturing(
        now.id, now.since, now.began_at, status.stage, now.consent.agreed_by, now.consent.waiting_for, trouble
    )
    return answers.Capture(shown, capturing.notice(), None)


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

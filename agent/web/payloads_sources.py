"""From the domain's sources and the firm's people to the panel's answers."""

from __future__ import annotations

from collections.abc import Iterable

from agent.domain.entry import EntryStatus
from agent.domain.firm import Member
from agent.domain.source import Source
from agent.domain.speech_server import words_by
from agent.web import answers, payloads_capture
from agent.workflow.reviewing import SourceView


def source_summary(view: SourceView) -> answers.SourceSummary:
    """Show one source of the list."""
    kept, source, failure = view.kept, view.kept.source, view.kept.failure
    live = [e for e in view.entries if e.status is not EntryStatus.DISCARDED]
    people = _people(source)
    return answers.SourceSummary(
        id=source.id,
        kind=source.kind,
        form=source.form,
        title=source.title,
        date=source.date or source.context.date or view.taken_on,
        started_at=source.context.call_start,
        length_ms=_length_ms(view),
        stage=source.stage,
        reading=f"{source.stage} {len(view.entries)} {len(kept.claims)}",
        failure=None if failure is None else answers.Problem(failure.code, failure.message, failure.hint),
        participants=people,
        counterpart=", ".join(name for name in people if not _same(name, source.context.timekeeper)),
        room=source.room,
        has_sound=kept.sound_key is not None,
        recording=payloads_capture.recorded(kept.recording, source.context.call_start),
        extracted_by=kept.extracted_by,
        to_review=sum(e.status is EntryStatus.DRAFT for e in live),
        entries=len(live),
        logged=view.logged,
        words_by=words_by(kept.words_by),
    )


def earner(member: Member) -> answers.Earner:
    """Show somebody whose time can be recorded."""
    position = member.position or ("Lawyer" if member.is_lawyer else "Staff")
    return answers.Earner(member.id, member.name, position)


def _length_ms(view: SourceView) -> int | None:
    """Return how long a source is; a captured call is as long as its clock, whatever was said at its end."""
    recording = view.kept.recording
    ends = [p.end_ms for p in view.kept.source.passages if p.end_ms is not None]
    return max([*ends, recording.length_ms] if recording else ends, default=None)


def named(user: str | None, views: Iterable[SourceView]) -> tuple[answers.Earner, ...]:
    """Return the fee earners known before the firm's people are: who is signed in, then those that sources name."""
    named = [user or "", *(view.kept.source.context.timekeeper for view in views)]
    return tuple(answers.Earner(None, name, "") for name in dict.fromkeys(named) if name)


def _people(source: Source) -> tuple[str, ...]:
    """Who took part: as the source says, else the sender, else whoever speaks in it."""
    named = [p.name for p in source.context.participants]
    if not named and source.sender is not None:
        named = [source.sender.name]
    return tuple(dict.fromkeys(named or [p.speaker for p in source.passages if p.speaker]))


def _same(name: str, timekeeper: str) -> bool:
    return name.casefold() in (timekeeper.casefold(), "me")

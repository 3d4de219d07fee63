"""What is no work: consent notices, holds, small talk, the firm's own affairs, interruptions, injected orders, refusals."""

from __future__ import annotations

from collections.abc import Sequence

from agent.domain.suggestion import NotBilledWhy as Why
from agent.extract.breaking_in import mark_breaking_in
from agent.extract.edges import WORK, mark_edges
from agent.extract.everyday import mark_everyday, told, words_of
from agent.extract.lexicon import pattern
from agent.extract.people import Part
from agent.extract.reading import Read, Reading
from agent.extract.refusal import mark_refusal
from agent.extract.sifting import is_all_aside
from agent.extract.signs import says
from agent.extract.straying import mark_straying

LONG_GAP_MS = 60_000
SILENCE_MS = 20_000  # after "hang on", a hold
SHORT = 8  # words of a turn that takes its label from the one before


def is_injection(passage: Read) -> bool:
    """Whether a passage gives orders to software. It is never read further."""
    return says(passage, "injection")


def labelled(reading: Reading) -> list[Why | None]:
    """Return for each passage why it is no work, None where it may be."""
    passages = reading.passages
    marks: list[Why | None] = [None] * len(passages)
    for p in passages:
        if is_injection(p):
            marks[p.at] = Why.INJECTION
        elif is_all_aside(p):
            marks[p.at] = Why.UNCLEAR
    _injection_echo(passages, marks)
    if not reading.is_spoken:
        _written(reading, marks)
        return marks
    mark_refusal(passages, marks)
    _consent(passages, marks)
    _admin(passages, marks)
    _holds(passages, marks)
    _court_list(passages, marks)
    mark_breaking_in(passages, marks)
    mark_edges(passages, marks)
    _chatter(passages, marks)
    mark_straying(passages, marks)
    mark_everyday(passages, marks)
    return marks


def _free(marks: Sequence[Why | None], at: int) -> bool:
    return marks[at] is None


def _injection_echo(passages: Sequence[Read], marks: list[Why | None]) -> None:
    """Mark what belongs to an injected order: the rest of the same turn, and the laugh that answers it."""
    for p in passages:
        if marks[p.at] is not Why.INJECTION:
            continue
        for nearby in passages[p.at + 1 : p.at + 3]:
            same_turn = nearby.speaker == p.speaker and nearby.gap_ms < 500
            if nearby.weight < 1.5 and (
                same_turn or pattern("labels", "injection").search(nearby.text) or _laughs(nearby)
            ):
                marks[nearby.at] = Why.INJECTION
            else:
                break


def _laughs(passage: Read) -> bool:
    return any(w in passage.low for w in ("funny", "ha ha", "haha", "time sheet", "timesheet", "joke"))


def _consent(passages: Sequence[Read], marks: list[Why | None]) -> None:
    for p in passages:
        if not _free(marks, p.at) or not says(p, "consent_notice") or p.weight > 3:
            continue
        marks[p.at] = Why.CONSENT_NOTICE
        for answer in passages[p.at + 1 : p.at + 6]:
            business = answer.mine and pattern("cues", "business").search(answer.text)
            if answer.words > SHORT + 4 or answer.weight >= WORK or business or not _free(marks, answer.at):
                break
            marks[answer.at] = Why.CONSENT_NOTICE


def _admin(passages: Sequence[Read], marks: list[Why | None]) -> None:
    """Firm affairs, and the answers to them, until the talk is of law again.

    For somebody new to the firm, conflicts and the costs agreement are what the call is about.
    """
    enquiry = _enquiry(passages)
    for p in passages:
        if not _free(marks, p.at) or not says(p, "firm_admin") or p.weight >= 4 or p.at in enquiry:
            continue
        marks[p.at] = Why.FIRM_ADMIN
        for answer in passages[p.at + 1 : p.at + 3]:
            if not _free(marks, answer.at) or answer.weight >= WORK or answer.words > 14:
                break
            marks[answer.at] = Why.FIRM_ADMIN
        if p.at and _free(marks, p.at - 1) and p.gap_ms < 500 and passages[p.at - 1].weight < WORK:
            marks[p.at - 1] = Why.FIRM_ADMIN


def _enquiry(passages: Sequence[Read]) -> range:
    """Return the stretch of a call with somebody new to the firm: from their first word to their last."""
    strong = [p for p in passages if pattern("cues", "enquiry").search(p.text)]
    weak = [p for p in passages if pattern("cues", "enquiry_weak").search(p.text)]
    voices: dict[str, list[Read]] = {}
    for p in passages:
        if p.speaker is not None and not p.speaker.is_timekeeper:
            voices.setdefault(p.speaker.label, []).append(p)
    if not strong or len({p.at for p in strong + weak}) < 2 or not voices:
        return range(0)
    caller = max(voices.values(), key=lambda said: sum(p.words for p in said))
    return range(caller[0].at, caller[-1].at + 1)


def _holds(passages: Sequence[Read], marks: list[Why | None]) -> None:
    for p in passages:
        if not _free(marks, p.at):
            continue
        if (says(p, "hold") and p.weight < 2) or _falls_silent(passages, p):
            marks[p.at] = Why.HOLD
            _until_back(passages, marks, p.at)
        elif (says(p, "interruption") or says(p, "departure")) and p.weight < WORK:
            marks[p.at] = Why.INTERRUPTION
            resumed = next((q.at for q in passages[p.at + 1 : p.at + 4] if says(q, "resumes")), p.at)
            for answer in passages[p.at + 1 : max(p.at + 3, resumed + 1)]:
                if answer.weight or not _free(marks, answer.at):
                    break
                if answer.words > SHORT and answer.at > resumed:
                    break
                marks[answer.at] = Why.INTERRUPTION


def _falls_silent(passages: Sequence[Read], p: Read) -> bool:
    """Whether somebody asks to wait, and after no more than a short answer nobody speaks for a while."""
    answer, later = (passages[p.at + n] if p.at + n < len(passages) else None for n in (1, 2))
    now = answer is not None and answer.gap_ms > SILENCE_MS
    soon = later is not None and later.gap_ms > SILENCE_MS and answer is not None and answer.words <= SHORT
    return p.weight == 0 and p.words <= 2 * SHORT and (now or soon) and says(p, "waits")


def _until_back(passages: Sequence[Read], marks: list[Why | None], at: int) -> None:
    """Mark a hold to its end: the passages up to the long silence, and the small talk on coming back."""
    silence = next(
        (n for n in range(at + 1, min(at + 12, len(passages))) if passages[n].gap_ms > 8_000), None
    )
    if silence is not None:
        between = passages[at + 1 : silence]
        if sum(q.weight for q in between) < 2:
            for q in between:
                marks[q.at] = marks[q.at] or Why.HOLD
            at = silence - 1
    for q in passages[at + 1 : at + 4]:
        returns = pattern("labels", "hold_end").search(q.text) is not None
        if not _free(marks, q.at) or q.weight >= WORK or (q.words > SHORT and not returns):
            break
        marks[q.at] = Why.HOLD


def _court_list(passages: Sequence[Read], marks: list[Why | None]) -> None:
    """In a court's list, only what is between the calling of the lawyer's matter and of the next one is theirs."""
    mine = [p.at for p in passages if p.mine]
    calls = [
        p.at
        for p in passages
        if not p.mine and says(p, "called") and p.speaker is not None and p.speaker.part is Part.COURT
    ]
    if not mine or not calls:
        return
    begin = max((at for at in calls if at <= mine[0]), default=0)
    end = min((at for at in calls if at > mine[-1]), default=len(passages))
    for p in passages:
        if not begin <= p.at < end:
            marks[p.at] = marks[p.at] or Why.UNCLEAR


def _chatter(passages: Sequence[Read], marks: list[Why | None]) -> None:
    """Small talk in the middle: at least two passages in a row without a legal word, one of them plainly small talk."""
    run: list[Read] = []
    business = words_of(passages, marks).business
    for p in [*passages, None]:
        idle = p is not None and marks[p.at] is None and p.weight < 0.5 and not told(p, business)
        if p is not None and idle and (not run or p.gap_ms < LONG_GAP_MS):
            run.append(p)
            continue
        _mark_chatter(run, marks)
        run = [p] if p is not None and idle else []


def _mark_chatter(run: Sequence[Read], marks: list[Why | None]) -> None:
    plain = [n for n, p in enumerate(run) if says(p, "small_talk")]
    if len(plain) < 2 or plain[-1] - plain[0] > 4 * len(plain):
        return
    for p in run[plain[0] : plain[-1] + 1]:
        marks[p.at] = Why.SMALL_TALK


def _written(reading: Reading, marks: list[Why | None]) -> None:
    """Mark an e-mail's or document's greetings, signatures, headings and other people's work."""
    after_todo = False
    for p in reading.passages:
        low = p.text
        if marks[p.at] is not None:
            continue
        fields = len(pattern("labels", "field").findall(low))
        heading = (
            fields >= 2
            or _is_title(reading, p)
            or (p.words <= 8 and low[-1:] not in ".?!:;" and p.weight < 4)
        )
        if "\t" in reading.source.passages[p.at].text or (
            pattern("labels", "furniture").search(low) and p.words < 45
        ):
            after_todo = after_todo or (p.low.startswith(("follow", "action", "to do")) and heading)
            marks[p.at] = Why.UNCLEAR
        elif heading or after_todo:
            marks[p.at] = Why.UNCLEAR
        elif says(p, "other_hands") or (says(p, "firm_admin") and p.weight < 3):
            marks[p.at] = Why.FIRM_ADMIN


def _is_title(reading: Reading, p: Read) -> bool:
    """Whether a document begins with a few short lines of which none is a sentence: what it is, whose, where and when."""
    lines = reading.source.passages[p.at].text.strip().splitlines()
    short = all(
        len(line.split()) <= SHORT and line.rstrip()[-1:] not in ".?!;" for line in lines if line.strip()
    )
    return p.at == 0 and len(lines) > 1 and short

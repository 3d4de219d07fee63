"""Transcripts in turns, a line with name and time above the words: Zoom's saved captions, and Teams' Word document.

Both say only when a turn begins. It lasts until the next one, unless that would leave more than thirty seconds of silence
after the time its words need; then, and at the end, it lasts the time its words need.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from agent.intake.reading import Cue, Form, Reading

_CAPTION_HEAD = re.compile(r"\[([^\]\n]{0,80})\]\s+(\d{1,2}):(\d{2}):(\d{2})\s*", re.ASCII)
_TEAMS_HEAD = re.compile(r"(\S.{0,79}?)?(?:\s{2,}|\t+)(?:(\d{1,2}):)?(\d{1,3}):(\d{2})\s*", re.ASCII)
_TEAMS_NOTICE = re.compile(r"(?:started|stopped) transcription$")

SILENCE_MS = 30_000
MS_A_WORD = 400  # 2.5 words a second
SHORTEST_MS = 1_000
HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS


def is_caption_head(line: str) -> bool:
    """Return whether a line is `[Name] 14:03:22`, as above each of Zoom's saved captions."""
    return _CAPTION_HEAD.fullmatch(line) is not None


def read_captions(text: str) -> Reading:
    """Read Zoom's saved captions. Their clock times become times since the first caption."""
    cues = _turns(text.split("\n"), _CAPTION_HEAD)
    clocks = _running([cue.start_ms or 0 for cue in cues])
    started = [replace(cue, start_ms=clock - clocks[0]) for cue, clock in zip(cues, clocks, strict=True)]
    return Reading(Form.ZOOM_TXT, _ended(started))


def teams_turns(lines: list[str]) -> tuple[Cue, ...]:
    """Return the turns of Teams' Word document, empty when these lines are none of its.

    A timetable has lines that look alike; in a transcript nearly every one has words below it and no time goes back.
    """
    cues = _turns((line for line in lines if not _TEAMS_NOTICE.search(line.strip())), _TEAMS_HEAD)
    starts = [cue.start_ms or 0 for cue in cues]
    spoken = sum(1 for cue in cues if cue.text)
    noticed = any(_TEAMS_NOTICE.search(line.strip()) for line in lines)
    if len(cues) < (1 if noticed else 2) or spoken < 0.8 * len(cues) or starts != sorted(starts):
        return ()
    return _ended(cues)


def _turns(lines: Iterable[str], head: re.Pattern[str]) -> list[Cue]:
    """Cut lines at their heads; what stands before the first is no turn."""
    turns: list[tuple[str | None, int, list[str]]] = []
    for line in lines:
        if found := head.fullmatch(line):
            hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
            turns.append(
                ((found[1] or "").strip() or None, ((hours * 60 + minutes) * 60 + seconds) * 1000, [])
            )
        elif line.strip() and turns:
            turns[-1][2].append(line.strip())
    return [Cue(" ".join(words), speaker, start) for speaker, start, words in turns]


def _running(clocks: list[int]) -> list[int]:
    """Make clock times run on: past midnight, and through the hour that comes twice when daylight saving ends."""
    running: list[int] = []
    added = 0
    for clock in clocks:
        time = clock + added
        if running and time < running[-1] - DAY_MS // 2:
            step = DAY_MS
        elif running and running[-1] - HOUR_MS - 60_000 <= time < running[-1] - HOUR_MS // 2:
            step = HOUR_MS
        else:
            step = 0
        added += step
        running.append(time + step)
    return running


def _ended(cues: list[Cue]) -> tuple[Cue, ...]:
    """Give every turn an end by the rule above."""
    ended = []
    for number, cue in enumerate(cues):
        start = cue.start_ms or 0
        needed = start + max(SHORTEST_MS, len(cue.text.split()) * MS_A_WORD)
        following = cues[number + 1].start_ms if number + 1 < len(cues) else None
        stays = following is not None and following - needed <= SILENCE_MS
        ended.append(replace(cue, end_ms=max(following or 0, start) if stays else needed))
    return tuple(ended)

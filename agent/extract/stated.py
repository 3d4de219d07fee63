"""Time that a note or e-mail states itself: "Started 2.10 pm, finished 2.46 pm, 36 min", "I spent 40 minutes revising ...".

Only the writer's own time on this work counts; a phone log, somebody else's hours, time not charged and quoted history do not.
Breaks are taken off. Where two statements differ, or a break's length is not said, there is no stated time rather than a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from agent.extract.numbers import cardinal
from agent.extract.reading import Read

_SPOKEN = (
    "an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|twenty[- ]five|thirty|thirty[- ]five|"
    "forty|forty[- ]five|fifty|fifty[- ]five|sixty|ninety"
)
_NUMBER = rf"(\d+(?:\.\d+)?|(?:{_SPOKEN})(?: and a (?:half|quarter))?|half an|three[- ]quarters of an|(?:a )?quarter of an)"
_MORE = rf"(?:,? (?:and )?(a half|a quarter|three[- ]quarters|(?:{_NUMBER[1:-1]})\s*(?:minutes?|mins?|m\b)))?"
LENGTH = rf"(?<![\d.$]){_NUMBER}\s*-?\s*(minutes?|mins?\b|m\b|hours?|hrs?\b|h\b|units?\b){_MORE}"
_HEADS = (
    r"time(?: spent| taken| engaged| recorded)?|dur(?:ation)?|engaged|"
    r"length of (?:call|meeting)|attendance|total(?: time)?"
)
# Words that begin an attendance or a task in a note's shorthand; time next to them is time on the work.
_WORK = (
    r"\b(?:t/[oaic]|tel(?:ephone)?|phon(?:e|ed|ing)|calls?|called|rang|att(?:end(?:ed|ing|ance)?)?|conf(?:erence|erred)?|"
    r"meeting|met|zoom|teams|perus\w+|review\w*|read(?:ing)?|draft\w*|prepar\w+|settl(?:ed|ing)|revis(?:ed|ing)|research\w*|"
    r"advis\w+|appear(?:ed|ing)|in court|engaged|e-?mail(?:ed|ing)?|letter)\b"
)
_OWN = tuple(
    re.compile(expression, re.IGNORECASE)
    for expression in (
        rf"\b(?:i|we) (?:have )?spent (?:about |approximately |some )?{LENGTH}",
        rf"\b(?:it |this |that )?took (?:me )?(?:about |approximately )?{LENGTH}",
        rf"\b(?:{_HEADS})(?:\s*[:=-]\s*|\s+)(?:about )?{LENGTH}(?!\s*(?:from|before|after|late|each|a week|per))",
        rf"{LENGTH} (?:on the (?:call|phone|telephone)|in (?:conference|total|all)|call\b|attendance\b|engaged)",
        rf"\((?:time[: ]+)?{LENGTH}\)",
        r"^\W*(?:conferred|met|spoke|appeared|attended|phoned|telephoned|rang|called)\b.{0,60}?\bfor (?:about )?"
        rf"{LENGTH}(?! (?:of|from|before|after|late|each|per))",
        rf"\b(?:call|conference|meeting|attendance) (?:lasted|of|went for|ran) (?:about )?{LENGTH}",
        rf"^\W*{LENGTH}\W*$",
    )
)
# "Tel att on client re offer, 0.4 hrs", "Perusing lease (0.5)": last of a line that begins with work.
_LAST = re.compile(
    r"[,-]\s*(\d+|\d+\.\d)\s*(min(?:ute)?s?|units?|(?<=\.\d)(?: |)h(?:ou)?rs?)()\W*$", re.IGNORECASE
)
_TENTHS = re.compile(r"\((\d\.\d)\)\W*$")
_CLOCK = r"(\d{1,2})(?:[.:](\d{2}))?\s*([ap]\.?m\b\.?)?"
_ARMY = r"([01]\d|2[0-3])[.:]?([0-5]\d)()"
_TO = r"\s*(?:to|until|till|-|and)\s*"
_RANGE = re.compile(rf"(?<![\d$.,/:]){_CLOCK}{_TO}{_CLOCK}(?![\d%/]|[.:]\d)", re.IGNORECASE)
_ARMY_RANGE = re.compile(
    rf"(?<![\d$.,/:]){_ARMY}{_TO}{_ARMY}(?:\s*h(?:ou)?rs)?(?![\d%/]|[.:]\d)", re.IGNORECASE
)
_BEGAN = rf"(?:\b(?:start|commenc|beg[au]n)\w*|{_WORK})"
_ENDED = r"\b(?:finish|end|conclud|complet|clos)(?:e?d|ing|e?s|e)?\b|\boff\b|\bout\b|\bhung up\b|\brang off\b"
_PAIR = re.compile(
    rf"{_BEGAN}:?[^\d;]{{0,40}}?(?<![\d$]){_CLOCK}[,.;]?[^\d]{{0,30}}?(?:{_ENDED}):?\s*(?:at )?{_CLOCK}",
    re.IGNORECASE,
)
_LEAD = re.compile(rf"(?:{_WORK}|\btime\b|\bstart)", re.IGNORECASE)
_BREAK = re.compile(
    r"\b(?:broke (?:off|for|up)|break|paused?|stood down|adjourn(?:ed|ment)|lunch|on hold|interrupted|stepped out|"
    r"less (?=(?:\d+|\w+) ?(?:min|hour)))\b",
    re.IGNORECASE,
)
_UNSAID_BREAK = re.compile(
    r"\b(?:broke (?:off|for)|stood down|(?:a|short|lunch) break|breaks? (?:for|from|in))\b",
    re.IGNORECASE,
)
_NO_BREAK = re.compile(r"\b(?:no|without(?: an?y?)?) breaks?\b", re.IGNORECASE)
_COUNTED_IN = re.compile(r"\b(?:including|incl|less|minus)\b", re.IGNORECASE)
_NOT_OWN = re.compile(
    r"\b(?:phone log|log shows|already billed|(?:he|she|they) (?:spent|took)|quoted|"
    r"(?:will|would|about to|should) (?:take|be|run)|"
    r"estimate|expect|charges?|an hour with|allow|n/c|not (?:mine|this file|charged|billed)|no charge|written off|tomorrow|"
    r"next (?:week|month|\w+day)|listed|scheduled|booked|rostered|roster|shifts?|available|opens?|proposed?|"
    r"recorded (?:by (?!me\b)|separately)|is (?:his|hers|theirs)|(?:his|her|their) (?:own )?time|cut off)\b",
    re.IGNORECASE,
)
_UNCHARGED = re.compile(r"\b(?:n/c|no charge|not (?:charged|billed|this file)|cut off)\b", re.IGNORECASE)
# "he called at ...", "the crash was between ...", "read clauses 10.05 to 11.20": clock times of something else.
_THIRD = re.compile(r"\b(?:he|she|they|who|it|that)\s+(?:\w+\s+)?$", re.IGNORECASE)
_ELSE = re.compile(
    r"\b(?:that|was|were|is|are|clauses?|cls?|pages?|pp?|paragraphs?|paras?|sections?|ss?|items?|parts?|rules?|units?|lots?)\b",
    re.IGNORECASE,
)
# Somebody else's: "Zane (paralegal) spent 2 hours", "Zane's chronology (3 hours)".
_ANOTHERS = re.compile(
    rf"^\W*(?!I\b|We\b|It\b|This\b|That\b|(?i:{_HEADS}|{_WORK}))[A-Z][\w'-]+(?: [A-Z][\w'-]+)?(?: \([^)]*\))? "
    r"(?:has |had |also )?(?:spent|took|put in|worked|recorded)\b|"
    r"\b[A-Z]\w+'s \w+ \("
)
# "Rang client re lease. 18 mins.": a sentence may begin with a length that is the whole of it.
_ENDS = re.compile(r"(?<=[.!?;])\s+(?=[A-Z]|\d+(?:\.\d+)? ?(?:min|hour|hr|unit)\w*[.;]?(?:\s|$))")
_UNIT = {"minute": 60, "min": 60, "m": 60, "hour": 3600, "hr": 3600, "h": 3600, "unit": 360}
_SHARE = {"half": 0.5, "quarter": 0.25, "three quarters": 0.75}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and the number of the passage it stands in."""

    passage: int
    text: str = field(repr=False)

    @property
    def is_break(self) -> bool:
        """Whether it tells of a break alone."""
        return bool(_BREAK.search(self.text)) and not _LEAD.search(self.text)

    @property
    def is_own(self) -> bool:
        """Whether time in it can be the writer's own."""
        return not (_NOT_OWN.search(self.text) or _ANOTHERS.search(self.text))


def stated_seconds(passages: Sequence[Read]) -> int | None:
    """Return the seconds of work that the text states as the writer's own, None when it states none or contradicts itself."""
    sentences = [Sentence(p.at, s) for p in passages for s in _ENDS.split(p.text)]
    found: set[int] = set()
    for n, sentence in enumerate(sentences):
        if not sentence.is_own or sentence.is_break:
            continue
        found |= set(_lengths(sentence.text))
        found |= set(_worked(sentences, n))
    return found.pop() if len(found) == 1 else None


def _lengths(sentence: str) -> list[int]:
    """Return the length of time that a sentence states outright."""
    told, off = _without_break(sentence)
    for pattern in _OWN:
        match = pattern.search(told)
        if match:
            return [length_seconds(match) - off]
    if re.match(rf"\W*{_WORK}", told, re.IGNORECASE):
        if last := _LAST.search(told):
            return [length_seconds(last) - off]
        if tenths := _TENTHS.search(told):
            return [round(float(tenths[1]) * 3600)]
    return []


def _without_break(sentence: str) -> tuple[str, int]:
    """Part a sentence from the break it tells of, with the seconds counted in: "75 minutes including a 10 minute break"."""
    match = _BREAK.search(sentence)
    if match is None or _NO_BREAK.search(sentence):
        return sentence, 0
    start = max(
        sentence.rfind(mark, 0, match.start())
        for mark in (",", "(", " including", " less", " with", " excluding")
    )
    if start < 0:
        return sentence, 0
    told, aside = sentence[:start], sentence[start:]
    length = re.search(LENGTH, aside, re.IGNORECASE)
    return told, length_seconds(length) if length and _COUNTED_IN.search(aside) else 0


def length_seconds(match: re.Match[str]) -> int:
    """Return the seconds of a match whose first groups are those of `LENGTH`."""
    first, unit, more = match.groups()[:3]
    size = _UNIT[re.sub(r"(?<=.)s$", "", unit.strip().casefold())]
    return round(_value(first) * size + _rest(more, size))


def _rest(more: str | None, size: int) -> float:
    """Read what follows the unit: "an hour and a quarter", "1 hour and 25 minutes"."""
    if not more:
        return 0.0
    low = more.casefold().replace("-", " ").removeprefix("a ")
    if low in _SHARE:
        return _SHARE[low] * size
    return _value(re.sub(r"\s*(?:minutes?|mins?|m)$", "", low)) * 60


def _value(text: str) -> float:
    low = text.casefold().replace("-", " ")
    if low[0].isdigit():
        return float(low)
    if low.endswith(" an") or low in ("a", "an"):
        return _SHARE.get(low.removesuffix(" an").removesuffix(" of").removeprefix("a "), 1.0)
    whole, _, share = low.partition(" and a ")
    value = cardinal([w if w not in ("a", "an") else "one" for w in whole.split()])
    return float(value or 0) + _SHARE.get(share, 0.0)


def _worked(sentences: Sequence[Sentence], at: int) -> list[int]:
    """Return the time between the clock times of a sentence, breaks taken off; empty when a break's length is not said."""
    spans = _work_spans(sentences, at)
    if not spans or any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
        return []
    near = [s for n, s in enumerate(sentences) if s.passage == sentences[at].passage or n == at + 1]
    total = 60 * sum(end - start for start, end in spans)
    for s in near:
        if not _BREAK.search(s.text) or _NO_BREAK.search(s.text) or _UNCHARGED.search(s.text):
            continue
        off = _break_seconds(s.text, spans)
        if not off and _UNSAID_BREAK.search(s.text):
            return []
        total -= off
    return [total] if total > 0 else []


def _break_seconds(sentence: str, spans: Sequence[tuple[int, int]]) -> int:
    """Return how long a break within the spans lasted, 0 when that is not said."""
    match = _BREAK.search(sentence)
    if match is None:
        return 0
    within = [
        (start, end)
        for start, end in _ranges(sentence[match.start() :])
        if any(first <= start and end <= last and (start, end) != (first, last) for first, last in spans)
    ]
    if within:
        return 60 * sum(end - start for start, end in within)
    length = re.search(
        rf"{LENGTH}(?=\W*(?:\w+ )?(?:break|adjournment|lunch|on hold))", sentence, re.IGNORECASE
    )
    length = length or re.compile(rf"\W*(?:of |for )?(?:about )?{LENGTH}", re.IGNORECASE).match(
        sentence, match.end()
    )
    return length_seconds(length) if length else 0


def _work_spans(sentences: Sequence[Sentence], at: int) -> list[tuple[int, int]]:
    """Return when work went on, in minutes of the day: "commenced ... concluded ...", else "call 4.15 to 4.41 pm"."""
    text = sentences[at].text
    after = sentences[at + 1] if at + 1 < len(sentences) else None
    whole = f"{text} {after.text}" if after is not None and after.is_own else text
    pair = _PAIR.search(whole)
    if pair is not None and pair.start() < len(text):
        span = _span(*pair.groups()) if _is_attendance(whole, pair.start(), pair.start(1)) else None
        return [span] if span else []
    aside = _BREAK.search(text)
    told = text[: aside.start()] if aside else text
    lead = _LEAD.search(told)
    if lead is None:
        return list(_ranges(told)) if _is_only_clock(told) else []
    first = re.search(r"\d", told[lead.end() :])
    fits = first is not None and _is_attendance(told, lead.start(), lead.end() + first.start())
    return list(_ranges(told[lead.start() :])) if fits else []


def _is_attendance(text: str, start: int, clock: int) -> bool:
    """Whether the words from `start` up to a clock time tell of the writer's own work."""
    return not (_THIRD.search(text[:start]) or _ELSE.search(text[start:clock]))


def _is_only_clock(text: str) -> bool:
    """Whether a sentence holds a clock range and nothing else: "16:15 to 16:41 hrs"."""
    return not re.search(
        r"[^\W\d_]", re.sub(r"(?:to|and|until|from|h(?:ou)?rs|[ap]\.?m)\b", "", text, flags=re.IGNORECASE)
    )


def _ranges(text: str) -> Iterator[tuple[int, int]]:
    """Find the clock ranges of a text from left to right."""
    for match in list(_ARMY_RANGE.finditer(text)) or _RANGE.finditer(text):
        span = _span(*match.groups())
        if span:
            yield span


def _span(
    h1: str, m1: str | None, p1: str | None, h2: str, m2: str | None, p2: str | None
) -> tuple[int, int] | None:
    """Return start and end in minutes; a half of the day not said is the one that makes the shorter time."""
    if not (m1 or p1) or not (m2 or p2) or (not m1 and not m2 and not (p1 and p2)):
        return None
    spans = [
        (start, end)
        for start in _minutes(h1, m1, p1, p2)
        for end in _minutes(h2, m2, p2, p1)
        if 0 < end - start <= 12 * 60
    ]
    return min(spans, key=lambda s: s[1] - s[0]) if spans else None


def _minutes(hour: str, minute: str | None, half: str | None, other: str | None) -> list[int]:
    """Return the minutes of the day that a clock time can mean."""
    value, rest = int(hour), int(minute or 0)
    if value > 24 or rest > 59:
        return []
    if value > 12 or (hour[0] == "0" and not half and not other):
        return [value * 60 + rest]
    early, late = value % 12 * 60 + rest, (value % 12 + 12) * 60 + rest
    return [late if half[0].lower() == "p" else early] if half else [early, late]

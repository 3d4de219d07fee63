"""WebVTT as Zoom, Teams and Microsoft Graph write it, and SRT.

Stamps are written anew before webvtt-py sees them: Graph's `-0:0:4.2` and SRT's commas are none in WebVTT, and whatever
the library does not take for a cue it passes over in silence. So every line that is a stamp counts as a cue, no other line
can be mistaken for one, and both counts must agree.

SRT goes the same way. The srt package reads it with an expression that takes half a minute over two thousand digits, and it
logs the text it does not understand.
"""

from __future__ import annotations

import html
import re

from agent.intake.errors import NotWhatItSays, TooBig
from agent.intake.limits import Limits
from agent.intake.names import with_speakers
from agent.intake.reading import Cue, Form, Reading

_STAMP = r"(-)?(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,9})"
_STAMPS = re.compile(rf"\s*{_STAMP}\s*-->\s*{_STAMP}(?!\d)", re.ASCII)
_LIKE_STAMPS = re.compile(r"\s*-?\d+:[\d:.,]*\s*-->\s*-?\d", re.ASCII)
_VOICE_OR_STYLE = re.compile(r"</?(?:v|c|b|i|u|ruby|rt|lang)(?:[.\s][^<>]*)?>|<\d[\d:.]*>")
_TEAMS_ID = re.compile(r"^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/\d+-\d+$", re.MULTILINE)
_CUE_ID = re.compile(rf"\d+|{_TEAMS_ID.pattern}")
_UNPADDED = re.compile(r"^\s*(?:-|\d:)", re.MULTILINE)

Span = tuple[int, int]  # start and end in ms


def stamps_of(line: str) -> Span | None:
    """Return start and end of a cue when the line is one of its stamps. Negative when the call began before the transcript."""
    found = _STAMPS.match(line)
    if not found:
        return None
    parts = found.groups()
    return _milliseconds(*parts[:5]), _milliseconds(*parts[5:])


def read_vtt(text: str, limits: Limits) -> Reading:
    """Read a transcript in WebVTT. Raise TooBig or NotWhatItSays."""
    form = _dialect(text)
    cues = timed_cues(text, limits)
    return Reading(form, tuple(with_speakers(cues) if form is Form.ZOOM_VTT else cues))


def read_srt(text: str, limits: Limits) -> Reading:
    """Read SRT, or WebVTT that lost its first line in copying. Raise TooBig or NotWhatItSays.

    A blank line inside a subtitle would end it for WebVTT and lose the rest, so all of them go.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    return Reading(Form.SRT, tuple(with_speakers(timed_cues("\n".join(("WEBVTT", "", *lines)), limits))))


def timed_cues(text: str, limits: Limits) -> list[Cue]:
    """Return one cue per stamp in `text`, in the order of the file; `text` begins with WEBVTT."""
    import webvtt
    from webvtt.errors import MalformedCaptionError, MalformedFileError

    spans = [span for line in text.split("\n") if (span := _span(line))]
    if len(spans) > limits.passages:
        raise TooBig(f"This transcript has more than {limits.passages} cues.")
    before_zero = max((-time for span in spans for time in span), default=0)
    shift = max(0, before_zero)
    try:
        captions = webvtt.from_string(_written_anew(text, shift)).captions
    except (MalformedCaptionError, MalformedFileError):
        captions = []
    if len(captions) != len(spans):
        raise NotWhatItSays("This transcript cannot be read to its end.")
    return [
        _cue(
            caption.raw_text,
            caption.voice,
            caption.start_time.in_milliseconds() - shift,
            caption.end_time.in_milliseconds() - shift,
        )
        for caption in captions
    ]


def _span(line: str) -> Span | None:
    """Return what a line's stamps say, None for other lines. Raise NotWhatItSays for stamps that cannot be read."""
    span = stamps_of(line)
    if span is None and _LIKE_STAMPS.match(line):
        raise NotWhatItSays("This transcript has times that cannot be read.")
    return span


def _written_anew(text: str, shift: int) -> str:
    """Give every stamp WebVTT's own form, `shift` ms later, a blank line instead of its number, and no other line an arrow."""
    lines: list[str] = []
    for line in text.split("\n"):
        if span := stamps_of(line):
            if lines and _CUE_ID.fullmatch(lines[-1]):
                lines.pop()
            lines += ["", f"{_stamp(span[0] + shift)} --> {_stamp(span[1] + shift)}"]
        else:
            lines.append(line.strip().replace("-->", "--&gt;"))
    return "\n".join(lines)


def _cue(raw: str, voice: str | None, start_ms: int, end_ms: int) -> Cue:
    words = html.unescape(_VOICE_OR_STYLE.sub("", " ".join(raw.split("\n")))).strip()
    speaker = html.unescape(voice).strip() or None if voice else None
    return Cue(words, speaker, start_ms, max(start_ms, end_ms))


def _dialect(text: str) -> Form:
    """Tell the three apart: Graph pads no stamp, Teams names its cues or voices, the rest is as Zoom writes."""
    stamps = [line for line in text.split("\n") if stamps_of(line)]
    if any(_UNPADDED.match(line) for line in stamps):
        return Form.GRAPH_VTT
    if "<v" in text or _TEAMS_ID.search(text):
        return Form.TEAMS_VTT
    return Form.ZOOM_VTT


def _milliseconds(sign: str | None, hours: str | None, minutes: str, seconds: str, fraction: str) -> int:
    """`0:0:4.2` is 4,200 ms: the fraction is a decimal fraction, however many digits it has."""
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    total = whole * 1000 + int(fraction[:3].ljust(3, "0"))
    return -total if sign else total


def _stamp(milliseconds: int) -> str:
    seconds, fraction = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{fraction:03}"

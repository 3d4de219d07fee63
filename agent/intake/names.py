"""Who speaks, where a transcript writes it before the words: "Ana Pereira: Good morning."

Zoom puts a name before every cue it can attribute and nothing before the others, so a colon alone proves little. A name
begins with a letter or is a telephone number ("10:30 Meeting:" is neither); one that stands there only once must also look
like a name, or "Two things: first ..." would become a person and its words would be lost.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from agent.intake.reading import Cue

_NAMED = re.compile(r"([^\W\d_][^:<>\n]{0,59}|\+?\d[\d ]{5,20}):\s+(\S.*)", re.DOTALL)
_PARTICLES = {
    "al",
    "bin",
    "da",
    "das",
    "de",
    "del",
    "den",
    "der",
    "di",
    "do",
    "dos",
    "du",
    "el",
    "la",
    "le",
    "of",
    "ten",
    "van",
    "von",
}


def with_speakers(cues: list[Cue]) -> list[Cue]:
    """Move the names that stand before the words into `speaker`."""
    named = [_NAMED.fullmatch(cue.text) for cue in cues]
    seen = Counter(found[1].strip() for found in named if found)
    return [
        replace(cue, speaker=name, text=found[2].strip())
        if found and (seen[name := found[1].strip()] > 1 or _looks_like_a_name(name))
        else cue
        for cue, found in zip(cues, named, strict=True)
    ]


def _looks_like_a_name(words: str) -> bool:
    return not any(word[0].islower() and word not in _PARTICLES for word in words.split())

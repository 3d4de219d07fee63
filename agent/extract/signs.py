"""Signs by which a passage is told to be no work, from the word lists of labels."""

from __future__ import annotations

from agent.extract.lexicon import pattern
from agent.extract.reading import Read

FEW = 12  # "the red one", "aged ten years": hardly a figure


def says(passage: Read, kind: str) -> bool:
    """Whether a passage bears a sign of that list of labels."""
    return pattern("labels", kind).search(passage.text) is not None


def chats(passage: Read) -> bool:
    """Whether a passage at the beginning or end of a call sounds like small talk."""
    return says(passage, "small_talk") or says(passage, "small_talk_edge")


def settles(p: Read) -> bool:
    """Whether a turn without a word of law matters all the same: it promises work, instructs, advises, or gives a figure."""
    counted = any(n.money or n.scaled or n.value > FEW for n in p.numbers)
    dated = any(not w.reckoned for w in p.whens)
    cues = (pattern("cues", kind) for kind in ("instructions", "promise", "advice"))
    return counted or dated or any(cue.search(p.text) is not None for cue in cues)

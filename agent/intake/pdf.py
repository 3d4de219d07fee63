"""PDF documents with a text layer: what a reader sees of it (`pdf_pages`), in paragraphs.

A PDF has lines, not paragraphs. Where blank lines are missing, a paragraph ends at a short line that ends a sentence, and
begins at a list mark.
"""

from __future__ import annotations

import re

from agent.intake.errors import NoTextLayer, TooBig
from agent.intake.limits import Limits
from agent.intake.reading import Form, Reading, cues_of
from agent.intake.text import blocks, clean

_LIST_MARK = re.compile(r"(?:\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivx]{1,5})[.)]|[•▪–-])\s+\S")
_SENTENCE_END = re.compile(r"[.!?:;][\"'”’)\]]*$")
_SHORT_SHARE = 0.75


def read(data: bytes, limits: Limits) -> Reading:
    """Read the text layer. Raise LockedFile, TooBig, or NoTextLayer for a PDF of pictures."""
    from agent.intake.pdf_pages import pages

    found: list[str] = []
    characters = 0
    for text in pages(data, limits):
        found += paragraphs(text)
        characters += len(text)
        if characters > limits.characters:
            raise TooBig(f"This PDF has more than {limits.characters} characters.")
    if not found:
        raise NoTextLayer("This PDF has no text layer, only pictures.")
    return Reading(Form.PDF, cues_of(found))


def paragraphs(page: str) -> list[str]:
    """Cut the text of one page into paragraphs, each on one line."""
    page = clean(page)
    full = max((len(line) for line in page.split("\n")), default=0)
    found: list[list[str]] = []
    for block in blocks(page):
        found.append([])
        for line in (line.strip() for line in block.split("\n")):
            if found[-1] and (_LIST_MARK.match(line) or _ends_paragraph(found[-1][-1], full)):
                found.append([])
            found[-1].append(line)
    return [" ".join(lines) for lines in found]


def _ends_paragraph(line: str, full: int) -> bool:
    return len(line) < _SHORT_SHARE * full and _SENTENCE_END.search(line) is not None

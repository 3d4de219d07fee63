"""Word documents: ordinary ones, and the transcripts that Teams saves as .docx.

The words are taken from the elements below python-docx's paragraphs: `Paragraph.text` leaves out tracked insertions and content
controls, and a firm's templates are made of those. Deleted, moved-away and fallback text stays out, so no word comes twice,
and so does hidden text, which Word neither shows nor prints: by itself, by its style, or by a font that is a dot.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from agent.intake.limits import Limits
from agent.intake.reading import Cue, Form, Reading, cues_of
from agent.intake.text import clean
from agent.intake.timed import stamps_of, timed_cues
from agent.intake.turns import teams_turns

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH, _TABLE, _ROW, _CELL = f"{_W}p", f"{_W}tbl", f"{_W}tr", f"{_W}tc"
_WRITTEN = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_LEFT_OUT = {
    f"{_W}pPr",  # holds tab stops, which share the name of typed tabs
    f"{_W}moveFrom",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
_NAME_LENGTH = 60
_RUN, _HIDDEN, _SIZE, _VALUE = f"{_W}r", f"{_W}vanish", f"{_W}sz", f"{_W}val"
_DOT = 2  # half-points, as in `markup`


def read(data: bytes, limits: Limits) -> Reading:
    """Read a .docx whose archive passed the guard. A passage is a non-empty paragraph or table row, or a transcript's turn."""
    from docx import Document

    document = Document(io.BytesIO(data))
    body = document.element.body
    _take_out_hidden(body, _hiding_styles(document.styles.element))
    paragraphs = [text for block in _blocks(body) if (text := clean(block).strip())]
    lines = "\n".join(paragraphs).replace("\N{NO-BREAK SPACE}", " ").split("\n")
    if any(stamps_of(line) for line in lines):
        return Reading(Form.TEAMS_DOCX, tuple(_older_turns(lines, limits)))
    if turns := teams_turns(lines):
        return Reading(Form.TEAMS_DOCX, turns)
    return Reading(Form.DOCX, cues_of(paragraphs))


def _take_out_hidden(body: BaseOxmlElement, hiding: frozenset[str]) -> None:
    """Remove what nobody sees: a run's own word decides, else its style's and its paragraph's."""
    for run in list(body.iter(_RUN)):
        own = _hides(run.find(f"{_W}rPr"))
        if own or (own is None and hiding & _styles_of(run)):
            run.getparent().remove(run)


def _styles_of(run: BaseOxmlElement) -> set[str | None]:
    paragraph = next(run.iterancestors(_PARAGRAPH), None)
    named = [run.find(f"{_W}rPr/{_W}rStyle")]
    named += [] if paragraph is None else [paragraph.find(f"{_W}pPr/{_W}pStyle")]
    return {style.get(_VALUE) for style in named if style is not None}


def _hides(properties: BaseOxmlElement | None) -> bool | None:
    """Whether these properties hide a text; None when they do not say."""
    if properties is None:
        return None
    hidden, size = properties.find(_HIDDEN), properties.find(_SIZE)
    if size is not None and str(size.get(_VALUE)).isdigit() and int(str(size.get(_VALUE))) <= _DOT:
        return True
    return None if hidden is None else hidden.get(_VALUE) not in ("0", "false", "off")


def _hiding_styles(styles: BaseOxmlElement) -> frozenset[str]:
    """Return the ids of the styles that hide their text, by themselves or by what they are based on."""
    said, based = {}, {}
    for style in styles.iter(f"{_W}style"):
        name, base = str(style.get(f"{_W}styleId")), style.find(f"{_W}basedOn")
        said[name], based[name] = _hides(style.find(f"{_W}rPr")), None if base is None else base.get(_VALUE)
    found = set()
    for name in said:
        seen, at = {name}, name
        while said.get(at) is None and based.get(at) and based[at] not in seen:
            at = str(based[at])
            seen.add(at)
        if said.get(at):
            found.add(name)
    return frozenset(found)


def _older_turns(lines: list[str], limits: Limits) -> Iterator[Cue]:
    """Read the form Teams wrote until 2023: stamps, below them the name on a line of its own, below that the words."""
    named = ["WEBVTT", ""]
    for number, line in enumerate(lines):
        name = number > 0 and stamps_of(lines[number - 1]) and _is_only_a_name(lines, number)
        named.append(f"<v {line.strip()}>" if name else line)
    yield from timed_cues("\n".join(named), limits)


def _is_only_a_name(lines: list[str], number: int) -> bool:
    line = lines[number].strip()
    below = lines[number + 1].strip() if number + 1 < len(lines) else ""
    return (
        bool(line and below)
        and len(line) <= _NAME_LENGTH
        and not stamps_of(below)
        and not set(line) & set("<>.?!,:")
    )


def _blocks(container: BaseOxmlElement) -> Iterator[str]:
    """Yield the text of paragraphs and table rows in order, cells parted by tabs, content controls opened."""
    for child in container:
        if child.tag == _PARAGRAPH:
            yield _words(child)
        elif child.tag == _TABLE:
            for row in child.iter(_ROW):  # rows of nested tables follow as rows of their own
                yield "\t".join(
                    " ".join(_words(p) for p in _own(cell, _PARAGRAPH)) for cell in _own(row, _CELL)
                )
        elif isinstance(child.tag, str):
            yield from _blocks(child)


def _own(element: BaseOxmlElement, tag: str) -> Iterator[BaseOxmlElement]:
    """Yield the nearest descendants with this tag, without entering a nested table."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag != _TABLE:
            yield from _own(child, tag)


def _words(element: BaseOxmlElement) -> str:
    if element.tag == f"{_W}t":
        return element.text or ""
    if element.tag in _LEFT_OUT:
        return ""
    written = _WRITTEN.get(str(element.tag), "")
    return written + "".join(_words(child) for child in element)

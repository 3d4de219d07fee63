"""The pages of a PDF as a reader sees them, by pypdf. What nobody can see is left out:

    invisible ink   text render modes 3 and 7, or no opacity (PDF 32000-1, 9.3.6 and 11.6.4.4)
    hidden layers   optional content that is off when the document opens (8.11)
    out of the way  a font that is a dot, text beside the page

A scan that was read by a machine carries its words as invisible ink over the picture: on a page that a picture fills, with
next to nothing written besides, they are the page. Colours are not compared, as in `markup`: white text can stand on black.
"""

from __future__ import annotations

import io
import logging
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, TextStringObject

from agent.intake.errors import LockedFile, TooBig
from agent.intake.limits import Limits

_INVISIBLE_MODES = (3, 7)
_SMALLEST = 1.0  # points, as in `markup`
_BESIDE = 10.0  # points beyond the page's edge
_FILLS = 0.5  # of the page
_STAMP = 0.2  # of the words: a scan may carry a stamp or a number that was written later
_SHOWS = {b"Tj": 0, b"'": 0, b'"': 2, b"TJ": 0}  # operators that show text, and which operand it is
_STRANGE = (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError)

Matrix = Sequence[float]


def pages(data: bytes, limits: Limits) -> Iterator[str]:
    """Yield the text of each page, lines as they stand. Raise LockedFile or TooBig."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it quotes what it does not understand
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise LockedFile("This PDF is locked with a password.")
    if len(reader.pages) > limits.pages:
        raise TooBig(f"This PDF has more than {limits.pages} pages.")
    layers_off = _hidden_layers(reader)
    for page in reader.pages:
        yield _seen_text(page, layers_off)


def _hidden_layers(reader: PdfReader) -> frozenset[int]:
    """Return the object numbers of the layers that are off when the document opens."""
    try:
        layers: Any = reader.root_object["/OCProperties"]
        default: Any = layers["/D"]
        base_off = default.get("/BaseState") == "/OFF"
        off = _numbers(layers["/OCGs"]) if base_off else frozenset()
        return (off - _numbers(default.get("/ON"))) | _numbers(default.get("/OFF"))
    except _STRANGE:
        return frozenset()


def _seen_text(page: PageObject, layers_off: frozenset[int]) -> str:
    """Return the words of a page that a reader sees."""
    eye = _Eye(page, layers_off)
    text = page.extract_text(visitor_operand_before=eye.before, visitor_operand_after=eye.after)
    if not eye.is_scan():
        return text
    eye = _Eye(page, layers_off, invisible_modes=())
    return page.extract_text(visitor_operand_before=eye.before, visitor_operand_after=eye.after)


@dataclass
class _State:
    """What `q` keeps and `Q` brings back, as far as it decides whether text is seen."""

    mode: int = 0
    size: float = math.inf
    opaque: bool = True


@dataclass
class _Form:
    """What is being drawn: the page, or a form on it; how many states and marks were kept when it began."""

    resources: Any
    is_off: bool
    states: int = 0
    marks: int = 0


@dataclass
class _Eye:
    """Follows the operators of one page and blanks the operands of what is not seen."""

    page: PageObject
    layers_off: frozenset[int]
    invisible_modes: tuple[int, ...] = _INVISIBLE_MODES
    now: _State = field(default_factory=_State)
    states: list[_State] = field(default_factory=list)
    marks: list[bool] = field(
        default_factory=list
    )  # of marked content, whether it lies in a layer that is off
    forms: list[_Form] = field(default_factory=list)
    seen: int = 0
    in_ink: int = 0  # what only its render mode hides
    pictured: bool = False

    def __post_init__(self) -> None:
        self.forms.append(_Form(self.page.get("/Resources"), is_off=False))

    def before(self, operator: bytes, operands: list[Any], cm: Matrix, tm: Matrix) -> None:
        """Note what an operator changes; take the words out of one that shows what nobody sees."""
        try:
            if operator in _SHOWS:
                self._show(operator, operands, cm, tm)
            else:
                self._note(operator, operands, cm)
        except _STRANGE:  # an operand of another kind: a viewer passes it over too
            return

    def after(self, operator: bytes, operands: list[Any], cm: Matrix, tm: Matrix) -> None:
        """Leave a form."""
        if operator == b"Do" and len(self.forms) > 1:
            form = self.forms.pop()
            if len(self.states) > form.states:
                self.now = self.states[form.states]
            del self.states[form.states :]
            del self.marks[form.marks :]

    def is_scan(self) -> bool:
        """Whether the page is a picture, and its invisible words are what the picture says."""
        return self.pictured and self.in_ink > 0 and self.seen <= _STAMP * self.in_ink

    def _note(self, operator: bytes, operands: list[Any], cm: Matrix) -> None:
        if operator == b"q":
            self.states.append(_State(self.now.mode, self.now.size, self.now.opaque))
        elif operator == b"Q" and len(self.states) > self.forms[-1].states + (len(self.forms) > 1):
            self.now = self.states.pop()
        elif operator == b"Tr":
            self.now.mode = int(operands[0])
        elif operator == b"Tf":
            is_drawn = self._named("/Font", operands[0]).get("/Subtype") == "/Type3"  # sizes of its own
            self.now.size = math.inf if is_drawn else abs(float(operands[1]))
        elif operator == b"gs":
            opacity = self._named("/ExtGState", operands[0]).get("/ca")
            self.now.opaque = self.now.opaque if opacity is None else float(opacity) > 0
        elif operator in (b"BMC", b"BDC"):
            self.marks.append(False)
            self.marks[-1] = operator == b"BDC" and operands[0] == "/OC" and self._is_off(operands[1])
        elif operator == b"EMC" and len(self.marks) > self.forms[-1].marks:
            self.marks.pop()
        elif operator == b"Do":
            self._enter(operands, cm)

    def _enter(self, operands: list[Any], cm: Matrix) -> None:
        """Enter whatever `Do` draws, so that `after` can leave it."""
        outer = self.forms[-1]
        form = _Form(outer.resources, outer.is_off, len(self.states), len(self.marks))
        self.forms.append(form)
        self.states.append(_State(self.now.mode, self.now.size, self.now.opaque))
        drawn = self._named("/XObject", operands[0])
        form.resources = drawn.get("/Resources", outer.resources)
        form.is_off = outer.is_off or _off(drawn.raw_get("/OC") if "/OC" in drawn else None, self.layers_off)
        box = self.page.cropbox
        page = abs(float(box.width) * float(box.height))
        filled = abs(cm[0] * cm[3] - cm[1] * cm[2])  # a picture is a unit square under its matrix
        self.pictured |= drawn.get("/Subtype") == "/Image" and filled >= _FILLS * page

    def _show(self, operator: bytes, operands: list[Any], cm: Matrix, tm: Matrix) -> None:
        at = _SHOWS[operator]
        words = operands[at]
        pieces = words if operator == b"TJ" else [words]
        count = sum(len(piece) for piece in pieces if isinstance(piece, str | bytes))
        hidden = self.forms[-1].is_off or any(self.marks) or not self.now.opaque or self._is_away(cm, tm)
        in_ink = self.now.mode in self.invisible_modes
        if hidden or in_ink:
            operands[at] = ArrayObject() if operator == b"TJ" else TextStringObject("")
        self.in_ink += count if in_ink and not hidden else 0
        self.seen += count if not (hidden or in_ink) else 0

    def _is_away(self, cm: Matrix, tm: Matrix) -> bool:
        """Whether text begins beside the page or is a dot; not asked in a form, whose place on the page is not told."""
        if len(self.forms) > 1:
            return False
        height = math.hypot(tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3]) * self.now.size
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        box = self.page.cropbox
        inside_x = float(box.left) - _BESIDE <= x <= float(box.right) + _BESIDE
        inside_y = float(box.bottom) - _BESIDE <= y <= float(box.top) + _BESIDE
        return height <= _SMALLEST or not (inside_x and inside_y)

    def _named(self, kind: str, name: Any) -> DictionaryObject:
        """Return what a name stands for in what is being drawn; an empty one when it stands for nothing."""
        found = self.forms[-1].resources.get_object()[kind].get_object().get(name)
        found = found.get_object() if found is not None else None
        return found if isinstance(found, DictionaryObject) else DictionaryObject()

    def _is_off(self, name: Any) -> bool:
        listed: Any = self.forms[-1].resources.get_object()["/Properties"].get_object()
        return _off(listed.raw_get(name), self.layers_off)


def _off(layer: Any, layers_off: frozenset[int]) -> bool:
    """Whether a layer is off, or each of a group of layers (an OCMD; its other policies are not worked out)."""
    if not isinstance(layer, IndirectObject) or not layers_off:
        return False
    if layer.idnum in layers_off:
        return True
    group: Any = layer.get_object()
    members = _numbers(group.raw_get("/OCGs")) if "/OCGs" in group else frozenset()
    return bool(members) and members <= layers_off


def _numbers(listed: Any) -> frozenset[int]:
    """Return the object numbers of what a list refers to, or of the one thing that stands in its place."""
    found = listed.get_object() if isinstance(listed, IndirectObject) else listed
    if isinstance(found, ArrayObject):
        return frozenset(each.idnum for each in found if isinstance(each, IndirectObject))
    return frozenset({listed.idnum}) if isinstance(listed, IndirectObject) else frozenset()

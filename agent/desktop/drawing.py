"""The tray's icons, drawn: a shape for each stage, so that nobody needs to see the colour, on light and dark panels alike.

    idle      the mark: a ring and a tenth of it     offered     the mark with a large dot
    clock     a ring with hands                      recording   a full disc with its minutes
    paused    a square with two bars                 waiting     a square with a "?"
    stopped   a triangle with a "!"                  locked      a padlock

Each has a white rim or ground of its own.
"""

from __future__ import annotations

from PIL import Image, ImageDraw, ImageFont

from agent.desktop.standing import Stage, Standing

Picture = Image.Image

SIDE = 64  # panels show 16 to 32 of these
FINER = 4  # drawn larger and made smaller: Pillow's edges have steps
MOST_MINUTES = 99  # two figures are what can be read at 22 pixels

_WHITE, _INK = "#ffffff", "#16202c"
_RED, _AMBER, _TEAL, _GREY = "#c4271d", "#916100", "#0f736b", "#434f5d"


class _Pen:
    """Draws on a square of 64 by 64, in those units."""

    def __init__(self) -> None:
        self.picture = Image.new("RGBA", (SIDE * FINER, SIDE * FINER))
        self._draw = ImageDraw.Draw(self.picture)

    def disc(self, middle: float, radius: float, fill: str) -> None:
        self._draw.ellipse(_scaled(middle - radius, middle - radius, middle + radius, middle + radius), fill)

    def wedge(self, radius: float, end: float, fill: str) -> None:
        box = _scaled(32 - radius, 32 - radius, 32 + radius, 32 + radius)
        self._draw.pieslice(box, -90, end, fill)

    def line(self, *points: float, width: float, fill: str) -> None:
        self._draw.line(_scaled(*points), fill, round(width * FINER), joint="curve")

    def box(self, *corners: float, fill: str, round_by: float = 10) -> None:
        self._draw.rounded_rectangle(_scaled(*corners), round_by * FINER, fill)

    def shape(self, *points: float, fill: str) -> None:
        self._draw.polygon(_scaled(*points), fill)

    def words(self, text: str, y: float, size: float, fill: str) -> None:
        font = ImageFont.load_default(size * FINER)
        self._draw.text((32 * FINER, y * FINER), text, fill, font, "mm", stroke_width=FINER, stroke_fill=fill)

    def done(self) -> Picture:
        return self.picture.resize((SIDE, SIDE), Image.Resampling.LANCZOS)


def icon(standing: Standing) -> Picture:
    """Return the icon of a stage, 64 by 64 with a transparent ground."""
    pen = _Pen()
    match standing.stage:
        case Stage.IDLE:
            _ring(pen, _GREY)
            pen.wedge(20, -54, _GREY)
        case Stage.OFFERED:
            _ring(pen, _GREY)
            pen.wedge(20, -54, _GREY)
            pen.disc(45, 19, _WHITE)
            pen.disc(45, 15, _AMBER)
        case Stage.CLOCK:
            _ring(pen, _TEAL)
            pen.line(32, 17, 32, 33, 43, 39, width=6, fill=_TEAL)
        case Stage.RECORDING:
            pen.disc(32, 31, _WHITE)
            pen.disc(32, 28, _RED)
            pen.words(str(min(standing.minutes, MOST_MINUTES)), 32, 34, _WHITE)
        case Stage.PAUSED:
            _square(pen)
            pen.box(20, 17, 28, 47, fill=_WHITE, round_by=2)
            pen.box(36, 17, 44, 47, fill=_WHITE, round_by=2)
        case Stage.WAITING:
            _square(pen)
            pen.words("?", 32, 44, _WHITE)
        case Stage.STOPPED:
            pen.shape(32, 1, 63, 60, 1, 60, fill=_WHITE)
            pen.shape(32, 8, 57, 56, 7, 56, fill=_RED)
            pen.words("!", 40, 34, _WHITE)
        case Stage.LOCKED:
            pen.disc(32, 30, _WHITE)
            pen.line(22, 34, 22, 24, 27, 16, 37, 16, 42, 24, 42, 34, width=5, fill=_INK)
            pen.box(15, 31, 49, 52, fill=_INK, round_by=4)
    return pen.done()


def _ring(pen: _Pen, colour: str) -> None:
    pen.disc(32, 31, _WHITE)
    pen.disc(32, 28, colour)
    pen.disc(32, 22, _WHITE)


def _square(pen: _Pen) -> None:
    pen.box(2, 2, 62, 62, fill=_WHITE, round_by=12)
    pen.box(6, 6, 58, 58, fill=_AMBER)


def _scaled(*numbers: float) -> list[float]:
    return [number * FINER for number in numbers]

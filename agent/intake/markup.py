"""HTML bodies of e-mails as text: what a reader would see, in paragraphs, quotations marked with `>`.

Text that is there and cannot be seen (display:none, a font of one pixel, a box of no height) is where instructions to
machines hide; it is dropped. Colours are not compared, and style sheets are not worked out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import Tag

_NEVER_SEEN = ("script", "style", "head", "title", "template", "noscript", "object")
_NOTHING = re.compile(r"0(?:\.0+)?(?:px|pt|%|r?em)?")
_DOT = re.compile(r"[01](?:\.\d+)?(?:px|pt|%)?|0(?:\.[01]\d*)?r?em")
_FAR = re.compile(r"-\d{3,}(?:\.\d+)?(?:px|pt|em)")
_HIDING = {
    "display": re.compile(r"none"),
    "visibility": re.compile(r"hidden|collapse"),
    "mso-hide": re.compile(r"all"),
    "opacity": _NOTHING,
    "color": re.compile(r"transparent"),
    "font-size": _DOT,
    "text-indent": _FAR,
    "margin-left": _FAR,
    "clip-path": re.compile(r"inset\((?:50|100)%.*"),
}
"""Properties and the values by which each hides what it holds."""
_SIZES, _PLACES = ("height", "max-height", "width", "max-width"), ("left", "top", "right", "bottom")
_BEFORE = dict.fromkeys(("p", "div", "br", "blockquote", "table", "hr"), "\n\n")
_BEFORE |= dict.fromkeys(("li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"), "\n")
_BEFORE |= dict.fromkeys(("td", "th"), " ")
_AFTER = {name: mark for name, mark in _BEFORE.items() if name not in ("li", "tr")}
_SPACES = re.compile(r"\s+")


def visible_text(markup: str) -> str:
    """Return the visible text of an HTML page. Paragraphs, divisions and line breaks end a paragraph, list items a line."""
    from bs4 import BeautifulSoup

    text = "".join(_flow(BeautifulSoup(markup, "html.parser")))
    return "\n".join(" ".join(line.split()) for line in text.split("\n"))


def _flow(page: Tag) -> Iterator[str]:
    """Yield text and marks in the order of the page. Without recursion: long threads nest deeper than Python's stack."""
    from bs4.element import PreformattedString, Tag

    ahead: list[Tag | str] = [page]
    while ahead:
        piece = ahead.pop()
        if not isinstance(piece, Tag):
            yield piece
        elif not _is_hidden(piece):
            yield _BEFORE.get(piece.name, "") + ("> " if _is_quotation(piece) else "")
            ahead.append(_AFTER.get(piece.name, ""))
            ahead += [
                child if isinstance(child, Tag) else _SPACES.sub(" ", str(child))
                for child in reversed(piece.contents)
                if not isinstance(child, PreformattedString)  # comments and declarations
            ]


def _is_hidden(tag: Tag) -> bool:
    return tag.name in _NEVER_SEEN or tag.has_attr("hidden") or _hides(str(tag.get("style", "")))


def _hides(style: str) -> bool:
    """Whether a style attribute hides what it stands on: by one property, in a box of no size, or far beside the page."""
    said = {}
    for each in style.lower().split(";"):
        name, _, value = each.partition(":")
        said[name.strip()] = "".join(value.replace("!important", "").split())

    def says(name: str, value: re.Pattern[str]) -> bool:
        return value.fullmatch(said.get(name, "")) is not None

    in_no_box = said.get("overflow") == "hidden" and any(says(size, _NOTHING) for size in _SIZES)
    away = said.get("position") in ("absolute", "fixed") and any(says(place, _FAR) for place in _PLACES)
    return in_no_box or away or any(says(name, value) for name, value in _HIDING.items())


def _is_quotation(tag: Tag) -> bool:
    """Whether a tag holds somebody's earlier message: marked as one, or led in by "... wrote:". A clause cited is none."""
    if tag.name != "blockquote":
        return False
    if tag.get("type") == "cite" or "gmail_quote" in str(tag.get("class", "")):
        return True
    before = next((text for text in tag.find_all_previous(string=True, limit=5) if text.strip()), "")
    return before.strip().endswith("wrote:")

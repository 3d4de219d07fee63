"""HTML bodies of e-mails as text: what a reader would see, in paragraphs, quotations marked with `>`.

Text that is there and cannot be seen (display:none, a font of one pixel, a box of no height) is where instructions to
machines hide; it is dropped. Colours are not compared, and of style sheets only plain selectors are worked out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import Tag

Rules = dict[str, dict[str, str]]
"""What style sheets say, by selector and property."""

_NEVER_SEEN = frozenset(
    {
        "script", "style", "head", "title", "template", "noscript", "object", "noframes", "iframe", "datalist", "dialog",
        "canvas", "audio", "video",
    }
)  # fmt: skip
_BRACES = re.compile(r"[{}]")
_PLAIN = re.compile(r"[a-z0-9]*(?:[.#][\w-]+)?")
_NOTHING = re.compile(r"0(?:\.0+)?(?:px|pt|%|r?em)?")
_DOT = re.compile(r"[01](?:\.\d+)?(?:px|pt|%)?|0(?:\.[01]\d*)?r?em")
_FAR = re.compile(r"-\d{3,}(?:\.\d+)?(?:px|pt|em)")
_HIDING = {
    "display": re.compile(r"none"),
    "visibility": re.compile(r"hidden|collapse"),
    "mso-hide": re.compile(r"all"),
    "opacity": _NOTHING,
    "color": re.compile(r"transparent"),
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

    page = BeautifulSoup(markup, "html.parser")
    text = "".join(_flow(page, _rules(page)))
    return "\n".join(" ".join(line.split()) for line in text.split("\n"))


def _flow(page: Tag, rules: Rules) -> Iterator[str]:
    """Yield text and marks in the order of the page. Without recursion: long threads nest deeper than Python's stack."""
    from bs4.element import PreformattedString, Tag

    ahead: list[tuple[Tag | str, bool]] = [(page, False)]  # and whether its words are dots
    while ahead:
        piece, dots = ahead.pop()
        if not isinstance(piece, Tag):
            yield "" if dots else piece
            continue
        style = _style_of(piece, rules)
        if piece.name in _NEVER_SEEN or piece.has_attr("hidden") or _hides(style):
            continue
        dots = _in_dots(style.get("font-size", ""), dots)
        yield _BEFORE.get(piece.name, "") + ("> " if _is_quotation(piece) else "")
        ahead.append((_AFTER.get(piece.name, ""), False))
        ahead += [
            (child if isinstance(child, Tag) else _SPACES.sub(" ", str(child)), dots)
            for child in reversed(piece.contents)
            if not isinstance(child, PreformattedString)  # comments and declarations
        ]


def _rules(page: Tag) -> Rules:
    """Return what the page's own style sheets say of plain selectors, on any screen: `p`, `.note`, `#note`, `p.note`."""
    first, *others = "\n".join(sheet.get_text() for sheet in page.find_all("style")).lower().split("/*")
    sheets = first + " ".join(each.partition("*/")[2] for each in others)
    rules: Rules = {}
    for selectors, said in _blocks(sheets):
        for selector in map(str.strip, selectors.split(",")):
            if selector and _PLAIN.fullmatch(selector):
                rules.setdefault(selector, {}).update(_said(said))
    return rules


def _blocks(sheets: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before and in each pair of outer braces, but for @media and its like, which hold for some screens."""
    depth, begun, inside = 0, 0, 0
    for brace in _BRACES.finditer(sheets):
        if brace[0] == "{":
            inside = inside if depth else brace.end()
            depth += 1
        elif depth:
            depth -= 1
            head = sheets[begun : inside - 1].rpartition(";")[2].strip()
            if depth == 0 and not head.startswith("@"):
                yield head, sheets[inside : brace.start()]
        if depth == 0:
            begun = brace.end()


def _style_of(tag: Tag, rules: Rules) -> dict[str, str]:
    """Return what holds for a tag: its sheets', and over it its own."""
    found: dict[str, str] = {}
    if rules:
        marks = [f".{each}" for each in tag.get_attribute_list("class") if each]
        marks += [f"#{tag.get('id')}"] if tag.get("id") else []
        for mark in ("", *(mark.lower() for mark in marks)):
            found |= rules.get(mark, {}) | rules.get(f"{tag.name}{mark}", {})
    return found | _said(str(tag.get("style", "")).lower())


def _said(style: str) -> dict[str, str]:
    """Return the properties of a style, each value without blanks."""
    pairs = (each.partition(":") for each in style.split(";"))
    return {name.strip(): "".join(value.replace("!important", "").split()) for name, _, value in pairs}


def _hides(said: dict[str, str]) -> bool:
    """Whether a style hides what it holds: by one property, in a box of no size, or far beside the page."""

    def says(name: str, value: re.Pattern[str]) -> bool:
        return value.fullmatch(said.get(name, "")) is not None

    in_no_box = said.get("overflow") == "hidden" and any(says(size, _NOTHING) for size in _SIZES)
    away = said.get("position") in ("absolute", "fixed") and any(says(place, _FAR) for place in _PLACES)
    return in_no_box or away or any(says(name, value) for name, value in _HIDING.items())


def _in_dots(size: str, around: bool) -> bool:
    """Whether words of this size are dots. Layouts set 0 around a cell and a real size in it; relative to 0 all are dots."""
    if not size or size == "inherit" or (around and size.endswith(("em", "%")) and not size.endswith("rem")):
        return around
    return _DOT.fullmatch(size) is not None


def _is_quotation(tag: Tag) -> bool:
    """Whether a tag holds somebody's earlier message: marked as one, or led in by "... wrote:". A clause cited is none."""
    if tag.name != "blockquote":
        return False
    if tag.get("type") == "cite" or "gmail_quote" in str(tag.get("class", "")):
        return True
    before = next((text for text in tag.find_all_previous(string=True, limit=5) if text.strip()), "")
    return before.strip().endswith("wrote:")

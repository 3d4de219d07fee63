"""Bytes to text, and text to clean text and blocks.

Cleaning keeps what was written: it drops NUL and the other control characters, which no reader can see and no bill can
hold, and gives all line breaks one form. Zero-width and direction characters stay: they belong to Arabic and Hebrew names
as much as to attacks, and the extractor sets them aside where it looks for words.
"""

from __future__ import annotations

import codecs
import re

from agent.intake.errors import UnknownFormat

_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BLANK_LINES = re.compile(r"\n[ \t]*\n+")
_DROPPED = {code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if code not in (0x09, 0x0A, 0x85)}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GUESSED_BYTES = 64 * 1024
_BINARY_SHARE = 0.02


def decode(data: bytes) -> str:
    """Return the text of a file: by its byte-order mark, else UTF-8, else Windows-1252, else the likeliest guess.

    Raise UnknownFormat for bytes that are no text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if not _has_controls(data[:_GUESSED_BYTES]):
        for encoding in ("utf-8", "cp1252"):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    return _guessed(data)


def _guessed(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_GUESSED_BYTES]).best()
    text = data.decode(best.encoding, "replace") if best else ""
    if not text or _has_controls(text[:_GUESSED_BYTES].encode("utf-8", "replace")):
        raise UnknownFormat("This file holds no text that Tenth can read.")
    return text


def _has_controls(head: bytes) -> bool:
    """Return whether so many control bytes stand here that this is no text in a one-byte or UTF-8 encoding."""
    controls = sum(head.count(code) for code in (*range(0x09), *range(0x0E, 0x20)))
    return controls > len(head) * _BINARY_SHARE


def clean(text: str) -> str:
    """Return the text without control characters and lone surrogates, every line break as a newline."""
    text = _LINE_BREAKS.sub("\n", text).translate(_DROPPED)
    return text.encode("utf-8", "replace").decode("utf-8")


def one_line(text: str, at_most: int) -> str:
    """Return a name or title on one line, cut to a length that fits any screen."""
    return " ".join(clean(text).split())[:at_most].rstrip()


def blocks(text: str) -> list[str]:
    """Cut text at blank lines and drop what is empty."""
    return [block.strip() for block in _BLANK_LINES.split(text) if block.strip()]

"""Says what a file is, from its content alone; names lie, and Outlook, Zoom and people name things as they like."""

from __future__ import annotations

from enum import StrEnum

from agent.intake.archive import members_of
from agent.intake.errors import LockedFile, UnknownFormat
from agent.intake.limits import Limits
from agent.intake.mail import is_mail
from agent.intake.timed import stamps_of
from agent.intake.turns import is_caption_head

_HEAD_BYTES = 64 * 1024
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .doc, .msg, and every .docx with a password
_LOCKED_OFFICE = "EncryptedPackage".encode("utf-16-le")
_LINES_BEFORE_FIRST_STAMP = 4
_FOREIGN = (
    b"{\\rtf",
    b"\x7fELF",
    b"MZ\x90",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"II*\0",
)
_WEB_PAGE = ("<!doctype html", "<html")


class Family(StrEnum):
    """Which parser reads it."""

    WORD = "word"
    PDF = "pdf"
    MAIL = "mail"
    VTT = "vtt"
    SRT = "srt"
    CAPTIONS = "captions"
    TEXT = "text"


def family_of_bytes(data: bytes, limits: Limits) -> Family | None:
    """Return the family when the first bytes settle it, None for text. Raise what the file is refused for."""
    head = data[:_HEAD_BYTES]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        if "word/document.xml" in members_of(data, limits):
            return Family.WORD
        raise UnknownFormat("This is a compressed file, but not a Word document.")
    if head[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(b"%PDF-"):
        return Family.PDF
    if head.startswith(_OLD_OFFICE):
        if _LOCKED_OFFICE in data:
            raise LockedFile("This document is locked with a password.")
        raise UnknownFormat(
            "This is a file in Office's old format (.doc or .msg).",
            hint="Save it as .docx, or the e-mail as .eml.",
        )
    if head.startswith(_FOREIGN):
        raise UnknownFormat("This is a kind of file that Tenth does not read.")
    return Family.MAIL if is_mail(head) else None


def family_of_text(text: str) -> Family:
    """Return the family of clean text, from a file or pasted. Raise UnknownFormat for a web page."""
    first = [line for line in text[:_HEAD_BYTES].lstrip().split("\n") if line.strip()][
        :_LINES_BEFORE_FIRST_STAMP
    ]
    if not first:
        return Family.TEXT
    if first[0].startswith("WEBVTT"):
        return Family.VTT
    if is_caption_head(first[0]):
        return Family.CAPTIONS
    if any(stamps_of(line) for line in first):
        return Family.SRT
    if first[0].lower().startswith(_WEB_PAGE):
        raise UnknownFormat(
            "This is a web page.", hint="Open it in a browser, copy the text and paste it into Tenth."
        )
    return Family.TEXT

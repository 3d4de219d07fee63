"""Narratives as text: how two are compared, and whether one can be written at all."""

from __future__ import annotations

import unicodedata


def words_of(text: str) -> str:
    """A narrative as it is compared: how a server stores blanks and accents makes no other narrative of it."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def is_writable(text: str) -> bool:
    """Whether a text can be written as UTF-8: half of a surrogate pair cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True

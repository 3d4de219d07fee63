"""How much of anything one file may cost. The defaults are the product's; tests shrink them."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, time in seconds. A day of speech is some 20,000 cues and one million characters."""

    file_bytes: int = 25 * MEBIBYTE
    pages: int = 500
    unpacked_bytes: int = 50 * MEBIBYTE
    unpacked_ratio: int = 200  # a letter with a logo unfolds about 25-fold
    members: int = 2_000
    passages: int = 50_000
    characters: int = 5_000_000
    seconds: float = 30.0
    memory_bytes: int = 1024 * MEBIBYTE
    answer_bytes: int = 64 * MEBIBYTE


DEFAULT_LIMITS = Limits()

"""Words of a passage as tokens, free of what software hides in text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from agent.domain.matching_words import folded, stem

# Zero-width and bidirectional controls, and the control tokens of chat templates: never words anybody said.
_HIDDEN = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u00ad\u061c\u180e]|[\U000e0000-\U000e007f]"
)
_TEMPLATE = re.compile(
    r"<\|[^|<>]{0,40}\|>|</?s>|\[/?INST\]|<</?SYS>>|<(?:start|end)_of_turn>(?:user|model)?", re.I
)
_TOKEN = re.compile(r"[$€£]?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?|[^\W\d_]+(?:'[^\W\d_]+)*|[^\w\s]", re.UNICODE)


_SPAN = re.compile(r"(?<![\d/.-])([$]?\d[\d,]*(?:\.\d+)?%?)-([$]?\d[\d,]*(?:\.\d+)?)(?![\d/-])")


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark: as written, folded, and its stem (plural taken off)."""

    text: str = field(repr=False)
    low: str = field(repr=False)
    stem: str = field(repr=False)

    @property
    def is_word(self) -> bool:
        """Whether it begins with a letter."""
        return self.text[:1].isalpha()

    @property
    def is_mark(self) -> bool:
        """Whether it is punctuation."""
        return not self.text[-1:].isalnum()


def cleaned(text: str) -> str:
    """Return text without hidden characters and template tokens, apostrophes straight, blanks single."""
    visible = _TEMPLATE.sub(" ", _HIDDEN.sub("", text)).replace("\u2019", "'").replace("\u2018", "'")
    return " ".join(visible.replace("\u2013", "-").replace("\u2014", " - ").replace("\u00a0", " ").split())


@lru_cache(maxsize=65536)
def _token(text: str) -> Token:
    low = folded(text)
    return Token(text, low, stem(low))


def tokens(text: str) -> tuple[Token, ...]:
    """Cut cleaned text into tokens; a hyphenated word becomes its parts, and 4-6 becomes 4 to 6."""
    plain = _SPAN.sub(r"\1 to \2", text).replace("per cent", "percent").replace("Per cent", "percent")
    return tuple(_token(t) for t in _TOKEN.findall(plain) if t not in ("-", "'"))

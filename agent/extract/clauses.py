"""Clauses, sections and items by number: "special condition thirty one", "cl 31.2", "section 459H"."""

from __future__ import annotations

from agent.extract.lexicon import data, word_set
from agent.extract.numbers import Form, Number, plain
from agent.extract.reading import Read

_OF_TWO_WORDS = ("special condition", "special conditions", "payment claim", "progress claim")


def clause_at(p: Read, one: Number) -> tuple[str, int] | None:
    """Return a clause as it will be written, and its first token, where a number is the number of one."""
    before = [t.low for t in p.toks[max(0, one.start - 3) : one.start]]
    lead = before[-1] if before else ""
    if lead in ("number", "no", "to", "and") and len(before) > 1 and before[-2] in word_set("clauses"):
        lead = before[-2] if lead != "and" else ""
    plainly = not (one.scaled or one.money or one.value >= 1000 or one.form is Form.YEAR)
    if lead not in word_set("clauses") or not plainly:
        return None
    both = " ".join(before[-2:])
    name = both if both in _OF_TWO_WORDS else lead
    return f"{_full(name)} {plain(one.value)}{_letter(p, one)}", one.start - len(name.split())


def _full(name: str) -> str:
    """Return a clause's kind in full and in the singular: "cl" and "clauses" are "clause"."""
    single = name.rstrip("s") if name != "class" else name
    return str(data("grammar")["short_clauses"].get(single, single))


def _letter(p: Read, one: Number) -> str:
    """Return the letter of "section 459H", which is another section than 459."""
    letter = p.toks[one.end].text if one.end < len(p.toks) else ""
    joined = f"{p.toks[one.start].text}{letter}" in p.text
    return letter if len(letter) < 3 and letter.isupper() and joined else ""

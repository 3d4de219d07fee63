"""When a plain number is money by what follows it, and the cents of a sum said in dollars."""

from __future__ import annotations

from decimal import Decimal

from agent.extract.lexicon import word_set
from agent.extract.numbers import Form, Number, plain
from agent.extract.reading import Read

LEAST = 100  # "sixty a week" may be hours


def is_paid(p: Read, one: Number, end: int, after: list[str]) -> bool:
    """Whether a plain number of a hundred or more is money by what follows it: "950 a week", "890 in holiday pay"."""
    if (
        one.value < LEAST
        or one.value != one.value.to_integral_value()
        or one.form in (Form.YEAR, Form.DIGITS)
    ):
        return False
    if after[:1] in (["a"], ["per"], ["each"]) and after[1:2] and after[1] in word_set("periods"):
        return True
    owed = [h for h in p.hits if h.start == end + 1 and word_set("payable").intersection(h.term.key.split())]
    return after[:1] == ["in"] and bool(owed)


def cents(p: Read, value: Decimal, end: int) -> str:
    """Add "dollars and thirty cents"."""
    lows = [t.low for t in p.toks[end : end + 6]]
    if lows[:1] == ["dollars"]:
        place = end + 2 if lows[1:2] == ["and"] and "cents" in lows else end + 1
        cents = next((n for n in p.numbers if n.start == place), None)
        least = 1 if "cents" in lows else 10  # "seven dollars fifty"
        if cents is not None and least <= cents.value < 100 and not cents.scaled:
            return f"{plain(value)}.{int(cents.value):02d}"
    return plain(value) if value == value.to_integral_value() else f"{value:,.2f}"

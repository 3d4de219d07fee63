"""One value of an entry as one cell. Every number is derived from whole seconds; nothing is cut short or altered silently.

A text that begins with = + - @ or a control character is a formula to a spreadsheet. In an import file the usual leading
apostrophe would land on a client's bill, so such a row is refused with a sentence instead (OWASP ASVS 5, 1.2.10, by refusal).
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable
from decimal import Decimal

from agent.domain import billing
from agent.export.errors import RowRefused

Cell = str | int | Decimal | dt.date | None

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
LONGEST = 32_767  # what a spreadsheet cell holds; openpyxl cuts without a word
TYPOGRAPHIC = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "-",
        "…": "...",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2011": "-",
    }
)


def identifier(value: object) -> Cell:
    """Return a name or number letter by letter; one that could be read as a formula refuses the row."""
    if value is None:
        return None
    text = str(value)
    if text.lstrip().startswith(FORMULA_STARTS) or any(unicodedata.category(c) == "Cc" for c in text):
        raise RowRefused(
            "a matter, name or category begins like a formula", hint="Rename it in Clio, then sync."
        )
    return text


def narrative(value: object) -> Cell:
    """Return a narrative on one line with plain quotes and dashes."""
    text = " ".join(str(value).translate(TYPOGRAPHIC).split())
    text = "".join(c for c in text if unicodedata.category(c) != "Cc")
    if text.startswith(FORMULA_STARTS):
        raise RowRefused(
            "a narrative begins with = + - or @, which a spreadsheet runs as a formula",
            hint="Begin the narrative with a word, confirm it, and export again.",
        )
    if len(text) > LONGEST:
        raise RowRefused(
            "a narrative is longer than a spreadsheet cell holds", hint="Shorten it, then export again."
        )
    return text


def date_iso(value: dt.date) -> Cell:
    """2026-05-19."""
    return value.isoformat()


def date_dmy(value: dt.date) -> Cell:
    """19/05/2026, as Australian and New Zealand firms set Clio."""
    return value.strftime("%d/%m/%Y")


def hours1(seconds: int) -> Cell:
    """1080 -> 0.3, and 900 -> 0.25: a second decimal stands only where the time needs it."""
    return billing.hours(seconds)


def hours2(seconds: int) -> Cell:
    """1080 -> 0.30."""
    return billing.hours(seconds).quantize(Decimal("0.01"))


def money(value: Decimal | None) -> Cell:
    """Two decimals, no sign; empty when the lawyer gave no rate."""
    return None if value is None else value.quantize(Decimal("0.01"))


def yes_if_not(value: bool) -> Cell:
    """Clio's `non_billable`: "yes", or blank."""
    return None if value else "yes"


def yes_no(value: bool) -> Cell:
    """Yes or No."""
    return "Yes" if value else "No"


def blank(_value: object) -> Cell:
    """Nothing, in a column that must be there."""
    return None


def units(value: int) -> Cell:
    """3 -> 3."""
    return value


def tenths(seconds: int) -> Cell:
    """1080 -> 3. Six-minute units, for a system that knows no others; a time that is not whole ones refuses the row."""
    whole, rest = divmod(seconds, billing.UNIT_SECONDS)
    if rest:
        raise RowRefused(
            f"{billing.hours(seconds)} h is not whole six-minute units, and this system knows no others",
            hint="Charge the entry in whole tenths of an hour, or export for a system that takes hours.",
        )
    return whole


def minutes(seconds: int) -> Cell:
    """1080 -> 18."""
    return seconds // 60


RULES: dict[str, Callable[..., Cell]] = {
    rule.__name__: rule
    for rule in (
        identifier, narrative, date_iso, date_dmy, hours1, hours2, money, yes_if_not, yes_no, blank, units, tenths,
        minutes,
    )
}  # fmt: skip

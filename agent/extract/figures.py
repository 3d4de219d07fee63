"""The figures of one passage: money, per cent, periods, clauses, areas, counts, dates and times, each with its place."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from agent.extract.bargaining import is_bargained, is_haggled
from agent.extract.clauses import clause_at
from agent.extract.dates import MONTHS, ORDINALS, When
from agent.extract.lexicon import data, word_set, words
from agent.extract.numbers import Form, Number, plain
from agent.extract.payable import cents, is_paid
from agent.extract.reading import Read


class Kind(StrEnum):
    """What a figure is."""

    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    TIME = "time"
    PERIOD = "period"
    CLAUSE = "clause"
    AREA = "area"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as it will be written, at its place: passage number, and tokens `start` to `end` (excluded)."""

    kind: Kind
    shown: str = field(repr=False)
    passage: int
    start: int
    end: int
    value: Decimal | None = None
    full: bool = True
    implied: bool = False  # thousands were left unsaid and understood
    loose: bool = False  # "three and a half thousand": kept in words, since no digit of it was said
    said: bool = False  # money by its words, not only by its size
    bare: bool = False  # a number that only its words of bargaining make a sum
    heir_of: tuple[int, int, int] | None = None  # the place of the wrong figure it stands instead of
    unsure: bool = False  # "tomorrow", or a time without am or pm: worth a line only with a noun of its own


_NO_COUNT = words("function") | word_set("never_counted")


def figures_of(p: Read, slipped: frozenset[tuple[int, int]], *, sums: bool) -> list[Figure]:
    taken = {at for w in p.whens for at in range(w.start, w.end)}
    figures = [f for f in _whens(p) if (p.at, f.start) not in slipped]
    at = 0
    while at < len(p.numbers):
        number = p.numbers[at]
        if number.start in taken or (p.at, number.start) in slipped:
            at += 1
            continue
        other = _range_end(p, at)
        figure = _figure(p, number, other, sums=sums)
        if figure is not None:
            figures.append(figure)
        at += 2 if other is not None else 1
    return _lengths_joined(p, sorted(figures, key=lambda f: f.start))


def _lengths_joined(p: Read, figures: list[Figure]) -> list[Figure]:
    """Make one length of "six years and four months"."""
    out: list[Figure] = []
    for figure in figures:
        last = out[-1] if out else None
        if (
            last is not None
            and last.kind is figure.kind is Kind.PERIOD
            and figure.shown.endswith(("month", "months"))
        ):
            between = {t.low for t in p.toks[last.end : figure.start]}
            if last.shown.endswith(("year", "years")) and between <= {"and", ","}:
                out[-1] = replace(last, shown=f"{last.shown} {figure.shown}", end=figure.end)
                continue
        out.append(figure)
    return out


def _whens(p: Read) -> list[Figure]:
    """Dates, each joined with a time said next to it."""
    figures: list[Figure] = []
    rest: list[When] = [w for w in p.whens if not (w.reckoned and _is_imagined(p, w))]
    while rest:
        when = rest.pop(0)
        partner = (
            rest[0] if rest and rest[0].is_time != when.is_time and rest[0].start - when.end <= 4 else None
        )
        if partner is not None and not any(t.text in ".;?!" for t in p.toks[when.end : partner.start]):
            rest.pop(0)
            day, time = (partner, when) if when.is_time else (when, partner)
            shown, span = f"{day.shown} at {time.shown}", (when.start, partner.end)
            figures.append(Figure(Kind.DATE, shown, p.at, *span, full=day.full, unsure=day.reckoned))
        else:
            kind = Kind.TIME if when.is_time else Kind.DATE
            unsure = when.reckoned or (when.is_time and when.shown[-1].isdigit())
            figures.append(
                Figure(kind, when.shown, p.at, when.start, when.end, full=when.full, unsure=unsure)
            )
    return figures


def _is_imagined(p: Read, when: When) -> bool:
    """Whether "tomorrow" is only what could happen: "they can appoint a receiver tomorrow"."""
    before = p.toks[max(0, when.start - 8) : when.start]
    start = max((n for n, t in enumerate(before, 1) if t.text in ".;?!,"), default=0)
    lows = [t.low for t in before[start:]]
    return any(w in word_set("perhaps") for w in lows) and not {"you", "i", "we"}.intersection(lows)


def _range_end(p: Read, at: int) -> Number | None:
    """Return the second number of "six to eight thousand", "between two fifty and three fifty"."""
    if at + 1 >= len(p.numbers):
        return None
    one, two = p.numbers[at], p.numbers[at + 1]
    link = [t.low for t in p.toks[one.end : two.start] if not t.is_mark]
    between = any(t.low == "between" for t in p.toks[max(0, one.start - 2) : one.start])
    lone = one.value < 100 and not one.scaled and two.scaled
    joined = link in (
        ["to"],
        ["or"],
        ["to", "maybe"],
        ["dollars", "to"],
        ["thousand", "to"],
        ["percent", "to"],
        ["%", "to"],
    ) or (link == ["and"] and between)
    rising = two.value > one.value and (one.money or two.money or lone or two.value <= one.value * 20)
    return two if joined and rising else None


def _figure(p: Read, one: Number, two: Number | None, *, sums: bool) -> Figure | None:
    end = (two or one).end
    after = [t.stem for t in p.toks[end : end + 3]]
    return (
        _clause(p, one)
        or _percent(p, one, two, after)
        or _measure(p, one, two, after)
        or _money(p, one, two, after, sums=sums)
        or _count(p, one, two, after)
    )


def _span(one: Number, two: Number | None) -> str:
    return plain(one.value) if two is None else f"{plain(one.value)} to {plain(two.value)}"


def _clause(p: Read, one: Number) -> Figure | None:
    clause = clause_at(p, one)
    return None if clause is None else Figure(Kind.CLAUSE, clause[0], p.at, clause[1], one.end, one.value)


def _percent(p: Read, one: Number, two: Number | None, after: list[str]) -> Figure | None:
    end = (two or one).end
    if after[:1] and after[0] in ("percent", "%"):
        shown = f"{plain(one.value)}%" if two is None else f"{plain(one.value)}% to {plain(two.value)}%"
        return Figure(Kind.PERCENT, shown, p.at, one.start, end + 1, one.value)
    fixed = {"fixed", "review", "increase", "interest", "cpi"} & {t.low for t in p.toks}
    if (
        one.value < 20
        and one.value > 1  # no half day
        and after[:1] != ["time"]
        and one.value != one.value.to_integral_value()
        and fixed
        and two is None
        and not one.money
    ):
        return Figure(Kind.PERCENT, f"{plain(one.value)}%", p.at, one.start, end, one.value)
    return None


def _measure(p: Read, one: Number, two: Number | None, after: list[str]) -> Figure | None:
    end = (two or one).end
    kind = next((w for w in after[:1] if w in ("business", "working", "calendar")), "")
    unit = after[1] if kind and len(after) > 1 else after[0] if after else ""
    if one.money:
        return None
    unit = data("grammar")["short_periods"].get(unit, unit)
    if unit in word_set("periods") and not one.scaled:
        plural = unit if (two or one).value == 1 else unit + "s"
        stop = end + (2 if kind else 1)
        of = p.toks[stop].low if stop < len(p.toks) and p.toks[stop].low in word_set("of_a_period") else ""
        shown = " ".join(x for x in (_span(one, two), kind, plural) if x) + (f"' {of}" if of else "")
        return Figure(Kind.PERIOD, shown, p.at, one.start, stop + bool(of), one.value)
    for size in (2, 1):
        area = data("grammar")["areas"].get(" ".join(after[:size]))
        if area:
            return Figure(Kind.AREA, f"{_span(one, two)} {area}", p.at, one.start, end + size, one.value)
    return None


def _money(p: Read, one: Number, two: Number | None, after: list[str], *, sums: bool) -> Figure | None:
    end = (two or one).end
    said = (
        one.money
        or (two is not None and two.money)
        or after[:1] in (["dollar"], ["buck"], ["pw"], ["pa"], ["pcm"])
        or is_paid(p, one, end, after)
    )
    scaled = one.scaled or (two is not None and two.scaled)
    rest = next((n for n in p.numbers if n.start == end), None)  # "nineteen five"
    if one.form is Form.YEAR or (not said and rest is None and _counted(after) and not _priced(p, end)):
        return None
    if said or (scaled and (two or one).value >= 1000):
        low, high = _spread(one, two)
        shown = f"${cents(p, low, end)}" if high is None else f"${plain(low)} to ${plain(high)}"
        tail = 1 if after[:1] == ["dollar"] else 0
        loose = one.loose or (two is not None and two.loose) or (two is not None and low == one.value * 10**5)
        if loose:
            shown = " ".join(t.low for t in p.toks[one.start : end]) + (" dollars" if tail else "")
        return Figure(Kind.MONEY, shown, p.at, one.start, end + tail, low, loose=loose, said=bool(said))
    understood = _understood(p, one, two) if sums else None
    return understood or _haggled(p, one, two, rest)


def _spread(one: Number, two: Number | None) -> tuple[Decimal, Decimal | None]:
    """Read "eight to twelve thousand" as 8,000 to 12,000."""
    if two is None:
        return one.value, None
    if two.scaled and not one.scaled and one.value < 10 and 10**5 <= two.value < 10**6:
        return one.value * 10**5, two.value  # "four or five hundred thousand"
    if two.scaled and not one.scaled and one.value < 1000 <= two.value:
        return one.value * (1000 if two.value < 10**6 else 10**6), two.value
    return one.value, two.value


def _understood(p: Read, one: Number, two: Number | None) -> Figure | None:
    """Read "two eighty five" among thousands as $285,000: only in shorthand or as a range, and near words of bargaining."""
    top = two or one
    shorthand = one.form is Form.SHORT and one.value < 1000
    ranged = two is not None and 100 <= one.value < 1000 and top.value < 1000
    if (
        not (shorthand or ranged)
        or one.value % 5
        or top.value % 5
        or one.value < 100
        or not is_bargained(p, one, top)
    ):
        return None
    low, high = one.value * 1000, None if two is None else two.value * 1000
    shown = f"${plain(low)}" if high is None else f"${plain(low)} to ${plain(high)}"
    return Figure(Kind.MONEY, shown, p.at, one.start, top.end, low, implied=True)


def _haggled(p: Read, one: Number, two: Number | None, rest: Number | None) -> Figure | None:
    """Keep a bare number that people bargain over in their own words: nobody said whether sixty is thousands."""
    top = two or one
    if (
        not is_haggled(p, one, top, rest)
        or one.form is Form.DIGITS
        or one.value != one.value.to_integral_value()
    ):
        return None
    end = rest.end if rest is not None and not (rest.money or rest.scaled) else top.end
    shown = " ".join(t.low for t in p.toks[one.start : end])
    return Figure(Kind.MONEY, shown, p.at, one.start, end, one.value, loose=True, bare=end == one.end)


def _counted(after: list[str]) -> bool:
    """Whether the number counts the noun after it ("forty thousand units")."""
    return bool(after) and _countable(after[0]) and after[0] not in word_set("after_money")


def _countable(noun: str) -> bool:
    return (
        noun[:1].isalpha()
        and len(noun) > 2
        and noun not in _NO_COUNT
        and noun not in ORDINALS
        and not noun.endswith(("ed", "ing", "ly"))
    )


def _priced(p: Read, end: int) -> bool:
    return end < len(p.toks) and p.toks[end].low in word_set("after_money")


def _count(p: Read, one: Number, two: Number | None, after: list[str]) -> Figure | None:
    end = (two or one).end
    if not after or not _countable(after[0]) or one.money or one.value < 2 or one.form is Form.YEAR:
        return None
    noun = p.toks[end].low
    if one.value < 4:
        return None
    if (
        noun in MONTHS
        or noun in ("hundred", "thousand", "million")
        or (noun in words("common") and not one.scaled)
    ):
        return None
    return Figure(Kind.COUNT, f"{_span(one, two)} {noun}", p.at, one.start, end + 1, one.value)

"""The facts of a block: figures bound to their nouns, each with an id and its passage."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from agent.domain.ids import PassageId
from agent.extract.dates import DAYS, ORDINALS
from agent.extract.figures import Figure, Kind
from agent.extract.lexicon import data, pattern, word_set, words
from agent.extract.numbers import SMALL
from agent.extract.reading import Read
from agent.extract.terms import Hit
from agent.extract.text import Token

_REACH = 7.5  # tokens between a figure and its noun
_STOPS = frozenset(".;?!")
# "six thousand out of the bond" is not the bond, nor is "ninety thousand after the deposit" the deposit.
_AWAY = frozenset({"out", "off", "from", "after", "before", "without", "than", "beyond", "since"})
_CLOCKED = frozenset({"start", "end"})
_UNPRICED = frozenset(data("grammar")["unpriced"]["terms"])
_AMOUNTS = frozenset({Kind.MONEY, Kind.PERCENT})


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure with its noun: "Rent $6,200 a month". `worth` ranks it; `contested` ones have a rival for their noun."""

    id: str
    kind: Kind
    shown: str = field(repr=False)
    label: str = field(repr=False)
    passage: PassageId
    at: int
    worth: float
    implied: bool = False
    loose: bool = False
    contested: bool = False

    @property
    def text(self) -> str:
        """Return the fact as it stands in a list."""
        twice = self.label.rpartition(" ")[2] == self.shown.partition(" ")[0]  # "sunset clause clause 32.4"
        return f"{self.label.rpartition(' ')[0] if twice else self.label} {self.shown}".strip()


_RANK = {
    Kind.DATE: 3.0, Kind.MONEY: 3.0, Kind.PERCENT: 2.6, Kind.PERIOD: 2.0,
    Kind.CLAUSE: 1.9, Kind.TIME: 1.7, Kind.AREA: 1.4, Kind.COUNT: 0.9,
}  # fmt: skip
_BEFORE: dict[str, str] = data("grammar")["before_a_date"]
_EVENTS: dict[str, str] = data("grammar")["events"]
_AFTER_MONEY = tuple((tuple(said.split()), shown) for said, shown in data("grammar")["after_money"].items())


def facts(figures: Sequence[Figure], passages: Sequence[Read]) -> list[Fact]:
    """Bind each figure of a block to its noun and rank it; the same fact said again only adds to its worth."""
    by_at = {p.at: n for n, p in enumerate(passages)}
    made: dict[str, Fact] = {}
    for figure in figures:
        here = by_at[figure.passage]
        p = passages[here]
        label, sure = _inherited(figure, passages, by_at) or _label(
            figure, p, passages[here - 1] if here else None
        )
        if figure.unsure and (not sure or pattern("cues", "promise").search(p.text)):
            continue
        shown = _qualified(figure, p)
        fixed = sure and label not in _CLOCKED
        if figure.kind is Kind.TIME and not fixed and shown == figure.shown and not p.seconds:
            continue  # in writing, a time that nothing was fixed for is when somebody rang
        worth = (
            _RANK[figure.kind]
            + (0.8 if sure else 0.0)
            + (0.3 if label else -0.8)
            - (0.0 if figure.full else 0.9)
        )
        if figure.kind is Kind.MONEY and figure.value:
            worth += min(1.0, max(-0.6, 0.3 * (math.log10(float(figure.value)) - 4)))
        worth += 0.7 * (pattern("cues", "instructions").search(p.text) is not None)
        worth += 0.5 * (pattern("cues", "key").search(p.text) is not None) + 0.4 * (
            pattern("cues", "advice").search(p.text) is not None
        )
        known = next(
            (k for k, f in made.items() if k == shown or f.shown.split(" at ")[0] == figure.shown), None
        )
        if known is not None:
            old = made[known]
            better = label and not old.label
            made[known] = replace(
                old, label=label if better else old.label, worth=max(old.worth, worth) + 0.3, contested=False
            )
            continue
        made[shown] = Fact(
            f"F{len(made) + 1}", figure.kind, shown, label, p.id, p.at, worth, figure.implied, figure.loose
        )
    return _marked(list(made.values()))


def _marked(found: list[Fact]) -> list[Fact]:
    """Mark figures of which two of a kind stand for one noun and nobody says which of them holds: none for a narrative."""
    values: dict[tuple[Kind, str], set[str]] = {}
    for f in found:
        values.setdefault((f.kind, f.label.casefold()), set()).add(f.shown)
    rivals = {key for key, shown in values.items() if len(shown) > 1 and key[0] in _AMOUNTS}
    return [replace(f, contested=True) if (f.kind, f.label.casefold()) in rivals else f for f in found]


def _inherited(figure: Figure, passages: Sequence[Read], by_at: Mapping[int, int]) -> tuple[str, bool] | None:
    """Return the noun of the wrong figure that this one stands instead of, None when it has none."""
    if figure.heir_of is None:
        return None
    at, start, end = figure.heir_of
    here = by_at[at]
    old = replace(figure, passage=at, start=start, end=end, heir_of=None)
    label = _label(old, passages[here], passages[here - 1] if here else None)
    return label if label[0] else None


def _qualified(figure: Figure, p: Read) -> str:
    """Add what belongs to the figure: "plus GST", "a month", "by", "up to"."""
    shown = figure.shown
    before = [
        t.low
        for t in p.toks[max(0, figure.start - 6) : figure.start]
        if t.low not in ("the", "around", "about", ",")
    ]
    if figure.kind in (Kind.DATE, Kind.TIME):
        days = [w for w in before if w not in DAYS and w not in ("day", "next", "this", "last")]
        return f"{_BEFORE[days[-1]]} {shown}" if days and days[-1] in _BEFORE else shown
    if figure.kind in (Kind.MONEY, Kind.PERCENT, Kind.PERIOD):
        lows = [t.low for t in p.toks[figure.end : figure.end + 4] if t.low != ","]
        tail = (
            next((text for parts, text in _AFTER_MONEY if tuple(lows[: len(parts)]) == parts), "")
            if figure.kind is Kind.MONEY
            else ""
        )
        lead = "up to " if before[-2:] == ["up", "to"] else ""
        return f"{lead}{shown} {tail}".strip()
    return shown


def _label(figure: Figure, p: Read, before: Read | None) -> tuple[str, bool]:
    """Return the noun a figure belongs to and whether it is a legal term nearby. Better none than a wrong one."""
    if figure.kind is Kind.COUNT:
        return "", False
    hit = _nearest(figure, p)
    if hit is not None:
        doubled = figure.shown.casefold().startswith(hit.term.shown.casefold())
        return ("" if doubled else hit.term.shown), True
    if figure.kind in (Kind.DATE, Kind.TIME):
        event = _event(figure, p)
        if event:
            return event, True
    noun = _noun(figure, p)
    if noun:
        return noun, False
    answers = before is not None and (
        (before.text.endswith("?") and p.words <= 14)
        or (before.speaker == p.speaker and figure.start <= 3 and p.gap_ms < 500)
    )
    named = (
        [h for h in before.last_hits if not h.term.everyday and h.term.key not in word_set("no_label")]
        if before is not None and answers
        else []
    )
    return (named[-1].term.shown, False) if named else ("", False)


def _nearest(figure: Figure, p: Read) -> Hit | None:
    """Return the term with the fewest words between, those before the figure preferred, none across a sentence's end."""
    best: tuple[float, Hit] | None = None
    numbers = [n for n in p.numbers if not figure.start <= n.start < figure.end]
    for hit in p.hits:
        if (hit.start < figure.end and hit.end > figure.start) or hit.term.key in ("gst", "cpi"):
            continue
        if figure.kind in _AMOUNTS and hit.term.key in _UNPRICED:
            continue
        lead = hit.end <= figure.start
        start, end = (hit.end, figure.start) if lead else (figure.end, hit.start)
        gap = [t.low for t in p.toks[start:end]]
        if not lead and (
            figure.unsure or _AWAY.intersection(gap[:1]) or word_set("breaks").intersection(gap) or "," in gap
        ):
            continue
        if (
            _STOPS.intersection(gap)
            or (hit.term.everyday and len(gap) > 2)
            or (lead and gap[-2:] == [",", "and"])
        ):
            continue
        crossed = (
            3.0 * sum(start <= n.start < end for n in numbers)
            + 2.0 * gap.count(",")
            + 1.5 * len(word_set("breaks").intersection(gap))
        )
        linked = not lead and (not gap or (gap[0] in ("of", "for", "on", "in", "as") and len(gap) <= 2))
        vague = 1.5 if hit.term.key in word_set("no_label") else 0.0
        distance = len(gap) + crossed + vague + (0.0 if lead or linked else 2.5) - 0.5 * (hit.term.size - 1)
        if distance <= _REACH and (best is None or distance < best[0]):
            best = distance, hit
    return None if best is None else best[1]


def _event(figure: Figure, p: Read) -> str:
    for token in reversed(p.toks[max(0, figure.start - 8) : figure.start]):
        if token.text in _STOPS:
            return ""
        if token.low in _EVENTS:
            return _EVENTS[token.low].lower()
    return ""


def _noun(figure: Figure, p: Read) -> str:
    """Return the nearest word of content around a figure, within its clause."""
    ends = _STOPS | word_set("breaks") | {","}
    after = list(takewhile(lambda t: t.low not in ends | _AWAY, p.toks[figure.end : figure.end + 5]))
    lead = reversed(p.toks[max(0, figure.start - 5) : figure.start])
    before = list(takewhile(lambda t: t.text not in _STOPS and t.text != ",", lead))
    if figure.kind in (Kind.DATE, Kind.TIME):
        after = []  # "starting 6 July at the depot": what follows a day is where, not what
    for token in (*after[:2], *before, *after[2:]):
        if _is_content(token):
            return token.low
    return ""


def _is_content(token: Token) -> bool:
    if (
        not token.is_word
        or len(token.low) <= 3
        or "'" in token.low
        or token.text[0].isupper()
        or token.low.endswith(("ing", "ed", "ly"))
    ):
        return False
    plain = words("function") | words("common") | ORDINALS.keys() | SMALL.keys()
    plain |= word_set("no_noun") | word_set("periods") | data("grammar")["areas"].keys()
    return token.low not in plain and token.stem not in plain

"""The words of an entry: method, counterpart, subject, topics; nothing that is not in the passages, no promise told as done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from agent.extract.facts import Fact
from agent.extract.figures import Kind
from agent.extract.lexicon import pattern, words
from agent.extract.reading import Read
from agent.extract.terms import hits
from agent.extract.text import tokens
from agent.extract.topics import Topic
from agent.extract.work import Work

LONGEST = 240
_ENOUGH = 3  # terms of law beside which no mere noun is told
_TELLING_NAME = 1.2
_LONGEST_SUBJECT = 48
_MOST_TOPICS, _MOST_FIGURES = 5, 3


@dataclass(frozen=True, slots=True)
class Parts:
    """What a narrative is made of. `topics` come first by weight; `tail` are clauses such as "receiving instructions"."""

    work: Work = field(repr=False)
    subject: str = field(repr=False)
    topics: tuple[str, ...] = field(repr=False)
    tail: tuple[str, ...] = ()


def parts_of(
    work: Work,
    passages: Sequence[Read],
    topics: Sequence[Topic],
    names: Sequence[Topic],
    facts: Sequence[Fact],
    about: str,
    *,
    own: str = "",
) -> Parts:
    """Choose what to say of a block. `about` (description and title) helps to name the subject; `own` is it, where known."""
    subject = own or _subject([t for t in topics if not t.promised] or topics, names, about)
    key = [f for f in sorted(facts, key=lambda f: -f.worth) if _tells(f)][:_MOST_FIGURES]
    told = _told(topics, names, {f.label.casefold() for f in key}, f"{subject} {work.object}")
    place = {p.id: p.at for p in passages}
    told.sort(key=lambda t: min((place.get(i, 0) for i in t.passages), default=0))
    shown = _with_figures([t.shown for t in told], key)
    return Parts(work, _with_figure(subject, key), tuple(dict.fromkeys(shown)), tuple(_tail(work, passages)))


def _told(topics: Sequence[Topic], names: Sequence[Topic], figured: set[str], said: str) -> list[Topic]:
    """Choose the few topics worth a reader's time; one name of a third party may join them.

    Those with a figure come before those without. What is vague, a person's part, only promised or said already is left out,
    and so are mere nouns when there are terms enough.
    """
    known = {t.stem for t in tokens(said)}

    def worth(topic: Topic) -> float:
        return topic.weight + (1.0 if topic.shown.casefold() in figured else 0.0)

    fit = [
        t
        for t in topics
        if not (t.promised or {w.stem for w in tokens(t.shown)} <= known)
        and (t.term is None or t.shown.casefold() in figured or (not t.term.vague and t.term.subject))
    ]
    terms = [t for t in fit if t.term is not None]
    rest = sorted(terms if len(terms) >= _ENOUGH else fit, key=lambda t: -worth(t))
    name = [
        n for n in names[:1] if n.weight > _TELLING_NAME and not {w.stem for w in tokens(n.shown)} & known
    ]
    chosen = rest[: _MOST_TOPICS - len(name)]
    told = {w.stem for t in chosen for w in tokens(t.shown)}
    return [*chosen, *(n for n in name if not {w.stem for w in tokens(n.shown)} <= told)]


def own_subject(description: str, passages: Sequence[Read]) -> str:
    """Return what a matter's description says it is about, when the passages speak of just that, else "".

    "Finch v Marlow - boundary dispute, 4 Quay Road" is a boundary dispute; without a dash, a description is a subject only
    when it begins with a word of the law: "Purchase of Marlow Cafe".
    """
    head, _, tail = description.partition(" - ")
    text = re.sub(r"\s*\([^)]*\)", "", tail or head).split(",")[0].strip(" .")
    toks = tokens(text)
    content = [t for t in toks if not t.is_mark and t.low not in words("function")]
    said = {t.stem for p in passages for t in p.toks}
    spoken_of = sum(t.stem in said for t in content) * 3 >= 2 * len(content)
    exact = all(t.stem in said for t in content if not t.text.islower() and t is not toks[0])
    lawful = bool(content) and any(h.start == 0 for h in hits(toks))
    subject = any(h.term.subject and not h.term.everyday for h in hits(toks))
    if not (content and spoken_of and exact and subject and (tail or lawful)) or any(
        c.isdigit() for c in text
    ):
        return ""
    plain = not text[:2].isupper()  # "ACC review" stays as it is
    return (
        text[:1].lower() + text[1:] if lawful and plain and len(toks) > 1 and toks[1].text.islower() else text
    )


def _tells(fact: Fact) -> bool:
    """Whether a figure may stand in the narrative: bound to a noun, and said digit for digit."""
    plain = not fact.loose and not fact.implied and not fact.contested
    return plain and bool(fact.label) and fact.kind in (Kind.DATE, Kind.MONEY, Kind.PERCENT)


def _subject(topics: Sequence[Topic], names: Sequence[Topic], about: str) -> str:
    """Return the weightiest topic that makes a subject, those that the matter or the title names first."""
    known = {t.stem for t in tokens(about) if t.is_word and t.low not in words("function")}
    fit = [t for t in topics if t.term is not None and t.term.subject]

    def worth(topic: Topic) -> float:
        own = {t.stem for t in tokens(topic.shown)}
        return topic.weight + (2.0 if own <= known else 0.8 if own & known else 0.0)

    if fit:
        return max(fit, key=worth).shown
    return topics[0].shown if topics else names[0].shown if names else "matter"


def _with_figure(subject: str, key: Sequence[Fact]) -> str:
    fact = next((f for f in key if f.label.casefold() == subject.casefold()), None)
    return f"{subject} ({fact.shown})" if fact is not None else subject


def _with_figures(rest: Sequence[str], key: Sequence[Fact]) -> list[str]:
    """Put a figure with its own topic: "bank guarantee $45,000"."""
    by_label = {f.label.casefold(): f.shown for f in reversed(key)}
    return [f"{t} {by_label[t.casefold()]}" if t.casefold() in by_label else t for t in rest]


def _tail(work: Work, passages: Sequence[Read]) -> list[str]:
    tail = []
    with_client = work.activity == "A106" and work.link in ("with", "on")
    instructed = any(pattern("cues", "instructions").search(p.text) for p in passages)
    if instructed and (with_client or work.method.startswith("Attending mediation")):
        tail.append("receiving instructions")
    mine = [p for p in passages if p.own]
    if (
        work.activity in ("A106", "A109")
        and any(gives_advice(p) for p in mine)
        and not work.method.startswith("Appearing")
    ):
        tail.insert(0, "advising")
    return tail


def gives_advice(p: Read) -> bool:
    """Whether a passage gives advice, rather than saying that none can be given."""
    return (
        pattern("cues", "advice").search(p.text) is not None
        and pattern("cues", "advice_not").search(p.text) is None
    )


def rendered(parts: Parts) -> str:
    """Put the parts together within 240 characters; the last topics go first when there is no room."""
    topics = list(parts.topics)
    while True:
        text = _sentence(parts, topics)
        if len(text) <= LONGEST or not topics:
            return text
        topics.pop()


def _sentence(parts: Parts, topics: Sequence[str]) -> str:
    work = parts.work
    if work.link and work.people:
        head = f"{work.method} {work.link} {_and(work.people)} regarding {parts.subject}"
    elif work.method in ("Drafting", "Reviewing"):
        head = f"{work.method} {work.object or 'documents'}"
        if parts.subject.casefold() not in head.casefold():
            head += f" regarding {parts.subject}"
    elif work.method in ("Research", "Considering"):
        head = f"{work.method} {'on ' if work.method == 'Research' else ''}{parts.subject}"
    else:
        head = f"{work.method} regarding {parts.subject}"
    body = ": " + ", ".join(topics) if topics else ""
    tail = "; " + _and(parts.tail) if parts.tail else ""
    return f"{head}{body}{tail}."


def _and(names: Sequence[str]) -> str:
    """Join names; more than three become "and others"."""
    shown = list(names[:3]) + (["others"] if len(names) > 3 else [])
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " and " + shown[-1]

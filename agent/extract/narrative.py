"""The words of an entry: method, counterpart, subject, topics; nothing that is not in the passages, no promise told as done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from agent.extract.facts import Fact
from agent.extract.figures import Kind
from agent.extract.lexicon import pattern, words
from agent.extract.reading import Read
from agent.extract.text import tokens
from agent.extract.topics import Topic
from agent.extract.work import Work

LONGEST = 240
_MOST_TOPICS, _MOST_FIGURES = 7, 3


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
) -> Parts:
    """Choose what to say of a block; `about` is the matter's description and the title, which help to name the subject."""
    subject = _subject(topics, names, about)
    rest = [t.shown for t in topics if t.shown != subject][:_MOST_TOPICS]
    key = [f for f in sorted(facts, key=lambda f: -f.worth) if _tells(f)][:_MOST_FIGURES]
    shown = _with_figures(rest, key)
    if names and names[0].weight > 1.2 and names[0].shown != subject:
        shown.insert(min(1, len(shown)), names[0].shown)
    return Parts(work, _with_figure(subject, key), tuple(dict.fromkeys(shown)), tuple(_tail(work, passages)))


def _tells(fact: Fact) -> bool:
    """Whether a figure may stand in the narrative: bound to a noun, and said digit for digit."""
    plain = not fact.loose and not fact.implied
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
    mine = [p for p in passages if p.mine is not False]
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
    elif work.method == "Drafting":
        head = f"Drafting {parts.subject}"
    elif work.method in ("Reviewing", "Research", "Preparing note"):
        head = f"{work.method} {'on ' if work.method != 'Reviewing' else ''}{parts.subject}"
    else:
        head = f"{work.method} regarding {parts.subject}"
    body = ": " + ", ".join(topics) if topics else ""
    tail = "; " + _and(parts.tail) if parts.tail else ""
    return f"{head}{body}{tail}."


def _and(names: Sequence[str]) -> str:
    """Join names; more than three become "and others"."""
    shown = list(names[:3]) + (["others"] if len(names) > 3 else [])
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " and " + shown[-1]

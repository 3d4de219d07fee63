"""The words of one entry by a model: it picks verbs, phrases and the ids of facts; that is checked, and code puts it together.

Method, people and matter are never its choice. An answer of which half does not stand up is not used at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from agent.domain.ids import PassageId
from agent.domain.matching_index import MatterIndex
from agent.extract.checks import Ground, faults
from agent.extract.errors import AnswerUnusable
from agent.extract.narrative import Parts, rendered
from agent.extract.ollama_wire import Question
from agent.extract.prompt import NARRATING, narrating_data, telling
from agent.extract.reply import Part, words_in
from agent.extract.schema import NONE, words_schema
from agent.extract.suggesting import Draft, chosen_parts
from agent.extract.support import Near, Supported, foreign_names, own_texts, supported_words
from agent.extract.topics import Topic

ANSWER_TOKENS = 1024
_MOST_FACTS, _MOST_NAMES = 16, 6
_LEAST_CONTENT = 2  # words: with fewer, two entries' narratives could change places unseen
_PLAIN_VERB = "discussing"  # claims nothing, so nothing is written for it


@dataclass(frozen=True, slots=True)
class Mention:
    """A fact or a third party's name that the model may point at. `text` is shown to it, `written` is what a bill will say."""

    id: str
    text: str = field(repr=False)
    written: str = field(repr=False)
    passages: tuple[PassageId, ...]
    label: str = field(default="", repr=False)


def mentions(draft: Draft) -> list[Mention]:
    """Return what may be told by id: the best facts that were said digit for digit (F1 ...), and names (N1 ...)."""
    exact = [f for f in sorted(draft.facts, key=lambda f: -f.worth) if not f.implied and not f.loose]
    facts = [Mention(f.id, f.text, f.shown, (f.passage,), f.label) for f in exact[:_MOST_FACTS]]
    names = [
        Mention(f"N{n}", t.shown, t.shown, t.passages) for n, t in enumerate(draft.names[:_MOST_NAMES], 1)
    ]
    return facts + names


def question(draft: Draft) -> Question:
    """Return the question that asks for an entry's words."""
    offered = mentions(draft)
    data = narrating_data(telling(draft.block.passages), _verbs(draft), [(m.id, m.text) for m in offered])
    schema = words_schema(_verbs(draft), [m.id for m in offered])
    return Question(NARRATING, data, schema, ANSWER_TOKENS)


def _verbs(draft: Draft) -> tuple[str, ...]:
    """Return the verbs that the passages bear out by the rules; the model may leave some away, never add one."""
    return (*chosen_parts(draft).tail, _PLAIN_VERB)


def told(draft: Draft, answer: str, index: MatterIndex) -> tuple[Draft, Parts]:
    """Return an entry's words by the model, and the draft with their evidence. Raise AnswerUnusable when they may not stand."""
    offered = {m.id: m for m in mentions(draft)}
    words = words_in(answer, verbs=_verbs(draft), mentions=offered)
    foreign = foreign_names(draft, index)
    clauses = [_clause(part, offered, draft, foreign) for part in words.parts]
    kept = list({c.text.casefold(): c for c in clauses if c is not None}.values())
    content = frozenset().union(*(c.content for c in kept))
    if len(kept) * 2 < len(clauses) or len(content) < _LEAST_CONTENT:
        raise AnswerUnusable("support")
    tail = tuple(v for v in chosen_parts(draft).tail if v in words.verbs)
    parts = Parts(draft.work, kept[0].text, tuple(c.text for c in kept[1:]), tail)
    if faults(rendered(parts), Ground(draft.block.passages, own_texts(draft))):
        raise AnswerUnusable("checks")
    return replace(draft, topics=_evident(kept, draft.topics)), parts


def _clause(
    part: Part, offered: dict[str, Mention], draft: Draft, foreign: frozenset[str]
) -> Supported | None:
    if part.fact == NONE:
        return supported_words(part.text, draft, foreign)
    fact = offered[part.fact]
    found = supported_words(part.text, draft, foreign, Near(fact.passages, fact.label))
    if found is None:
        return None
    both = tuple(dict.fromkeys((*found.passages, *fact.passages)))
    return Supported(f"{found.text} {fact.written}", both, found.content)


def _evident(clauses: Sequence[Supported], topics: Sequence[Topic]) -> tuple[Topic, ...]:
    """Put the clauses before the topics, so that each is shown with its passages."""
    return tuple(Topic(c.text, 9.0, c.passages) for c in clauses) + tuple(topics)

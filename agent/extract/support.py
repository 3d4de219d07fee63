"""May these few words stand on a bill? Word by word, for what a model wrote, beside the rules' own checks.

about      at least one word is a subject: a term, a thing, a third party; none is filler ("is", "let us", "that")
here       every word is said within three passages of the block; a fact belongs to the words it is put after
no figure  nor one spelled out: figures come from facts by id
no denial  "not", "without", "would": half a sentence turned round is worse than none
done       what sounds done ("agreed", "paid") is said plainly, not asked, wished or denied
no doing   what the lawyer did is chosen from a list of verbs, so "drafting" is not for the model to claim
names      are whole, and none is one that the firm knows from other clients' matters
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from agent.domain.ids import PassageId
from agent.domain.matching_index import Kind, MatterIndex
from agent.extract import lexicon
from agent.extract.checks import Fault, Ground, faults
from agent.extract.claiming import claims_work
from agent.extract.dates import DAYS, MONTHS, ORDINALS
from agent.extract.numbers import SCALE, SMALL
from agent.extract.reading import Read
from agent.extract.suggesting import Draft
from agent.extract.terms import known_term
from agent.extract.text import Token, tokens
from agent.extract.topics import is_name

_FAULTS = frozenset({Fault.FIGURE, Fault.NAME, Fault.NOT_DONE})
_NEAR = 3  # passages that a clause may be gathered from
_WORDS = lexicon.data("support")
_JOINING = frozenset(_WORDS["joining"].split())
_FIGURES = frozenset({*SMALL, *SCALE, *ORDINALS, *MONTHS, *DAYS, *_WORDS["figures"].split()})
_TURNING, _DOING, _DONE = (frozenset(_WORDS[name].split()) for name in ("turning", "doing", "done"))


@dataclass(frozen=True, slots=True)
class Supported:
    """Words that may stand, as they are written, with the passages that bear them out."""

    text: str = field(repr=False)
    passages: tuple[PassageId, ...]
    content: frozenset[str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Near:
    """Where the fact that follows the words was said, and the noun that the rules bind it to, if they know one."""

    passages: tuple[PassageId, ...]
    label: str = field(default="", repr=False)


def supported_words(
    text: str, draft: Draft, foreign: frozenset[str], near: Near | None = None
) -> Supported | None:
    """Return a model's words when the passages bear them out, and belong to the fact `near`; else None.

    `foreign` are the stems of names that only other matters have.
    """
    words = [t for t in tokens(text) if t.is_word]
    listed = [t.stem for t in words if t.low not in _JOINING]
    content = frozenset(listed)
    if len(content) < len(listed) or content & foreign:
        return None
    if not _is_about(words, draft) or _is_forbidden(words, draft):
        return None
    found = _where(content, draft)
    if not found or not all(_said_plainly(t, draft.block.passages) for t in words if _sounds_done(t.low)):
        return None
    if near is not None and not _belongs(content, near, draft):
        return None
    shown = _as_written(text, draft, ends=near is None)
    wrong = faults(shown, Ground(draft.block.passages, own_texts(draft))) & _FAULTS
    return None if wrong or not _whole_names(shown, draft) else Supported(shown, found, content)


def _subjects(draft: Draft) -> frozenset[str]:
    """Return the stems of the block's topics, terms and third parties."""
    texts = [t.shown for t in (*draft.topics, *draft.names)]
    texts += [hit.term.shown for p in draft.block.passages for hit in p.hits]
    return frozenset(t.stem for text in texts for t in tokens(text))


def _is_about(words: Sequence[Token], draft: Draft) -> bool:
    """Whether some word is a subject, and not only a name of somebody present."""
    present = {t.stem for name in _present(draft) for t in tokens(name)}
    common = lexicon.words("common") | lexicon.words("function")
    return any(
        t.stem in _subjects(draft) or (t.stem not in present and not {t.low, t.stem} & common)
        for t in words
        if t.low not in _JOINING
    )


def _is_forbidden(words: Sequence[Token], draft: Draft) -> bool:
    """Whether a word is a figure, a denial, a claim of something done, or filler outside a term ("fit out" may stay)."""
    if {t.low for t in words} & (_FIGURES | _TURNING | _DOING) or any(t.low.endswith("n't") for t in words):
        return True
    filler = [t for t in words if t.low in lexicon.words("function") and t.low not in _JOINING]
    return any(t.stem not in _subjects(draft) for t in filler)


def _belongs(content: frozenset[str], near: Near, draft: Draft) -> bool:
    """Whether a fact may follow the words: they name its noun, or are said in its own breath (or the one it answers)."""
    if content <= {t.stem for name in draft.names for t in tokens(name.shown)}:
        return False  # a figure belongs to a noun, not to somebody
    if content & {t.stem for t in tokens(near.label)}:
        return True
    ids = [p.id for p in draft.block.passages]
    for passage in near.passages:
        here = ids.index(passage)
        breath = draft.block.passages[here if near.label else max(0, here - 1) : here + 1]
        if content <= {t.stem for p in breath for t in p.toks}:
            return True
    return False


def _whole_names(shown: str, draft: Draft) -> bool:
    """Whether each third party's name that the words touch is there in full."""
    words, low = {t.stem for t in tokens(shown)}, shown.casefold()
    topics = {t.stem for topic in draft.topics for t in tokens(topic.shown)}
    return not any(
        words & ({t.stem for t in tokens(name.shown)} - topics) and name.shown.casefold() not in low
        for name in draft.names
    )


def _present(draft: Draft) -> list[str]:
    context = draft.reading.source.context
    voices = [p.speaker.name or "" for p in draft.block.passages if p.speaker is not None]
    return [context.timekeeper, *(p.name for p in context.participants), *draft.work.people, *voices]


def own_texts(draft: Draft) -> list[str]:
    """Return what may be named besides the passages' words: facts, topics, the people present, the matter's row."""
    matter = draft.decision.matter or draft.block.matter
    texts = [f.text for f in draft.facts] + [t.shown for t in (*draft.topics, *draft.names)] + _present(draft)
    if matter is not None:
        texts += [matter.display_number, matter.description, matter.client_name]
        texts += [c.name for c in matter.contacts]
    return texts


def foreign_names(draft: Draft, index: MatterIndex) -> frozenset[str]:
    """Return the stems of words said in a block that the firm's list knows as names, but of nobody on this matter."""
    own = {t.stem for text in own_texts(draft) for t in tokens(text)}
    foreign = set()
    for p in draft.block.passages:
        for at, token in enumerate(p.toks):
            kinds = index.kinds(token.stem)
            plain = token.low in lexicon.words("common") or known_term(token.stem) or Kind.WORD in kinds
            known = bool(kinds & {Kind.NAME, Kind.GIVEN}) and token.stem not in own
            if known and (not plain or is_name(p.toks, at)):
                foreign.add(token.stem)
    return frozenset(foreign)


def _where(content: frozenset[str], draft: Draft) -> tuple[PassageId, ...]:
    """Return the passages that hold words of a clause, when few neighbours hold them all."""
    said: dict[PassageId, set[str]] = {p.id: {t.stem for t in p.toks} for p in draft.block.passages}
    for topic in (*draft.topics, *draft.names):
        for passage in topic.passages:
            said[passage] |= {t.stem for t in tokens(topic.shown)}
    ids = list(said)
    for start in range(len(ids)):
        window = ids[start : start + _NEAR]
        if content <= set().union(*(said[i] for i in window)):
            return tuple(i for i in window if content & said[i])
    return ()


def _sounds_done(low: str) -> bool:
    return low.endswith("ed") or low in _DONE


def _said_plainly(token: Token, passages: Sequence[Read]) -> bool:
    return any(
        any(t.low == token.low for t in p.toks)
        and not lexicon.pattern("support", "hedge").search(p.text)
        and not claims_work(p)
        for p in passages
    )


def _as_written(text: str, draft: Draft, *, ends: bool) -> str:
    """Return words with capitals only where the source has them; `ends`: nothing follows, so no "of" is left hanging."""
    named = {t.low: t.text for name in draft.names for t in tokens(name.shown) if t.is_word}
    pairs = [pair for p in draft.block.passages for pair in pairwise(p.toks)]
    written = {
        word.text for before, word in pairs if before.text not in ".?!"
    }  # there a capital tells nothing

    def case(match: re.Match[str]) -> str:
        word = match[0]
        return named.get(word.casefold()) or (word if word in written else word.casefold())

    shown = re.sub(r"[A-Za-z]+(?:'[A-Za-z]+)*", case, " ".join(text.split())).strip(" ,'-")
    words = shown.split()
    while words and words[0] in _JOINING:
        del words[0]
    while ends and words and words[-1] in _JOINING:
        del words[-1]
    return " ".join(words).strip(" ,'-")

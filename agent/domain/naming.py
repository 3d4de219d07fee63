"""Names put right after recognition: a word that was heard, and the name of the firm's that was meant by its sound.

    "I spoke to Marcus Hail" --names in play--> Misheard("Hail" at 15, meant "Hale")        the words as heard stay as they are

What was heard is the source's text and is never written over: `Source.as_meant` is what matching and narrative read, and each
correction is shown with the entry as evidence of its own. It is made only where three things agree:

    it sounds so    within a limit that grows with the length of the name (sounding.py), and nearer than any other name
    it is a name    by its capital in mid-sentence, a title before it, or a length no ordinary word has
    it is in play   a name of this call's matter, calendar or people; or it stands beside another word of the same full name

A name that is right as it was heard, because anybody of the firm's is called so, stays. So does an ordinary word: hail falls.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from agent.domain.hotwords import Nearby, names_near
from agent.domain.ids import PassageId
from agent.domain.matching_index import FORUMS, NO_NAME
from agent.domain.matching_words import TITLES, folded, stem
from agent.domain.names import spoken
from agent.domain.sounding import apart, sounds
from agent.domain.source import Misheard, Passage, Source, SourceKind
from agent.domain.suggestion import Evidence, Suggestion

LIMITS = ((4, 0.0), (6, 0.35), (8, 0.5), (99, 0.85))  # how far apart for a name of so many sounds at most
BESIDE = 0.25  # farther, beside another word of the same name
LEAD = 0.25  # nearer than the next name by so much
LEAST_LETTERS = 4  # of a name that nothing stands beside
UNMISTAKABLE = 8  # sounds, from which on no ordinary word is like it
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_STOP = re.compile(r"[.?!:\u201c\"]")
_NOBODY = """
i i'm i'll i've i'd monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
september october november december christmas easter anzac australia australian zealand kiwi english england british america
american european chinese greek vietnamese sydney melbourne brisbane perth adelaide hobart canberra darwin auckland wellington
christchurch queensland victoria tasmania zoom teams outlook word excel google apple clio internet god crown king queen state
commonwealth parliament minister council government registrar justice judge magistrate counsel barrister act section clause
schedule deed bill north south east west bank law society legal aid tax office gst okay hello hi yes no thanks thank
"""
_CAPITALS = frozenset(map(stem, _NOBODY.split()))  # words with a capital that are nobody's name


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a passage at its place; `capital` in mid-sentence, `first` of a sentence."""

    text: str = field(repr=False)
    start: int
    capital: bool
    first: bool

    @property
    def low(self) -> str:
        """The word as it is compared."""
        return stem(folded(self.text))


HEARD = frozenset({SourceKind.CALL, SourceKind.TRANSCRIPT})
"""What a machine wrote down; in anything else somebody chose each letter."""


class InPlay:
    """The names a source may speak of."""

    def __init__(self, near: Nearby) -> None:
        """Take the names near a call, and of everybody else on the firm's list those that a neighbour may give away."""
        self.near = [_parts(name) for name in dict.fromkeys(names_near(near))]
        others = {spoken(n) for m in near.known for n in (m.client_name, *(c.name for c in m.contacts))}
        known = [*self.near, *(_parts(name) for name in others if name)]
        self.known = frozenset(stem(folded(word)) for name in known for word in name)
        self.beside: dict[str, list[tuple[str, int]]] = {}
        for name in known:
            for place, word in enumerate(name):
                for step in (-1, 1):
                    if 0 <= place + step < len(name) and _may_be_meant(name[place + step]):
                        self.beside.setdefault(stem(folded(word)), []).append((name[place + step], step))


def put_right(source: Source, near: Nearby, typed: Collection[str] = ()) -> Source:
    """Return a source with its corrections, where a machine wrote it down; none that the lawyer took back is made again."""
    if source.kind not in HEARD:
        return source
    return replace(source, misheard=tuple(m for m in misheard(source, near, typed) if not source.is_right(m)))


def heard_again(source: Source, passages: Sequence[Passage]) -> Source:
    """Return a source with the words of its second hearing alone; what was taken back holds for the turns of the same time."""
    start_of = {p.id: p.start_ms for p in source.passages}
    kept = tuple(
        replace(each, passage=turn.id)
        for each in source.as_heard
        for turn in passages
        if turn.start_ms is not None and turn.start_ms == start_of.get(each.passage)
    )
    return replace(source, passages=tuple(passages), echoes=(), misheard=(), as_heard=kept)


def misheard(source: Source, near: Nearby, typed: Collection[str] = ()) -> tuple[Misheard, ...]:
    """Return the corrections of a source that a machine heard; lines of `typed` are the lawyer's own and stay."""
    passages = [p for p in source.passages if p.text not in typed]
    read = {p.id: _words(p.text) for p in passages}
    cased = any(word.capital for words in read.values() for word in words)
    names = InPlay(near)
    as_names = {w.low for words in read.values() for w in words if w.capital and w.low not in _CAPITALS}
    return tuple(
        found
        for passage in passages
        for found in _of_passage(passage, read[passage.id], names, as_names if cased else frozenset())
    )


def shown_with(suggestion: Suggestion, source: Source) -> Suggestion:
    """Return a suggestion with the corrections of its passages as evidence: none of them is ever silent."""
    places: dict[tuple[str, str], tuple[PassageId, ...]] = {}
    for each in source.corrections:
        if each.passage in suggestion.passages:
            pair = each.meant, each.heard
            places[pair] = tuple(dict.fromkeys((*places.get(pair, ()), each.passage)))
    told = tuple(Evidence(meant, passages, heard) for (meant, heard), passages in places.items())
    return replace(suggestion, evidence=suggestion.evidence + told) if told else suggestion


def _of_passage(
    passage: Passage, words: Sequence[_Word], names: InPlay, as_names: Collection[str]
) -> Iterator[Misheard]:
    at = 0
    while at < len(words):
        word = words[at]
        if (whole := _joined(words, at, names)) is not None:
            heard = passage.text[word.start : words[at + 1].start + len(words[at + 1].text)]
            yield Misheard(passage.id, word.start, heard, whole)
            at += 2
            continue
        if word.low not in names.known and (meant := _meant(words, at, names, as_names)) is not None:
            yield Misheard(passage.id, word.start, word.text, meant)
        at += 1


def _meant(words: Sequence[_Word], at: int, names: InPlay, as_names: Collection[str]) -> str | None:
    """Return the one name that a word stands for, None where there is none or more than one."""
    word = words[at]
    titled = at > 0 and folded(words[at - 1].text) in TITLES
    is_name = word.capital or (word.first and word.text[0].isupper() and word.low in as_names)
    is_name = (is_name and word.low not in _CAPITALS) or titled
    long = word.text[0].isupper() and len(sounds(word.text)) >= UNMISTAKABLE
    apart_by: dict[str, float] = {}
    if is_name or long:
        for name in names.near:
            for meant in _leading(name, titled=titled):
                _note(apart_by, meant, apart(word.text, meant), 0.0)
    if is_name or word.text[0].isupper():
        for meant in _given_away(words, at, names):
            _note(apart_by, meant, apart(word.text, meant) - BESIDE, -BESIDE)
    ranked = sorted((distance, meant) for meant, distance in apart_by.items())
    if not ranked or (len(ranked) > 1 and ranked[1][0] - ranked[0][0] < LEAD):
        return None
    return ranked[0][1]


def _note(apart_by: dict[str, float], meant: str, distance: float, nearest: float) -> None:
    """Keep how far away a name is, when that is within its limit; as near as can be, the neighbour's word counts more."""
    if distance <= next(limit for most, limit in LIMITS if len(sounds(meant)) <= most):
        apart_by[meant] = min(apart_by.get(meant, distance), max(distance, nearest))


def _leading(name: Sequence[str], *, titled: bool) -> Iterator[str]:
    """Yield the words of a name that stand for it alone: of a person the last, of a company or place the first."""
    for word in dict.fromkeys((name[-1], name[0])):
        if _may_be_meant(word) and (titled or len(word) >= LEAST_LETTERS):
            yield word


def _given_away(words: Sequence[_Word], at: int, names: InPlay) -> Iterator[str]:
    """Yield what is said beside a word's neighbours, where these are words of a name."""
    for step in (-1, 1):
        place = at + step
        if 0 <= place < len(words) and not words[max(at, place)].first and words[place].text[0].isupper():
            yield from (meant for meant, way in names.beside.get(words[place].low, ()) if way == -step)


def _joined(words: Sequence[_Word], at: int, names: InPlay) -> str | None:
    """Return the name that was heard as two words ("Winter Born"), the first with a capital."""
    if at + 1 == len(words) or not words[at].capital or words[at + 1].first:
        return None
    both = words[at].text + words[at + 1].text
    if words[at].low in names.known and words[at + 1].low in names.known:
        return None
    found = {
        word
        for name in names.near
        for word in _leading(name, titled=False)
        if len(word) > len(words[at].text) + 1
        and (
            folded(both) == folded(word)
            or (words[at + 1].capital and len(word) > 6 and apart(both, word) == 0)
        )
    }
    return found.pop() if len(found) == 1 else None


def _parts(name: str) -> tuple[str, ...]:
    return tuple(re.split(r"[\s-]+", name))


def _may_be_meant(word: str) -> bool:
    low = folded(word.rstrip("."))
    return (
        len(low) > 1 and low not in NO_NAME and low not in FORUMS and word[:1].isupper() and word[1:2] != "."
    )


def _words(text: str) -> list[_Word]:
    """Cut a passage into its words; a possessive ending is no part of the name."""
    found: list[_Word] = []
    end = 0
    for match in _WORD.finditer(text):
        said = re.sub(r"['\u2019]s$", "", match[0])
        titled = bool(found) and folded(found[-1].text) in TITLES
        first = not titled and (not found or bool(_STOP.search(text, end, match.start())))
        found.append(_Word(said, match.start(), said[0].isupper() and not first and len(said) > 1, first))
        end = match.end()
    return found

"""Runs of turns about everyday life in the middle of a call, told by what is spoken of rather than by single phrases.

A turn that speaks of rain may be about a leaking roof. So a run of turns is judged, and against the whole call: a topic that
belongs to the call's field of law counts for nothing, nor does a word that also falls beside legal ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from agent.domain.suggestion import NotBilledWhy as Why
from agent.extract.hearing import fields_said
from agent.extract.lexicon import data, pattern
from agent.extract.reading import Read
from agent.extract.signs import says, settles
from agent.extract.terms import known_term
from agent.extract.text import tokens

LAW = 1.0  # legal weight from which a turn is work, and its words with it
FIELD = 0.3  # share of what was said in fields of law from which one is what the call is about
MOST = 2.5  # one turn can hardly speak more of everyday life than this
PLAIN = 1.0  # what a phrase of small talk is worth, in words of everyday life
SILENT = 0.15  # what a turn that says neither counts against a run
LONG = 0.025  # ... for each of its words
MATTERS = 1.5  # what an instruction, a promise, advice, a date or a sum counts against a run
DIFFERENT = 3  # words of everyday life that a stretch must have
SHARE = 0.4  # of a call that may be everyday life
TURN = 0.7  # what it costs to leave the subject, and to come back to it


def mark_everyday(passages: Sequence[Read], marks: list[Why | None]) -> None:
    """Mark runs of turns that speak of everyday life as small talk: the likeliest way through the turns of a call."""
    words = words_of(passages, marks)
    free = marks.count(None)
    untouched = list(marks)
    run: list[Read] = []
    for p in [*passages, None]:
        if p is not None and marks[p.at] is None:
            run.append(p)
            continue
        _mark_run(run, marks, words)
        run = []
    if free - marks.count(None) > SHARE * free:
        marks[:] = untouched  # what fills half a call is what it is about
        return
    for before, p in pairwise(passages):
        talks = marks[before.at] is Why.SMALL_TALK and None in marks[: before.at]
        if talks and marks[p.at] is None and _gain(p, words) >= PLAIN:
            marks[p.at] = Why.SMALL_TALK  # it goes on


@dataclass(frozen=True, slots=True)
class Words:
    """Stems of everyday topics in a call: those that speak of nothing else (`idle`), and those that are its `business`.

    "Sleep" is business where an injury is spoken of.
    """

    idle: frozenset[str]
    business: frozenset[str]


def words_of(passages: Sequence[Read], marks: Sequence[Why | None]) -> Words:
    """Sort the words of everyday life by what a call is about."""
    free = [p for p in passages if marks[p.at] is None]
    fields = _fields(free)
    among_law = {t.stem for p in free if p.weight >= LAW for t in p.toks}
    said = {t.stem for p in free for t in p.toks}
    idle = frozenset(w for business, stems in _topics() if not fields & business for w in stems - among_law)
    return Words(
        idle, frozenset(w for business, stems in _topics() if fields & business for w in stems & said) - idle
    )


def _fields(passages: Sequence[Read]) -> set[str]:
    """Return the fields of law that some passages are about."""
    said = fields_said(passages)
    total = sum(said.values())
    return {name for name, weight in said.items() if weight >= FIELD * total}


def told(p: Read, words: frozenset[str]) -> frozenset[str]:
    """Return the words of everyday life in a turn; written large within a sentence, only those that are names count."""
    return frozenset(
        t.stem
        for n, t in enumerate(p.toks)
        if t.stem in words
        and (n == 0 or p.toks[n - 1].text in ".?!" or not t.text[0].isupper() or t.stem in _names())
    )


@cache
def _names() -> frozenset[str]:
    """Return the stems of the places, feasts and games that are written large."""
    return frozenset(
        tokens(w)[0].stem
        for t in data("everyday")["topics"].values()
        for w in t["words"].split()
        if w[0].isupper()
    )


@cache
def _topics() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Return for each topic the fields of law it may be the business of, and its stems."""
    return tuple(
        (
            frozenset(t["business"]),
            frozenset(w for w in (tokens(word)[0].stem for word in t["words"].split()) if not known_term(w)),
        )
        for t in data("everyday")["topics"].values()
    )


def _mark_run(run: Sequence[Read], marks: list[Why | None], words: Words) -> None:
    """Mark a run's everyday stretches: dynamic programming over two states, work (worth nothing) and talk."""
    work, talk = 0.0, -TURN
    came: list[tuple[bool, bool]] = []  # for work and for talk, whether the turn before was talk
    for p in run:
        gain = _gain(p, words)
        came.append((talk - TURN > work, talk >= work - TURN))
        work, talk = max(work, talk - TURN), max(talk, work - TURN) + gain
    talking, stretch = talk - TURN / 2 > work, []
    for p, (to_work, to_talk) in zip(reversed(run), reversed(came), strict=True):
        if talking:
            stretch.append(p)
        else:
            _mark_stretch(stretch, marks, words)
            stretch = []
        talking = to_talk if talking else to_work
    _mark_stretch(stretch, marks, words)


def _mark_stretch(stretch: Sequence[Read], marks: list[Why | None], words: Words) -> None:
    """Mark a stretch in which enough different things of everyday life are spoken of: one dog may be in the settlement."""
    different = len(frozenset().union(*(told(p, words.idle) for p in stretch))) + _plain(stretch)
    if len(stretch) > 1 and (
        different >= DIFFERENT or (different == DIFFERENT - 1 and len(stretch) >= DIFFERENT)
    ):
        for p in stretch:
            marks[p.at] = Why.SMALL_TALK


def _plain(stretch: Sequence[Read]) -> int:
    return sum(says(p, "small_talk") for p in stretch)


def _gain(p: Read, words: Words) -> float:
    """Return how much a turn speaks for everyday life (above nothing) or for work (below)."""
    if p.weight >= LAW:
        return -4.0 * p.weight
    talk = len(told(p, words.idle)) + PLAIN * says(p, "small_talk")
    matters = (
        len(told(p, words.business))
        + MATTERS * settles(p)
        + MATTERS * (pattern("cues", "business").search(p.text) is not None)
    )
    return min(MOST, talk) - 2 * p.weight - matters - (0.0 if talk else SILENT + LONG * p.words)

"""What a verb says was read or drafted: "I have read the lease and the disclosure statement" names two documents.

Only a verb in a form that says it was done counts: what is to be drafted, or was only recommended, is no object of the work.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.extract.lexicon import pattern, word_set
from agent.extract.reading import Read
from agent.extract.sifting import sentences
from agent.extract.terms import hits
from agent.extract.text import Token, tokens

_REACH = 16  # tokens after the verb
_MOST = 2


def object_of(passages: Sequence[Read], verb: str) -> str:
    """Return the documents that a verb of the timekeeper's (`reading` or `drafting`) took as its object, "" when none did."""
    found: list[str] = []
    for p in passages:
        if p.mine is False:
            continue
        for sentence in sentences(p.text):
            done = pattern("cues", "object", verb).search(sentence)
            if done is not None and not word_set("not_yet").intersection(
                sentence[: done.start()].casefold().split()
            ):
                found += _documents(tokens(sentence[done.end() :])[:_REACH])
    return " and ".join(list(dict.fromkeys(found))[:_MOST])


def _documents(toks: Sequence[Token]) -> Iterator[str]:
    """Yield the documents of a noun phrase, neighbouring terms as one: "disclosure" and "document"."""
    shown = ""
    for n, hit in enumerate(found := hits(toks)):
        gap = toks[found[n - 1].end : hit.start] if n else ()
        if any(t.low in word_set("ends_object") or t.text in ".;:?!" for t in toks[: hit.start]):
            return
        shown = f"{shown} {hit.term.shown}" if n and not gap else hit.term.shown
        joined = n + 1 < len(found) and found[n + 1].start == hit.end
        if not joined and any(t.stem in word_set("documents") for t in toks[hit.start : hit.end]):
            yield shown

"""agent/extract/claiming.py and the rules: a track is not a person, so no entry claims what somebody in a room says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agent.domain.billing import UnitRule
from agent.domain.ids import passage_id
from agent.domain.room import IN_THE_ROOM, SOMEBODY_ELSE, said_by
from agent.domain.source import Context, Source, SourceKind
from agent.domain.suggestion import Extraction
from agent.domain.suggestion import NotBilledWhy as Why
from agent.extract.blocks import Block
from agent.extract.claiming import LONGEST, claims
from agent.extract.hearing import index_of
from agent.extract.reading import read
from agent.extract.rules import RulesExtractor
from agent.extract.suggesting import draft_of
from agent.extract.support import supported_words
from agent.extract.typed import TypedFirst
from tests.builders import a_matter, a_passage, a_source

SAID = (
    "Thanks for coming in, both of you. Let us talk about the lease.",
    "I drafted the deed of variation of the lease last night, and the bank guarantee is in clause five.",
    "My advice is that the landlord should accept forty-five thousand dollars for the bank guarantee.",
    "I'll file the consent orders on Friday and we've served the notice on the tenant.",
    "The deed can be signed after the landlord agrees to the rent review.",
)
"""The other side's solicitor speaks, on our microphone."""

ALONE = Context(timekeeper="Ruth Calder")


def a_room(*said: str, who: str = IN_THE_ROOM, **fields: object) -> Source:
    passages = [a_passage(n, n * 60, n * 60 + 55, text, who) for n, text in enumerate(said or SAID, 1)]
    return a_source(
        *passages, **{"kind": SourceKind.CALL, "form": "sound", "room": who == IN_THE_ROOM, **fields}
    )


def extracted(source: Source) -> Extraction:
    return TypedFirst(RulesExtractor()).extract(source, [a_matter(1)], UnitRule())


def claimed(found: Extraction) -> list[str]:
    """Everything by which an entry takes work for the lawyer's own."""
    (entry,) = found.suggestions
    words = [entry.narrative, *entry.facts, *(e.clause for e in entry.evidence)]
    own = ("drafted", "drafting", "advising", "filed", "filing", "served", "serving")
    told = [word for word in own for text in words if word in text.casefold()]
    return [*told, *(flag for flag in entry.flags if flag == "promised"), *(p.text for p in found.promises)]


@pytest.mark.parametrize("context", [a_source().context, ALONE], ids=["with a guest", "nobody named"])
def test_the_other_sides_solicitor_on_our_microphone_drafted_the_deed_and_no_entry_claims_it(
    context: Context,
) -> None:
    found = extracted(a_room(context=context))
    assert claimed(found) == []
    assert [(c.passage, c.text) for c in found.claims] == [
        ("s2", "Who drafted the deed of variation of the lease last night?"),
        ("s4", "Who has served the notice on the tenant?"),
        ("s4", "Who will file the consent orders on Friday?"),
    ]


def test_taken_for_the_lawyers_it_would_be_claimed() -> None:
    """What happens where a track is taken for a person."""
    found = extracted(a_room(who="Ruth Calder"))
    assert set(claimed(found)) >= {"advising", "promised", "File the consent orders on Friday"}
    assert found.claims == ()


def test_the_one_person_known_is_not_whoever_speaks_in_a_room() -> None:
    """Without the room's name, the one label and the one person left over belong together: the lawyer alone."""
    assert claimed(extracted(a_room(who="Them", context=ALONE))) != []


def test_the_time_in_the_room_is_billed_all_the_same_as_a_conference_with_those_who_came() -> None:
    (entry,) = extracted(a_room()).suggestions
    assert (entry.seconds, entry.units, entry.billable) == (295, 1, True)
    assert entry.narrative.startswith("Conference with Marcus Hale regarding lease")
    (alone,) = extracted(a_room(context=ALONE)).suggestions
    assert alone.narrative.startswith("Conference regarding lease")


def test_it_becomes_the_lawyers_when_the_lawyer_says_so_and_the_rest_stays_billed() -> None:
    source = said_by(said_by(a_room(), passage_id(4), "Ruth Calder"), passage_id(2), SOMEBODY_ELSE)
    found = extracted(source)
    assert [p.text for p in found.promises] == ["File the consent orders on Friday"]
    assert found.claims == ()
    assert "advising" not in found.suggestions[0].narrative
    assert found.suggestions[0].seconds == 295


def test_an_answer_names_nobody_but_whom_it_names() -> None:
    source = said_by(a_room(), passage_id(2), SOMEBODY_ELSE)
    assert "Somebody" not in extracted(source).suggestions[0].narrative


def test_a_model_may_not_say_done_what_nobody_knows_whose_it_is() -> None:
    def may_stand(words: str, who: str) -> bool:
        reading = read(a_room("We inspected the premises and drafted the lease.", "All is ready.", who=who))
        draft = draft_of(reading, Block(reading.passages), index_of([a_matter(1)]), alone=True)
        return supported_words(words, draft, frozenset()) is not None

    for words in ("premises inspected", "lease drafted"):
        assert not may_stand(words, IN_THE_ROOM)
    assert may_stand("premises inspected", "Ruth Calder")


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("I have already sent the transfer to the bank.", ["Who has sent the transfer to the bank?"]),
        ("We went through the lease with the client.", ["Who went through the lease with the client?"]),
        ("I didn't draft the deed.", []),
        ("He drafted the deed.", []),
        ("I filed it.", []),  # asks nothing that anybody could answer
        ("I have not lodged the caveat yet.", []),
    ],
)
def test_questions_are_in_the_words_that_were_said(said: str, asked: list[str]) -> None:
    assert [c.text for c in claims(read(a_room(said)), [None])] == asked


def test_a_question_is_short_and_asked_once_and_only_where_there_may_be_work() -> None:
    long = "I drafted the deed " + "of variation of the lease " * 20
    found = claims(read(a_room(long, long)), [None, None])
    assert [len(c.text) <= LONGEST for c in found] == [True]
    assert claims(read(a_room("I drafted the deed.")), [Why.SMALL_TALK]) == ()
    assert claims(read(replace(a_room("I drafted the deed.", who="Them"))), [None]) == ()

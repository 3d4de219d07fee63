"""agent/extract/telling.py and support.py: a model's words stand on a bill only when the passages bear them out."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from agent.domain.ids import passage_id
from agent.extract import telling
from agent.extract.errors import AnswerUnusable
from agent.extract.groundwork import groundwork
from agent.extract.narrative import rendered
from agent.extract.reply import words_in
from agent.extract.schema import NONE
from agent.extract.suggesting import Draft, draft_of
from agent.extract.support import Near, foreign_names, supported_words
from agent.extract.telling import mentions, question, told
from tests.builders import a_matter
from tests.extract.ollama_scripts import firm, practice_call, worded_as


@cache
def drafts() -> tuple[Draft, Draft]:
    """The two blocks of the practice call: lease and roof."""
    ground = groundwork(practice_call(), firm())
    lease, roof = (draft_of(ground.reading, block, ground.index, alone=False) for block in ground.blocks)
    return lease, roof


def lease_words(text: str, near: Near | None = None) -> str | None:
    found = supported_words(text, drafts()[0], frozenset(), near)
    return found.text if found else None


def fact(text: str) -> Near:
    """Where one of the lease's facts was said."""
    mention = next(m for m in mentions(drafts()[0]) if text in m.text)
    return Near(mention.passages, mention.label)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("new draft lease", "new draft lease"),
        ("New draft lease", "new draft lease"),
        ("DRAFT LEASE", "draft lease"),
        ("marlin square", "Marlin Square"),
        ("the landlord", "landlord"),
        ("rent free period for the fit out", "rent free period for the fit out"),
        ("bank guarantee, ", "bank guarantee"),
        ("rent of the", "rent"),
    ],
)
def test_words_of_the_passages_may_stand(text: str, written: str) -> None:
    assert lease_words(text) == written


@pytest.mark.parametrize(
    "text",
    [
        "roof leak",  # of the other matter
        "sale of the shop",  # never said
        "bank guarantee of forty thousand",  # a figure in words, and the wrong one
        "first draft of lease",  # an ordinal is a figure too
        "lease from May",
        "not the landlord",
        "rent would rise",
        "lease without guarantee",
        "drafting the lease",
        "reviewing draft lease",
        "draft lease signed",
        "lease agreed",
        "landlord is Marlin Square",  # a sentence
        "let us begin",
        "that",
        "Marcus",  # who it was with stands in the head already
        "Marlin",  # half a name
        "lease of lease",
        "draft lease and bank guarantee",  # said far apart
    ],
)
def test_words_that_say_more_than_the_passages_may_not(text: str) -> None:
    assert lease_words(text) is None


@pytest.mark.parametrize(
    ("text", "of", "stands"),
    [
        ("rent", "$6,200", True),
        ("rent", "$5,800", True),
        ("bank guarantee", "$45,000", True),
        ("landlord", "Marlin Square", True),
        ("bank guarantee", "$6,200", False),
        ("option", "$45,000", False),
        ("marlin square", "$6,200", False),
    ],
)
def test_a_fact_follows_only_the_words_it_belongs_to(text: str, of: str, stands: bool) -> None:
    assert (lease_words(text, fact(of)) is not None) == stands


def test_something_done_must_be_said_plainly() -> None:
    roof = drafts()[1]
    assert supported_words("invoice paid", roof, frozenset()) is None  # "I have not paid it"
    assert supported_words("last invoice", roof, frozenset()) is not None


def test_a_name_that_only_another_matter_has_is_foreign() -> None:
    """Somebody else's client, mentioned in passing, is not to be read on this client's bill."""
    call, others = practice_call(), [*firm(), a_matter(77, client_name="Odile Winterbourne", contacts=())]
    said = "And what rent does Winterbourne pay next door?"
    passages = (*call.passages[:11], replace(call.passages[11], text=said), *call.passages[12:])
    ground = groundwork(replace(call, passages=passages), others)
    block = next(b for b in ground.blocks if passage_id(12) in {p.id for p in b.passages})
    draft = draft_of(ground.reading, block, ground.index, alone=False)
    foreign = foreign_names(draft, ground.index)
    assert foreign == {"winterbourne"}
    for text in ("rent Winterbourne", "rent winterbourne"):
        assert supported_words(text, draft, foreign) is None
        assert supported_words(text, draft, frozenset()) is not None  # the control


def test_the_answer_is_put_together_by_code() -> None:
    lease = drafts()[0]
    guarantee = next(m.id for m in mentions(lease) if m.text == "$45,000" or "45,000" in m.text)
    answer = worded_as(
        ("new draft lease", NONE), ("bank guarantee", guarantee), verbs=("advising", "discussing")
    )
    draft, parts = told(lease, answer, groundwork(practice_call(), firm()).index)
    assert rendered(parts) == (
        "Video conference with Marcus Hale regarding new draft lease: bank guarantee $45,000; advising."
    )
    assert draft.topics[1].shown == "bank guarantee $45,000"
    assert passage_id(17) in draft.topics[1].passages


@pytest.mark.parametrize(
    "answer",
    [
        worded_as(("sale of the shop", NONE), ("divorce", NONE)),
        worded_as(("draft lease", NONE), ("divorce", NONE), ("tax", NONE)),  # more than half falls
        worded_as(("rent", NONE)),  # one word fits any lease
        worded_as(("draft lease", "F99")),
        worded_as(("draft lease", NONE), verbs=("settling",)),
        worded_as(("draft lease 5800", NONE)),
        worded_as(("draft lease", NONE), verbs=()),
        "no json",
    ],
)
def test_an_answer_of_which_too_little_stands_is_not_used(answer: str) -> None:
    with pytest.raises(AnswerUnusable):
        told(drafts()[0], answer, groundwork(practice_call(), firm()).index)


def test_without_the_checks_it_would_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        telling, "supported_words", lambda text, *_: telling.Supported(text, (), frozenset(text.split()))
    )
    monkeypatch.setattr(telling, "faults", lambda narrative, ground: frozenset())
    answer = worded_as(("sale of the shop", NONE), ("divorce", NONE))
    _, parts = told(drafts()[0], answer, groundwork(practice_call(), firm()).index)
    assert "divorce" in rendered(parts)


def test_a_verb_that_the_passages_do_not_bear_out_is_not_offered() -> None:
    assert all(
        "instructions" in verb or verb in ("advising", "discussing") for verb in telling._verbs(drafts()[0])
    )
    verbs = question(drafts()[0]).schema["properties"]["verbs"]["items"]["enum"]
    assert "drafting" not in verbs
    assert verbs[-1] == "discussing"


def test_understood_and_loose_figures_are_not_offered() -> None:
    lease = drafts()[0]
    inexact = {f.id for f in lease.facts if f.implied or f.loose}
    assert not inexact & {m.id for m in mentions(lease)}


def test_the_two_narratives_of_a_call_cannot_change_places() -> None:
    lease, roof = drafts()
    index = groundwork(practice_call(), firm()).index
    for answer, own, other in (
        (worded_as(("new draft lease", NONE), ("bank guarantee", NONE)), lease, roof),
        (worded_as(("roof leak", NONE), ("expert report", NONE)), roof, lease),
    ):
        assert told(own, answer, index)
        with pytest.raises(AnswerUnusable):
            told(other, answer, index)


def test_the_form_and_the_reader_agree() -> None:
    form = question(drafts()[0]).schema
    part = form["properties"]["parts"]["items"]["properties"]
    read = words_in(worded_as(("draft lease", NONE)), verbs=["discussing"], mentions=[])
    assert set(form["required"]) == set(type(read).model_fields)
    assert set(part) == set(type(read.parts[0]).model_fields)

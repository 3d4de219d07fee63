"""agent/extract/prompt.py, schema.py and reply.py: what is shown fits, and what is read back is what was offered."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest

from agent.extract.errors import AnswerUnusable
from agent.extract.ollama_wire import CONTEXT_TOKENS
from agent.extract.prompt import (
    CHUNK_TOKENS,
    NARRATING,
    SORTING,
    chunks,
    narrating_data,
    sorting_data,
    telling,
)
from agent.extract.reading import read
from agent.extract.reply import Stretch, stretches_in
from agent.extract.schema import ACTIVITIES, LABELS, stretches_schema
from agent.extract.telling import ANSWER_TOKENS
from tests.builders import a_passage, a_source
from tests.extract.ollama_scripts import firm, sorted_as

IDS, LISTED = ("s1", "s2", "s3"), ("M1", "M2")


def passages(count: int, text: str = "The rent is payable on the first of each month. ") -> tuple:
    return read(a_source(*(a_passage(n, n, n + 1, text * 3) for n in range(1, count + 1)))).passages


def test_chunks_hold_every_passage_and_overlap_a_little() -> None:
    made = chunks(passages(200))
    assert len(made) > 3
    assert {p.at for c in made for p in c.passages} == set(range(200))
    for one, two in pairwise(made):
        assert 2 <= len(set(one.ids) & set(two.ids)) <= 5


def test_a_chunk_its_instructions_and_the_answer_fit_the_context() -> None:
    for chunk in chunks(passages(200)):
        shown = len(SORTING) + len(sorting_data(chunk, firm()[:5]))
        assert shown / 3 + 2048 < CONTEXT_TOKENS
        assert shown / 3 < CHUNK_TOKENS + 1500


def test_a_passage_longer_than_a_chunk_is_shown_by_its_beginning() -> None:
    made = chunks(passages(3, "word " * 4000))
    assert len(made) == 1
    assert len(sorting_data(made[0], [])) < 6000
    assert [c.ids for c in chunks(passages(2), most=1)] == [("s1",), ("s2",)]


def test_no_passages_make_no_chunk() -> None:
    assert chunks(()) == []


def test_of_a_long_block_the_weightiest_passages_are_shown_in_order() -> None:
    mixed = read(
        a_source(
            *(
                a_passage(
                    n,
                    n,
                    n + 1,
                    "the lease and the bank guarantee " * 4 if n % 3 == 0 else "and so on we go " * 8,
                )
                for n in range(1, 200)
            )
        )
    ).passages
    kept = telling(mixed).passages
    assert [p.at for p in kept] == sorted(p.at for p in kept)
    assert sum(p.at % 3 == 2 for p in kept) > len(kept) / 2
    shown = len(NARRATING) + len(narrating_data(telling(mixed), ["discussing"], []))
    assert shown / 3 + ANSWER_TOKENS < CONTEXT_TOKENS


def test_ids_and_words_are_all_that_is_shown_of_the_lists() -> None:
    data = json.JSONDecoder().raw_decode(sorting_data(chunks(passages(2))[0], firm()[:2]))[0]
    assert [m["id"] for m in data["matters"]] == ["M1", "M2"]
    assert set(data["matters"][0]) == {"id", "client", "about"}
    assert not any(m.display_number in json.dumps(data) for m in firm())


def test_a_sound_answer_is_read() -> None:
    found = stretches_in(
        sorted_as(("s1", "small_talk", "none"), ("s2", "work", "M2")), passages=IDS, matters=LISTED
    )
    assert [(s.first, s.label, s.matter) for s in found] == [
        ("s1", "small_talk", "none"),
        ("s2", "work", "M2"),
    ]


@pytest.mark.parametrize(
    "answer",
    [
        sorted_as(("s4", "work", "M1")),
        sorted_as(("s1", "work", "M3")),
        sorted_as(("s1", "hourly", "M1")),
        sorted_as(("s1", "work", "M1")).replace("A106", "A112"),
        sorted_as(("s1", "work", "M1")).replace('["s1"]', '["s1","s9"]'),
        sorted_as(("s1", "work", "M1")).replace('["s1"]', "[]"),
        sorted_as(("s1", "work", "M1")).replace('"first"', '"minutes": 600, "first"'),
        sorted_as(("s1", "work", "M1")).replace('"s1"', "1"),
        sorted_as(*[("s1", "work", "M1")] * 17),
        sorted_as(("s1", "work", "M1")) + "\n" + sorted_as(("s1", "work", "M1")),
        "```json\n" + sorted_as(("s1", "work", "M1")) + "\n```",
    ],
)
def test_an_answer_that_was_not_offered_is_not_used(answer: str) -> None:
    with pytest.raises(AnswerUnusable):
        stretches_in(answer, passages=IDS, matters=LISTED)


def test_the_form_and_the_reader_agree() -> None:
    stretch = stretches_schema(IDS, LISTED)["properties"]["stretches"]["items"]["properties"]
    assert set(stretch) == set(Stretch.model_fields)
    for label in LABELS:
        for activity in ACTIVITIES:
            answer = sorted_as(("s1", label, "none")).replace("A106", activity)
            assert stretches_in(answer, passages=IDS, matters=LISTED)


def test_the_examples_in_the_instructions_keep_to_the_form() -> None:
    example = SORTING[SORTING.index('{"stretches"') :]
    assert stretches_in(example, passages=IDS, matters=LISTED)
    assert set(json.loads(NARRATING[NARRATING.index('{"verbs"') :])) == {"verbs", "parts"}

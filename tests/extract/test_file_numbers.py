"""agent/extract/file_numbers.py: file numbers however they are said or written by a speech model, with what was heard."""

from __future__ import annotations

import pytest

from agent.domain.billing import UnitRule
from agent.domain.suggestion import MatterState
from agent.extract import file_numbers as module
from agent.extract.file_numbers import Said, file_numbers, said_numbers
from agent.extract.hearing import index_of
from agent.extract.rules import RulesExtractor
from agent.extract.text import cleaned, tokens
from tests.builders import a_matter, a_passage, a_source

NUMBERS = ("20417-Copper Kettle", "20431-Hale", "00042-Winter", "2026/0113", "113-Osman")
MATTERS = [a_matter(n, display_number=number) for n, number in enumerate(NUMBERS, 1)]
INDEX = index_of(MATTERS)


def said(text: str) -> list[Said]:
    return list(dict.fromkeys(said_numbers(tokens(cleaned(text)), cleaned(text), INDEX)))


@pytest.mark.parametrize(
    ("heard", "digits"),
    [
        ("two zero four one seven", "20417"), ("two oh four seventeen", "20417"), ("two o four one seven", "20417"),
        ("two oh four, one seven", "20417"), ("two zero um four one seven", "20417"),
        ("two zero four, er, one seven", "20417"), ("two zero four... one seven", "20417"),
        ("two zero four thirty one", "20431"), ("double oh oh four two", "00042"), ("triple oh four two", "00042"),
        ("nought nought nought four two", "00042"), ("twenty thousand four hundred and seventeen", "20417"),
        ("two hundred and four seventeen", "20417"), ("2 0 4 1 7", "20417"), ("20 417", "20417"), ("20,417", "20417"),
        ("20-417", "20417"), ("204 17", "20417"), ("two-zero-four-one-seven", "20417"),
        ("to zero for one seven", "20417"), ("twenty twenty six slash oh one one three", "20260113"),
        ("two zero, two zero four one seven", "20417"), ("one thirteen", "113"),
    ],
)  # fmt: skip
def test_a_number_of_the_firm_is_found_and_what_was_heard_is_kept(heard: str, digits: str) -> None:
    assert said(f"that is file number {heard}.") == [Said(digits, heard)]


def test_leading_zeros_stay() -> None:
    heard = "double oh double nine, no sorry, double oh oh four two"
    assert said(f"file {heard}") == [Said("00042", heard)]


def test_of_a_correction_the_last_counts() -> None:
    both = "two zero four three one, sorry, two zero four one seven"
    assert said(f"file {both}") == [Said("20417", both)]
    assert file_numbers(tokens("file two zero four three one, no, thanks"), "", INDEX) == ["20431"]


@pytest.mark.parametrize("text", ["file 20417", "matter #20417", "file no. 20417 please"])
def test_plain_digits_were_heard_as_they_are(text: str) -> None:
    assert said(text) == [Said("20417")]


def test_a_number_that_the_firm_does_not_have_is_one_too_as_far_as_it_was_read_out() -> None:
    assert said("file number two zero four double one") == [Said("20411", "two zero four double one")]


@pytest.mark.parametrize(
    "text",
    [
        "file for two days", "the matter for two parties", "two copies on file", "matter of two hundred dollars",
        "the file took twenty minutes", "in two zero four one seven", "the matter one, thirteen people",
    ],
)  # fmt: skip
def test_no_number_is_made_of_other_words(text: str) -> None:
    assert said(text) == []


def test_without_the_firm_s_own_list_hesitation_would_make_another_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert said("file two zero um four one seven") == [Said("20417", "two zero um four one seven")]
    monkeypatch.setattr(module, "_of_the_firm", lambda *_: None)
    assert said("file two zero um four one seven") == [Said("20", "two zero")]


def test_the_entry_shows_the_number_with_what_was_heard() -> None:
    source = a_source(
        a_passage(
            1,
            0,
            200,
            "Let us go on with the file, two oh four, um, seventeen, the lease of the shop.",
            "Ruth",
        ),
        a_passage(2, 200, 400, "I advised you on the lease and the bank guarantee.", "Ruth"),
    )
    (found,) = RulesExtractor().extract(source, MATTERS, UnitRule()).suggestions
    assert (found.matter, found.matter_state) == ("20417-Copper Kettle", MatterState.AUTO)
    (number,) = [e for e in found.evidence if e.heard]
    assert number.shown == "20417 · heard “two oh four, um, seventeen”"
    assert number.passages == ("s1",)

"""agent/intake/history.py: what is new is billed from, what is quoted is kept apart."""

import pytest

from agent.intake.history import parted

NEW = "Dear Tam\n\nI have read it."


@pytest.mark.parametrize(
    "history",
    [
        "On Mon, 30 Mar 2026 at 09:12, Tam Kerrow <tam@kerrow.example> wrote:\n\n> old",
        "On Mon, 30 Mar 2026 at 09:12, Tam Kerrow\n<tam@kerrow.example> wrote:\n\n> old",
        "From: Tam Kerrow\nSent: Monday, 30 March 2026 9:12 AM\nTo: Nell\nSubject: x\n\nold",
        "*From:* Tam Kerrow\n*Date:* Monday\n*To:* Nell\n\nold",
        "On Mon, 30 Mar 2026 Tam Kerrow wrote:\n\nold",
        "On 30 March 2026, Tam Kerrow wrote:\n\nold",
        "________________________________\nFrom: Tam\nSent: Monday\n\nold",
        "-----Original Message-----\nold",
        "---------- Forwarded message ---------\nold",
        "> old",
    ],
)
def test_every_way_of_quoting_ends_the_newest_message(history: str) -> None:
    newest, quoted = parted(f"{NEW}\n\n{history}")
    assert newest == NEW
    assert quoted.endswith("old")


@pytest.mark.parametrize(
    "paragraph",
    [
        "From: my reading of clause 4 the term is ten years.",
        "To: do\nDate: Friday",
        "On Monday I wrote:\nnothing",
        "On 30 March 2026 I wrote:\nnothing",
        "On 30 March 2026 your solicitor wrote:\nnothing",
        "-- \nNell Quirke",
        "On the question of costs, as I wrote: none.",
    ],
)
def test_ordinary_words_end_nothing(paragraph: str) -> None:
    assert parted(f"{NEW}\n\n{paragraph}\n\nmore") == (f"{NEW}\n\n{paragraph}\n\nmore".strip(), "")


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_paragraph_that_begins_like_an_attribution_stays_above_it(gap: str) -> None:
    newest, quoted = parted(f"On costs I say nothing.{gap}On Mon, 30 Mar 2026 at 09:12, Tam wrote:\n\nold")
    assert newest == "On costs I say nothing."
    assert quoted.startswith("On Mon")


def test_an_answer_below_the_quotation_is_the_newest_message() -> None:
    newest, quoted = parted("On Monday, Tam <t@k.example> wrote:\n> Is it my land?\n\nYes it is.\n")
    assert newest == "Yes it is."
    assert "> Is it my land?" in quoted


def test_a_forwarded_message_alone_says_nothing_new() -> None:
    assert parted("---------- Forwarded message ---------\nFrom: Tam\nTo: Nell\n\nold")[0] == ""


def test_a_very_long_line_is_cut_for_the_search_only() -> None:
    line = "On " + "a b " * 50_000
    newest, quoted = parted(f"{line}\n\nOn Monday, Tam wrote:\n> old")
    assert newest == line.strip()
    assert quoted.startswith("On Monday")

"""agent/extract/figures.py, mining.py and facts.py: what is counted, what was taken back, and short lines with nouns."""

from __future__ import annotations

import pytest

from agent.domain.suggestion import MOST_FACTS
from agent.extract.facts import facts
from agent.extract.listing import LONGEST, lines
from agent.extract.mining import mine, slips
from agent.extract.reading import Read, read
from tests.builders import a_passage, a_source
from tests.extract.scenes import scene, scene_names


def _passages(*said: str) -> tuple[Read, ...]:
    return read(
        a_source(*(a_passage(n, n * 10, n * 10 + 9, text) for n, text in enumerate(said, 1)))
    ).passages


def _figures(*said: str) -> list[str]:
    passages = _passages(*said)
    return [f.shown for f in mine(passages, slipped=slips(passages))]


def _texts(*said: str) -> list[str]:
    passages = _passages(*said)
    return [f.text for f in facts(mine(passages, slipped=slips(passages)), passages)]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("between six and eight thousand dollars in fees", ["$6,000 to $8,000"]),
        ("four or five hundred thousand dollars", ["four or five hundred thousand dollars"]),
        ("fixed at three and a quarter, so the increase is small", ["3.25%"]),
        ("about three and a half thousand in fees", ["three and a half thousand"]),
        ("special condition thirty one", ["special condition 31"]),
        ("within ten business days", ["10 business days"]),
        ("four to six weeks' pay", ["4 to 6 weeks' pay"]),
        ("two thousand two hundred and fifty square metres", ["2,250 square metres"]),
        ("four thousand one hundred files", ["4,100 files"]),
        ("one thousand and four dollars and thirty cents", ["$1,004.30"]),
        ("we lived there from July 2023 to February 2024", []),
        ("the entire agreement clause (cl 31.2)", ["clause 31.2"]),
        ("capped at 26 wks after 7 yrs", ["26 weeks", "7 years"]),
        ("his pay is 1,870 pw", ["$1,870"]),
        ("four e-mails about apartment 306's leak", []),
        ("unit 4B and section 459H", ["section 459H"]),
        ("We broke off from 10.40 to 10.50 while he rang", ["10:40", "10:50"]),
        ("returns from 10.40 to 10.50 per cent", ["10.4% to 10.5%"]),
    ],
)
def test_a_figure_is_what_it_counts(said: str, shown: list[str]) -> None:
    assert _figures(said) == shown


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (
            ["a guarantee of forty thousand dollars, sorry, not forty, forty five thousand dollars"],
            ["$45,000"],
        ),
        (["that's eighty five thousand, sorry,", "sixty three thousand two hundred and fifty"], ["$63,250"]),
        (
            [
                "about forty thousand units in a warehouse",
                "Forty thousand?",
                "Sorry, fourteen. Fourteen thousand units.",
            ],
            ["14,000 units"],
        ),
        (
            ["So about $17,648. CORRECTION in the same call: $18,648, the first figure was my slip."],
            ["$18,648"],
        ),
        (
            [
                "redoing the floor, thirty one thousand,",
                "sorry, I'll get that right, it's thirty seven thousand.",
            ],
            ["$37,000"],
        ),
    ],
)
def test_only_the_corrected_figure_stays(said: list[str], shown: list[str]) -> None:
    assert _figures(*said) == shown


def test_thousands_are_understood_only_among_thousands_and_near_bargaining() -> None:
    offered = "They offered two hundred and eighty five thousand"
    answer = "I wouldn't take two eighty five, I'd counter at three ninety"
    assert _figures(offered, answer) == ["$285,000", "$285,000", "$390,000"]
    assert _figures("I wouldn't take two eighty five") == []
    assert _figures(
        "It costs forty thousand", "You need nine hundred millimetres and you've got seven fifty"
    ) == ["$40,000", "900 mm"]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (["They've offered sixty on the lot"], ["sixty"]),  # nobody said whether that is thousands
        (["They've offered nineteen five"], ["nineteen five"]),
        (["A fine of about six hundred, court costs of a hundred and thirty"], ["$600", "$130"]),
        (["It'd cost seven thousand", "I'd go back at five fifty"], ["$7,000", "$550"]),
        (
            ["It's worth six hundred thousand", "I'd walk in and offer five hundred"],
            ["$600,000", "five hundred"],
        ),
        (
            [
                "We open at ten thirty",
                "they want fifteen staff",
                "take ten of those",
                "he asked for the seven",
            ],
            [],
        ),
        (["The house has five hundred by the door"], []),
    ],
)
def test_a_bare_number_is_a_sum_only_after_a_word_of_bargaining(said: list[str], shown: list[str]) -> None:
    assert _figures(*said) == shown


def test_a_fact_is_bound_to_its_noun() -> None:
    assert _texts("The rent is six thousand two hundred dollars a month") == ["rent $6,200 a month"]
    assert _texts("The hearing is on the second of April at ten fifteen") == ["hearing 2 April at 10:15"]
    assert _texts("It was served on the twenty seventh of March") == ["service 27 March"]


def test_a_figure_without_a_noun_nearby_gets_none() -> None:
    assert _texts("I can pay five thousand eight hundred and a rent free period of two months") == [
        "$5,800",
        "rent-free period 2 months",
    ]


@pytest.mark.parametrize("name", scene_names())
def test_a_list_is_short_and_holds_no_sentence_of_the_source(name: str) -> None:
    passages = read(scene(name).source).passages
    listed = [text for text, _ in lines(facts(mine(passages, slipped=slips(passages)), passages), [], "")]
    assert len(listed) <= MOST_FACTS
    assert all(len(text) <= LONGEST for text in listed)
    sentences = [p.text.casefold().rstrip(".") for p in passages if p.words > 4]
    assert not [text for text in listed if any(s in text.casefold() for s in sentences)]


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("His new job starts on 6 July at Coolabah Haulage.", "start 6 July"),
        ("Priya corrected him, $178,400 is the figure.", "$178,400"),
        ("We get five kilometres for one year", "5 km"),
        ("His realistic absolute maximum is $48,620", "$48,620"),
        ("Six thousand dollars out of the bond", "$6,000"),
    ],
)
def test_a_name_a_measure_or_an_adjective_is_no_noun_of_a_figure(said: str, text: str) -> None:
    assert _texts(said)[0] == text


def test_the_times_of_a_note_are_no_facts_unless_something_is_fixed_for_them() -> None:
    written = read(
        a_source(
            a_passage(1, None, None, "Commenced 10.05 am, rang Odette 4.15pm. Hearing 7 August at 2.15 pm.")
        )
    ).passages
    assert [f.text for f in facts(mine(written, slipped=slips(written)), written)] == [
        "hearing 7 August at 2:15 pm"
    ]


def test_a_sum_belongs_to_no_term_that_has_no_price() -> None:
    assert _texts("and the easement, two million two hundred thousand")[-1] == "$2,200,000"
    assert _texts("and the deposit, two million two hundred thousand")[-1] == "deposit $2,200,000"


def test_a_figure_that_stands_instead_of_a_wrong_one_keeps_its_noun() -> None:
    assert (
        _texts("He thought the rent was $6,200. Priya corrected him: $5,900 from 1 May.")[0] == "rent $5,900"
    )


def test_sums_that_vie_for_one_noun_are_marked_and_a_lone_one_is_not() -> None:
    passages = _passages("The rent is $6,200", "They say the rent is $5,400", "The bond is $9,000")
    found = facts(mine(passages, slipped=slips(passages)), passages)
    assert [(f.text, f.contested) for f in found] == [
        ("rent $6,200", True),
        ("rent $5,400", True),
        ("bond $9,000", False),
    ]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("The hearing takes half a day after the review", []),
        ("interest cover is at two point one times", []),
        ("he works nine hundred and fifty a week", ["$950"]),
        ("three years and four months", ["3 years 4 months"]),
        ("eight hundred and ninety in holiday pay", ["$890"]),
        ("the price is seven dollars fifty", ["$7.50"]),
        ("forty thousand now, then she would take five fifty", ["$40,000"]),
    ],
)
def test_a_figure_is_no_more_than_was_said(said: str, shown: list[str]) -> None:
    assert _figures(said) == shown
